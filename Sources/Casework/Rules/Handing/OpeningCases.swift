/// 研判 opens a case of the inner circle: it was one by the words it was registered in, and whoever
/// triages it says what of it everybody may read.
enum OpeningCases {
  /// Shown once more before it is done, since nothing takes back what was read.
  static func open(
    _ matter: Case, _ asked: Triaging, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    guard matter.state.isOpen else { throw Guards.wrongState(matter, "公开") }
    // What was triaged and kept inside, or went on without, is opened as it stands.
    let isNew =
      situation.rules.procedure.transition(.triage, from: matter.state) != nil
      && (matter.state != .triaged || asked.area != nil || !asked.marks.isEmpty
        || asked.reason != nil)
    guard situation.confirmed else {
      var text: Wording = "\(number)号拟公开，请再看一遍"
      text.add(Wording(matter.title))
      text.add("公开后工作群和单位都看得到它的标题和全部经过。")
      text.add("只受理、不公开请发：\(typed: "研判 \(number) 受理 范围：内部")")
      return situation.askToConfirm(
        command(number, asked), .triage, about: [matter], showing: text, card: number)
    }
    var events = isNew ? [try Triage.event(asked, of: matter, situation)] : []
    var opened = matter
    if isNew { opened.state = .triaged }
    events.append(
      Handing.turned(.opened(Opening(by: situation.actor.id)), of: opened, situation))
    opened.inner = nil
    var text: Wording =
      isNew ? "\(number)号研判：受理，已公开。" : "\(number)号已公开。"
    text.add("10分钟内可以发：\(typed: "撤回")")
    text.add(
      try NextStep.isOpen(
        .assign, on: opened, to: situation.actor, casebook, now: situation.now, situation.rules)
        ? "下一步：\(typed: "交办 \(number) 单位 期限")" : "下一步由专班交办。")
    var decision = Decision(
      events: events, replies: [Reply(text: text, card: number)], dialogue: .close)
    if matter.registrant != situation.actor.id {
      let notice: Wording =
        "您登记的\(number)号经研判受理，工作群里看得到了。\n事项：\(Cards.brief(matter.title, limit: 60))"
      decision.replies.append(
        Reply(to: .person(matter.registrant), text: notice, card: number))
    }
    return decision
  }

  /// 公开, said of a case that everybody knows of.
  static func isOpen(_ matter: Case) -> Decision {
    Decision(
      replies: [Reply(text: "\(matter.number)号本来就是公开的，没有变化。", card: matter.number)],
      dialogue: .close)
  }

  /// 范围：内部, said of a case that everybody knows of already.
  static func cannotClose(_ matter: Case) -> Refusal {
    Refusal(
      .wrongState,
      "\(matter.number)号已经公开，收不回内部，没有办。\n要受理请发：\(typed: "研判 \(matter.number) 受理")")
  }

  /// The act written out again, to be read once more.
  private static func command(_ number: CaseNumber, _ asked: Triaging) -> String {
    var lines = ["/研判 \(number) 公开"]
    if let area = asked.area { lines.append("领域：\(area)") }
    if !asked.marks.isEmpty { lines.append("标签：\(asked.marks.joined(separator: "、"))") }
    if let reason = asked.reason { lines.append("理由：\(reason)") }
    return lines.joined(separator: "\n")
  }
}
