/// Agreeing to a draft, and issuing it: one authorised signer of each side agrees to the same text, nobody for
/// two, and nobody of the unit it goes to; the number is given at issue.
enum Signing {
  /// Who may sign for a side now.
  static func signers(of side: Role, _ casebook: any Casebook) throws -> [Person] {
    try casebook.people().filter { signs($0, for: side) }
  }

  static func signs(_ person: Person, for side: Role) -> Bool {
    person.roles.contains(side) && person.rights.contains(.sign) && !person.groups.isEmpty
  }

  /// All who may sign that kind, each once.
  static func signers(
    of kind: Procedure.Instrument, _ casebook: any Casebook
  ) throws -> [Person] {
    var seen: Set<PersonID> = []
    return try kind.sides.flatMap { try signers(of: $0, casebook) }
      .filter { seen.insert($0.id).inserted }
  }

  /// 王主任、钱七; a side that has no signer is named as such. Whoever drafted what one side alone signs
  /// is none of them.
  static func names(
    of sides: [Role], in instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, besides gone: PersonID? = nil
  ) throws -> String {
    let addressed = try UnitPeople.of(matter, to: instrument.unit, casebook)
    return try sides.map { side in
      let names = try signers(of: side, casebook)
        .filter { $0.id != gone && (kind.sides.count > 1 || $0.id != instrument.drafter) }
        .filter { try addressed?.has($0, casebook) != true }.map(\.address)
      return names.isEmpty
        ? "\(side.name)一方（还没有签发人，请管理员授权）" : names.joined(separator: "或")
    }.joined(separator: "、")
  }

  /// The sides that have not agreed to the text as it is, or whose consent counts no more.
  static func missing(
    _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook
  ) throws -> [Role] {
    let standing = try FallenConsents.standing(instrument, of: matter, casebook)
    return kind.sides.filter { side in !standing.contains { $0.side == side } }
  }

  /// The side for which the actor may agree now; nil where there is none.
  static func side(
    of instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case, _ actor: Actor,
    _ casebook: any Casebook
  ) throws -> Role? {
    guard instrument.state == .draft, actor.person.rights.contains(.sign),
      kind.sides.count > 1 || instrument.drafter != actor.id
    else { return nil }
    let standing = try FallenConsents.standing(instrument, of: matter, casebook)
    guard !standing.contains(where: { $0.by == actor.id }),
      let side = kind.sides.first(where: { side in
        actor.roles.contains(side) && !standing.contains { $0.side == side }
      }),
      try UnitPeople.of(matter, to: instrument.unit, casebook)?.has(actor.person, casebook) != true
    else { return nil }
    return side
  }

  static func consent(
    to instrument: Instrument, of matter: Case, code: String?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let kind = try Ladder.kind(of: instrument, situation)
    guard let side = try side(of: instrument, kind, matter, situation.actor, casebook) else {
      throw try refusal(instrument, kind, matter, casebook, situation)
    }
    let current = TextDigest.code(instrument.digest)
    if let code, code != current {
      throw Refusal(
        .changedSince,
        "\(matter.number)号的\(kind.shortName)文字改过，\(code)不是现在的核验码，没有办。\n请看新稿再定：\(typed: "同意 \(matter.number)")"
      )
    }
    // Whoever knows a text that holds no longer, or a card from before this one, is shown it before it counts.
    if code == nil, !situation.confirmed,
      instrument.before != nil || situation.answersCard(before: instrument.draftedAt)
    {
      return try showAnew(instrument, kind, matter, casebook, situation)
    }
    try recheck(instrument, kind, matter, casebook, situation)
    let consent = Consent(by: situation.actor.id, side: side, at: situation.now)
    guard try missing(instrument, kind, matter, casebook) == [side] else {
      return try agreed(consent, instrument, kind, matter, casebook, situation)
    }
    return try issue(consent, instrument, kind, matter, casebook, situation)
  }

  // MARK: Why not

  private static func refusal(
    _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let name = "\(matter.number)号的\(kind.shortName)"
    let left = try missing(instrument, kind, matter, casebook)
    let waits = "还差：\(try names(of: left, in: instrument, kind, matter, casebook))"
    if try FallenConsents.standing(instrument, of: matter, casebook)
      .contains(where: { $0.by == situation.actor.id })
    {
      return Refusal(.samePerson, "\(name)您已经同意过，一个人不能替两方。\n\(waits)")
    }
    if kind.sides.count == 1, instrument.drafter == situation.actor.id {
      return Refusal(.samePerson, "\(name)是您拟的稿，要另一位来签发。\n\(waits)")
    }
    if try UnitPeople.of(matter, to: instrument.unit, casebook)?.has(
      situation.actor.person, casebook) == true
    {
      return Refusal(.samePerson, "\(name)发给您所在的单位，不能由您来签。\n\(waits)")
    }
    let sides = kind.sides.map(\.name).joined(separator: "、")
    return Refusal(.notAllowed, "\(name)由\(sides)有签发权的同志同意，您这里不能办。\n\(waits)")
  }

  /// Why nobody can sign it as the case stands; nil where its signers can. Whatever asks for a signature asks
  /// here first.
  static func hindrance(
    to instrument: Instrument, of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal? {
    do {
      let kind = try Ladder.kind(of: instrument, situation)
      try recheck(instrument, kind, matter, casebook, situation)
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }

  /// The same where nobody speaks: as its drafter would be told.
  static func hindrance(
    to instrument: Instrument, of matter: Case, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> Refusal? {
    guard let drafter = try casebook.person(instrument.drafter) else { return nil }
    let actor = Actor(person: drafter, teamExists: try casebook.isGranted(.team))
    return try hindrance(
      to: instrument, of: matter, casebook,
      Situation(asIf: actor, at: now, casebook, rules))
  }

  /// What held when it was drafted must hold still.
  private static func recheck(
    _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws {
    _ = try Guards.transition(.instruct, of: matter, situation)
    guard !instrument.isHidden else {
      throw Refusal(
        .changedSince,
        "\(matter.number)号的\(kind.shortName)文字已经遮盖，不能再签。\n请专班重新拟稿；标题也遮盖了的，先更正标题。"
      )
    }
    if let holder = matter.holder, !Handing.isSame(holder, instrument.unit) {
      let name = try People.name(of: holder, casebook)
      throw Refusal(
        .changedSince, "\(matter.number)号已改由\(name)办理，这份\(kind.shortName)不能再签。\n请专班取消草稿。")
    }
    if let said = InstrumentTexts.staleLapse(in: instrument.text, of: matter) {
      throw Refusal(
        .changedSince,
        "\(matter.number)号拟稿以后情况变了，文中“\(said)”不对了，不能再签。\n请专班改稿：\(typed: "\(kind.command) \(matter.number) 期限：…")"
      )
    }
    if let gone = try InstrumentTexts.goneContact(in: instrument, of: matter, casebook) {
      throw Refusal(
        .changedSince,
        "\(matter.number)号的\(kind.shortName)写的联系人\(gone)，不能再签。\n请专班改稿：\(typed: "\(kind.command) \(matter.number) 期限：…")"
      )
    }
    guard instrument.due.day >= situation.today else {
      throw Refusal(
        .changedSince,
        "\(kind.shortName)里的期限\(situation.days.full(instrument.due.day))已经过去，不能再签。\n请专班改期限：\(typed: "\(kind.command) \(matter.number) 期限：…")"
      )
    }
    _ = try Ladder.grounds(
      for: kind, of: matter, to: instrument.unit, reason: instrument.reason, casebook, situation)
  }

  private static func showAnew(
    _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let code = TextDigest.code(instrument.digest)
    let before = instrument.before
    var text = Wording(
      before == nil
        ? "\(matter.number)号的\(kind.shortName)是您回复的卡片之后拟的，请看全文再定。"
        : "\(matter.number)号的\(kind.shortName)文字改过，请看新稿再定。")
    let others = (before?.consents ?? []).filter { $0.by != situation.actor.id }
    if !others.isEmpty {
      let names = try others.map { try People.address(of: $0.by, casebook) }
      text.add("\(names.joined(separator: "、"))的同意作废，要重看。")
    }
    var whole = Wording()
    if let before {
      whole.add(Wording("改动：\(InstrumentTexts.changes(from: before.text, to: instrument.text))"))
    }
    whole.add(try InstrumentTexts.printed(instrument, casebook, situation.rules.zone))
    var replies: [Reply] = []
    if situation.place.isPrivate {
      text.add(whole)
    } else {
      replies.append(
        Reply(
          to: .person(situation.actor.id),
          text: "\(matter.number)号的\(kind.shortName)，请看新稿再定。\n" + whole, card: matter.number))
      text.add(Wording(try Telling.you("新稿", situation, casebook)))
    }
    text.add("看过同意，请再回：\(typed: "同意")")
    replies.insert(Reply(text: text, card: matter.number), at: 0)
    let confirmation = Confirmation(
      "/同意 \(matter.number) \(kind.shortName) \(code)", .agree, about: [])
    let term: Procedure.Term = situation.place.isPrivate ? .confirmInPrivate : .confirmInGroup
    return Decision(replies: replies, dialogue: situation.ask(.confirm(confirmation), for: term))
  }

  /// 不同意 of one who might sign: kept, and the draft is over. What is still wanted is drafted anew.
  static func decline(
    _ draft: Instrument, of matter: Case, _ reason: String, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let kind = try Ladder.kind(of: draft, situation)
    try Guards.text(reason, what: "理由")
    let number = matter.number
    if let again = try ShownAgain.ask(
      "不同意\(kind.shortName)草稿", "/不同意 \(number) \(reason)", .refuse, .draft(draft), on: matter,
      casebook, situation)
    {
      return again
    }
    var answer: Wording = "\(number)号的\(kind.shortName)没有签发，这份草稿作废，正在转告专班。"
    answer.add(Objections.opinion(reason))
    var notice: Wording =
      "\(situation.actor.person.address)不同意\(number)号的\(kind.shortName)草稿，没有签发，这份草稿作废。"
    notice.add(Objections.opinion(reason))
    notice.add("还要发的，请重新拟稿，签发人会看到这条意见。")
    // Who drafted it or agreed already hears it himself, where he does not as one of the team.
    let others = try Telling.distinct([draft.drafter] + draft.consents.map(\.by), situation)
      .compactMap { try casebook.person($0) }
      .filter { !$0.groups.isEmpty && !$0.roles.contains(.team) }
    return Decision(
      events: [
        Handing.turned(
          .dropped(InstrumentSerial(serial: draft.serial, declined: true)), of: matter,
          note: reason.isEmpty ? nil : reason, situation)
      ],
      replies: [
        Reply(text: answer, card: number), Reply(to: .team, text: notice, card: number),
      ]
        + others.map {
          Reply(to: .person($0.id), text: notice, card: number).alsoForDeputy(!kind.isPrivate)
        },
      dialogue: .close)
  }

  // MARK: Agreed, issued

  private static func agreed(
    _ consent: Consent, _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let event = Handing.turned(
      .consented(
        InstrumentConsent(serial: instrument.serial, digest: instrument.digest, consent: consent)),
      of: matter, situation)
    let left = try missing(instrument, kind, matter, casebook)
      .filter { $0 != consent.side }
    let who = situation.actor.person.address
    var text = Wording("\(matter.number)号的\(kind.shortName)，\(consent.side.name)一方\(who)已同意。")
    let standing = try FallenConsents.standing(instrument, of: matter, casebook)
    if let fallen = try FallenConsents.line(instrument.consents, standing + [consent], casebook) {
      text.add(fallen)
    }
    text.add(
      "还差：\(try names(of: left, in: instrument, kind, matter, casebook))")
    var decision = Decision(
      events: [event], replies: [Reply(text: text, card: matter.number)], dialogue: .close)
    let drafter = try Issuing.drafter(of: instrument, casebook)
    if drafter != .person(situation.actor.id) {
      decision.replies.append(
        Reply(to: drafter, text: text, card: matter.number)
          .alsoForDeputy(!kind.isPrivate))
    }
    return decision
  }

  private static func issue(
    _ consent: Consent, _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(.instruct, of: matter, situation)
    let year = situation.today.year
    let serial = try casebook.lastInstrument(kind.kind, in: year) + 1
    let number = InstrumentNumber.written(
      kind, year: year, serial: serial, letterhead: try casebook.setting(.letterhead)?.value)
    let standing = try FallenConsents.standing(instrument, of: matter, casebook)
    let issue = InstrumentIssue(
      serial: instrument.serial, digest: instrument.digest, consent: consent, number: number,
      year: year, yearSerial: serial, due: instrument.due, oldDue: matter.due,
      waits: Drafts.opening(for: matter, situation).map { _ in true },
      consents: standing == instrument.consents ? nil : standing)
    var issued = instrument
    issued.waits = issue.waits
    issued.state = .issued
    issued.consents = standing + [consent]
    issued.number = number
    issued.issuedAt = situation.now
    let ended =
      instrument.isPrivate
      ? nil : try ExtensionEnding.by(giving: matter, to: instrument.unit, casebook, situation)
    var decision = Decision(
      events: [ended?.event].compactMap { $0 } + [
        Handing.turned(
          .issued(issue), of: matter, to: instrument.isPrivate ? nil : transition.to, situation)
      ],
      dialogue: .close)
    try Issuing.tell(issued, kind, matter, &decision, casebook, situation)
    decision.replies += ended?.notices ?? []
    return decision
  }
}
