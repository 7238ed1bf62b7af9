/// What a card says of a case's course: what waits, since when, and what is kept from before.
enum CardCourse {
  /// What the state does not say: `延期待批`, or into which case it went.
  static func waiting(_ matter: Case) -> String? {
    guard let handling = matter.handling else { return nil }
    if matter.state == .merged { return handling.mergedInto.map { "\($0)号" } }
    guard matter.state.isOpen else { return nil }
    if let asked = handling.asked { return "\(asked.kind.name)等第二人" }
    return handling.extensionAsked != nil ? "延期待批" : nil
  }

  /// The lines of the course, the most telling first; at most two.
  static func lines(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [String] {
    guard let handling = matter.handling else { return [] }
    let days = situation.days
    let zone = situation.rules.zone
    var lines: [String] = []
    switch matter.state {
    case .merged:
      if let into = handling.mergedInto {
        lines.append(merged(into, try Merging.end(of: matter, casebook)))
      }
    case .suspended:
      if let suspension = handling.suspension {
        let reason = Cards.brief(suspension.reason, limit: 20)
        lines.append("停表：\(reason)；\(days.short(suspension.review.day))核实")
      }
    case .reported, .verified:
      if let report = handling.report {
        let files = EvidenceWords.count(EvidenceWords.since(matter))
        let paper = handling.paper == nil ? "纸质件未到" : "纸质件已到"
        lines.append(
          "反馈：\(Cards.brief(report.text, limit: 20))；审签\(report.signedOffBy)，\(files)，\(paper)")
      }
      if let verification = handling.verification {
        let who = try People.address(of: verification.by, casebook)
        lines.append("验收：\(who)，\(days.short(zone.day(of: verification.at)))")
      }
    case .closed:
      if let lookback = handling.lookback {
        let held = lookback.held.map { "，\(days.short(zone.day(of: $0.at)))看过：巩固" } ?? ""
        lines.append("回头看：\(days.full(lookback.due.day))\(held)")
      }
    default: break
    }
    if matter.state.isOpen, let asked = handling.asked {
      let into = asked.into.map { "到\($0)号" } ?? ""
      lines.append(
        "\(try People.address(of: asked.by, casebook))已提请\(asked.kind.name)\(into)，等第二人同意")
    }
    if matter.state.isOpen, let request = handling.extensionAsked {
      let who = try People.address(of: request.by, casebook)
      lines.append("延期待批：\(who)申请延到\(days.full(request.until.day))")
    }
    if matter.state.isOpen, lines.count < 2, let former = handling.formerTerms?.last {
      let day = days.short(zone.day(of: former.until))
      let viewer = try Viewer.of(situation, casebook)
      let isShown = viewer.leave(for: matter, with: former.unit) != nil
      let term = isShown ? "，期限\(days.short(former.due.day))" : ""
      lines.append("\(day)以前由\(try People.name(of: former.unit, casebook))办\(term)")
    }
    if matter.state.isOpen, lines.count < 2,
      let history = try history(handling, casebook, days)
    {
      lines.append(history)
    }
    return Array(lines.prefix(2))
  }

  /// 已并入2号，随后并入3号，进展请看3号（已作废）: where it went at last, and what became of that.
  private static func merged(_ into: CaseNumber, _ end: Case?) -> String {
    let last = end?.number ?? into
    let on = last == into ? "" : "，随后并入\(last)号"
    let over = end.flatMap { $0.state.isOpen ? nil : "（\($0.state.name)）" } ?? ""
    return "已并入\(into)号\(on)，进展请看\(last)号\(over)"
  }

  /// `首次期限9月11日，改期前共超2个工作日`.
  static func firstDue(
    _ matter: Case, _ leave: LatenessLeave?, _ days: DayWording
  ) -> String? {
    guard let first = matter.handling?.firstDue, first.day != matter.due?.day else { return nil }
    let late = leave == nil ? 0 : matter.handling?.lateWorkdays ?? 0
    return "首次期限\(days.short(first.day))" + (late > 0 ? "，改期前超\(late)个工作日" : "")
  }

  /// How far a case has gone: its day and how late it is, what was done about it. Of one that was merged away the day
  /// stands as it was.
  static func gone(_ matter: Case, _ leave: LatenessLeave?, _ days: DayWording) -> [String] {
    var parts: [String] = []
    if let due = matter.due {
      let late =
        matter.state.clockRuns && days.isOverdue(due)
        ? leave.map { "，\(days.overdueNote(due, $0))" } ?? "" : ""
      parts.append("期限\(days.short(due.day))\(late)")
    }
    if let first = firstDue(matter, leave, days) { parts.append(first) }
    guard let handling = matter.handling else { return parts }
    let urges = handling.urges.count { $0.counts }
    if urges > 0 { parts.append("催办\(urges)次") }
    if handling.disputes > 0 { parts.append("异议\(handling.disputes)次") }
    if handling.report != nil { parts.append("已反馈") }
    if handling.returns > 0 { parts.append("退回\(handling.returns)次") }
    if handling.relapses > 0 { parts.append("反弹\(handling.relapses)次") }
    parts += handling.instruments.filter { $0.state == .issued && !$0.isPrivate }
      .compactMap(\.number)
    return parts
  }

  /// 并入：1号（期限10月9日；催办1次）: what each of them had stays to be seen where it went.
  private static func absorbed(
    _ handling: Handling, _ casebook: any Casebook, _ days: DayWording
  ) throws -> String {
    let names = try handling.absorbed.map { absorbed -> String in
      let gone =
        try casebook.matter(absorbed.number).map {
          $0.holder == nil ? [] : CardCourse.gone($0, nil, days)
        } ?? []
      return "\(absorbed.number)号" + (gone.isEmpty ? "" : "（\(gone.joined(separator: "；"))）")
    }
    return "并入：\(names.joined(separator: "、"))"
  }

  /// How often it came back, and what else was merged into it.
  private static func history(
    _ handling: Handling, _ casebook: any Casebook, _ days: DayWording
  ) throws -> String? {
    var parts: [String] = []
    if handling.returns > 0 { parts.append("退回\(handling.returns)次") }
    if handling.relapses > 0 { parts.append("反弹\(handling.relapses)次") }
    if handling.extensions > 0 { parts.append("延期\(handling.extensions)次") }
    if !handling.absorbed.isEmpty { parts.append(try absorbed(handling, casebook, days)) }
    return parts.isEmpty ? nil : parts.joined(separator: "；")
  }
}
