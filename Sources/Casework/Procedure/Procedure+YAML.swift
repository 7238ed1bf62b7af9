import Yams

/// A procedure table that cannot be used, with the place and what was expected there.
public struct ProcedureError: Error, Sendable, CustomStringConvertible {
  public var line: Int
  public var key: String
  public var expected: String

  public var description: String {
    "procedure table, line \(line), \(key): expected \(expected)."
  }
}

extension Procedure {
  /// Reads the table from YAML.
  /// - Throws: `ProcedureError` naming line, key and what was expected.
  public init(yaml: String) throws(ProcedureError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      let line = (error as? YamlError)?.line ?? 0
      throw ProcedureError(line: line, key: "file", expected: "YAML (\(error))")
    }
    guard let mapping = root?.mapping else {
      throw ProcedureError(line: 1, key: "file", expected: "a mapping with version and transitions")
    }
    let reader = ProcedureReader(root: mapping)
    version = try reader.version()
    transitions = try reader.transitions()
    terms = try reader.terms()
    instruments = try reader.instruments()
    reminders = try reader.reminders()
    workdays = try reader.workdays()
    offices = try reader.offices()
  }
}

/// Turns nodes into the table's values; every miss says where.
struct ProcedureReader {
  let root: Node.Mapping

  func version() throws(ProcedureError) -> String {
    try keys(
      root,
      among: [
        "version", "transitions", "terms", "workdays", "offices", "instruments", "reminders",
      ])
    guard let node = root["version"], let text = node.string, !text.isEmpty else {
      throw error(root["version"] ?? root.first?.key, "version", "a text such as \"2026.1\"")
    }
    return text
  }

  func transitions() throws(ProcedureError) -> [Procedure.Transition] {
    var result: [Procedure.Transition] = []
    for row in try rows("transitions", keys: ["act", "from", "to", "needs"]) {
      let to = try text(row, "to")
      var needs: [Procedure.Need] = []
      for need in try list(row, "needs") {
        needs.append(try value(need, "needs", named: \.rawValue))
      }
      let move: Procedure.Move = try value(try node(row, "act"), "act", named: \.rawValue)
      guard !needs.contains(.secondPerson) || move.takesSecondPerson else {
        throw error(row.mapping?["needs"], "needs", "第二人 for 销号、作废、合并、挂起 only")
      }
      var from: Set<CaseState> = []
      for state in try list(row, "from") { from.insert(try value(state, "from", named: \.name)) }
      guard !from.isEmpty else { throw error(row, "from", "the states it may start from") }
      result.append(
        Procedure.Transition(
          move: move, from: from,
          to: to == "不变" ? nil : try value(try node(row, "to"), "to", named: \CaseState.name),
          needs: needs))
    }
    return result
  }

  func terms() throws(ProcedureError) -> [Procedure.Term: Int64] {
    guard let node = root["terms"] else { return [:] }
    guard let mapping = node.mapping else {
      throw error(node, "terms", "a mapping such as 撤回: 10分钟")
    }
    var result: [Procedure.Term: Int64] = [:]
    for (key, value) in mapping {
      let term: Procedure.Term = try self.value(key, "terms", named: \.rawValue)
      let units: [(String, Int64)] = [("天", 86_400), ("小时", 3600), ("分钟", 60)]
      let text = value.string ?? ""
      guard let unit = units.first(where: { text.hasSuffix($0.0) }),
        let count = Int64(text.dropLast(unit.0.count)), count > 0
      else { throw error(value, term.rawValue, "a length such as 7天, 2小时 or 10分钟") }
      result[term] = count * unit.1
    }
    return result
  }

  func workdays() throws(ProcedureError) -> [Procedure.Workdays: Int] {
    guard let node = root["workdays"] else { return [:] }
    guard let mapping = node.mapping else {
      throw error(node, "workdays", "a mapping such as 异议: 2个工作日")
    }
    var result: [Procedure.Workdays: Int] = [:]
    for (key, value) in mapping {
      let term: Procedure.Workdays = try self.value(key, "workdays", named: \.rawValue)
      result[term] = try count(ofWorkdays: value, term.rawValue)
    }
    return result
  }

  func offices() throws(ProcedureError) -> [Role: String] {
    guard let node = root["offices"] else { return [:] }
    guard let mapping = node.mapping else {
      throw error(node, "offices", "a mapping such as 人大: 区人大常委会办公室")
    }
    var result: [Role: String] = [:]
    for (key, value) in mapping {
      let side: Role = try self.value(key, "offices", named: \.name)
      guard let name = value.string, !name.isEmpty else { throw error(value, side.name, "a text") }
      result[side] = name
    }
    return result
  }

  private func count(ofWorkdays node: Node, _ key: String) throws(ProcedureError) -> Int {
    guard let text = node.string, text.hasSuffix("个工作日"), let count = Int(text.dropLast(4)),
      count > 0
    else { throw error(node, key, "a term such as 10个工作日") }
    return count
  }

  func instruments() throws(ProcedureError) -> [Procedure.Instrument] {
    var result: [Procedure.Instrument] = []
    let known = [
      "kind", "command", "rung", "issuer", "joint", "term", "follows", "grounds", "private",
      "purpose", "number",
    ]
    for row in try rows("instruments", keys: known) {
      let rungNode = try node(row, "rung")
      guard let rung = rungNode.int, rung >= 0 else {
        throw error(rungNode, "rung", "a number from 0")
      }
      let issuer: Role = try value(try node(row, "issuer"), "issuer", named: \.name)
      var workdays: Int?
      if let term = row.mapping?["term"] { workdays = try count(ofWorkdays: term, "term") }
      for key in ["joint", "private"] {
        if let flag = row.mapping?[key], flag.bool == nil {
          throw error(flag, key, "true or false")
        }
      }
      // An instrument follows one of a lower rung, so that stands above it.
      if let follows = row.mapping?["follows"],
        !result.contains(where: { $0.kind == follows.string })
      {
        throw error(follows, "follows", "the kind of an instrument above")
      }
      let kind = try text(row, "kind")
      let follows = row.mapping?["follows"]?.string
      var grounds: [Procedure.Ground] = []
      for ground in try list(row, "grounds") {
        grounds.append(try value(ground, "grounds", named: \.rawValue))
      }
      // The strict reading where the table says nothing.
      if grounds.isEmpty { grounds = [follows == nil ? .handOverLapsed : .predecessorLapsed] }
      result.append(
        Procedure.Instrument(
          kind: kind, command: row.mapping?["command"]?.string ?? kind, rung: rung,
          issuer: issuer, joint: row.mapping?["joint"]?.bool ?? false, termWorkdays: workdays,
          follows: follows, numberForm: row.mapping?["number"]?.string, grounds: grounds,
          isPrivate: row.mapping?["private"]?.bool ?? false,
          purpose: row.mapping?["purpose"]?.string ?? "请予办理"))
    }
    return result
  }

  func rows(_ key: String, keys known: [String]) throws(ProcedureError) -> [Node] {
    guard let node = root[key] else { return [] }
    guard let sequence = node.sequence else { throw error(node, key, "a list") }
    for row in sequence {
      guard let mapping = row.mapping else { throw error(row, key, "rows of keys and values") }
      try keys(mapping, among: known)
    }
    return Array(sequence)
  }

  /// A key mistyped would be a key left out.
  func keys(_ mapping: Node.Mapping, among known: [String]) throws(ProcedureError) {
    for (key, _) in mapping where !known.contains(key.string ?? "") {
      throw error(key, key.string ?? "?", "one of " + known.joined(separator: ", "))
    }
  }

  func node(_ row: Node, _ key: String) throws(ProcedureError) -> Node {
    guard let node = row.mapping?[key] else { throw error(row, key, "this key in the row") }
    return node
  }

  func text(_ row: Node, _ key: String) throws(ProcedureError) -> String {
    let node = try node(row, key)
    guard let text = node.string, !text.isEmpty else { throw error(node, key, "a text") }
    return text
  }

  func list(_ row: Node, _ key: String) throws(ProcedureError) -> [Node] {
    guard let node = row.mapping?[key] else { return [] }
    guard let sequence = node.sequence else { throw error(node, key, "a list in brackets") }
    return Array(sequence)
  }

  func value<T: CaseIterable>(
    _ node: Node, _ key: String, named name: (T) -> String
  ) throws(ProcedureError) -> T {
    guard let found = T.allCases.first(where: { name($0) == node.string }) else {
      throw error(node, key, "one of " + T.allCases.map(name).joined(separator: "、"))
    }
    return found
  }

  func error(_ node: Node?, _ key: String, _ expected: String) -> ProcedureError {
    ProcedureError(line: node?.mark?.line ?? 0, key: key, expected: expected)
  }
}

extension YamlError {
  /// The line at fault, from 1, where the parser knows it.
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }
}
