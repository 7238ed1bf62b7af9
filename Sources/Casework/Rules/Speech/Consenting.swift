/// 同意, 可以, 不同意 on a card: the decision that the case waits for, if the speaker may take it.
enum Consenting {
  // MARK: Yes

  static func agree(
    _ matter: Case, isCourtesy: Bool, remark: String = "", _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let pending = try Awaited.items(on: matter, casebook, situation)
    guard let first = pending.first else {
      return isCourtesy ? Decision() : try nothing(matter, casebook, situation)
    }
    if Set(pending.map { $0.command(matter) }).count > 1 {
      return try askWhich(matter, pending, casebook, situation)
    }
    switch first {
    case .extending:
      return .rerun("/批准 \(matter.number)" + (remark.isEmpty ? "" : " \(remark)"))
    case .draft: return .rerun("/同意 \(matter.number)")
    case .act: return try Seconding.agree(to: matter, casebook, situation)
    case .closing: return try Closing.consent(to: matter, casebook, situation)
    case .verification:
      let question = try ShownAgain.above(
        "\(matter.number)号：您是验收合格吗？\n回1合格，回2退回并说明。", first, on: matter, casebook, situation)
      return ask(
        question, ["/验收 \(matter.number) 合格", "/退回 \(matter.number)"], matter, situation)
    case .dispute:
      let question = try ShownAgain.above(
        "\(matter.number)号的异议，您是同意改派吗？\n维持请回1；改派请发：\(typed: "裁定 \(matter.number) 改派 单位")",
        first, on: matter, casebook, situation)
      return ask(question, ["/裁定 \(matter.number) 维持"], matter, situation, yes: false)
    }
  }

  /// 确认 on the card of a closing that somebody else proposed, or with its number; of any other case it
  /// is consent.
  static func confirm(
    _ matter: Case, remark: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard matter.proposal != nil else {
      return try agree(matter, isCourtesy: false, remark: remark, casebook, situation)
    }
    guard try Awaited.items(on: matter, casebook, situation).contains(.closing) else {
      return try nothing(matter, casebook, situation)
    }
    return try Closing.consent(to: matter, casebook, situation)
  }

  /// 确认 or 同意 without a number and to no card, by one who was asked nothing: what waits for him is
  /// shown first.
  static func bare(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    let waiting = try casebook.find(CaseQuery(states: [.closing], limit: 20)).cases
    let mine = try waiting.filter {
      try Awaited.items(on: $0, casebook, situation).contains(.closing)
    }
    if mine.count == 1 { return try Closing.show(mine[0], casebook, situation) }
    if !mine.isEmpty {
      let numbers = mine.map { "\($0.number)号" }.joined(separator: "、")
      throw Refusal(
        .nothingPending, "等您确认销号的有\(mine.count)件：\(numbers)\n请带上编号发：\(typed: "同意 编号")")
    }
    if let first = waiting.first,
      let refusal = try SecondPerson.refusal(to: situation, for: .closing, first, casebook)
    {
      throw waiting.count == 1 ? refusal : Refusal(.notAllowed, "这一步请有审定权的同志确认。")
    }
    guard AccessPolicy.allows(situation.actor, .close) else {
      throw Refusal(.nothingPending, "没有等您确认的事。")
    }
    throw Refusal(.nothingPending, "没有等您确认的事。\n要销号请先发：\(typed: "销号 编号")")
  }

  // MARK: No

  static func decline(
    _ matter: Case, _ reason: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if matter.handling?.asked?.by == situation.actor.id, matter.state.isOpen {
      return try Seconding.decline(matter, reason, casebook, situation)
    }
    let pending = try Awaited.items(on: matter, casebook, situation)
    guard let first = pending.first else { return try nothing(matter, casebook, situation) }
    let why = reason.isEmpty ? "" : " \(reason)"
    if pending.count > 1 {
      let choices = pending.filter { $0 == .extending || $0 == .verification }
      if choices.count > 1 {
        var text: Wording = "\(matter.number)号：您不同意的是哪一件？"
        for (line, item) in [
          ("回1：不批延期", Awaited.Item.extending), ("回2：退回反馈", Awaited.Item.verification),
        ] {
          text.add(try ShownAgain.above(Wording(line), item, on: matter, casebook, situation))
        }
        return ask(
          text,
          ["/不批 \(matter.number)\(why)", "/退回 \(matter.number)\(why)"], matter, situation,
          yes: false)
      }
      // A no ends what it is said to: it is not guessed which.
      if first == .extending {
        return ask(
          try ShownAgain.above(
            "\(matter.number)号有延期等您批，也有别的等您定。\n回1：不批延期。别的不同意，请延期定了以后再发。", first, on: matter,
            casebook,
            situation), ["/不批 \(matter.number)\(why)"], matter, situation, yes: false)
      }
      if case .draft = first {
        throw Refusal(
          .nothingPending,
          "\(matter.number)号有几份文书草稿等您定，分不清您不同意哪一份，没有办。\n请先定其中一份，或告诉拟稿的同志。")
      }
    }
    switch first {
    case .extending: return .rerun("/不批 \(matter.number)\(why)")
    case .verification: return try sendBack(matter, reason, casebook, situation)
    case .act: return try Seconding.decline(matter, reason, casebook, situation)
    case .draft(let draft):
      return try Signing.decline(draft, of: matter, reason, casebook, situation)
    case .closing: return try Closing.decline(matter, reason, casebook, situation)
    case .dispute:
      return ask(
        try ShownAgain.above(
          "\(matter.number)号的异议，您是要维持原来的安排吗？\n回1维持，回2先不裁定。", first, on: matter, casebook,
          situation),
        ["/裁定 \(matter.number) 维持\(why)", ""], matter, situation)
    }
  }

  /// 要把12号退回，理由“…”吗？
  static func sendBack(
    _ matter: Case, _ reason: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if reason.isEmpty {
      guard ShownAgain.isOlder(than: .verification, on: matter, situation) else {
        return .rerun("/退回 \(matter.number)")
      }
      let question = try ShownAgain.above(
        "为什么退回？请回一句理由。", .verification, on: matter, casebook, situation)
      return Decision(
        replies: [Reply(text: question, card: matter.number)],
        dialogue: situation.askForPart("理由", of: "/退回 \(matter.number) \(PersonToken.gap)"))
    }
    let question = try ShownAgain.above(
      "要把\(matter.number)号退回吗？\n理由：\(Cards.brief(reason, limit: 60))\n回1退回，回2先问单位。",
      .verification, on: matter, casebook, situation)
    return ask(
      question,
      [
        "/退回 \(matter.number) \(reason)",
        Relay(to: .unit, number: matter.number, text: reason).option,
      ], matter, situation)
  }

  // MARK: Neither

  /// Says who takes the decision that waits, or that none does.
  private static func nothing(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard
      let item = Awaited.items(of: matter).first(where: { item in
        if case .draft(let draft) = item { !draft.isPrivate } else { true }
      })
    else {
      if let over = try Objections.over(on: matter, casebook, situation) { throw over }
      throw Refusal(
        .nothingPending,
        "\(matter.number)号没有等人定的事。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    let verb: Verb =
      switch item {
      case .verification: .verify
      case .extending: .approve
      case .draft: .agree
      case .closing, .act: .close
      case .dispute: .ruling
      }
    // Whoever may in general hears why not here.
    if AccessPolicy.allows(situation.actor, verb, on: matter) {
      if case .draft = item { return .rerun("/同意 \(matter.number)") }
      if let refusal = try Awaited.refusal(
        to: situation.actor, item, on: matter, casebook, now: situation.now, situation.rules)
      {
        throw refusal
      }
    }
    let who = AccessPolicy.permission(for: verb).wording
    throw Refusal(
      .nothingPending,
      "这一步请\(who.hasSuffix("同志") ? who : who + "的同志")定，\(matter.number)号没有变化。\n看现在的情况：\(typed: "查 \(matter.number)")"
    )
  }

  private static func askWhich(
    _ matter: Case, _ pending: [Awaited.Item], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    var text = Wording("\(number)号有\(pending.count)件等您定，同意的是哪一件？")
    var commands: [String] = []
    for item in pending where !commands.contains(item.command(matter)) {
      commands.append(item.command(matter))
      text.add(
        try ShownAgain.above(
          "回\(commands.count)：\(item.name)", item, on: matter, casebook, situation))
    }
    return ask(text, commands, matter, situation, yes: false)
  }

  /// - Parameter yes: whether a plain 是 or 可以 means the first answer.
  static func ask(
    _ text: Wording, _ commands: [String], _ matter: Case, _ situation: Situation,
    yes: Bool = true
  ) -> Decision {
    Decision(
      replies: [Reply(text: text, card: matter.number)],
      dialogue: situation.ask(yes ? .offer(commands) : .choice(commands), for: .question))
  }
}
