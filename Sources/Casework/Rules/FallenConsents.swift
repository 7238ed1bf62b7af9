/// A consent counts only while whoever gave it still may: for a draft of an instrument as for a second extension.
/// It is looked at again when the last one makes them take effect; whom it concerns hears when one falls away.
enum FallenConsents {
  /// The consents of a draft that count now.
  static func standing(
    _ draft: Instrument, of matter: Case, _ casebook: any Casebook
  ) throws -> [Consent] {
    let addressed = try UnitPeople.of(matter, to: draft.unit, casebook)
    return try draft.consents.filter { consent in
      guard let person = try casebook.person(consent.by), Signing.signs(person, for: consent.side)
      else { return false }
      return try addressed?.has(person, casebook) != true
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

  // MARK: Who hears

  /// What those hear who wait with a draft or an extension, where that person's consent counts no more.
  static func notices(
    of lost: LostStanding, _ matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> [Reply] {
    guard let handling = matter.handling else { return [] }
    var replies: [Reply] = []
    for draft in handling.instruments where draft.state == .draft {
      replies += try ofDraft(draft, lost, matter, casebook, Occasion(now, rules))
    }
    if let request = handling.extensionAsked {
      replies += try ofExtension(request, lost, matter, casebook, now: now, rules)
    }
    return replies
  }

  private static func ofDraft(
    _ draft: Instrument, _ lost: LostStanding, _ matter: Case, _ casebook: any Casebook,
    _ occasion: Occasion
  ) throws -> [Reply] {
    let addressed = try UnitPeople.of(matter, to: draft.unit, casebook)
    guard let kind = occasion.rules.procedure.instrument(draft.kind),
      let given = draft.consents.first(where: { $0.by == lost.before.id }),
      try !Signing.signs(lost.after, for: given.side)
        || addressed?.has(lost.after, casebook) == true
    else { return [] }
    let standing = try standing(draft, of: matter, casebook)
    let left = standing.filter { $0.by != given.by }
    guard standing != left, let line = try line(draft.consents, left, casebook) else { return [] }
    let missing = kind.sides.filter { side in !left.contains { $0.side == side } }
    let signers = try missing.flatMap { try Signing.signers(of: $0, casebook) }.filter { signer in
      try signer.id != given.by && (kind.sides.count > 1 || signer.id != draft.drafter)
        && addressed?.has(signer, casebook) != true
    }
    let names = try Signing.names(
      of: missing, in: draft, kind, matter, casebook, besides: given.by)
    return replies(
      "\(matter.number)号的\(kind.shortName)：" + line + "\n还差：\(names)",
      asking: "同意请回：\(typed: "同意 \(matter.number)")", signers: signers.map(\.id),
      told: [draft.drafter] + left.map(\.by), lost, matter, reachesDeputy: !kind.isPrivate)
  }

  private static func ofExtension(
    _ request: ExtensionRequest, _ lost: LostStanding, _ matter: Case, _ casebook: any Casebook,
    now: Instant, _ rules: Rules
  ) throws -> [Reply] {
    func may(_ person: Person) throws -> Bool {
      let actor = Actor(person: person, teamExists: true)
      return try SecondPerson.part(of: actor, in: request, matter, casebook, now: now, rules) == nil
    }
    guard let given = request.agreed.first(where: { $0.by == lost.before.id }),
      try lost.after.groups.isEmpty || !lost.after.roles.contains(given.side) || !may(lost.after)
    else { return [] }
    let standing = try standing(request, of: matter, casebook, now: now, rules)
    let left = standing.filter { $0.by != given.by }
    guard standing != left, let line = try line(request.agreed, left, casebook) else { return [] }
    let sides: [Role] = [.congress, .discipline]
    let missing = sides.filter { side in !left.contains { $0.side == side } }
    let signers = try casebook.people().filter { person in
      try person.id != given.by && !person.groups.isEmpty
        && missing.contains { person.roles.contains($0) } && may(person)
    }
    let names = missing.map(\.name).joined(separator: "、")
    let each = missing.count > 1 ? "各" : ""
    return replies(
      "\(matter.number)号的延期：" + line + "\n还差\(names)\(each)一方。",
      asking:
        "回：\(typed: "批准 \(matter.number)")，或：\(typed: "不批 \(matter.number) 理由")",
      signers: signers.map(\.id), told: [request.by] + left.map(\.by), lost, matter,
      reachesDeputy: true)
  }

  /// To those whose word is missing, with the command; and to whoever waits for it.
  private static func replies(
    _ text: Wording, asking: Wording, signers: [PersonID], told: [PersonID], _ lost: LostStanding,
    _ matter: Case, reachesDeputy: Bool
  ) -> [Reply] {
    var whole = text
    whole.add(asking)
    var seen: Set<PersonID> = [lost.before.id]
    var replies: [Reply] = []
    for person in signers where seen.insert(person).inserted {
      replies.append(Reply(to: .person(person), text: whole, card: matter.number))
    }
    for person in told where seen.insert(person).inserted {
      replies.append(
        Reply(to: .person(person), text: text, card: matter.number).alsoForDeputy(reachesDeputy))
    }
    return replies
  }
}
