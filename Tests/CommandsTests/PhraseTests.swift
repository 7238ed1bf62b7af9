import Casework
import Testing

@testable import Commands

@Suite("Plain sentences")
struct PhraseTests {
  @Test(
    "what they ask for",
    arguments: [
      (
        "44己经弄好了",
        SpeechAct.card(CardAnswer(CaseNumber(44), .remarked(isQuestion: false), text: "己经弄好了"))
      ),
      ("44号，修好了", .card(CardAnswer(CaseNumber(44), .remarked(isQuestion: false), text: "修好了"))),
      ("23 可以", .card(CardAnswer(CaseNumber(23), .agreed(isCourtesy: true)))),
    ])
  func acts(_ row: (text: String, act: SpeechAct)) throws {
    #expect(try Heard.group(row.text, mention: true).first?.speech == row.act)
    #expect(try Heard.privately(row.text).first?.speech == row.act)
  }

  @Test(
    "questions in plain words, each the look-up that a command would be",
    arguments: [
      ("我们还有几个没办", Act.reporting(.ours(page: 1))), ("我局现在还有多少没办完的", .reporting(.ours(page: 1))),
      ("状态 我们", .reporting(.ours(page: 1))), ("有没有漏的", .reporting(.gaps)),
      ("我那个路灯修了没", .reporting(.reportedByMe(words: ["路灯"]))),
      ("我反映的那个路灯怎么样了", .reporting(.reportedByMe(words: ["路灯"]))),
      ("幸福路停车场谁负责 电话多少", .reporting(.whoAnswers(words: ["幸福路停车场"]))),
      ("停车场归谁管", .reporting(.whoAnswers(words: ["停车场"]))),
      ("停车场那个咋样了", .find(Finding(words: ["停车场"]))), ("那个停车场怎么样了呢", .find(Finding(words: ["停车场"]))),
    ])
  func finds(_ row: (text: String, act: Act)) throws {
    #expect(try Heard.group(row.text, mention: true).first?.act == row.act)
  }

  @Test(
    "who told us is never said, and whether there is such a case is not either",
    arguments: ["51是谁反映的", "51号是谁举报的？", "谁反映的51", "51谁投诉的", "51号的反映人是谁", "九号是谁反映的"])
  func never(_ text: String) throws {
    for outcome in [
      try Heard.group(text, mention: true).first, try Heard.privately(text).first,
    ] {
      guard case .refused(_, let refusal)? = outcome else {
        Issue.record("answered: \(String(describing: outcome))")
        continue
      }
      #expect(refusal == .unavailable)
    }
  }

  @Test(
    "what would write is asked, with complete commands to choose from",
    arguments: [
      ("18号资规局说要等省里批，先挂着", ["/挂起 18 资规局说要等省里批", ""]), ("18 等配件，先放一放", ["/挂起 18 等配件", ""]),
      ("48并入45", ["/合并 48 45", ""]), ("48号合并到45号", ["/合并 48 45", ""]), ("催一下12", ["/催办 12", ""]),
      ("12催催", ["/催办 12", ""]),
    ])
  func asked(_ row: (text: String, options: [String])) throws {
    let outcome = try #require(try Heard.privately(row.text).first)
    #expect(!outcome.writes)
    #expect(outcome.options == row.options, "\(String(describing: outcome.options))")
  }

  @Test("an answer that does nothing closes the question")
  func nothing() throws {
    let outcome = try Heard.privately("2", .offer(["/催办 12", ""])).first
    guard case .answer(_, .close)? = outcome else {
      Issue.record("\(String(describing: outcome))")
      return
    }
  }

  @Test("a plain yes means the first answer in private, and a reply in a group; else it is talk")
  func yes() throws {
    let offer = Dialogue.Question.offer(["/查 12", ""])
    let found = Act.find(Finding(numbers: [CaseNumber(12)], answersQuestion: true))
    for text in ["好的", "好的好的", "是的。", "对", "可以", "1"] {
      #expect(try Heard.privately(text, offer).first?.act == found, "\(text)")
    }
    for text in ["好的稍等", "好的，谢谢", "嗯，我想想"] {
      #expect(try Heard.privately(text, offer).first?.act != found, "\(text)")
    }
    #expect(try Heard.group("好的", offer).isEmpty)
    #expect(try Heard.group("好的", mention: true, offer).isEmpty)
    // A choice has no first answer that yes could mean.
    #expect(try Heard.privately("好的", .choice(["/查 12", "/查 13"])).isEmpty)
  }

  @Test("answers by name")
  func named() throws {
    let named = Dialogue.Question.named([NamedAnswer("并入31", "/查 31")])
    let found = Act.find(Finding(numbers: [CaseNumber(31)], answersQuestion: true))
    for text in ["并入31", "并入 31。", "并入３１"] {
      #expect(try Heard.group(text, named).first?.act == found, "\(text)")
    }
    #expect(try Heard.group("并入32", named).isEmpty)
    #expect(try Heard.group("1", named).isEmpty)
  }

  @Test("the number may stand before the command, where nothing is asked and no second one follows")
  func numberFirst() throws {
    #expect(
      try Heard.group("12 进展 已抽干", mention: true).first?.act
        == .progress(CaseNumber(12), text: "已抽干"))
    #expect(
      try Heard.group("12号：进展：已抽干", mention: true).first?.act
        == .progress(CaseNumber(12), text: "已抽干"))
    for text in ["12 进展怎么样了", "12 进展 什么时候有呢", "12 进展 13 已抽干", "12进展不大"] {
      #expect(try Heard.group(text, mention: true).allSatisfy { !$0.writes }, "\(text)")
    }
    #expect(try Heard.group("12 进展 已抽干").isEmpty)
  }

  @Test("in private a clue is asked about once, and is the same after it")
  func askedOnce() throws {
    let text = "线索 路灯不亮 责任：住建局 期限：10个工作日 加急"
    let outcome = try #require(try Heard.privately(text).first)
    let options = try #require(outcome.options)
    #expect(options.count == 2 && !options[1].contains("路灯"))
    let inGroup = try Heard.group("/" + text).first?.act
    #expect(try Heard.privately("1", .offer(options)).first?.act == inGroup)
    #expect(try Heard.privately("线索 路灯不亮 范围：对事").first?.writes == true)
  }

  @Test(
    "messages that cannot be read are answered in private", arguments: ["[语音]", "[聊天记录]", "【语音】"])
  func placeholders(_ text: String) throws {
    #expect(try Heard.privately(text).first?.answer != nil)
    #expect(try Heard.group(text).isEmpty)
  }

  @Test("a sentence that only resembles one of the table is a search, an offer or silence")
  func alike() throws {
    for text in [
      "8号晚上先挂着灯笼吗", "有没有", "我请假", "合并", "我们开会", "催一下", "谁负责", "为什么", "12月31日到期的有哪些",
    ] {
      for outcomes in [try Heard.group(text, mention: true), try Heard.privately(text)] {
        #expect(outcomes.allSatisfy { !$0.writes }, "\(text)")
      }
      #expect(try Heard.group(text).isEmpty)
    }
  }

  @Test("the patterns themselves: every slot of a command is one of its pattern's")
  func table() {
    for phrase in Phrases.all {
      let slots = Set(
        phrase.pattern.pieces.compactMap { piece -> String? in
          switch piece {
          case .number(let name), .text(let name): name
          case .one: nil
          }
        })
      let templates: [String] =
        switch phrase.meaning {
        case .never: []
        case .look(let command): [command]
        case .ask(let question, let answers): [question] + answers.map(\.command)
        }
      for template in templates {
        for part in template.split(separator: "{").dropFirst() {
          let name = String(part.prefix { $0 != "}" })
          #expect(slots.contains(name), "\(template): {\(name)}")
        }
      }
    }
  }
}
