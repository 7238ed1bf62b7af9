/// Drafting an instrument: one way for all kinds, after the procedure table. A draft binds nobody; it is
/// numbered and sent when its signers have agreed to the same text.
enum Drafts {
  static func draft(
    _ asked: Drafting, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let kind = try Ladder.kind(asked, situation)
    try checkPlace(kind, situation)
    let matter = try Handing.matter(asked.number, casebook, situation, what: kind.command)
    // Whoever types no more than the number wants to look.
    if !asked.saysAnything, let standing = InstrumentLookup.latest(kind, of: matter),
      standing.state == .draft || standing.due.day >= situation.today,
      !kind.isPrivate || InstrumentLookup.mayKnow(standing, kind, of: matter, situation)
    {
      return try InstrumentLookup.shown(standing, kind, of: matter, casebook, situation)
    }
    let verb: Verb = kind.isPrivate && asked.verb == .order ? .caution : asked.verb
    if !AccessPolicy.allows(situation.actor, verb) {
      if verb == .order { throw try Proposals.offer(asked, kind, matter, casebook, situation) }
      try Guards.allow(verb, situation, what: "拟\(kind.shortName)")
    }
    try SecondPerson.checkNotOfUnit("文书", verb, matter, casebook, situation)
    try check(asked)
    // A draft of a private kind stands apart: it hinders none that everybody may know of.
    let drafts =
      matter.handling?.instruments.filter {
        $0.state == .draft && $0.isPrivate == kind.isPrivate
      } ?? []
    if let other = drafts.first(where: { $0.kind != kind.kind }) {
      let name = try Ladder.kind(of: other, situation)
      throw Refusal(
        .wrongState,
        "\(matter.number)号还有一份\(name.shortName)草稿等签发，一件一件来。\n不要那份了请发：\(typed: "\(name.command) 取消 \(matter.number)")"
      )
    }
    if drafts.isEmpty, asked.reason == nil, kind.grounds.contains(.reason), kind.rung == 1,
      matter.handling?.handed == nil, Ladder.isFresh(matter)
    {
      return offerHandOver(asked, kind, matter, situation)
    }
    _ = try Guards.transition(.instruct, of: matter, situation)
    guard asked.saysAnything else {
      return try ready(asked, kind, matter, drafts.first, casebook, situation)
    }
    switch try build(asked, kind, matter, from: drafts.first, casebook, situation) {
    case .question(let decision): return decision
    case .instrument(let instrument):
      if let old = drafts.first, old.digest == instrument.digest {
        var decision = try InstrumentLookup.shown(old, kind, of: matter, casebook, situation)
        decision.dialogue = .close
        return decision
      }
      guard situation.confirmed else {
        return try preview(
          instrument, from: drafts.first, asked, kind, matter, casebook, situation)
      }
      guard let old = drafts.first else {
        return try drafted(instrument, kind, matter, casebook, situation)
      }
      return try redrafted(instrument, from: old, kind, matter, casebook, situation)
    }
  }

  /// 督办 取消 41: the draft goes; whoever had agreed is told.
  static func drop(
    _ asked: Drafting, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let kind = try Ladder.kind(asked, situation)
    try checkPlace(kind, situation)
    let matter = try Handing.matter(asked.number, casebook, situation, what: "取消草稿")
    let verb: Verb = kind.isPrivate && asked.verb == .order ? .caution : asked.verb
    try Guards.allow(verb, situation, what: "取消\(kind.shortName)草稿")
    try SecondPerson.checkNotOfUnit("文书", verb, matter, casebook, situation)
    guard
      let draft = matter.handling?.instruments.first(where: {
        $0.state == .draft && $0.kind == kind.kind
      })
    else {
      throw Refusal(
        .wrongState,
        "\(matter.number)号没有等签发的\(kind.shortName)草稿，没有办。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    var decision = Decision(
      events: [
        Handing.turned(.dropped(InstrumentSerial(serial: draft.serial)), of: matter, situation)
      ],
      replies: [
        Reply(text: "\(matter.number)号\(kind.shortName)草稿已取消，没有签发。", card: matter.number)
      ], dialogue: .close)
    for signer in try Signing.signers(of: kind, casebook)
    where signer.id != situation.actor.id && draft.waits != true {
      decision.replies.append(
        Reply(
          to: .person(signer.id), about: .cases([matter.number]),
          text:
            "\(matter.number)号\(kind.shortName)草稿已取消，您不用再看。\n取消人：\(situation.actor.person.address)")
      )
    }
    return decision
  }

  /// A kind that is named in private chats only gets one fixed line elsewhere.
  private static func checkPlace(
    _ kind: Procedure.Instrument, _ situation: Situation
  ) throws(Refusal) {
    guard kind.isPrivate, !situation.place.isPrivate else { return }
    throw Refusal(.restrictedNotHere, "这类操作请私聊我。")
  }

  private static func check(_ asked: Drafting) throws(Refusal) {
    try Guards.field(asked.unit, what: "责任")
    try Guards.text(asked.requirement ?? "", what: "要求")
    try Guards.text(asked.reason ?? "", what: "理由")
    try Judgments.check(asked.requirement, asked.reason, undone: "没有办")
  }

  /// Too heavy for the first step: hand it over first, or say why not.
  private static func offerHandOver(
    _ asked: Drafting, _ kind: Procedure.Instrument, _ matter: Case, _ situation: Situation
  ) -> Decision {
    let first = HandOvers.command(
      [matter.number],
      Assigning(
        numbers: [matter.number], assisting: asked.assisting, due: asked.due,
        requirement: asked.requirement),
      unit: asked.unit)
    var text = Wording("\(matter.number)号还没有交办过。")
    text.add("回1：先交办，马上生效。")
    text.add("回2：拟\(kind.shortName)，写明理由，\(kind.joint ? "两家" : "")签发后生效。")
    return Decision(
      replies: [Reply(text: text, card: matter.number)],
      dialogue: situation.ask(
        .choice([first, asked.command(kind.command) + "\n理由："]), for: .question))
  }

  // MARK: What it says

  private enum Built {
    case instrument(Instrument)
    case question(Decision)
  }

  private static func build(
    _ asked: Drafting, _ kind: Procedure.Instrument, _ matter: Case, from old: Instrument?,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Built {
    let holder = matter.holder
    let named = asked.unit.map { UnitReference(id: nil, name: $0) }
    guard let reference = named ?? old?.unit ?? holder ?? matter.details.unit else {
      return .question(
        question(
          "\(matter.number)号的\(kind.shortName)发给哪个单位？请回单位名称。", "责任", asked, kind, matter, situation)
      )
    }
    let unit = try People.reference(reference, casebook)
    if let holder, !Handing.isSame(holder, unit) {
      let name = try People.name(of: holder, casebook)
      let way = try NextStep.send(
        "交办 \(matter.number) 单位 期限", .assign, .assign, on: matter, casebook, situation)
      throw Refusal(
        .wrongState,
        "\(matter.number)号交办的是\(name)，\(kind.shortName)也要发给它，没有办。\n要求请写“要求：…”；换单位先交办，"
          + way)
    }
    let reason = asked.reason ?? Skeleton.readable(old?.reason)
    let grounds = try Ladder.grounds(
      for: kind, of: matter, to: unit, reason: reason, casebook, situation)
    let kept = old.flatMap { $0.due.day < situation.today ? nil : $0.due }
    guard let due = asked.due ?? kept ?? kind.termWorkdays.map({ Handing.term($0, situation) })
    else {
      return .question(
        question("\(kind.shortName)的期限到哪天？", "期限", asked, kind, matter, situation))
    }
    var instrument = Instrument(
      serial: old?.serial
        ?? Instrument.next(after: matter.handling?.instruments ?? [], isPrivate: kind.isPrivate),
      kind: kind.kind, unit: unit,
      assisting: asked.assisting.isEmpty
        ? (old?.assisting ?? matter.details.assisting).filter { !Handing.isSame($0, unit) }
        : try Handing.assisting(asked.assisting, besides: unit, casebook),
      requirement: asked.requirement ?? Skeleton.readable(old?.requirement)
        ?? Skeleton.readable(matter.handling?.handed?.requirement)
        ?? "查明原因，整改到位，并提出防止再次发生的措施",
      grounds: grounds.short, due: due, text: "", digest: "", drafter: situation.actor.id,
      draftedAt: situation.now)
    instrument.reason = reason
    instrument.text = try InstrumentTexts.body(
      kind, instrument, of: matter, grounds, casebook, situation)
    guard !instrument.isHidden else {
      throw Handing.titleHidden(of: matter, "\(kind.shortName)没有拟")
    }
    instrument.digest = TextDigest.of(instrument.text)
    return .instrument(instrument)
  }

  private static func question(
    _ text: String, _ field: String, _ asked: Drafting, _ kind: Procedure.Instrument,
    _ matter: Case, _ situation: Situation
  ) -> Decision {
    Decision(
      replies: [Reply(text: Wording(text), card: matter.number)],
      dialogue: situation.ask(
        .missing(text: asked.command(kind.command) + "\n\(field)：\u{FFFC}", part: field),
        for: .question))
  }

  // MARK: What is said

  /// To look: what the unit was sent before, whether the rung is reached, and the command that drafts.
  private static func ready(
    _ asked: Drafting, _ kind: Procedure.Instrument, _ matter: Case, _ old: Instrument?,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    guard let named = old?.unit ?? matter.holder ?? matter.details.unit else {
      return Decision(
        replies: [
          Reply(
            text:
              "\(number)号还没有责任单位，\(kind.shortName)没有可发的对象。\n要拟稿请写明单位：\(typed: "\(kind.command) \(number) 单位 期限")",
            card: number)
        ])
    }
    let unit = try People.reference(named, casebook)
    let grounds = try Ladder.grounds(
      for: kind, of: matter, to: unit, reason: nil, casebook, situation)
    var text = Wording(
      try showsGrounds(of: matter, casebook, situation)
        ? "\(number)号够条件发\(kind.shortName)：\(grounds.short)" : "\(number)号够条件发\(kind.shortName)。")
    text.add(Ladder.listed(grounds.sent, situation.days))
    text.add("单位：\(try People.name(of: unit, casebook))；现在没有拟稿。")
    let term = kind.termWorkdays.map { "\($0)个工作日" } ?? "期限：…"
    text.add("要拟稿请发：\(typed: "\(kind.command) \(number) \(term)")")
    return Decision(replies: [Reply(text: text, card: number)])
  }

  /// Grounds tell how late the unit is.
  private static func showsGrounds(
    of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    try Viewer.of(situation, casebook).leave(for: matter) != nil
  }

  /// The draft as it would be, once more before its signers hear of it.
  private static func preview(
    _ new: Instrument, from old: Instrument?, _ asked: Drafting, _ kind: Procedure.Instrument,
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let names = try Signing.names(
      of: kind.sides, in: new, kind, matter, casebook)
    let whole = try InstrumentTexts.printed(new, casebook, situation.rules.zone)
    var text = Wording("\(matter.number)号的\(kind.shortName)\(old == nil ? "" : "改稿")，请再看一遍。")
    if try showsGrounds(of: matter, casebook, situation) {
      text.add("依据：\(Cards.brief(new.grounds, limit: 60))")
    }
    var aside: [Reply] = []
    if let old {
      text.add("改动：\(InstrumentTexts.changes(from: old.text, to: new.text))")
      if !old.consents.isEmpty { text.add("已有的同意会作废，要请他们重看。") }
    }
    if situation.place.isPrivate {
      text.add(whole)
    } else {
      text.add(
        "\(try People.name(of: new.unit, casebook))，期限：\(situation.days.full(new.due.day))；\(try Telling.you("全文", situation, casebook))"
      )
      aside.append(
        Reply(
          to: .person(situation.actor.id),
          text: "\(matter.number)号的\(kind.shortName)拟稿：\n" + whole, card: matter.number))
    }
    text.add("确认以后\(sending(of: matter, situation))请\(names)审签。")
    var decision = situation.askToConfirm(
      asked.command(kind.command), asked.verb, about: [matter], showing: text,
      card: matter.number)
    decision.replies += aside
    return decision
  }

  /// 9月14日（周一）08:00 where signers are not written to now; else nothing.
  private static func sending(of matter: Case, _ situation: Situation) -> String {
    opening(for: matter, situation).map {
      "，\(situation.days.moment($0, situation.rules.zone))"
    } ?? ""
  }

  /// When those an instrument is for are told; nil: now.
  static func opening(for matter: Case, _ situation: Situation) -> Instant? {
    let opening = QuietHours(situation.rules).opening(
      QuietHours.Tone(for: matter), from: situation.now)
    return opening == situation.now ? nil : opening
  }

  private static func drafted(
    _ instrument: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let names = try Signing.names(
      of: kind.sides, in: instrument, kind, matter, casebook)
    let opening = opening(for: matter, situation)
    var instrument = instrument
    if opening != nil { instrument.waits = true }
    var text = Wording("\(matter.number)号的\(kind.shortName)已拟稿，等签发。")
    text.add(
      "\(try People.name(of: instrument.unit, casebook))，期限：\(situation.days.full(instrument.due.day))"
    )
    if let opening {
      let moment = situation.days.moment(opening, situation.rules.zone)
      text.add("晚上和休息日不打扰，\(moment)送\(names)审签，同意后编号生效。")
    }
    var asked: [Reply] = []
    if opening == nil {
      asked = try asking(
        instrument, matter, casebook, Occasion(situation), besides: situation.actor.id)
      text.add("\(try sent(asked, kind, casebook))，需\(names)回“同意”，然后编号生效。")
    }
    return Decision(
      events: [Handing.turned(.drafted(instrument), of: matter, situation)],
      replies: [Reply(text: text, card: matter.number)] + asked, dialogue: .close)
  }

  /// Whom the draft goes to: 草稿正在私发, with the names where a side is not among them.
  private static func sent(
    _ asked: [Reply], _ kind: Procedure.Instrument, _ casebook: any Casebook
  ) throws -> String {
    let people = try Signing.signers(of: kind, casebook).filter { signer in
      asked.contains { $0.to == .person(signer.id) }
    }
    guard !people.isEmpty else { return "草稿还没有送给谁" }
    let closed = try people.filter { try casebook.isOutOfReach($0.id) }
    let told = people.filter { !closed.contains($0) }
    func names(_ people: [Person]) -> String { people.map(\.address).joined(separator: "、") }
    let missed = closed.isEmpty ? "" : "\(names(closed))私聊不到，请当面告知"
    guard !told.isEmpty else { return missed }
    let isWhole = kind.sides.allSatisfy { side in told.contains { $0.roles.contains(side) } }
    return "草稿正在私发" + (isWhole ? "" : names(told)) + (missed.isEmpty ? "" : "，" + missed)
  }

  private static func redrafted(
    _ new: Instrument, from old: Instrument, _ kind: Procedure.Instrument, _ matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var new = new
    // A text that nobody was shown was never there.
    new.before =
      old.waits == true && old.consents.isEmpty
      ? old.before : EarlierText(text: old.text, consents: old.consents)
    let opening = opening(for: matter, situation)
    if opening != nil { new.waits = true }
    var text = Wording("\(matter.number)号的\(kind.shortName)已改，请签发人看新稿再定。")
    text.add(Wording(try voided(old, casebook)))
    if situation.place.isPrivate {
      text.add("核验码：\(TextDigest.code(new.digest))")
    }
    if let opening {
      text.add("晚上和休息日不打扰，\(situation.days.moment(opening, situation.rules.zone))送签。")
    }
    var decision = Decision(
      events: [Handing.turned(.redrafted(new), of: matter, situation)],
      replies: [Reply(text: text, card: matter.number)], dialogue: .close)
    if opening == nil {
      decision.replies += try asking(
        new, matter, casebook, Occasion(situation), besides: situation.actor.id)
    }
    return decision
  }

  /// To each signer whose consent the draft waits for, with its whole text.
  /// - Parameter actor: Who drafted it or changed it just now.
  static func asking(
    _ draft: Instrument, _ matter: Case, _ casebook: any Casebook, _ occasion: Occasion,
    besides actor: PersonID? = nil
  ) throws -> [Reply] {
    guard let kind = occasion.rules.procedure.instrument(draft.kind) else { return [] }
    let whole = try InstrumentTexts.printed(draft, casebook, occasion.zone)
    let addressed = try UnitPeople.of(matter, to: draft.unit, casebook)
    let objections = try Objections.lines(
      to: .draft(draft.kind), on: matter, casebook, occasion.days, occasion.zone)
    return try Signing.signers(of: kind, casebook).compactMap { signer in
      guard signer.id != actor ?? draft.drafter,
        !draft.consents.contains(where: { $0.by == signer.id }),
        try addressed?.has(signer, casebook) != true
      else { return nil }
      var text: Wording
      var command = "同意 \(matter.number)"
      if let before = draft.before {
        text = "\(matter.number)号的\(kind.shortName)改过，请看新稿再定。"
        if before.consents.contains(where: { $0.by == signer.id }) {
          text.add("您先前的同意作废，请您重看。")
        }
        text.add("改动：\(InstrumentTexts.changes(from: before.text, to: draft.text))")
        command += " \(TextDigest.code(draft.digest))"
      } else {
        text = "\(signer.address)您好，请您审签\(matter.number)号的\(kind.shortName)。"
        text.add("依据：\(Cards.brief(draft.grounds, limit: 60))")
      }
      for line in objections { text.add(line) }
      text.add(whole)
      text.add("同意请回：\(typed: command)")
      return Reply(to: .person(signer.id), text: text, card: matter.number)
    }
  }

  /// 王主任的同意作废，要重看。
  static func voided(_ old: Instrument, _ casebook: any Casebook) throws -> String {
    guard !old.consents.isEmpty else { return "还没有人同意过，不影响。" }
    let names = try old.consents.map { try People.address(of: $0.by, casebook) }
    return "\(names.joined(separator: "、"))的同意作废，要重看。"
  }
}

extension Ladder {
  /// Whether no unit was ever sent anything about the case.
  static func isFresh(_ matter: Case) -> Bool {
    !(matter.handling?.instruments.contains { $0.state == .issued } ?? false)
  }
}

extension Drafting {
  /// Whether anything stands beside the number.
  var saysAnything: Bool {
    unit != nil || !assisting.isEmpty || due != nil || requirement != nil || reason != nil
  }

  /// The act written out again, to be read once more.
  func command(_ name: String, leading word: String? = nil) -> String {
    var lines = ["/\(name) \(word.map { "\($0) " } ?? "")\(number)"]
    if let kind, kind != name { lines.append("文书：\(kind)") }
    if let unit { lines.append("责任：\(unit)") }
    if !assisting.isEmpty { lines.append("配合：\(assisting.joined(separator: "、"))") }
    if let due { lines.append("期限：\(due.rule)") }
    if let requirement { lines.append("要求：\(requirement)") }
    if let reason { lines.append("理由：\(reason)") }
    return lines.joined(separator: "\n")
  }
}
