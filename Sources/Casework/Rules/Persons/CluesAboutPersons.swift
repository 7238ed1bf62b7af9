/// 线索 范围：限知. By default (交接) nothing of what was typed is kept: one may leave a record that
/// something was handed over. Where the district decided for 密存 the content is kept, sealed.
enum CluesAboutPersons {
  static func take(
    _ clue: ClueAboutPerson, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.clue, situation, what: "登记线索")
    guard try ModeOfPersons.inForce(casebook, situation.rules) == .sealed, !clue.text.isEmpty else {
      return offerRecord(situation)
    }
    try Guards.text(clue.text, what: "线索")
    let choice = try Receivers.choose(clue.to, of: clue.details.unit, casebook, situation) {
      receiver in
      "/线索 \(clue.text)\n范围：限知\n接收：\(receiver)"
    }
    switch choice {
    case .question(let decision): return decision
    case .one(let receiver):
      return try seal(clue, for: receiver, casebook, situation)
    }
  }

  private static func offerRecord(_ situation: Situation) -> Decision {
    let text: Wording = """
      涉及具体人的情况，请不要写在这里。我没有登记，也没有留下内容。
      请当面或用内部专用渠道交区纪委监委案管室；群众反映可拨12388。
      要留一条交接记录吗？只记时间和经手人，不记内容。
      回1要，回2不要。
      """
    return Decision(
      replies: [Reply(text: text)],
      dialogue: situation.ask(.choice(["/移送 限知", "/移送 不留"]), for: .question))
  }

  private static func seal(
    _ clue: ClueAboutPerson, for receiver: Person, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    var details = clue.details
    details.unit = try details.unit.map { try People.reference($0, casebook) }
    details.assisting = try details.assisting.map { try People.reference($0, casebook) }
    let events = try Transfers.record(
      title: clue.text, details: details, to: receiver, origin: nil, casebook, situation)
    let day = situation.days.full(situation.today)
    return Decision(
      events: events,
      replies: [
        Reply(
          text: "已密存，交\(Receivers.described(receiver))，\(day)。\n群里看不到；您只看得到收到没有：\(typed: "回执")"),
        .notice(to: receiver.id),
      ], dialogue: .close)
  }
}
