/// What hiding and striking out cannot reach, named for whoever answers for it.
enum CopiesLeft {
  /// As many of each are named.
  private static let limit = 4

  static func lines(
    _ held: [HeldText], _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Wording] {
    guard let first = held.first,
      let since = try casebook.written(about: first.record).first?.event.stamp.at
    else { return [] }
    let until = held.map(\.at).max() ?? situation.now
    func day(_ instant: Instant) -> String {
      situation.days.short(situation.rules.zone.day(of: instant))
    }
    var lines: [Wording] = []
    var tally = DeletionTally()
    for one in held {
      let found = try casebook.deletions(with: one)
      tally.gone += found.gone
      tally.left += found.left
    }
    if tally.gone + tally.left > 0 {
      let left = tally.left == 0 ? "" : "，还有\(tally.left)条平台没有删掉"
      lines.append("群里的消息：删掉\(tally.gone)条\(left)")
    }
    let exports = try casebook.entries(
      of: ["export.given"], since: since,
      before: Instant(milliseconds: until.milliseconds + 1))
    let given = try exports.suffix(limit).compactMap { entry -> String? in
      guard case .exportGiven(let export) = entry.event.change else { return nil }
      let to = try entry.event.stamp.actor.map { try People.address(of: $0, casebook) } ?? "群里"
      return "\(day(entry.event.stamp.at))\(export.what)\(export.rows)行（\(to)）"
    }
    if !given.isEmpty {
      lines.append("遮盖以前导出过\(exports.count)份：\(given.joined(separator: "、"))")
    }
    let backups = try casebook.backups(since: since).filter { backup in
      held.contains { $0.struck.map { backup.at < $0.at } ?? true }
    }
    let named = backups.suffix(limit).map { "\($0.name)（\(day($0.at))）" }
    if !named.isEmpty {
      lines.append("备份里还有\(backups.count)份：\(named.joined(separator: "、"))")
    }
    lines.append("够不到的：各人看过、存下、转发的，运维导出和另存的。请接收人逐一处理。")
    return lines
  }
}
