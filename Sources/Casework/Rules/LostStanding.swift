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
    try consequences(casebook, now: now, rules).decision
  }

  /// The same within the act that takes it away: its answer says too what nobody can agree to any more, of what may
  /// be known where it was said.
  func add(
    to decision: inout Decision, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    let found = try consequences(casebook, now: situation.now, situation.rules)
    decision.events += found.decision.events
    let known = try found.stranded.filter { reply in
      try reply.card.flatMap { try casebook.matter($0) } != nil
    }
    if let first = known.first {
      var words = Wording(lines: known.prefix(3).flatMap { $0.text.lines.prefix(1) })
      if known.count > 3 { words.add("另有\(known.count - 3)件也是。") }
      words.lines += first.text.lines.dropFirst()
      decision.replies[0].text.add(words)
    }
    decision.replies += found.decision.replies
  }

  private func consequences(
    _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> (decision: Decision, stranded: [Reply]) {
    var decision = Decision()
    var stranded: [Reply] = []
    guard
      before.roles != after.roles || before.rights != after.rights || before.unit != after.unit
        || before.groups.isEmpty != after.groups.isEmpty
    else { return (decision, stranded) }
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
        stranded.append(reply)
      }
    }
    if let reply = try drafts(book, rules) { decision.replies.append(reply) }
    return (decision, stranded)
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
