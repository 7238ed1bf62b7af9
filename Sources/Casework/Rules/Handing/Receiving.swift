/// 签收: the unit signs for a hand-over or an instrument. The clock has run since it was sent.
enum Receiving {
  /// - Parameter quietly: 收到 in passing; says nothing where nothing waits.
  static func receive(
    _ numbers: [CaseNumber], quietly: Bool, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    do {
      return try decide(numbers, casebook, situation)
    } catch let refusal as Refusal {
      if quietly { return Decision() }
      throw refusal
    }
  }

  private static func decide(
    _ numbers: [CaseNumber], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "签收")
    guard numbers.isEmpty else {
      return try sign(
        try numbers.map { try Handing.matter($0, casebook, situation, what: "签收") }, casebook,
        situation)
    }
    guard situation.actor.roles.contains(.unit), situation.actor.person.unit != nil else {
      throw Refusal(
        .notAllowed, "签收由责任单位联络员办，您这里不能直接办。\n请管理员先登记：\(typed: "单位 全称 联络员：@某人")")
    }
    var waiting: [Case] = []
    for duty in try casebook.duties(DutyQuery(kinds: [.sign, .signPrivately])) {
      guard let matter = try casebook.matter(duty.matter),
        Handing.speaksForUnit(of: matter, situation) || wasSent(matter, situation),
        !waiting.contains(where: { $0.number == matter.number })
      else { continue }
      waiting.append(matter)
    }
    waiting.sort { $0.number < $1.number }
    guard waiting.count > 1 else {
      guard let matter = waiting.first else {
        throw Refusal(.nothingPending, "没有等贵单位签收的事。\n看您手上的事：\(typed: "我的")")
      }
      return try sign([matter], casebook, situation)
    }
    var text = Wording("有\(waiting.count)件等贵单位签收，是哪一件？")
    let shown = waiting.prefix(5)
    for (index, matter) in shown.enumerated() {
      text.add("回\(index + 1)：\(matter.number) \(Cards.brief(matter.title, limit: 20))")
    }
    let all = Handing.list(waiting.map(\.number))
    text.add("都签收请发：\(typed: "签收 \(all)")")
    return Decision(
      replies: [Reply(text: text)],
      dialogue: situation.ask(.choice(shown.map { "/签收 \($0.number)" }), for: .question))
  }

  private static func sign(
    _ matters: [Case], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var events: [Event] = []
    var signed: [CaseNumber] = []
    for matter in matters {
      try allow(matter, casebook, situation)
      let receipts = unsigned(matter, situation)
      if receipts.isEmpty, matters.count == 1 {
        throw try nothing(matter, casebook, situation)
      }
      let receipt = Receipt(by: situation.actor.id, at: situation.now)
      events += receipts.map { serial in
        Handing.turned(
          .received(InstrumentReceipt(serial: serial, receipt: receipt)), of: matter, situation)
      }
      if !receipts.isEmpty { signed.append(matter.number) }
    }
    let unit = try matters.first?.details.unit.map { try People.name(of: $0, casebook) } ?? ""
    let text: Wording =
      signed.isEmpty ? "\(unit)都已签收过，没有变化。" : "\(Handing.list(signed))号，\(unit)已签收。"
    return Decision(
      events: events,
      replies: [Reply(text: text, card: matters.count == 1 ? matters.first?.number : nil)],
      dialogue: .close)
  }

  /// Whether whoever acts tells something of the case for its unit, which had not signed yet: who answers has
  /// received. Nil where not, as usual.
  static func signsBy(answering matter: Case, _ situation: Situation) -> Bool? {
    Handing.speaksForUnit(of: matter, situation)
      && Duty.of(matter).contains { $0.kind == .sign } ? true : nil
  }

  /// What of a case the actor's unit has not signed for: the hand-over (nil), and instruments by their serials.
  private static func unsigned(_ matter: Case, _ situation: Situation) -> [Int?] {
    situation.actor.person.unit.map { own in
      matter.unsigned(by: UnitReference(id: own, name: "")).map(\.serial)
    } ?? []
  }

  /// An instrument of a private kind is sent to a unit without the case being handed to it.
  private static func wasSent(_ matter: Case, _ situation: Situation) -> Bool {
    matter.handling?.instruments.contains {
      $0.isPrivate && $0.stands && isToActor($0, situation)
    } ?? false
  }

  private static func isToActor(_ paper: Instrument, _ situation: Situation) -> Bool {
    situation.actor.roles.contains(.unit) && paper.unit.id != nil
      && paper.unit.id == situation.actor.person.unit
  }

  private static func allow(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    if Handing.speaksForUnit(of: matter, situation) || wasSent(matter, situation) { return }
    guard let unit = matter.details.unit else {
      throw Refusal(
        .wrongState,
        "\(matter.number)号还没有交办单位，不用签收。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    let name = try People.name(of: unit, casebook)
    if matter.handling?.instruments.contains(where: {
      $0.ended != nil && isToActor($0, situation)
    }) ?? false {
      throw Refusal(
        .wrongState,
        "\(matter.number)号已改由\(name)办理，贵单位不用再签收。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    let contact = try UnitNotices.contact(of: unit, on: situation.today, casebook)
    let way = contact.map { "请\($0.address)回“收到”，或请专班登记B岗。" } ?? "请专班先登记联络员。"
    throw Refusal(.notAllowed, "您还不是\(name)的联络员，不能代签。\n\(way)\n签收早晚不影响期限。")
  }

  private static func nothing(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let handling = matter.handling
    let last =
      handling?.instruments.filter(\.stands).compactMap(\.received).last
      ?? handling?.handed?.received
    guard let last, matter.state.isOpen else {
      return Refusal(
        .wrongState,
        "\(matter.number)号\(matter.state.name)，没有要签收的。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    let day = situation.days.full(situation.rules.zone.day(of: last.at))
    let who = try People.address(of: last.by, casebook)
    return Refusal(
      .nothingPending,
      "\(matter.number)号\(who)\(day)已经签收，不用再签。\n报进展请发：\(typed: "进展 \(matter.number) 内容")")
  }
}
