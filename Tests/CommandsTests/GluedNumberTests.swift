import Casework
import Testing

@testable import Commands

@Suite("A number that runs into what is said of its case")
struct GluedNumberTests {
  @Test(
    "a question is a look-up",
    arguments: [
      "1号签收了吗", "1号到期了吗", "1号办完了吗", "1号什么时候到期", "1号现在到哪一步", "一号办得怎么样", "1号能不能宽限几天",
      "1号是谁领衔的", "1号催过几次了", "请问1号超期了没", "1号还没有签收吗？",
    ])
  func asked(_ text: String) throws {
    for outcome in [
      try Heard.privately(text).first, try Heard.group(text, mention: true).first,
    ] {
      #expect(outcome?.act == .find(Finding(numbers: [CaseNumber(1)])), "\(text)")
    }
  }

  @Test("a statement is a remark about the case", arguments: ["预计周五完成", "已经修好了", "不归我们管", "正在办"])
  func told(_ rest: String) throws {
    let outcome = try Heard.privately("1号\(rest)", roles: [.unit]).first
    #expect(
      outcome?.speech
        == .card(CardAnswer(CaseNumber(1), .remarked(isQuestion: false), text: rest)), "\(rest)")
  }

  @Test("a command behind it is asked about and not run")
  func command() throws {
    guard case .suggested(let suggested)? = try Heard.privately("1号签收", roles: [.unit]).first
    else {
      Issue.record("not asked about")
      return
    }
    #expect(suggested.command == "/签收 1" && suggested.number == CaseNumber(1))
  }

  @Test(
    "things and days are no cases",
    arguments: ["3号楼电梯停运", "8号晚上还有人去看", "2号不锈钢门坏了", "1号快递柜没电", "5号线通了吗", "1号同意"])
  func things(_ text: String) { #expect(GluedNumber(FoldedText(text)) == nil, "\(text)") }

  @Test("a unit's words about no case that is known are answered so")
  func unplaced() throws {
    for text in ["预计周五完成", "收到，正在办", "已经修好了"] {
      guard case .answer(let answer, .keep)? = try Heard.privately(text, roles: [.unit]).first
      else {
        Issue.record("\(text)")
        continue
      }
      #expect(answer.lines.count == 2, "\(text)")
    }
  }
}
