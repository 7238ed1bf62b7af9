/// 同意, 可以, 确认 and 不同意: the answer to what waits on a case for one who may take it.
enum ConsentWords {
  /// What may wait for a word of consent.
  enum Pending {
    /// A closing waits for its second person.
    case closing(Case.Proposal)
    /// An extension waits for a decision.
    case extending(ExtensionRequest)
    /// A report waits for verification.
    case verifying
  }

  static func decide(
    _ word: ConsentWord, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(word.number, casebook)
    let waiting = pending(on: matter)
    let mine = try waiting.filter { try isFor(situation.actor, $0, matter, casebook) }
    // Where none of it is for the acting person, the first one's own rule says why.
    guard let first = mine.first ?? waiting.first else {
      if word.isCourtesy { return Decision() }
      throw Refusal(
        .nothingPending, "\(matter.number)号没有等您定的事。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    switch first {
    case .closing(let proposal):
      return word.agrees
        ? try Closing.consent(to: matter, casebook, situation)
        : try ConsentWords.against(proposal, matter, word, casebook, situation)
    case .extending:
      return word.agrees
        ? try ExtensionDeciding.approve(
          matter.number, note: word.remark, casebook, situation)
        : try ExtensionDeciding.refuse(
          matter.number, reason: word.remark, casebook, situation)
    case .verifying:
      return try askWhetherVerified(matter, word, casebook, situation)
    }
  }

  /// 确认 or 同意 without a number and to no card, by one who was asked nothing: what waits for him is
  /// shown first.
  static func bare(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    let waiting = try casebook.find(CaseQuery(states: [.closing], limit: 20)).cases
    let mine = try waiting.filter {
      try Closing.mayApprove($0, situation.actor, casebook)
    }
    if mine.count == 1 { return try Closing.show(mine[0], casebook, situation) }
    if !mine.isEmpty {
      let numbers = mine.map { "\($0.number)号" }.joined(separator: "、")
      throw Refusal(
        .nothingPending, "等您确认销号的有\(mine.count)件：\(numbers)\n请带上编号发：\(typed: "同意 编号")")
    }
    if !waiting.isEmpty { throw Closing.needsApprover }
    guard AccessPolicy.allows(situation.actor, .close) else {
      throw Refusal(.nothingPending, "没有等您确认的事。")
    }
    throw Refusal(.nothingPending, "没有等您确认的事。\n要销号请先发：\(typed: "销号 编号")")
  }

  /// What waits on a case, whoever may take it; a closing first.
  private static func pending(on matter: Case) -> [Pending] {
    var found: [Pending] = []
    if matter.state == .closing, let proposal = matter.proposal { found.append(.closing(proposal)) }
    if matter.state.isOpen, let request = matter.handling?.extensionAsked {
      found.append(.extending(request))
    }
    if matter.state == .reported { found.append(.verifying) }
    return found
  }

  private static func isFor(
    _ actor: Actor, _ pending: Pending, _ matter: Case, _ casebook: any Casebook
  ) throws -> Bool {
    switch pending {
    case .closing: try Closing.mayApprove(matter, actor, casebook)
    case .extending(let request):
      AccessPolicy.allows(actor, .approve, on: matter) && request.by != actor.id
    case .verifying:
      AccessPolicy.allows(actor, .verify, on: matter) && matter.handling?.report?.by != actor.id
    }
  }

  // MARK: What each word leads to

  /// 可以 to a report may mean many things; nothing is verified on a guess.
  private static func askWhetherVerified(
    _ matter: Case, _ word: ConsentWord, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    try Guards.allow(.verify, on: matter, situation, what: "\(number)号的验收")
    let back = "/退回 \(number)" + (word.remark.map { " \($0)" } ?? "")
    if word.agrees {
      let text: Wording = "\(number)号：您是验收合格吗？\n回1合格，回2退回并说明。"
      return Decision(
        replies: [Reply(text: text, card: number)],
        dialogue: situation.ask(.choice(["/验收 \(number)", "/退回 \(number)"]), for: .question))
    }
    guard let remark = word.remark else { return askWhy(matter, situation) }
    let text: Wording = "要把\(number)号退回，理由“\(Cards.brief(remark, limit: 30))”吗？\n回1：退回\n回2：验收合格"
    return Decision(
      replies: [Reply(text: text, card: number)],
      dialogue: situation.ask(.choice([back, "/验收 \(number)"]), for: .question))
  }

  /// Against a closing: it goes back to the unit, by those who may send back.
  private static func against(
    _ proposal: Case.Proposal, _ matter: Case, _ word: ConsentWord, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    let starter = try People.address(of: proposal.by, casebook)
    guard AccessPolicy.allows(situation.actor, .sendBack, on: matter) else {
      throw Refusal(
        .notAllowed, "\(number)号的销号还没有确认，放着不会生效。\n不同意的，请把理由告诉\(starter)，由专班退回整改。")
    }
    guard let remark = word.remark else { return askWhy(matter, situation) }
    let text: Wording =
      "要把\(number)号退回整改，理由“\(Cards.brief(remark, limit: 30))”吗？\n回1：退回\n不回就先放着，销号不会生效。"
    return Decision(
      replies: [Reply(text: text, card: number)],
      dialogue: situation.ask(.choice(["/退回 \(number) \(remark)"]), for: .question))
  }

  private static func askWhy(_ matter: Case, _ situation: Situation) -> Decision {
    Decision(
      replies: [Reply(text: "为什么退回\(matter.number)号？\n请回一句理由。", card: matter.number)],
      dialogue: situation.askForPart("理由", of: "/退回 \(matter.number) \(PersonToken.gap)"))
  }
}
