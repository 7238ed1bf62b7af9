/// How the story of a case tells its turns, one line each.
enum TimelineTurns {
  /// Nil for a turn that another part of the program tells.
  static func words(
    _ turned: CaseTurned, _ leave: LatenessLeave?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> String? {
    let days = situation.days
    func day(_ due: Deadline?) -> String { due.map { days.short($0.day) } ?? "无" }
    func brief(_ text: String?) -> String {
      text.map { "：\(Cards.brief($0, limit: 40))" } ?? ""
    }
    let note = brief(turned.note)
    // What came along is told behind the line.
    return
      switch turned.turn
    {
    case .opened: "公开办理"
    case .reportBegun(let draft): "反馈还不全\(brief(draft.text))"
    case .reported(let report): "反馈\(brief(report.text))；审签\(report.signedOffBy)"
    case .paperReceived: "收到纸质件"
    case .verified: "验收合格\(note)"
    case .sentBack: "退回整改\(note)"
    case .extensionAsked(let request): "申请延期到\(day(request.until))\(note)"
    case .extensionAgreed(let consent): "\(consent.side.name)一方同意延期"
    case .extensionGranted(let decision): "批准延期到\(day(decision.new))（原\(day(decision.old))）"
    case .extensionRefused: "没有批准延期\(note)"
    case .rebased(let change):
      "改期到\(day(change.new))\(before(change, leave, days))\(note)"
    case .suspended(let suspension): "挂起，\(day(suspension.review))核实\(note)"
    case .resumed(let change): "恢复，停表\(change.workdays)个工作日，期限\(day(change.new))"
    case .actAsked(let asked):
      "提请\(asked.kind.name)\(asked.into.map { "到\($0)号" } ?? "")，等第二人\(note)"
    case .actDeclined(let declined):
      declined.ended.map { "\(declined.kind.name)没有办：\(SecondingEnd.name($0))" }
        ?? "\(declined.kind.name)没有办\(note)"
    case .voided: "作废\(note)"
    case .amended(let change): "更正\(fields(change))"
    case .merged(let merge): "并入\(merge.into)号"
    case .absorbed(let absorbed): "\(absorbed.number)号并入本件"
    case .lookbackSet(let lookback): "回头看定在\(day(lookback.due))"
    case .lookbackHeld: "回头看：巩固\(note)"
    case .relapsed: "回头看：反弹，重新打开\(note)"
    case .evidenceAdded(let added): "放进\(EvidenceWords.count(added.files))"
    case .restored(let restoring): "撤回\(KindWords.name(of: restoring.kind) ?? "记录")"
    default: nil
    }
  }

  /// （原9月15日，超2个工作日）; a case that relapsed had no term left.
  private static func before(
    _ change: Rebasing, _ leave: LatenessLeave?, _ days: DayWording
  ) -> String {
    guard let old = change.old else { return "" }
    let late = leave == nil ? "" : "，超\(change.overdueWorkdays)个工作日"
    return "（原\(days.short(old.day))\(late)）"
  }

  /// Which fields an amendment changed.
  private static func fields(_ change: Amendment) -> String {
    let (old, new) = (change.old, change.new)
    var names: [String] = []
    if old.title != new.title { names.append("标题") }
    if old.details.unit != new.details.unit { names.append("责任") }
    if old.details.assisting != new.details.assisting { names.append("配合") }
    if old.details.area != new.details.area { names.append("领域") }
    if old.details.source != new.details.source
      || old.details.sourceNumber != new.details.sourceNumber
    {
      names.append("来源")
    }
    if old.details.place != new.details.place { names.append("地点") }
    if old.details.project != new.details.project { names.append("项目") }
    if old.details.programme != new.details.programme { names.append("专项") }
    if old.details.urgent != new.details.urgent { names.append("加急") }
    if old.due != new.due { names.append("期限") }
    return names.isEmpty ? "" : "：\(names.joined(separator: "、"))"
  }
}
