import Foundation
import Testing

@testable import Commands

/// What the rule on persons makes of the open corpus, line by line (Corpus/persons.tsv).
@Suite("The rule on persons")
struct PersonsCorpusTests {
  private static func rows() throws -> [[String]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus/persons.tsv")
    return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").dropFirst()
      .filter { !$0.isEmpty }.map { $0.components(separatedBy: "\t") }
  }

  /// Lines that are judged wrong, each with its reason. A line is only added with one.
  private static let wrong = [
    "A012": "the pipeline asks line by line, without the heads of commands that stand here"
  ]

  @Test("no line is judged worse than before")
  func verdicts() throws {
    let rows = try PersonsCorpusTests.rows()
    #expect(rows.count == 230)
    for row in rows {
      try #require(row.count >= 5, "\(row)")
      guard row[3] != "inner", PersonsCorpusTests.wrong[row[0]] == nil else { continue }
      let text = row[1].replacingOccurrences(of: "\\n", with: "\n")
        .replacingOccurrences(of: "\\t", with: "\t")
      #expect(Heard.persons.verdict(of: text).holds == (row[3] == "hold"), "\(row[0]) \(row[1])")
    }
  }

  @Test("范围：对事 releases what looks like conduct, and nothing else")
  func vouching() {
    let reader = Heard.persons
    #expect(!reader.verdict(of: "村支书把低保名额给了自己亲戚", vouched: true).holds)
    for text in [
      "低保户李秀兰，女，身份证33089919520304567X，住幸福里3幢2单元501", "打12345的是5幢602的顾老师",
      "交通局那个副局长已经被留置两天了",
    ] {
      #expect(reader.verdict(of: text, vouched: true).holds, "\(text)")
    }
  }

  @Test("a phenomenon where nobody can be told is for the inner circle")
  func phenomena() {
    #expect(
      Heard.persons.verdict(of: "请核查各村有没有冒领高龄补贴") == .inner(phenomenon: "冒领")
        || Heard.persons.verdict(of: "请核查各村有没有冒领高龄补贴").holds)
    #expect(Heard.persons.verdict(of: "“不优亲厚友”的承诺书贴歪了，请重新上墙") == .pass)
  }
}
