/// 批准 and 不批: another person decides on an extension; from the second one on, both sides agree.
enum ExtensionDeciding {
  static func approve(
    _ number: CaseNumber, note: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let (matter, request) = try pending(number, casebook, situation)
    try Awaited.checkShown(.extending, of: matter)
    try Guards.text(note ?? "", what: "意见")
    guard request.until.day >= situation.today else {
      throw Refusal(
        .datePast,
        "想延到的\(situation.days.full(request.until.day))已经过去，不能再批。\n请先发：\(typed: "不批 \(number) 已过期")，再由专班改期。"
      )
    }
    // The day may have moved meanwhile, by a suspension for one.
    if let due = matter.due, request.until.day <= due.day {
      throw Refusal(
        .notLater,
        "\(number)号现在的期限是\(situation.days.full(due.day))，不早于想延到的\(situation.days.full(request.until.day))，不用再批。\n请发：\(typed: "不批 \(number) 期限已够")"
      )
    }
    if let again = try ShownAgain.ask(
      "批准延期", "/批准 \(number) \(note ?? "")", .approve, .extending, on: matter, casebook,
      situation)
    {
      return again
    }
    if request.needsBothSides {
      let consent = try consent(
        to: request, matter, situation.actor, now: situation.now)
      if request.agreed.isEmpty {
        return try oneSide(consent, of: matter, note: note, casebook, situation)
      }
    }
    return try granted(request, of: matter, note: note, casebook, situation)
  }

  static func refuse(
    _ number: CaseNumber, reason: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    if matter.handling?.extensionAsked == nil {
      // 不同意 may be about something else that waits.
      return try Consenting.decline(matter, reason ?? "", casebook, situation)
    }
    let (_, request) = try pending(number, casebook, situation)
    guard let reason else {
      let question = try ShownAgain.above(
        "为什么不批\(number)号的延期？\n请回一句理由，我转告申请人。", .extending, on: matter, casebook,
        situation)
      return Decision(
        replies: [Reply(text: question, card: number)],
        dialogue: situation.askForPart("理由", of: "/不批 \(number) \(PersonToken.gap)"))
    }
    try Guards.text(reason, what: "理由")
    if let again = try ShownAgain.ask(
      "不批延期：\(Cards.brief(reason, limit: 60))", "/不批 \(number) \(reason)", .refuse, .extending,
      on: matter, casebook, situation)
    {
      return again
    }
    let still = matter.due.map { "，仍为\(situation.days.full($0.day))" } ?? ""
    let told = try Telling.distinct(
      Telling.inPlace(of: request.by, .extend, on: matter, casebook, situation), situation
    ).compactMap { try casebook.person($0) }
    var answer: Wording = "\(number)号延期没有批准\(still)。"
    if !told.isEmpty { answer.add(Wording(try Telling.reach(told, casebook))) }
    answer.add(try UnitNotices.unheard(of: matter, casebook, situation))
    let decision = ExtensionDecision(by: situation.actor.id, new: nil, old: matter.due)
    var notice: Wording = "\(number)号延期没有批准\(still)。"
    notice.add("意见：\(reason)")
    notice.add("有困难请联系\(try helper(of: matter, for: told, casebook))。")
    return Decision(
      events: [
        situation.turned(matter, .extensionRefused(decision), matter.stay, note: reason)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(told.map(\.id), notice, about: matter),
      dialogue: .close)
  }

  /// The case and what waits on it, for another person than who asked.
  private static func pending(
    _ number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> (Case, ExtensionRequest) {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.approve, on: matter, situation, what: "批\(number)号的延期")
    guard let request = matter.handling?.extensionAsked, matter.state.isOpen else {
      throw Refusal(
        .nothingPending, "\(number)号没有等批的延期申请。\n看现在的情况：\(typed: "查 \(number)")")
    }
    if let refusal = try refusal(
      toPartOf: request, matter, situation.actor, casebook, now: situation.now, situation.rules)
    {
      throw refusal
    }
    return (
      matter,
      try counted(request, matter, casebook, now: situation.now, situation.rules)
    )
  }

  /// With the consents that count still: whoever gave one may still give it.
  private static func counted(
    _ request: ExtensionRequest, _ matter: Case, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> ExtensionRequest {
    var counted = request
    counted.agreed = try FallenConsents.standing(
      request, of: matter, casebook, now: now, rules)
    return counted
  }

  /// Why that person may not decide on what waits; nil where he may, as 待办 and 同意 ask it too.
  static func refusal(
    to actor: Actor, _ matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Refusal? {
    guard let request = matter.handling?.extensionAsked else { return .unavailable }
    if let refusal = try refusal(
      toPartOf: request, matter, actor, casebook, now: now, rules)
    {
      return refusal
    }
    guard request.needsBothSides else { return nil }
    let counted = try counted(request, matter, casebook, now: now, rules)
    do {
      _ = try consent(to: counted, matter, actor, now: now)
      return nil
    } catch {
      return error
    }
  }

  /// Another person than who asked, and independent of him.
  private static func refusal(
    toPartOf request: ExtensionRequest, _ matter: Case, _ actor: Actor,
    _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Refusal? {
    let number = matter.number
    if request.by == actor.id {
      return Refusal(
        .samePerson,
        "\(number)号的延期是您申请的，要另一位同志来定。\n不想延了，请\(deciders(of: request))发：\(typed: "不批 \(number) 理由")")
    }
    guard
      let part = try SecondPerson.part(
        of: actor, in: request, matter, casebook, now: now, rules)
    else { return nil }
    return Refusal(
      .samePerson, "\(number)号的延期要没有经手的同志来定，\(part.wording)，不能由您批。\n请另一位专班、人大或纪委监委的同志来定。")
  }

  // MARK: Who decides

  /// Whose word a request waits for, as a sentence calls them.
  static func deciders(of request: ExtensionRequest) -> String {
    request.needsBothSides ? "人大、纪委监委的同志" : "另一位专班、人大或纪委监委的同志"
  }

  /// How a request that waits makes room for another one: by who asked, while 撤回 takes it back; by the reader,
  /// where he decides on it; else by those who do.
  static func wayOut(
    of request: ExtensionRequest, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    let number = matter.number
    if request.by == situation.actor.id, try Undoing.takesBack(matter, casebook, situation) {
      return "要改，请先发：\(typed: "撤回")"
    }
    if try Awaited.items(on: matter, casebook, situation).contains(.extending) {
      return "请先定那一个：\(typed: "批准 \(number)")，或：\(typed: "不批 \(number) 理由")"
    }
    return "要改，请\(deciders(of: request))先发：\(typed: "不批 \(number) 理由")"
  }

  // MARK: Both sides

  /// The side for which the acting person speaks and that has not agreed yet.
  private static func consent(
    to request: ExtensionRequest, _ matter: Case, _ actor: Actor, now: Instant
  ) throws(Refusal) -> Consent {
    let agreed = Set(request.agreed.map(\.side))
    let sides: [Role] = [.congress, .discipline]
    let missing = sides.filter { !agreed.contains($0) }.map(\.name).joined(separator: "、")
    if request.agreed.contains(where: { $0.by == actor.id }) {
      throw Refusal(.samePerson, "您已经同意过，\(matter.number)号延期还差\(missing)一位同志同意。")
    }
    guard
      let side = sides.first(where: {
        !agreed.contains($0) && actor.roles.contains($0)
      })
    else {
      throw Refusal(
        .notAllowed,
        "\(matter.number)号是第\((matter.handling?.extensions ?? 0) + 1)次延期，要人大、纪委监委各一位同意，还差\(missing)。\n请\(missing)的同志发：\(typed: "批准 \(matter.number)")"
      )
    }
    return Consent(by: actor.id, side: side, at: now)
  }

  private static func oneSide(
    _ consent: Consent, of matter: Case, note: String?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let other: Role = consent.side == .congress ? .discipline : .congress
    var text: Wording = "\(matter.number)号延期，\(consent.side.name)一方已同意，还差\(other.name)一方。"
    if let given = matter.handling?.extensionAsked?.agreed,
      let fallen = try FallenConsents.line(given, [consent], casebook)
    {
      text.add(fallen)
    }
    text.add("请\(other.name)的同志发：\(typed: "批准 \(matter.number)")")
    return Decision(
      events: [situation.turned(matter, .extensionAgreed(consent), matter.stay, note: note)],
      replies: [Reply(text: text, card: matter.number)], dialogue: .close)
  }

  // MARK: Granted

  private static func granted(
    _ request: ExtensionRequest, of matter: Case, note: String?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    let first = try request.agreed.map { try People.address(of: $0.by, casebook) }
    let names = (first + [situation.actor.person.address]).joined(separator: "、")
    let text: Wording =
      "\(number)号延期已批准，到\(situation.days.full(request.until.day))。批准人：\(names)。"
    let unheard = try UnitNotices.unheard(of: matter, casebook, situation)
    var answer = text
    answer.add(unheard)
    var notice = text
    if let note { notice.add("意见：\(note)") }
    notice.add("请在期限前反馈；到期后不能再延，只能改期。")
    let decision = ExtensionDecision(by: situation.actor.id, new: request.until, old: matter.due)
    let asker = try Telling.inPlace(of: request.by, .extend, on: matter, casebook, situation)
    let told = Telling.distinct(asker + [matter.lead].compactMap { $0 }, situation)
    return Decision(
      events: [
        situation.turned(matter, .extensionGranted(decision), matter.stay, note: note)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(told, notice, about: matter)
        + (try Telling.group(of: matter, text, casebook, situation)), dialogue: .close)
  }

  /// Whom those who read it turn to: a contact of the case, else its lead, else the team; never one of themselves.
  private static func helper(
    of matter: Case, for readers: [Person], _ casebook: any Casebook
  ) throws -> String {
    let people = (matter.contacts + [matter.lead].compactMap { $0 }).filter { id in
      !readers.contains { $0.id == id }
    }
    return try casebook.firstPresent(of: people)?.address ?? "专班"
  }
}
