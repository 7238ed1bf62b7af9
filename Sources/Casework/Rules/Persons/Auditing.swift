/// 审计: who did and looked at what about a case, and when. A restricted one only for who may see it.
enum Auditing {
  static func show(
    _ number: CaseNumber, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.audit, situation, what: "审计")
    let matter = try Guards.matter(number, casebook)
    let entries = try casebook.trail(of: .matter(number))
    let shown = Lists.part(entries, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let rows = try shown.map {
      Wording(try Timeline.line($0.event, .answering, isAudit: true, casebook, situation))
    }
    var decision = Lists.page(
      "\(number)号留痕\(entries.count)条", rows: rows, page: page, total: entries.count, measure: "条",
      next: "审计 \(number)", situation)
    decision.replies[0].card = matter.number
    return decision
  }

  /// What a view is called in a trail.
  static func view(_ viewed: RecordViewed) -> String {
    switch Verb(rawValue: viewed.verb) {
    case .find: "查看"
    case .status: "看了状态"
    case .timeline: "看了时间线"
    case .audit: "看了留痕"
    case .mine, .todo: "在自己的清单里看到"
    case .overdue: "在逾期清单里看到"
    default: "看到"
    }
  }
}
