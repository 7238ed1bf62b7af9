/// 研判: a registered matter is accepted, with its area and marks, or turned away with a reason.
extension Triage {
  static func decide(
    _ asked: Triaging, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.triage, situation, what: "研判")
    let matter = try Guards.matter(asked.number, casebook)
    try Guards.field(asked.area, what: "领域")
    for mark in asked.marks { try Guards.field(mark, what: "标签") }
    try Guards.text(asked.reason ?? "", what: "理由")
    if asked.marks.contains(where: { $0.contains("重点人") }) {
      throw Refusal(.restrictedNotHere, "涉及具体人的标记不在这里做，没有办。\n请去掉“重点人”重发。")
    }
    if asked.accepts, matter.isInner, asked.opens != false {
      return try OpeningCases.open(matter, asked, casebook, situation)
    }
    if !matter.isInner, let opens = asked.opens {
      guard opens else { throw OpeningCases.cannotClose(matter) }
      if matter.state == .triaged
        || situation.rules.procedure.transition(.triage, from: matter.state) == nil
      {
        return OpeningCases.isOpen(matter)
      }
    }
    if !asked.accepts { try checkTakenIn(matter, casebook, situation) }
    let event = try event(asked, of: matter, situation)
    let text =
      asked.accepts
      ? accepted(matter, asked, situation)
      : Wording("\(matter.number)号研判：退回，不办。\n理由：\(asked.reason ?? "")")
    var decision = Decision(
      events: [event], replies: [Reply(text: text, card: matter.number)], dialogue: .close)
    if !asked.accepts, matter.registrant != situation.actor.id {
      decision.replies.append(try told(matter, asked, casebook, situation))
    }
    return decision
  }

  /// What was merged into it would go with it: one person does not turn that away.
  private static func checkTakenIn(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let taken = matter.handling?.absorbed, !taken.isEmpty,
      try Seconding.isNeeded(for: matter, casebook, situation)
    else { return }
    let number = matter.number
    throw Refusal(
      .wrongState,
      "\(number)号并入的\(NumberWords.list(taken.map(\.number)))单位已经在办，不能研判退回，没有办。\n不办了请专班发：\(typed: "作废 \(number) 理由")"
    )
  }

  /// The entry of what was found.
  static func event(
    _ asked: Triaging, of matter: Case, _ situation: Situation
  ) throws -> Event {
    let transition = try Guards.transition(
      asked.accepts ? .triage : .turnAway, of: matter, reason: asked.reason, situation)
    let triage = Triage(
      outcome: asked.accepts ? .accepted : .returned, area: asked.area, marks: asked.marks)
    return Handing.turned(
      .triaged(triage), of: matter, to: transition.to, note: asked.reason, situation)
  }

  private static func accepted(_ matter: Case, _ asked: Triaging, _ situation: Situation)
    -> Wording
  {
    var text = Wording("\(matter.number)号研判：受理。")
    var facts: [String] = []
    if let area = asked.area ?? matter.details.area { facts.append("领域：\(area)") }
    if !asked.marks.isEmpty { facts.append("标签：\(asked.marks.joined(separator: "、"))") }
    if !facts.isEmpty { text.add(Wording(facts.joined(separator: "；"))) }
    if matter.isInner {
      text.add("仍在内部办理。要公开请发：\(typed: "研判 \(matter.number) 公开")")
      return text
    }
    let mayAssign = AccessPolicy.allows(situation.actor, .assign, on: matter)
    let mayLead = matter.lead == nil && AccessPolicy.allows(situation.actor, .lead, on: matter)
    switch (mayLead, mayAssign) {
    case (true, true):
      text.add(
        "下一步：\(typed: "领衔 \(matter.number) 姓名")；\(typed: "交办 \(matter.number) 单位 期限")")
    case (true, false): text.add("下一步：\(typed: "领衔 \(matter.number) 姓名")；交办由专班办。")
    case (false, true): text.add("下一步：\(typed: "交办 \(matter.number) 单位 期限")")
    case (false, false): text.add("下一步由专班办。")
    }
    return text
  }

  /// Whoever raised a matter is told that it is not taken up, and what to do.
  private static func told(
    _ matter: Case, _ asked: Triaging, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Reply {
    let who = try People.address(of: matter.registrant, casebook)
    var text = Wording("\(who)您好，您登记的\(matter.number)号经研判不在这里办。")
    if matter.isInner {
      text.add("有疑问请联系\(situation.actor.person.address)。")
      return Reply(to: .person(matter.registrant), about: .open, text: text)
    }
    text.add("事项：\(Cards.brief(matter.title, limit: 60))")
    text.add("理由：\(asked.reason ?? "")")
    text.add("有疑问请联系\(situation.actor.person.address)。")
    return Reply(to: .person(matter.registrant), text: text, card: matter.number)
  }
}
