/// How a case is shown: as a card, or as one line of a list.
enum Cards {
  /// The title in at most that many characters, cut with an ellipsis.
  static func brief(_ title: String, limit: Int) -> String {
    // Most titles are short: counting scalars is cheap, counting characters is not.
    if title.unicodeScalars.count <= limit, !title.unicodeScalars.contains(where: isLineEnd) {
      return title
    }
    let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard line.count > limit else { return line }
    return line.prefix(limit - 1) + "…"
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && scalar != " " && scalar != "\u{3000}"
  }

  /// `12 幸福路停车场夜间开放 区住建局 超1个工作日`.
  static func line(
    _ matter: Case, _ viewer: Viewer, _ casebook: any Casebook, _ days: DayWording
  ) throws -> String {
    var parts = ["\(matter.number) \(brief(matter.title, limit: 20))"]
    if let unit = matter.details.unit { parts.append(try People.name(of: unit, casebook)) }
    if matter.state.clockRuns, let due = matter.due {
      parts.append(days.standing(of: matter, due, viewer))
    } else {
      parts.append(matter.state.name)
    }
    if let waiting = CardCourse.waiting(matter) { parts.append(waiting) }
    if matter.isInner { parts.append(Inside.mark) }
    return parts.joined(separator: " ")
  }

  /// The whole card: eight lines at most.
  static func full(
    _ matter: Case, _ viewer: Viewer, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let days = situation.days
    let leave = viewer.leave(for: matter)
    var state = matter.state.name
    if matter.state.clockRuns, days.isOverdue(matter.due), let leave {
      state += "，" + days.overdueNote(matter.due, leave)
    }
    var text = Wording("\(brief(matter.title, limit: 40))（\(matter.number)号）：\(state)")
    if matter.isInner { text.add(Wording(Inside.scope)) }
    let facts = [try units(matter.details, casebook), Handing.cardNote(matter, situation)]
    let line = facts.compactMap { $0 }.joined(separator: "；")
    if !line.isEmpty { text.add(Wording(line)) }
    for transfer in matter.handling?.transfers.suffix(3) ?? [] {
      text.add(try Transfers.line(transfer, casebook, situation))
    }
    if let due = matter.due {
      let first = CardCourse.firstDue(matter, leave, days).map { "；\($0)" } ?? ""
      text.add("\(leave != nil && days.isOverdue(due) ? "原定" : "期限")：\(days.full(due.day))\(first)")
    } else if matter.state.isOpen, let first = CardCourse.firstDue(matter, leave, days) {
      text.add("还没有新的期限；\(first)")
    }
    if let progress = matter.lastProgress {
      let day = days.short(situation.rules.zone.day(of: progress.at))
      text.add("最近：\(day)，\(brief(progress.text, limit: 40))")
    }
    // A report in hand counts its files itself.
    let isReported = matter.state == .reported || matter.state == .verified
    if !isReported || matter.handling?.report == nil, let line = FileWording.line(matter) {
      text.add(Wording(line))
    }
    if let proposal = matter.proposal {
      let by = try People.address(of: proposal.by, casebook)
      text.add("\(by)已提请销号（\(proposal.result.name)），等第二人确认")
    }
    if let result = matter.result, let closed = matter.closedAt {
      text.add("结果：\(result.name)，\(days.short(situation.rules.zone.day(of: closed)))销号")
    }
    for line in try CardCourse.lines(matter, casebook, situation) { text.add(Wording(line)) }
    text.add(Wording(try people(matter, casebook, situation)))
    guard text.lines.count < 8 else { return text }
    text.add("看全程：\(typed: "时间线 \(matter.number)")")
    return text
  }

  private static func units(_ details: CaseDetails, _ casebook: any Casebook) throws -> String? {
    var parts: [String] = []
    if let unit = details.unit { parts.append("责任：\(try People.name(of: unit, casebook))") }
    if !details.assisting.isEmpty {
      let names = try details.assisting.map { try People.name(of: $0, casebook) }
      parts.append("配合：\(names.joined(separator: "、"))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "；")
  }

  private static func people(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    guard let lead = try Leadership.shown(matter, casebook, situation.rules) else {
      let registrant =
        matter.details.unsigned == true
        ? "登记：不署名" : "登记：\(try Namesakes.distinct(matter.registrant, casebook, situation.rules))"
      return registrant + (matter.state.isOpen ? "；还没有领衔人" : "")
    }
    var parts = [lead]
    if !matter.contacts.isEmpty {
      let names = try matter.contacts.map { try Namesakes.distinct($0, casebook, situation.rules) }
      parts.append("联系：\(names.joined(separator: "、"))")
    }
    return parts.joined(separator: "；")
  }
}
