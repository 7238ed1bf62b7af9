/// 回执: a receiver says that something came in, later that its result was given back. Whoever handed
/// it over sees no more than that.
enum Acknowledging {
  static func acknowledge(
    _ number: CaseNumber?, _ step: Acknowledgement?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    // Whoever was named as receiver may; that is what makes the case visible.
    try Guards.allow(.find, situation, what: "写回执")
    guard let step else { return try show(casebook, situation) }
    let matters = try waiting(for: step, casebook, situation)
    guard let matter = try pick(number, step, of: matters, casebook, situation) else {
      return ask(step, matters, situation)
    }
    let receipt = Receipt(by: situation.actor.id, at: situation.now)
    let turned: CaseTurned
    let answer: Wording
    switch step {
    case .received:
      turned = CaseTurned(
        .transferReceived(receipt), step: Step(old: matter.state, new: matter.state))
      answer = "\(matter.number)号已记收到。\n办结后请发：\(typed: "回执 \(matter.number) 已办结")"
    case .returned:
      // Nothing more is to be done about a record of which nothing else was ever asked.
      let ends = matter.state == .registered
      turned = CaseTurned(
        .transferReturned(receipt),
        step: Step(old: matter.state, new: ends ? .archived : matter.state))
      answer = "\(matter.number)号已记办结。\n结果是什么，这里不记。"
    }
    var replies = [Reply(text: answer, card: matter.number)]
    for from in try told(of: step, matter, casebook, situation) {
      replies.append(.notice(to: from))
    }
    var decision = Decision(
      events: [situation.event(.matter(matter.number), .turned(turned))], replies: replies,
      dialogue: .close)
    if step == .received { try Striking.receive(matter, &decision, casebook, situation) }
    return decision
  }

  /// Whoever gave it to the actor hears that it came in, everybody on its way that it is done.
  private static func told(
    of step: Acknowledgement, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [PersonID] {
    let givers = try Givers(of: matter, casebook)
    let told =
      try step == .returned
      ? givers.present() : [givers.last(to: situation.actor.id)].compactMap { $0 }
    return Telling.distinct(told, situation)
  }

  /// What waits for that step by the actor.
  private static func waiting(
    for step: Acknowledgement, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Case] {
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let query = CaseQuery(states: open, involving: situation.actor.id, limit: 100)
    return try casebook.find(query).cases.filter { matter in
      guard let transfer = matter.handling?.transfer(to: situation.actor.id) else { return false }
      switch step {
      case .received: return transfer.received == nil
      case .returned: return transfer.received != nil && transfer.returned == nil
      }
    }.reversed()
  }

  /// The one meant; nil where it must be asked.
  private static func pick(
    _ number: CaseNumber?, _ step: Acknowledgement, of waiting: [Case],
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Case? {
    if let number {
      let matter = try Guards.matter(number, casebook)
      if let found = waiting.first(where: { $0.number == number }) { return found }
      // An open case has no receipt; so has one that does not exist.
      guard let transfer = matter.handling?.transfer(to: situation.actor.id) else {
        throw try passedOn(matter, casebook, situation)
      }
      let done = step == .received ? "已经记过收到" : transfer.received == nil ? "还没有记收到" : "已经记过办结"
      throw Refusal(.wrongState, "\(number)号\(done)，没有再记。\n看它的情况：\(typed: "查 \(number)")")
    }
    guard !waiting.isEmpty else {
      throw Refusal(.nothingPending, "没有等您写回执的。\n看移交的情况：\(typed: "回执")")
    }
    return waiting.count == 1 ? waiting[0] : nil
  }

  /// Whoever passed it on is told to whom; nobody else learns anything.
  private static func passedOn(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    guard let on = matter.handling?.transfers.last(where: { $0.from == situation.actor.id }),
      matter.number.series == .restricted
    else { return Refusal.unavailable }
    let day = situation.days.full(situation.rules.zone.day(of: on.at))
    return Refusal(
      .wrongState,
      "\(matter.number)号您\(day)已转交\(try People.address(of: on.to, casebook))，由这一位写回执，没有记。\n看它的情况：\(typed: "查 \(matter.number)")"
    )
  }

  private static func ask(
    _ step: Acknowledgement, _ matters: [Case], _ situation: Situation
  ) -> Decision {
    var text: Wording = "有\(matters.count)件，是哪一件？"
    var options: [String] = []
    for matter in matters.prefix(6) {
      options.append("/回执 \(matter.number) \(step == .received ? "已收" : "已办结")")
      let day = situation.days.short(situation.rules.zone.day(of: matter.registeredAt))
      text.add("回\(options.count)：\(matter.number)，\(day)移交")
    }
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.choice(options), for: .question))
  }

  private static func show(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let pending = try waiting(for: .received, casebook, situation)
    let received = try waiting(for: .returned, casebook, situation)
    let sent = try casebook.handedOver(by: situation.actor.id)
    guard !(pending.isEmpty && received.isEmpty && sent.isEmpty) else {
      return Decision(replies: [Reply(text: "没有等您写回执的，您也没有移交过。")])
    }
    var text: Wording
    switch (pending.isEmpty, received.isEmpty) {
    case (false, _): text = "等您回执\(pending.count)件：\(numbers(pending))"
    case (true, false): text = "收到还没有办结\(received.count)件：\(numbers(received))"
    case (true, true): text = "您移交过\(sent.count)件"
    }
    if !pending.isEmpty { text.add("收到请回：\(typed: "回执 已收")") }
    if !pending.isEmpty, !received.isEmpty { text.add("收到还没有办结：\(numbers(received))") }
    for transfer in sent.suffix(4) { text.add(try Transfers.sent(transfer, casebook, situation)) }
    return Decision(replies: [Reply(text: text)])
  }

  private static func numbers(_ matters: [Case]) -> String {
    matters.prefix(8).map { "\($0.number)" }.joined(separator: "、")
  }
}
