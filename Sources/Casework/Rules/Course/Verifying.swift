/// 验收 and 退回: the lead or the team accepts a report or sends it back.
enum Verifying {
  static func verify(
    _ number: CaseNumber, note: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.verify, on: matter, situation, what: "\(number)号的验收")
    let transition = try Guards.transition(.verify, of: matter, reason: note, situation)
    try Guards.text(note ?? "", what: "意见")
    if let refusal = try refusal(
      to: situation.actor, matter, casebook)
    {
      throw refusal
    }
    try Awaited.checkShown(.verification, of: matter)
    if let again = try ShownAgain.ask(
      "验收合格", "/验收 \(number) \(note ?? "")", .verify, .verification, on: matter, casebook,
      situation)
    {
      return again
    }
    let verification = Verification(by: situation.actor.id, at: situation.now, note: note)
    var answer: Wording = "\(number)号验收合格。"
    answer.add(
      situation.actor.roles.contains(.team)
        ? "下一步：\(typed: "销号 \(number)")" : "专班接着办销号。看情况：\(typed: "查 \(number)")")
    var notice: Wording = "\(Telling.naming(matter))验收合格。"
    notice.add("验收：\(situation.actor.person.address)。专班接着办销号，您不用再做什么。")
    if let note { notice.add("意见：\(note)") }
    let told = try Telling.distinct(reporter(of: matter, casebook, situation), situation)
    var decision = Decision(
      events: [
        situation.turned(
          matter, .verified(verification), Guards.step(transition, of: matter), note: note)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(told, notice, about: matter), dialogue: .close)
    try SecondPerson.warn(
      &decision, barring: [situation.actor.person], from: matter,
      command: "/验收 \(number) \(note ?? "")", .verify, casebook, situation)
    return decision
  }

  /// Why that person may not verify; nil where he may, as 待办 and 同意 ask it too.
  static func refusal(
    to actor: Actor, _ matter: Case, _ casebook: any Casebook
  ) throws -> Refusal? {
    guard matter.handling?.report?.by != actor.id else {
      return Refusal(
        .samePerson,
        "\(matter.number)号是您反馈的，不能再由您验收。\n请领衔人或另一位专班同志发：\(typed: "验收 \(matter.number)")"
      )
    }
    return try SecondPerson.refusalToUnit("验收", .verify, matter, actor, casebook)
  }

  /// Who started the closing that somebody did not agree to since the unit reported.
  private static func lapsedStarter(of matter: Case, _ casebook: any Casebook) throws -> PersonID? {
    guard let report = matter.handling?.report else { return nil }
    let standing = UndoBatch.standing(in: try casebook.history(of: .matter(matter.number)))
    for entry in standing.reversed() where entry.event.stamp.at >= report.at {
      if case .closeLapsed(let lapsed) = entry.event.change, lapsed.by != nil {
        return lapsed.proposer
      }
    }
    return nil
  }

  static func sendBack(
    _ number: CaseNumber, reason: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    if speaksForUnitOnly(situation.actor, matter) {
      return try unitReturns(matter, reason: reason, casebook, situation)
    }
    try Guards.allow(.sendBack, on: matter, situation, what: "\(number)号的退回")
    let transition = try Guards.transition(.sendBack, of: matter, reason: reason, situation)
    try Guards.text(reason, what: "理由")
    if matter.state == .reported,
      let again = try ShownAgain.ask(
        "退回整改：\(Cards.brief(reason, limit: 60))", "/退回 \(number) \(reason)", .sendBack,
        .verification, on: matter, casebook, situation)
    {
      return again
    }
    let count = (matter.handling?.returns ?? 0) + 1
    var answer: Wording = "\(number)号已退回整改，第\(count)次。"
    answer.add("理由：\(reason)")
    if let due = matter.due {
      let viewer = try Viewer.of(situation, casebook)
      answer.add(Wording(situation.days.term(of: matter, due, viewer, running: "期限仍为")))
    }
    answer.add(try UnitNotices.unheard(of: matter, casebook, situation))
    var notice: Wording = "\(Telling.naming(matter))的反馈已退回，第\(count)次。"
    notice.add("理由：\(reason)")
    var toOthers = notice
    toOthers.add("单位补齐后会再反馈。经办：\(situation.actor.person.address)")
    notice.add("补齐后请再发：\(typed: "反馈 \(number) 内容 审签：姓名")")
    notice.add("有困难请直接说，我们一起协调。经办：\(situation.actor.person.address)")
    var told =
      try reporter(of: matter, casebook, situation)
      + [matter.proposal?.by ?? lapsedStarter(of: matter, casebook)].compactMap { $0 }
    if let contact = try Telling.unitContact(of: matter, casebook, situation) {
      told.append(contact)
    }
    // Who may not report is not told to.
    let (unitSide, others) = try Telling.distinct(told, situation).reduce(
      into: ([PersonID](), [PersonID]())
    ) { sides, id in
      let actor = try casebook.person(id).map {
        try Actor.spokenTo($0, on: situation.today, casebook)
      }
      if actor.map({ AccessPolicy.allows($0, .report, on: matter) }) ?? false {
        sides.0.append(id)
      } else {
        sides.1.append(id)
      }
    }
    return Decision(
      events: [
        situation.turned(
          matter, .sentBack(SentBack(by: situation.actor.id, due: nil)),
          Guards.step(transition, of: matter), note: reason)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(unitSide, notice, about: matter)
        + Telling.privately(others, toOthers, about: matter),
      dialogue: .close)
  }

  /// Who hears what became of a report.
  private static func reporter(
    of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [PersonID] {
    guard let report = matter.handling?.report else { return [] }
    return try Telling.inPlace(of: report.by, .report, on: matter, casebook, situation)
  }

  private static func speaksForUnitOnly(_ actor: Actor, _ matter: Case) -> Bool {
    !AccessPolicy.allows(actor, .sendBack, on: matter)
      && AccessPolicy.allows(actor, .dispute, on: matter)
  }

  /// 退回 said by the unit itself: it means that the matter is not its duty (异议).
  private static func unitReturns(
    _ matter: Case, reason: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Handing.decide(
      .dispute(Disputing(number: matter.number, text: reason)), casebook, situation)
  }
}
