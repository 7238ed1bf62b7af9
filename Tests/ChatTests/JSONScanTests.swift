import Foundation
import TestSupport
import Testing

@testable import Chat

@Suite struct JSONScanTests {
  @Test("Random JSON is divided where its writer put it together")
  func division() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let elements = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Self.randomJSON(&random, depth: 5)
      }
      let blanks = ["", " ", "\n\t", "  \r\n"]
      func blank() -> String { blanks[Int.random(in: 0..<blanks.count, using: &random)] }
      let text =
        "[" + elements.map { blank() + $0 + blank() }.joined(separator: ",")
        + (elements.isEmpty ? blank() : "") + "]"
      let data = Data(text.utf8)
      var position = 0
      let whole = try #require(JSONScan.value(data.span, &position, data.count))
      #expect(position == data.count && whole.kind == .array)
      var found: [String] = []
      var cursor = JSONElements(whole.range)
      while let element = cursor.next(data.span) {
        found.append(String(decoding: data[element.range], as: UTF8.self))
      }
      #expect(!cursor.isBroken)
      #expect(found == elements)
      _ = try JSONSerialization.jsonObject(with: data)
    }
  }

  private static func randomJSON(_ random: inout SeededGenerator, depth: Int) -> String {
    let strings = [#""""#, #""a\"]}""#, #""\\""#, #""督\u0041""#, #""{[,:""#]
    switch Int.random(in: 0..<(depth > 0 ? 5 : 3), using: &random) {
    case 0: return strings[Int.random(in: 0..<strings.count, using: &random)]
    case 1: return ["0", "-1.5e3", "12"][Int.random(in: 0..<3, using: &random)]
    case 2: return ["true", "false", "null"][Int.random(in: 0..<3, using: &random)]
    case 3:
      let list = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        randomJSON(&random, depth: depth - 1)
      }
      return "[\(list.joined(separator: ","))]"
    default:
      let members = (0..<Int.random(in: 0...3, using: &random)).map { index in
        "\"k\(index)\":" + randomJSON(&random, depth: depth - 1)
      }
      return "{\(members.joined(separator: ", "))}"
    }
  }

  @Test(
    "Brackets must match in kind at every depth", arguments: [1, 2, 63, 64, 65, 127, 128, 129, 400])
  func brackets(depth: Int) {
    func scan(_ text: String) -> Int? {
      let data = Data(text.utf8)
      var position = 0
      return JSONScan.value(data.span, &position, data.count)?.depth
    }
    // Alternating, so that a bracket remembered wrongly shows.
    let open = (0..<depth).map { $0 % 3 == 0 ? "{" : "[" }
    let close = open.reversed().map { $0 == "{" ? "}" : "]" }
    #expect(scan(open.joined() + close.joined()) == depth)
    #expect(scan(open.joined() + close.dropLast().joined()) == nil)
    for place in [0, depth / 2, depth - 1] {
      var wrong = close
      wrong[place] = wrong[place] == "}" ? "]" : "}"
      #expect(scan(open.joined() + wrong.joined()) == nil)
    }
  }

  @Test("Integers are exact, and nothing else passes for one")
  func integers() {
    func integer(_ text: String) -> Int64? {
      let data = Data(text.utf8)
      var position = 0
      return JSONScan.value(data.span, &position, data.count).flatMap {
        JSONScan.integer(data.span, $0)
      }
    }
    #expect(integer("-9223372036854775808") == .min)
    #expect(integer("9223372036854775807") == .max)
    #expect(integer("\"12\"") == 12)
    for text in ["9223372036854775808", "1.0", "1e3", "+1", "\"\"", "true", "[1]", "\"1 \"", "-"] {
      #expect(integer(text) == nil, "\(text)")
    }
  }
}
