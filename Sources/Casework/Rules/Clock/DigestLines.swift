/// The lines that digests are made of.
struct DigestLines {
  let schedule: Schedule
  let days: DayWording

  /// At most this many cases of a section are listed; the rest is counted.
  static let most = 20

  private var casebook: any Casebook { schedule.casebook }
  private var zone: Zone { schedule.rules.zone }

  /// `9月14日（周一）：逾期2件，临期3件，待我们办2件`.
  func counts(_ docket: DigestDocket, waiting: String) -> String {
    "\(days.full(schedule.today))：逾期\(docket.overdue.count)件，临期\(docket.soon.count)件，"
      + "\(waiting)\(docket.waiting)件"
  }

  /// A heading and a line for each case; nothing where there is none.
  func section(
    _ title: String, _ items: [Docketed], more command: String,
    _ line: (Docketed, Case) throws -> Wording.Line?
  ) throws -> Wording {
    guard !items.isEmpty else { return Wording() }
    var text = Wording("【\(title)】")
    for item in items.prefix(DigestLines.most) {
      guard let matter = try casebook.matter(item.duty.matter) else { continue }
      if let line = try line(item, matter) { text.lines.append(line) }
    }
    let left = items.count - DigestLines.most
    if left > 0 { text.add("另有\(left)件，请发：\(typed: command)") }
    return text
  }

  /// `12 幸福路停车场夜间开放 区住建局 超1个工作日`.
  func overdue(_ matter: Case, _ leave: LatenessLeave, namesUnit: Bool = true) throws -> String {
    var parts = ["\(matter.number) \(Cards.brief(matter.title, limit: 20))"]
    if namesUnit, let unit = matter.details.unit {
      parts.append(try People.name(of: unit, casebook))
    }
    parts.append(days.overdueNote(matter.due, leave))
    return parts.joined(separator: " ")
  }

  /// `33 丁街道路灯：今天`.
  func soon(_ item: Docketed, _ matter: Case) -> String {
    let day = item.duty.day.map { $0 == schedule.today ? "今天" : days.full($0) } ?? ""
    return "\(matter.number) \(Cards.brief(matter.title, limit: 20))：\(day)"
  }

  /// `23 待验收，已等2个工作日；31 延期待批，已等1个工作日`: one line, those without a lead together.
  /// - Parameter isTold: Whether a reader may hear how long the unit has left it unsigned.
  func waiting(
    _ items: [Docketed], days isTold: (Docketed) throws -> Bool
  ) throws -> String {
    var parts: [String] = []
    let unled = items.filter { $0.duty.kind == .lead }
    for item in items.lazy.filter({ $0.duty.kind != .lead }).prefix(DigestLines.most) {
      let waited = schedule.calendar.workdays(
        after: item.duty.waits(in: zone), through: schedule.today)
      let isShown = try item.duty.kind != .sign || isTold(item)
      let note = waited > 0 && isShown ? "，已等\(waited)个工作日" : ""
      parts.append("\(item.duty.matter) \(try name(item.duty))\(note)")
    }
    let left = items.count - unled.count - DigestLines.most
    if left > 0 { parts.append("另有\(left)件") }
    if !unled.isEmpty {
      let numbers = unled.prefix(10).map { "\($0.duty.matter)" }.joined(separator: "、")
      let gone = unled.prefix(10).filter { $0.lead != nil }.map(\.duty.matter)
      parts.append(
        "没有领衔人\(unled.count)件：\(numbers)\(unled.count > 10 ? "等" : "")\(Leadership.left(gone, of: unled.count))"
      )
    }
    return parts.joined(separator: "；")
  }

  /// `水利局没有联络员（1、2号）`: each unit once.
  func unspoken(_ units: [UnitSpeakers.Unspoken]) -> String {
    var parts = units.prefix(DigestLines.most).map {
      "\($0.unit.shortName)没有联络员（\(HandingOver.numbers($0.matters))号）"
    }
    if units.count > parts.count { parts.append("另有\(units.count - parts.count)个单位没有联络员") }
    return parts.joined(separator: "；")
  }

  /// `27：9月17日（周四）`.
  func lookBacks(_ items: [Docketed]) -> String {
    var parts = items.prefix(DigestLines.most).map { item in
      let day = item.duty.day.map { $0 == schedule.today ? "今天" : days.full($0) } ?? ""
      let waited = schedule.calendar.workdays(
        after: item.duty.day ?? schedule.today, through: schedule.today)
      return "\(item.duty.matter)：\(day)" + (waited > 0 ? "，已等\(waited)个工作日" : "")
    }
    if items.count > parts.count { parts.append("另有\(items.count - parts.count)件") }
    return parts.joined(separator: "；")
  }

  /// A draft that nobody can sign any more is not for its signers.
  private func name(_ duty: Duty) throws -> String {
    guard duty.kind == .consent, let matter = try casebook.matter(duty.matter),
      let draft = matter.handling?.instruments.first(where: { $0.state == .draft && !$0.isPrivate }
      ),
      try Signing.hindrance(
        to: draft, of: matter, casebook, now: schedule.now, schedule.rules) != nil
    else { return DigestLines.name(duty.kind) }
    return "文书草稿要改或取消"
  }

  private static func name(_ kind: Duty.Kind) -> String {
    switch kind {
    case .verify: "待验收"
    case .decideExtension: "延期待批"
    case .rule: "异议待裁定"
    case .consent, .consentPrivately: "文书待签发"
    case .approveClosing: "待第二人确认销号"
    case .approveAct: "待第二人同意"
    case .close: "待销号"
    case .lookBack: "待回头看"
    case .review: "挂起待核实"
    case .setTerm: "待定期限"
    case .assign: "待交办"
    case .acknowledge: "待回执"
    case .lead: "没有领衔人"
    case .sign, .signPrivately: "待签收"
    case .rectify: "整改中"
    case .deliver: "待送达"
    }
  }
}
