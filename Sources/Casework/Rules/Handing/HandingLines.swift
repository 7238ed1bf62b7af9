/// How the turns of this area read in a timeline.
extension Handing {
  /// Nil for what is told elsewhere.
  static func line(
    _ event: Event, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String? {
    guard case .turned(let turned) = event.change, case .matter(let number)? = event.record else {
      return nil
    }
    func short(_ day: CivilDate) -> String { situation.days.short(day) }
    func instrument(_ serial: Int) throws -> String {
      try called(
        casebook.matter(number)?.handling?.instruments.first { $0.serial == serial }, situation)
    }
    /// ；区住建局的督办单终止: what ended with that entry, by which another unit got the case.
    func ended(_ holder: UnitReference?) throws -> String {
      let papers = try casebook.matter(number)?.handling?.instruments ?? []
      return try papers.filter { paper in
        paper.ended == event.stamp.at && holder.map { !isSame(paper.unit, $0) } ?? false
      }
      .map { "；\(try People.name(of: $0.unit, casebook))的\(called($0, situation))终止" }.joined()
    }
    switch turned.turn {
    case .triaged(let triage):
      guard triage.outcome == .accepted else { return "研判：退回，\(brief(turned.note))" }
      let facts = [triage.area] + triage.marks.map { $0 }
      return "研判：" + (["受理"] + facts.compactMap { $0 }).joined(separator: "，")
    case .contactsChanged(let change):
      let names = try change.new.map { try People.address(of: $0, casebook) }
      return "联系人：" + (names.isEmpty ? "无" : names.joined(separator: "、"))
    case .handed(let handed):
      let due = handed.due.map { "，期限\(short($0.day))" } ?? ""
      return "交办\(try People.name(of: handed.unit, casebook))\(due)\(try ended(handed.unit))"
    case .received(let received):
      return "签收" + (try received.serial.map { try instrument($0) } ?? "")
    case .urged(let urge):
      return "催办" + (try urge.unit.map { try People.name(of: $0, casebook) } ?? "")
    case .delivered(let delivery):
      let name = try delivery.serial.map { try instrument($0) } ?? "催办"
      if delivery.unheard != nil { return "催办没有送到，不记次数" }
      return delivery.lapsed == true ? "\(name)不用再送" : "送达\(name)"
    case .drafted(let draft): return "拟\(called(draft, situation))"
    case .redrafted(let draft): return "改\(called(draft, situation))的稿"
    case .consented(let consented):
      return "同意\(try instrument(consented.serial))（\(consented.consent.side.name)一方）"
    case .issued(let issue):
      let of = try casebook.matter(number)?.handling?.instruments.first {
        $0.serial == issue.serial
      }
      let name = called(of, situation)
      return isNamed(of, situation)
        ? "签发\(issue.number ?? name)，期限\(short(issue.due.day))\(try ended(of?.unit))" : "签发\(name)"
    case .dropped(let dropped):
      let name = try instrument(dropped.serial)
      guard dropped.declined == true else { return "取消\(name)草稿" }
      return "不同意\(name)草稿，没有签发\(turned.note.map { "：\(brief($0))" } ?? "")"
    case .proposed(let proposal):
      return "建议发\(situation.rules.procedure.instrument(proposal.kind)?.shortName ?? proposal.kind)"
    case .disputed(let dispute):
      return "\(try People.name(of: dispute.unit, casebook))异议：\(brief(dispute.reason))"
    case .ruled(let ruling):
      let unit = try People.name(of: ruling.handed.unit, casebook)
      let due = ruling.handed.due.map { "，期限\(short($0.day))" } ?? ""
      return "裁定：\(ruling.upheld ? "维持" : "改派")\(unit)\(due)\(try ended(ruling.handed.unit))"
    default: return nil
    }
  }

  /// 督办单草稿没有签发: all that is told of somebody's no to a draft where units read as well, or somebody asks who
  /// may read no draft; nil where it may be told, and of anything else.
  static func notIssued(
    _ event: Event, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String? {
    guard case .turned(let turned) = event.change, case .dropped(let dropped) = turned.turn,
      dropped.declined == true, case .matter(let number)? = event.record
    else { return nil }
    let matter = try casebook.matter(number)
    if try hearsWhoDeclined(on: matter, casebook, situation) { return nil }
    let draft = matter?.handling?.instruments.first { $0.serial == dropped.serial }
    return "\(called(draft, situation))草稿没有签发"
  }

  /// Whether who said no to a draft, and why, may be told there: where no unit reads, to the offices and to those who
  /// answer for the case.
  static func hearsWhoDeclined(
    on matter: Case?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    switch try Viewer.Standing.of(situation, casebook) {
    case .clock, .innerGroup, .office: return true
    case .nobody: return false
    case .contact, .member:
      guard let matter else { return false }
      return matter.lead == situation.actor.id || matter.contacts.contains(situation.actor.id)
    }
  }

  /// 督办单; a kind that is private only 文书 where it may not be named.
  private static func called(_ instrument: Instrument?, _ situation: Situation) -> String {
    guard let instrument, isNamed(instrument, situation) else { return "文书" }
    return situation.rules.procedure.instrument(instrument.kind)?.shortName ?? instrument.kind
  }

  private static func isNamed(_ instrument: Instrument?, _ situation: Situation) -> Bool {
    guard let instrument, let kind = situation.rules.procedure.instrument(instrument.kind) else {
      return false
    }
    guard kind.isPrivate else { return true }
    let roles = situation.actor.roles
    return situation.place.isPrivate && (roles.contains(.team) || roles.contains(.discipline))
  }

  private static func brief(_ text: String?) -> String { Cards.brief(text ?? "", limit: 30) }

  /// `督办单：协同督〔2026〕9号`: the last one that may be named anywhere and went to the unit that has the case.
  static func cardNote(_ matter: Case, _ situation: Situation) -> String? {
    let named = (matter.handling?.instruments ?? []).compactMap { instrument -> String? in
      guard instrument.state == .issued, let number = instrument.number,
        let kind = situation.rules.procedure.instrument(instrument.kind), !kind.isPrivate,
        matter.details.unit.map({ isSame($0, instrument.unit) }) ?? true
      else { return nil }
      return "\(kind.shortName)：\(number)"
    }
    return named.last
  }
}
