/// A consent counts only while whoever gave it still may: for a draft of an instrument as for a second extension.
/// It is looked at again when the last one makes them take effect; whom it concerns hears at once that one fell away.
enum FallenConsents {
  /// The consents of a draft that count now.
  static func standing(
    _ draft: Instrument, of matter: Case, _ casebook: any Casebook, _ occasion: Occasion
  ) throws -> [Consent] {
    try draft.consents.filter { consent in
      guard let person = try casebook.person(consent.by), Signing.signs(person, for: consent.side)
      else { return false }
      return try !SecondPerson.isAddressed(person, by: draft, matter, casebook, occasion)
    }
  }

  /// Those to an extension.
  static func standing(
    _ request: ExtensionRequest, of matter: Case, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> [Consent] {
    try request.agreed.filter { consent in
      guard let person = try casebook.person(consent.by) else { return false }
      let actor = Actor(person: person, teamExists: try casebook.isGranted(.team))
      guard actor.roles.contains(consent.side) else { return false }
      return try SecondPerson.part(of: actor, in: request, matter, casebook, now: now, rules) == nil
    }
  }

  /// 孙主任的同意不再算数（现在没有这个权限）。 Nil where all that was given still count.
  static func line(
    _ all: [Consent], _ standing: [Consent], _ casebook: any Casebook
  ) throws -> Wording? {
    let fallen = all.filter { one in
      !standing.contains(one) && !standing.contains { $0.side == one.side }
    }
    guard !fallen.isEmpty else { return nil }
    let names = try fallen.map { try People.address(of: $0.by, casebook) }
    return "\(names.joined(separator: "、"))的同意不再算数（现在没有这个权限）。"
  }

  // MARK: The clock

  /// Something that waits for more consents, and whose fell away without anybody having been told.
  private struct Loss {
    var matter: Case
    var notices: [NoticeID]
    var told: [PersonID]
    var signers: [PersonID]
    var text: Wording
    var isPrivate: Bool
  }

  static func next(_ casebook: any Casebook, now: Instant, _ rules: Rules) throws -> Instant? {
    try losses(casebook, now: now, rules).isEmpty ? nil : now
  }

  static func tell(
    _ casebook: any Casebook, now: Instant, _ rules: Rules, _ decision: inout Decision
  ) throws {
    for loss in try losses(casebook, now: now, rules) {
      for id in loss.notices {
        decision.events.append(
          Event(
            stamp: Event.Stamp(at: now), record: .notice(id), change: .noticed(Notice(at: now))))
      }
      let number = loss.matter.number
      let signing = loss.text + "\n同意请回：\(typed: "同意 \(number)")"
      var seen: Set<PersonID> = []
      for (people, text) in [(loss.signers, signing), (loss.told, loss.text)] {
        for person in people where seen.insert(person).inserted {
          decision.replies.append(
            Reply(to: .person(person), text: text, card: number).alsoForDeputy(!loss.isPrivate))
        }
      }
    }
  }

  private static func losses(
    _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> [Loss] {
    var losses: [Loss] = []
    var seen: Set<CaseNumber> = []
    let query = DutyQuery(kinds: [.consent, .consentPrivately, .decideExtension])
    for duty in try casebook.duties(query) where seen.insert(duty.matter).inserted {
      guard let matter = try casebook.matter(duty.matter), let handling = matter.handling else {
        continue
      }
      for draft in handling.instruments where draft.state == .draft && !draft.consents.isEmpty {
        losses += try [ofDraft(draft, matter, casebook, Occasion(now, rules))].compactMap { $0 }
      }
      if let request = handling.extensionAsked, !request.agreed.isEmpty {
        losses += try [ofExtension(request, matter, casebook, now: now, rules)].compactMap { $0 }
      }
    }
    return losses
  }

  private static func untold(
    _ all: [Consent], _ standing: [Consent], _ what: String, _ matter: Case,
    _ casebook: any Casebook
  ) throws -> [NoticeID] {
    try all.filter { !standing.contains($0) }.map { consent in
      NoticeID("consent/\(matter.number)/\(what)/\(consent.by)/\(consent.at.milliseconds)")
    }.filter { try casebook.notice($0) == nil }
  }

  private static func ofDraft(
    _ draft: Instrument, _ matter: Case, _ casebook: any Casebook, _ occasion: Occasion
  ) throws -> Loss? {
    guard let kind = occasion.rules.procedure.instrument(draft.kind) else { return nil }
    let standing = try standing(draft, of: matter, casebook, occasion)
    let notices = try untold(draft.consents, standing, "\(draft.serial)", matter, casebook)
    guard !notices.isEmpty, let line = try line(draft.consents, standing, casebook) else {
      return nil
    }
    let missing = kind.sides.filter { side in !standing.contains { $0.side == side } }
    let names = try Signing.names(of: missing, in: draft, kind, matter, casebook, occasion)
    let signers = try missing.flatMap { try Signing.signers(of: $0, casebook) }.filter { signer in
      try (kind.sides.count > 1 || signer.id != draft.drafter)
        && !SecondPerson.isAddressed(signer, by: draft, matter, casebook, occasion)
    }
    return Loss(
      matter: matter, notices: notices, told: [draft.drafter] + standing.map(\.by),
      signers: signers.map(\.id),
      text: "\(matter.number)号的\(kind.shortName)：" + line + "\n还差：\(names)",
      isPrivate: kind.isPrivate)
  }

  private static func ofExtension(
    _ request: ExtensionRequest, _ matter: Case, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> Loss? {
    let standing = try standing(request, of: matter, casebook, now: now, rules)
    let notices = try untold(request.agreed, standing, "extension", matter, casebook)
    guard !notices.isEmpty, let line = try line(request.agreed, standing, casebook) else {
      return nil
    }
    let sides: [Role] = [.congress, .discipline]
    let missing = sides.filter { side in !standing.contains { $0.side == side } }
    let signers = try casebook.people().filter { person in
      guard !person.groups.isEmpty, missing.contains(where: person.roles.contains) else {
        return false
      }
      let actor = Actor(person: person, teamExists: true)
      return try SecondPerson.part(of: actor, in: request, matter, casebook, now: now, rules) == nil
    }
    let names = missing.map(\.name).joined(separator: "、")
    return Loss(
      matter: matter, notices: notices, told: [request.by] + standing.map(\.by),
      signers: signers.map(\.id),
      text: "\(matter.number)号的延期：" + line + "\n还差\(names)一方。", isPrivate: false)
  }
}
