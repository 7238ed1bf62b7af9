import CResources
import Testing

@testable import Commands

/// The words of the rule on persons: what a table may say, and what a district's own adds.
@Suite("The table of the rule on persons")
struct PersonsTableTests {
  @Test(
    "what cannot be used is named with its line",
    arguments: [
      ("职务 书记", 1), ("# 说明\n\n官职：书记", 3), ("职务：一个长得没有任何一张表放得下的职务名称", 1),
      ("姓氏：欧阳", 1), ("改写：鸿包", 1),
    ])
  func failures(_ text: String, _ line: Int) throws {
    let failure = try #require(throws: PersonsTable.Failure.self) {
      try Heard.table(extra: text)
    }
    #expect(failure.line == line, "\(failure)")
    #expect("\(failure)".contains("persons table, line \(line)"))
  }

  @Test("a district's own table adds to the embedded one")
  func additions() throws {
    let table = try Heard.table(extra: "# 本区的叫法\n职务： 片总\n现象：打卡式走访 # 本区\n")
    #expect(table.added == 2)
    #expect(try Heard.table(extra: nil).added == 0)
    let reader = PersonsReader(table)
    let tokens = reader.lines(of: "北片片总")
    #expect(tokens.first?.last?.kind == .office)
    #expect(reader.verdict(of: "各村打卡式走访，请看一下") == .inner(phenomenon: "打卡式走访"))
  }

  @Test("weights of another version are refused")
  func weights() throws {
    #expect(throws: PersonsTable.Failure.self) {
      try PersonsTable(words: "", pinyin: Pinyin(table: ""), simplified: "", weights: [1, 2, 3])
    }
  }
}
