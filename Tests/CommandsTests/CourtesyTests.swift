import Casework
import Testing

@testable import Commands

@Suite("Courtesies")
struct CourtesyTests {
  static let courtesies = [
    "谢谢", "谢谢，辛苦了！", "好的", "好的好的", "好的稍等", "OK", "ok！", "嗯嗯", "👌", "！！！",
    "。。。",
    "辛苦了", "大家辛苦", "明白，谢谢", "知道了", "马上办", "您好", "早上好", "[玫瑰][玫瑰]", "  ", "Thanks", "ＯＫ", "是的",
    "在吗？",
  ]

  static let words = [
    "收到12", "好的，停车场那个呢", "谢谢帮忙查一下停车场", "路灯", "马上落实停车场", "好房子", "在办", "1", "好的 12号", "对面路灯",
  ]

  @Test("say nothing to the bot", arguments: courtesies)
  func silent(_ text: String) throws {
    #expect(Courtesy.isOnlyCourtesy(FoldedText(text)))
    #expect(try Heard.privately(text).isEmpty)
    let mentioned = try Heard.group("\(text) ", mention: true)
    let isBlank = text.allSatisfy { $0 == " " }
    #expect(mentioned.isEmpty || isBlank)
  }

  @Test("are told from words", arguments: words)
  func notSilent(_ text: String) {
    #expect(!Courtesy.isOnlyCourtesy(FoldedText(text)))
  }

  @Test("answer no question", arguments: ["好的稍等", "收到", "好的", "嗯", "稍等"])
  func noAnswer(_ text: String) throws {
    let open: [Dialogue.Question] = [
      .missing(text: "/线索 \u{FFFC}", part: "什么事"), .missing(text: "/进展 \u{FFFC}", part: "编号"),
      .choice(["/线索 路灯坏了"]), .next("查 路灯 页：2"),
    ]
    for question in open {
      #expect(try Heard.privately(text, question).isEmpty, "\(question)")
      #expect(try Heard.group(text, question).isEmpty, "\(question)")
      #expect(try Heard.group(text, mention: true, question).isEmpty, "\(question)")
    }
  }
}
