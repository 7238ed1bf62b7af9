/// Somebody who may no longer do what he could: what rests on his word falls away in the act that takes it from him, and
/// those who wait for it hear.
struct LostStanding {
  let before: Person
  let after: Person

  /// Nothing was taken by which he could be somebody's second person.
  var keepsOffice: Bool {
    let offices = Set(before.roles).intersection([.team, .congress, .discipline])
    return !after.groups.isEmpty && Set(before.rights).isSubset(of: after.rights)
      && offices.isSubset(of: after.roles)
  }

  /// Closings that he started go back; whose consents are missing now is told, and what nobody can agree to any more.
  func decision(
    _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Decision {
    var decision = Decision()
    guard
      before.roles != after.roles || before.rights != after.rights || before.unit != after.unit
        || before.groups.isEmpty != after.groups.isEmpty
    else { return decision }
    // Whoever takes it away need not see what it was about.
    let book = casebook.seen(by: .clock)
    let kinds: Set<Duty.Kind> = [
      .approveClosing, .approveAct, .consent, .consentPrivately, .decideExtension,
    ]
    var seen: Set<CaseNumber> = []
    for duty in try book.duties(DutyQuery(kinds: kinds)) where seen.insert(duty.matter).inserted {
      guard let matter = try book.matter(duty.matter) else { continue }
      try ClosingEnd.drop(self, matter, now: now, book, &decision)
      decision.replies += try FallenConsents.notices(of: self, matter, book, now: now, rules)
      if let reply = try SecondPerson.stranded(by: self, matter, book, now: now, rules) {
        decision.replies.append(reply)
      }
    }
    if let reply = try drafts(book, rules) { decision.replies.append(reply) }
    return decision
  }

  /// To those who change the drafts that name him as whom to ask. Whoever leaves leaves other things behind as well:
  /// they are told together.
  private func drafts(_ casebook: any Casebook, _ rules: Rules) throws -> Reply? {
    guard !after.groups.isEmpty else { return nil }
    let receivers = try Telling.ours(besides: before.id, casebook)
    let left = try InstrumentTexts.drafts(naming: before, to: receivers, casebook, rules) {
      try InstrumentTexts.answers(before, for: $0, of: $1, casebook)
        && !InstrumentTexts.answers(after, for: $0, of: $1, casebook)
    }
    guard !left.lines.isEmpty else { return nil }
    var text: Wording = "\(before.address)不再拟稿。"
    text.add(left)
    return Reply(to: receivers, about: .open, text: text)
  }
}
