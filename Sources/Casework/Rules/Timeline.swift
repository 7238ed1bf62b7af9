/// 时间线: what happened to a case, entry by entry, undone ones included.
enum Timeline {
  static func show(
    _ number: CaseNumber, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.timeline, situation, what: "查询")
    let matter = try Guards.matter(number, casebook)
    // That a file was fetched is no step of the matter; one that was not is worth knowing.
    let entries = try casebook.trail(of: .matter(number)).filter { !isRoutine($0.event.change) }
    let shown = Lists.part(entries, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let leave = try Viewer.of(situation, casebook).leave(for: matter)
    let rows = try shown.map { Wording(try line($0.event, leave, casebook, situation)) }
    var decision = Lists.page(
      "\(Cards.brief(matter.title, limit: 20))（\(number)号）经过\(entries.count)条", rows: rows,
      page: page, total: entries.count, measure: "条", next: "时间线 \(number)", situation)
    decision.replies[0].card = number
    return decision
  }

  static func line(
    _ event: Event, _ leave: LatenessLeave?, isAudit: Bool = false, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> String {
    let zone = situation.rules.zone
    let minute = zone.minuteOfDay(of: event.stamp.at)
    let time = "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
    let day = situation.days.short(zone.day(of: event.stamp.at))
    if !isAudit, let kept = try Handing.notIssued(event, casebook, situation) {
      return "\(day) \(time) \(kept)"
    }
    let who = try who(event, casebook, situation)
    let what =
      try Handing.line(event, casebook, situation)
      ?? what(event.change, leave, casebook, situation)
    return "\(day) \(time) \(who) \(what)\(FileWording.remark(event.change))"
  }

  /// Who looked at it is for 审计.
  private static func isRoutine(_ change: Change) -> Bool {
    switch change {
    case .viewed, .textHidden, .textReceived, .textRedacted: return true
    case .turned(let turned):
      guard case .evidenceStored(let stored) = turned.turn else { return false }
      return stored.failed == nil
    default: return false
    }
  }

  private static func who(
    _ event: Event, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    if case .registered(let new) = event.change, new.details.unsigned == true { return "不署名" }
    return try event.stamp.actor.map { try Namesakes.distinct($0, casebook, situation.rules) }
      ?? "机器人"
  }

  private static func what(
    _ change: Change, _ leave: LatenessLeave?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    switch change {
    case .registered: return "登记"
    case .viewed(let viewed): return Auditing.view(viewed)
    case .vouched: return "说明只对事"
    case .textHidden(let hidden):
      return "遮盖内容\(hidden.reason.map { "：\(Cards.brief($0, limit: 40))" } ?? "")"
    case .textReceived: return "记收到遮盖的内容"
    case .textRedacted(let redacted): return "抹除遮盖的内容\(redacted.entries.count)条"
    case .exportGiven(let given):
      let filters = given.filters.isEmpty ? "" : "（\(given.filters.joined(separator: "，"))）"
      return "导出\(given.what)\(filters)\(given.rows)行"
    case .turned(let turned):
      switch turned.turn {
      case .transferred(let transfer):
        return "移交\(try People.address(of: transfer.to, casebook))"
      case .transferReceived: return "记收到"
      case .transferReturned: return "记办结"
      case .receiversSet(let change):
        let names = try change.new.map { try Namesakes.distinct($0, casebook, situation.rules) }
        return "接收人：\(names.joined(separator: "、"))"
      case .evidenceAdded: return "附件"
      case .evidenceStored(let stored):
        return "附件没取下来：\(stored.failed.flatMap(FetchFailure.init)?.name ?? "原因不明")"
      default: return try TimelineTurns.words(turned, leave, casebook, situation) ?? "记录"
      }
    case .led(let led):
      let lead =
        try led.new.lead.map { try Namesakes.distinct($0, casebook, situation.rules) } ?? "无"
      var parts = ["领衔：\(lead)"]
      if let due = led.new.due, due != led.old.due {
        parts.append("期限\(situation.days.short(due.day))")
      }
      return parts.joined(separator: "，")
    case .progressed(let progress): return "进展：\(Cards.brief(progress.text, limit: 40))"
    case .closeProposed(let proposal): return "提请销号：\(proposal.result.name)"
    case .closed(let closed): return "确认销号：\(closed.result.name)"
    case .closeLapsed(let lapsed):
      if let ended = lapsed.ended { return "销号没有办：\(SecondingEnd.name(ended))" }
      guard lapsed.by != nil else { return "销号提请过期，没有第二人确认" }
      return "不同意销号\(lapsed.reason.map { "：\(Cards.brief($0, limit: 40))" } ?? "")"
    case .undone(let undone): return "撤回\(KindWords.name(of: undone.kind) ?? "记录")"
    default: return "记录"
    }
  }
}
