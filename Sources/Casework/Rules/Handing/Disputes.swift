/// 异议: the unit says that it is not its duty, with grounds. The term runs on until the team has ruled.
enum Disputes {
  static func dispute(
    _ asked: Disputing, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Handing.matter(asked.number, casebook, situation, what: "提异议")
    guard Handing.speaksForUnit(of: matter, situation) else {
      throw Refusal(
        .notAllowed, "\(asked.number)号的异议由责任单位联络员提，您这里不能直接办。\n请把情况告诉专班，由专班来办。")
    }
    for text in [asked.reason, asked.basis ?? ""] { try Guards.text(text, what: "理由") }
    try Guards.field(asked.suggestion, what: "建议")
    try Guards.field(asked.signedOffBy, what: "审签")
    if let open = matter.handling?.dispute, matter.state == .disputed {
      return try supplement(open, asked, matter, situation)
    }
    guard let unit = matter.handling?.handed?.unit ?? matter.details.unit else {
      throw Refusal.unavailable
    }
    try check(matter, situation)
    let transition = try Guards.transition(.dispute, of: matter, reason: asked.reason, situation)
    let calendar = situation.rules.calendar
    let answerBy = calendar.adding(
      workdays: situation.rules.procedure.workdays(.ruling), to: situation.today)
    var dispute = Dispute(
      by: situation.actor.id, at: situation.now, unit: unit, reason: asked.reason,
      previous: matter.state, answerBy: answerBy)
    dispute.suggestion = asked.suggestion
    dispute.basis = asked.basis
    dispute.signedOffBy = asked.signedOffBy
    let name = try People.name(of: unit, casebook)
    var decision = Decision(
      events: [Handing.turned(.disputed(dispute), of: matter, to: transition.to, situation)],
      replies: [
        Reply(text: try answer(dispute, name, matter, situation), card: matter.number)
      ], dialogue: .close)
    if let gap = gap(dispute, matter) {
      decision.dialogue = situation.ask(gap, for: .question)
    }
    decision.replies.append(
      Reply(
        to: .team, text: try told(dispute, name, matter, casebook, situation), card: matter.number))
    return decision
  }

  /// Once upheld it goes to the joint meeting; after its term it is too late.
  private static func check(_ matter: Case, _ situation: Situation) throws(Refusal) {
    guard let handed = matter.handling?.handed else { return }
    if handed.upheld == true {
      throw Refusal(
        .wrongState, "\(matter.number)号的异议已经裁定维持，不再重提。\n仍有异议的，请专班转工作联席会议议定。")
    }
    let calendar = situation.rules.calendar
    let last = calendar.adding(
      workdays: situation.rules.procedure.workdays(.dispute),
      to: situation.rules.zone.day(of: handed.at))
    guard situation.today > last else { return }
    throw Refusal(
      .wrongState,
      "\(matter.number)号的异议要在\(situation.days.full(last))前提，已经过了。\n办理有困难请直接告诉专班，或在到期前申请延期。")
  }

  private static func answer(
    _ dispute: Dispute, _ unit: String, _ matter: Case, _ situation: Situation
  ) throws -> Wording {
    var text = Wording("已记下\(unit)对\(matter.number)号的异议。")
    text.add(Wording(grounds(dispute)))
    if let lacks = lacking(dispute) { text.add("请补一句\(lacks)。") }
    text.add("专班\(situation.days.full(dispute.answerBy))前答复。答复之前期限照算；改派的，从改派之日重新起算。")
    return text
  }

  private static func grounds(_ dispute: Dispute) -> String {
    var parts = ["理由：\(Cards.brief(dispute.reason, limit: 60))"]
    if let suggestion = dispute.suggestion { parts.append("建议：\(suggestion)") }
    if let basis = dispute.basis { parts.append("依据：\(Cards.brief(basis, limit: 60))") }
    if let signer = dispute.signedOffBy { parts.append("审签：\(signer)") }
    return parts.joined(separator: "；") + "。"
  }

  private static func lacking(_ dispute: Dispute) -> String? {
    switch (dispute.basis == nil, dispute.signedOffBy == nil) {
    case (true, true): "职责依据和审签领导"
    case (true, false): "职责依据"
    case (false, true): "审签领导"
    case (false, false): nil
    }
  }

  private static func gap(_ dispute: Dispute, _ matter: Case) -> Dialogue.Question? {
    guard let lacks = lacking(dispute) else { return nil }
    let field = dispute.basis == nil ? "依据" : "审签"
    return .missing(text: "/异议 \(matter.number)\n\(field)：\u{FFFC}", part: lacks)
  }

  private static func told(
    _ dispute: Dispute, _ unit: String, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    let other = try dispute.suggestion.flatMap { try People.unit(named: $0, casebook) }
    var text = Wording("\(unit)对\(matter.number)号有异议，请\(situation.days.full(dispute.answerBy))前裁定。")
    text.add("事项：\(Cards.brief(matter.title, limit: 60))")
    text.add(Wording(grounds(dispute)))
    text.add("仍由它办：\(typed: "裁定 \(matter.number) 维持")")
    text.add(
      "换单位：\(typed: "裁定 \(matter.number) 改派 \(other?.shortName ?? "单位")")")
    return text
  }

  /// What was left out is added to the dispute that stands.
  private static func supplement(
    _ open: Dispute, _ asked: Disputing, _ matter: Case, _ situation: Situation
  ) throws -> Decision {
    var dispute = open
    if let basis = asked.basis { dispute.basis = basis }
    if let signer = asked.signedOffBy { dispute.signedOffBy = signer }
    if let suggestion = asked.suggestion { dispute.suggestion = suggestion }
    if !asked.reason.isEmpty, asked.reason != open.reason {
      // What was hidden of it goes with what is written in its place.
      let before = Skeleton.readable(open.reason) ?? ""
      dispute.reason = before.isEmpty ? asked.reason : "\(before)；\(asked.reason)"
    }
    guard dispute != open else {
      return Decision(
        replies: [Reply(text: "\(matter.number)号的异议已经记下，没有变化。", card: matter.number)],
        dialogue: .close)
    }
    var text = Wording("\(matter.number)号的异议已补充。")
    text.add(Wording(grounds(dispute)))
    if let lacks = lacking(dispute) { text.add("请再补一句\(lacks)。") }
    var decision = Decision(
      events: [Handing.turned(.disputed(dispute), of: matter, situation)],
      replies: [Reply(text: text, card: matter.number)], dialogue: .close)
    if let gap = gap(dispute, matter) { decision.dialogue = situation.ask(gap, for: .question) }
    return decision
  }
}
