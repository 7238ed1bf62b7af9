/// 线索: registering a matter.
enum Registering {
  static func register(
    _ registration: Registration, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.clue, situation, what: "登记线索")
    try Guards.text(registration.title, what: "线索")
    try Judgments.check(registration.title)
    try check(registration.details)
    var details = registration.details
    details.unit = try details.unit.map { try People.reference($0, casebook) }
    details.assisting = try details.assisting.map { try People.reference($0, casebook) }
    if let number = try repeated(registration.title, details, casebook, situation) {
      return Decision(
        replies: [Reply(text: "与\(number)号相同，没有重复登记。\n看它的情况：\(typed: "查 \(number)")", card: number)]
      )
    }
    let number = try casebook.nextCaseNumber()
    let change = CaseRegistered(
      title: registration.title, details: details, due: registration.due, state: .registered,
      procedure: situation.rules.procedure.version, evidence: situation.evidenceKept)
    let reply = try answer(number, change, casebook, situation)
    return Decision(
      events: [situation.event(.matter(number), .registered(change))],
      replies: [Reply(text: reply, card: number)], dialogue: .close)
  }

  private static func check(_ details: CaseDetails) throws(Refusal) {
    try Guards.field(details.unit?.name, what: "责任")
    for unit in details.assisting { try Guards.field(unit.name, what: "配合") }
    let fields = [
      ("领域", details.area), ("来源", details.source), ("来源号", details.sourceNumber),
      ("地点", details.place), ("项目", details.project), ("专项", details.programme),
    ]
    for (what, text) in fields { try Guards.field(text, what: what) }
  }

  /// The case the same person registered in the same words a short while ago, if it still stands.
  private static func repeated(
    _ title: String, _ details: CaseDetails, _ casebook: any Casebook, _ situation: Situation
  ) throws -> CaseNumber? {
    let since = situation.now.adding(seconds: -situation.rules.procedure.seconds(.repeated))
    let same = try casebook.registrations(by: situation.actor.id, titled: title, since: since)
    return same.first { $0.details == details && $0.state != .withdrawn }?.number
  }

  private static func answer(
    _ number: CaseNumber, _ change: CaseRegistered, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    var text = Wording("已登记，\(number)号：\(Cards.brief(change.title, limit: 40))")
    var facts: [String] = []
    if let unit = change.details.unit {
      facts.append("责任：\(try People.name(of: unit, casebook))")
    }
    if let source = change.details.source, try Audiences.showsSource(casebook, situation) {
      facts.append("来源：\(source)")
    }
    if change.details.urgent { facts.append("加急") }
    facts.append("工作群可见")
    text.add(Wording(facts.joined(separator: "；") + "。"))
    if let evidence = change.evidence { text.add("附件\(evidence.count)个已记下。") }
    if let due = change.due { text.add("期限：\(situation.days.full(due.day))") }
    if let alike = try alike(change.title, casebook) {
      text.add("与\(alike.number)号相近：\(Cards.brief(alike.title, limit: 20))")
    }
    text.add(
      AccessPolicy.allows(situation.actor, .lead)
        ? "下一步：\(typed: "领衔 \(number) 姓名")" : "专班会安排人办。看情况：\(typed: "查 \(number)")")
    return text
  }

  /// An open case that has the first run of four Han characters in common.
  private static func alike(_ title: String, _ casebook: any Casebook) throws -> Case? {
    let han = title.unicodeScalars.prefix(24).split { !$0.isHan }
    guard let piece = han.first(where: { $0.count >= 4 })?.prefix(4) else { return nil }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    var query = CaseQuery(words: [String(Substring(piece))], states: open, limit: 1)
    query.isHint = true
    return try casebook.find(query).cases.first
  }
}

extension Unicode.Scalar {
  /// A Han character of the common blocks.
  public var isHan: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x3FFFF, 0xF900...0xFAFF, 0x3007: true
    default: false
    }
  }
}
