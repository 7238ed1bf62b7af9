/// 附件 12: what lies in a case, with the beginning of each file's SHA-256.
enum EvidenceList {
  static func show(
    _ number: CaseNumber, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "看附件")
    let matter = try Guards.matter(number, casebook)
    let items = matter.evidence
    guard !items.isEmpty else {
      return Decision(
        replies: [
          Reply(
            text: "\(number)号还没有附件。\n要放照片，请发照片并写：\(typed: "附件 \(number)")", card: number)
        ])
    }
    let numbered = Array(zip(1..., items))
    let shown = Lists.part(numbered, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let rows = try shown.map { Wording(try row($0.0, $0.1, casebook, situation)) }
    var decision = Lists.page(
      "\(number)号有附件\(items.count)个", rows: rows, page: page, total: items.count, measure: "个",
      next: "附件 \(number)", situation)
    decision.replies[0].card = number
    return decision
  }

  private static func row(
    _ place: Int, _ item: EvidenceItem, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let day = situation.days.short(situation.rules.zone.day(of: item.at))
    let who = try People.address(of: item.by, casebook)
    var parts = ["\(place) \(FileWording.name(item.file))", day, who]
    if let code = item.failed {
      parts.append("没取下来：\(FetchFailure(rawValue: code)?.name ?? "原因不明")")
    } else if let digest = item.sha256 {
      if let size = item.size { parts.append(FileWording.size(size)) }
      parts.append("校验\(digest.prefix(8))")
    } else {
      parts.append("正在取")
    }
    return parts.joined(separator: " ")
  }
}
