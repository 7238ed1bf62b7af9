/// Short names of units that are registered under longer ones: 执法局 for 区综合执法局. A likely unit is
/// proposed, never taken silently.
enum UnitNames {
  /// The unit of that name or alias, or the only one that it may be short for.
  static func likely(_ typed: String, _ casebook: any Casebook) throws -> Unit? {
    if let unit = try People.unit(named: typed, casebook) { return unit }
    let found = try candidates(typed, casebook)
    return found.count == 1 ? found[0] : nil
  }

  /// Units of which one name ends or begins with what was typed, or the other way round.
  static func candidates(_ typed: String, _ casebook: any Casebook) throws -> [Unit] {
    let typed = Array(typed.unicodeScalars)
    guard typed.count >= 2, typed.contains(where: \.isHan) else { return [] }
    return try casebook.units().filter { unit in
      ([unit.name] + unit.aliases).contains { fits(typed, Array($0.unicodeScalars)) }
    }
  }

  private static func fits(_ typed: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool {
    let (short, long) = typed.count <= name.count ? (typed, name) : (name, typed)
    guard short.count >= 2, long.count - short.count <= 8 else { return false }
    // 街道 or 公司 alone says nothing.
    guard !kinds.contains(String(String.UnicodeScalarView(short))) else { return false }
    if long.suffix(short.count).elementsEqual(short) { return true }
    return short.count >= 3 && long.prefix(short.count).elementsEqual(short)
  }

  private static let kinds: Set<String> = [
    "街道", "公司", "中心", "办公室", "政府", "大队", "集团", "学校", "社区", "委员会", "管理局", "办事处",
  ]

  /// A name in quotation marks is meant as it stands.
  static func literal(_ typed: String) -> String? {
    let marks: [(Unicode.Scalar, Unicode.Scalar)] = [("“", "”"), ("\"", "\""), ("「", "」")]
    let scalars = Array(typed.unicodeScalars)
    guard scalars.count > 2,
      marks.contains(where: { scalars.first == $0.0 && scalars.last == $0.1 })
    else { return nil }
    return String(String.UnicodeScalarView(scalars[1..<(scalars.count - 1)]))
  }
}

extension Registration {
  /// The registration as a command to be read again; in private it is not asked a second time
  /// whether the group may see it.
  func command(unit: String?) -> String {
    var lines = ["/线索 \(title)"]
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { lines.append("\(name)：\(value)") }
    }
    add("责任", unit ?? details.unit?.name)
    add("配合", details.assisting.map(\.name).joined(separator: "、"))
    add("期限", due?.rule)
    add("领域", details.area)
    add("来源", details.source)
    add("来源号", details.sourceNumber)
    add("地点", details.place)
    add("项目", details.project)
    add("专项", details.programme)
    add("范围", "工作群")
    if details.urgent { lines.append("加急") }
    return lines.joined(separator: "\n")
  }
}

extension Casebook {
  /// What a case with a unit of that name has to be asked first; nil where the name is registered,
  /// meant as it stands, or like no other.
  func unitDoubt(
    _ registration: Registration, _ situation: Situation
  ) throws -> Decision? {
    guard let typed = registration.details.unit?.name, UnitNames.literal(typed) == nil,
      try People.unit(named: typed, self) == nil
    else { return nil }
    let found = try UnitNames.candidates(typed, self)
    guard (1...3).contains(found.count) else { return nil }
    let shown = Cards.brief(typed, limit: 12)
    var commands = found.map { registration.command(unit: $0.name) }
    var text: Wording
    if found.count == 1 {
      text = "“\(shown)”没有登记，是\(found[0].shortName)吗？"
      text.add("回1：是\(found[0].shortName)")
    } else {
      text = "“\(shown)”是哪个单位？"
      for (index, unit) in found.enumerated() { text.add("回\(index + 1)：\(unit.shortName)") }
    }
    commands.append(registration.command(unit: "“\(typed)”"))
    text.add("回\(commands.count)：就按“\(shown)”登记")
    let question: Dialogue.Question = found.count == 1 ? .offer(commands) : .choice(commands)
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(question, for: .question))
  }
}
