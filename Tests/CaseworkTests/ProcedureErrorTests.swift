import Casework
import Testing

/// A table that cannot be used says where, which key, and what was expected.
@Suite("A procedure table at fault")
struct ProcedureErrorTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var yaml: String
    var line: Int
    var key: String
    var expected: String
    var testDescription: String { name }
  }

  static let faults: [Fault] = [
    Fault(
      name: "no YAML", yaml: "version: \"1\"\nterms: [", line: 3, key: "file", expected: "YAML"),
    Fault(
      name: "a key twice", yaml: "version: a\nversion: b", line: 1, key: "file", expected: "YAML"),
    Fault(name: "a bare word", yaml: "规程", line: 1, key: "file", expected: "mapping"),
    Fault(name: "no version", yaml: "terms: {}", line: 1, key: "version", expected: "2026.1"),
    Fault(
      name: "empty version", yaml: "version: \"\"", line: 1, key: "version", expected: "2026.1"),
    Fault(
      name: "unknown key", yaml: "version: a\ntransition: []", line: 2, key: "transition",
      expected: "transitions"),
    Fault(
      name: "reminders no mapping", yaml: "version: a\nreminders: 3", line: 2, key: "reminders",
      expected: "mapping"),
    Fault(
      name: "a time that YAML reads as a number", yaml: "version: a\nreminders: { at: 830 }",
      line: 2, key: "at", expected: "08:30"),
    Fault(
      name: "closes before it opens",
      yaml: "version: a\nreminders: { opens: \"09:00\", closes: \"08:00\" }", line: 2,
      key: "closes", expected: "after opens"),
    Fault(
      name: "an unknown duty",
      yaml: "version: a\nreminders:\n  steps:\n    - { duty: 整顿, before: [1] }", line: 4,
      key: "duty", expected: "整改"),
    Fault(
      name: "a duty twice",
      yaml: "version: a\nreminders:\n  steps:\n    - { duty: 整改 }\n    - { duty: 整改 }", line: 5,
      key: "duty", expected: "once"),
    Fault(
      name: "a step twice",
      yaml: "version: a\nreminders:\n  steps:\n    - { duty: 整改, before: [1, 1] }", line: 4,
      key: "before", expected: "different"),
    Fault(
      name: "overdue in days",
      yaml: "version: a\nreminders:\n  steps:\n    - { duty: 整改, overdue: 3天 }", line: 4,
      key: "overdue", expected: "1个工作日"),
    Fault(
      name: "transitions no list", yaml: "version: a\ntransitions: 3", line: 2, key: "transitions",
      expected: "list"),
    Fault(
      name: "a row no mapping", yaml: "version: a\ntransitions:\n  - 领衔", line: 3,
      key: "transitions", expected: "keys and values"),
    Fault(
      name: "unknown key of a row",
      yaml: "version: a\ntransitions:\n  - { act: 领衔, form: [已登记], to: 已领衔 }", line: 3, key: "form",
      expected: "from"),
    Fault(
      name: "no act", yaml: "version: a\ntransitions:\n  - { from: [已登记], to: 已领衔 }", line: 3,
      key: "act", expected: "this key"),
    Fault(
      name: "unknown act",
      yaml: "version: a\ntransitions:\n  - { act: 领导, from: [已登记], to: 已领衔 }", line: 3, key: "act",
      expected: "提请销号"),
    Fault(
      name: "no from", yaml: "version: a\ntransitions:\n  - { act: 领衔, to: 已领衔 }", line: 3,
      key: "from", expected: "states"),
    Fault(
      name: "from no list",
      yaml: "version: a\ntransitions:\n  - { act: 领衔, from: 已登记, to: 已领衔 }", line: 3, key: "from",
      expected: "list in brackets"),
    Fault(
      name: "unknown state",
      yaml: "version: a\ntransitions:\n  - act: 领衔\n    from:\n      - 登记了\n    to: 已领衔", line: 5,
      key: "from", expected: "已登记"),
    Fault(
      name: "unknown goal",
      yaml: "version: a\ntransitions:\n  - { act: 领衔, from: [已登记], to: 领衔了 }", line: 3, key: "to",
      expected: "已领衔"),
    Fault(
      name: "unknown need",
      yaml: "version: a\ntransitions:\n  - { act: 领衔, from: [已登记], to: 不变, needs: [印章] }", line: 3,
      key: "needs", expected: "第二人"),
    Fault(
      name: "terms no mapping", yaml: "version: a\nterms: 10分钟", line: 2, key: "terms",
      expected: "撤回"),
    Fault(
      name: "unknown term", yaml: "version: a\nterms:\n  撤销: 10分钟", line: 3, key: "terms",
      expected: "撤回"),
    Fault(
      name: "no unit", yaml: "version: a\nterms:\n  撤回: 10", line: 3, key: "撤回", expected: "10分钟"),
    Fault(
      name: "nothing", yaml: "version: a\nterms:\n  撤回: 0分钟", line: 3, key: "撤回", expected: "7天"),
    Fault(
      name: "no rung", yaml: "version: a\ninstruments:\n  - { kind: 交办, issuer: 专班 }", line: 3,
      key: "rung", expected: "this key"),
    Fault(
      name: "a rung below 0",
      yaml: "version: a\ninstruments:\n  - { kind: 交办, rung: -1, issuer: 专班 }", line: 3,
      key: "rung",
      expected: "from 0"),
    Fault(
      name: "unknown issuer",
      yaml: "version: a\ninstruments:\n  - { kind: 交办, rung: 0, issuer: 法院 }", line: 3,
      key: "issuer",
      expected: "专班"),
    Fault(
      name: "no term",
      yaml: "version: a\ninstruments:\n  - { kind: 交办, rung: 0, issuer: 专班, term: 10天 }", line: 3,
      key: "term", expected: "10个工作日"),
    Fault(
      name: "joint neither nor",
      yaml: "version: a\ninstruments:\n  - { kind: 交办, rung: 0, issuer: 专班, joint: 两家 }", line: 3,
      key: "joint", expected: "true or false"),
    Fault(
      name: "follows what is not there",
      yaml: "version: a\ninstruments:\n  - { kind: 提醒单, rung: 1, issuer: 专班, follows: 提示单 }",
      line: 3,
      key: "follows", expected: "above"),
    Fault(
      name: "no kind", yaml: "version: a\ninstruments:\n  - { rung: 0, issuer: 专班 }", line: 3,
      key: "kind", expected: "this key"),
  ]

  @Test("names line, key and what was expected", arguments: faults)
  func named(_ fault: Fault) {
    do {
      _ = try Procedure(yaml: fault.yaml)
      Issue.record("was read")
    } catch {
      #expect(error.line == fault.line, "\(error)")
      #expect(error.key == fault.key, "\(error)")
      #expect(error.expected.contains(fault.expected), "\(error)")
      #expect(error.description.contains("line \(fault.line)"))
    }
  }

  @Test("the shipped table is read whole")
  func shipped() throws {
    let procedure = try Procedure(yaml: Shipped.procedureText)
    #expect(procedure.transitions.count == 26)
    #expect(Set(procedure.terms.keys) == Set(Procedure.Term.allCases))
    #expect(procedure.instruments.map(\.rung) == [0, 1, 2, 3, 4])
    #expect(procedure.instruments[1].joint && procedure.instruments[1].termWorkdays == 7)
    #expect(procedure.seconds(.confirmInGroup) == 300 && procedure.seconds(.undo) == 600)
  }
}
