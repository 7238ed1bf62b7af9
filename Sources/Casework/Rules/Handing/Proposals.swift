/// 督办 typed by whoever may not draft one: the wish is passed on to the team, who decide.
enum Proposals {
  /// Says who issues it, and offers to pass the wish on.
  static func offer(
    _ asked: Drafting, _ kind: Procedure.Instrument, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Refusal {
    try check(kind, matter, asked, casebook, situation)
    let who =
      kind.joint
      ? "两家办公室" : situation.rules.procedure.office(of: kind.issuer)
    return Refusal(
      .notAllowed,
      """
      \(kind.shortName)要由专班拟稿、\(who)签发，您这里不能直接发。
      要我把“建议\(kind.command)\(try wish(asked, matter, casebook, situation))”转给专班吗？回1转。
      """,
      dialogue: situation.ask(
        .choice([asked.command(kind.command, leading: "建议")]), for: .question))
  }

  /// The team gets it privately, with the command ready to copy.
  static func passOn(
    _ asked: Drafting, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let kind = try Ladder.kind(asked, situation)
    guard !kind.isPrivate else { throw Refusal.unavailable }
    let matter = try Handing.matter(asked.number, casebook, situation, what: "建议\(kind.command)")
    try check(kind, matter, asked, casebook, situation)
    if let opening = Drafts.opening(for: matter, situation) {
      let moment = situation.days.moment(opening, situation.rules.zone)
      throw Refusal(
        .wrongState,
        "晚上和休息日不打扰专班，没有转。\n\(moment)以后请再发：\(typed: "\(kind.command) \(matter.number)")")
    }
    try Guards.field(asked.unit, what: "责任")
    try Guards.text(asked.reason ?? "", what: "理由")
    try Judgments.check(asked.requirement, asked.reason, undone: "没有办")
    let unit = try asked.unit.map {
      try People.reference(UnitReference(id: nil, name: $0), casebook)
    }
    let proposal = InstrumentProposal(kind: kind.kind, unit: unit, due: asked.due)
    var command = "/\(kind.command) \(matter.number)"
    if let unit = asked.unit { command += " \(unit)" }
    if let due = asked.due {
      command += " 期限：\(due.day)"
    } else {
      // The number alone would only look.
      command += kind.termWorkdays.map { " \($0)个工作日" } ?? " 期限：…"
    }
    // Whoever wishes for it gives the reason; else it is for the team to say, where it takes one.
    let named = unit ?? matter.details.unit
    let isGrounded = try named.map {
      try Ladder.isGrounded(kind, matter, to: $0, reason: asked.reason, casebook, situation)
    }
    if let reason = asked.reason {
      command += " 理由：\(reason)"
    } else if isGrounded == false, kind.grounds.contains(.reason) {
      command += " 理由：…"
    }
    let who = situation.actor.person.address
    var text = Wording("\(who)建议\(kind.command)\(try wish(asked, matter, casebook, situation))。")
    text.add("事项：\(Cards.brief(matter.title, limit: 60))")
    if let reason = asked.reason { text.add("理由：\(Cards.brief(reason, limit: 60))") }
    text.add("要拟稿请复制：\(copied: command)")
    return Decision(
      events: [Handing.turned(.proposed(proposal), of: matter, note: asked.reason, situation)],
      replies: [
        Reply(text: "已转给专班，办不办由专班定。", card: matter.number),
        Reply(to: .team, text: text, card: matter.number),
      ], dialogue: .close)
  }

  /// What the team could not draft either is not passed on, nor the same twice.
  private static func check(
    _ kind: Procedure.Instrument, _ matter: Case, _ asked: Drafting, _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    guard matter.state.isOpen else {
      throw Refusal(
        .wrongState,
        "\(matter.number)号\(matter.state.name)，不用再\(kind.command)。\n看现在的情况：\(typed: "查 \(matter.number)")"
      )
    }
    _ = try Guards.transition(.instruct, of: matter, situation)
    let standing = UndoBatch.standing(in: try casebook.history(of: .matter(matter.number)))
    let isKnown = standing.contains { entry in
      guard case .turned(let turned) = entry.event.change,
        case .proposed(let proposal) = turned.turn
      else { return false }
      return proposal.kind == kind.kind && proposal.due == asked.due
        && turned.note == asked.reason
        && situation.rules.zone.day(of: entry.event.stamp.at) == situation.today
    }
    if isKnown {
      throw Refusal(
        .wrongState,
        "\(matter.number)号的\(kind.command)建议今天已转给专班，不用再转。\n看现在的情况：\(typed: "查 \(matter.number)")"
      )
    }
  }

  /// 44号（区交通局，9月30日前）.
  private static func wish(
    _ asked: Drafting, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let named = asked.unit.map { UnitReference(id: nil, name: $0) } ?? matter.details.unit
    var parts: [String] = []
    if let named {
      parts.append(try People.name(of: try People.reference(named, casebook), casebook))
    }
    if let due = asked.due { parts.append("\(situation.days.short(due.day))前") }
    return "\(matter.number)号" + (parts.isEmpty ? "" : "（\(parts.joined(separator: "，"))）")
  }
}
