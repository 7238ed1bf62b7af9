import Casework
import Testing

@testable import Commands

@Suite("What is looked for")
struct SearchTests {
  static let phrases: [(String, [String])] = [
    ("停车场那个咋样了", ["停车场"]), ("停车场那个咋样了吗", ["停车场"]), ("那个停车场怎么样了？", ["停车场"]),
    ("请问幸福路停车场到哪一步了", ["幸福路停车场"]), ("路灯修了没有", ["路灯修"]), ("幸福路停车场谁负责", ["幸福路停车场"]),
    ("查一下电梯", ["电梯"]), ("电梯 和谐小区", ["电梯", "和谐小区"]), ("电梯，和谐小区呢", ["电梯", "和谐小区"]),
    ("12345热线", ["12345热线"]), ("37号建议", ["37号建议"]), ("3号楼", ["3号楼"]), ("8号晚上", ["8号晚上"]),
    ("限3", ["限3"]), ("吗", []), ("？？？", []), ("那个呢", []), ("𠮷", ["𠮷"]),
  ]

  @Test("words, with what only asks taken off", arguments: phrases)
  func words(_ row: (text: String, words: [String])) {
    #expect(SearchPhrase.words(FoldedText(row.text)) == row.words)
  }

  @Test(
    "a mention without a command reads, and a bare number is 查",
    arguments: [
      ("12", [12]), ("十二号", [12]), ("请看 12", [12]), ("12号呢", [12]), ("12号怎么样了？", [12]),
      ("43-45", [43, 44, 45]), ("#12", [12]),
    ])
  func numbers(_ row: (text: String, numbers: [Int])) throws {
    let act = try Heard.group(row.text, mention: true).first?.act
    #expect(act == .find(Finding(numbers: row.numbers.map { CaseNumber($0) })))
  }

  @Test(
    "in private one query word is enough",
    arguments: [("把逾期的发我", Verb.overdue), ("看看我的", .mine), ("逾期的有哪些", .overdue), ("怎么帮助", .help)])
  func queryWord(_ row: (text: String, verb: Verb)) throws {
    let outcome = try #require(try Heard.privately(row.text).first)
    if row.verb == .help {
      #expect(outcome.answer?.hasPrefix("您可以这样说") == true)
    } else {
      #expect(outcome.act?.verb == row.verb)
    }
  }

  @Test("a tale told in private is offered as a clue, a question about one is a search")
  func taleOrQuestion() throws {
    let tale = try Heard.privately("我们样板村的路灯有七八盏都不亮了").first
    guard tale?.options?.count == 3 else {
      Issue.record("not offered: \(String(describing: tale))")
      return
    }
    for text in ["我们样板村的路灯现在怎么样了", "我们样板村的路灯修好了吗？"] {
      #expect(try Heard.privately(text).first?.act?.verb == .find, "\(text)")
    }
  }

  @Test("逾期 and 状态 take words")
  func narrowed() throws {
    #expect(try Heard.group("/逾期 住建局").first?.act == .find(Finding(words: ["逾期", "住建局"])))
    #expect(try Heard.group("/状态 停车场").first?.act == .find(Finding(words: ["停车场"])))
    #expect(try Heard.group("/状态 12").first?.act == .status(CaseNumber(12)))
    #expect(try Heard.group("/状态").first?.act == .status(nil))
  }
}
