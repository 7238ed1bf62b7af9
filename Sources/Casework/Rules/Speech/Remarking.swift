/// A sentence about a case that names no command: 44己经弄好了, 监控呢. Nothing is written; what it may
/// have meant is asked.
enum Remarking {
  static func remark(
    _ text: String, isQuestion: Bool, on matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let actor = situation.actor
    if matter.state == .reported || matter.state == .verified, matter.lead == actor.id {
      return try Consenting.sendBack(matter, text, casebook, situation)
    }
    guard !isQuestion, matter.state.isOpen, text.unicodeScalars.count <= Guards.maximumText,
      AccessPolicy.allows(actor, .progress, on: matter)
    else {
      return Decision(
        replies: [
          Reply(
            text: try Cards.full(
              matter, try Viewer.of(situation, casebook), casebook, situation),
            card: matter.number)
        ])
    }
    let number = matter.number
    let progress = "/进展 \(number) \(text)"
    // 收到，正在办: he may believe that he signed.
    func question(_ words: Wording) -> Wording {
      guard text.hasPrefix("收到"), SigningFor.isOwed(by: actor, matter) else { return words }
      return words + "\n这一句没有签收，签收请另发：\(typed: "签收 \(number)")"
    }
    guard AccessPolicy.allows(actor, .report, on: matter),
      situation.rules.procedure.transition(.report, from: matter.state) != nil
    else {
      return Consenting.ask(
        question("要把这句话记作\(number)号的进展吗？\n回1记进展，回2不记。"), [progress, ""], matter,
        situation)
    }
    return Consenting.ask(
      question("\(number)号：这句话怎么记？\n回1记进展，回2办结反馈（要照片和审签人）。"),
      [progress, "/反馈 \(number) \(text)"], matter, situation, yes: false)
  }
}

/// 请交通局牵头，丁街道配合: a leader's wish becomes a proposal, which the working team carries out.
enum Proposing {
  static func propose(
    _ proposal: HandOverProposal, for matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.lead, situation, what: "提办理意见")
    try Guards.opened(matter, what: "交办", situation)
    _ = try Guards.transition(.assign, of: matter, situation)
    func name(_ typed: String) throws -> String {
      try UnitNames.likely(typed, casebook)?.shortName ?? typed
    }
    let unit = try name(proposal.unit)
    let assisting = try proposal.assisting.map(name)
    var command = "交办 \(matter.number) \(unit)"
    if !assisting.isEmpty { command += " 配合：\(assisting.joined(separator: "、"))" }
    if let due = proposal.due { command += " 期限：\(due.day)" }
    var text = Wording("\(matter.number)号拟按您的意见交办：牵头\(unit)")
    if !assisting.isEmpty { text.add("配合：\(assisting.joined(separator: "、"))") }
    if let due = proposal.due { text.add("期限：\(situation.days.full(due.day))") }
    if AccessPolicy.allows(situation.actor, .assign, on: matter) {
      text.add("回1交办，回2不办。")
      return Consenting.ask(text, ["/" + command, ""], matter, situation)
    }
    text.add("回1转给专班，专班确认后生效；回2不转。")
    return Consenting.ask(
      text, [Relay(to: .team, number: matter.number, text: command).option, ""], matter, situation)
  }
}

/// Words passed on to those who may act on them.
enum Relaying {
  static func pass(
    _ relay: Relay, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "转告")
    let matter = try Guards.matter(relay.number, casebook)
    let who = situation.actor.person.address
    let title = Cards.brief(matter.title, limit: 30)
    switch relay.to {
    case .team:
      return Decision(
        replies: [
          Reply(text: "已转给专班，专班确认后生效。", card: matter.number),
          Reply(
            to: .team,
            text:
              "\(who)对\(matter.number)号“\(title)”的办理意见，请确认。\n同意照办，请复制下面的话发出：\n\(copied: relay.text)",
            card: matter.number),
        ], dialogue: .close)
    case .unit:
      guard let unit = matter.details.unit?.id,
        let contact = try casebook.contacts(of: unit, on: situation.today).first
      else {
        throw Refusal(
          .unknownPerson, "\(matter.number)号的责任单位还没有联络员，没法转告。\n请专班先登记：\(typed: "单位")")
      }
      // Who can be reached stands first.
      guard try !casebook.isOutOfReach(contact.id) else {
        let names = try casebook.contacts(of: unit, on: situation.today).map(\.address)
          .joined(separator: "、")
        throw Refusal(
          .unknownPerson, "\(names)私聊不到，没法转告。\n请当面或电话问；对方先私聊我一次，以后就能送到。")
      }
      return Decision(
        replies: [
          Reply(text: "正在私聊\(contact.address)，\(matter.number)号先不退回。", card: matter.number),
          Reply(
            to: .contact(of: unit),
            text:
              "\(who)问\(matter.number)号“\(title)”：\(Cards.brief(relay.text, limit: 120))\n请回复：\(typed: "进展 \(matter.number) 内容")",
            card: matter.number),
        ], dialogue: .close)
    }
  }
}
