import Casework
import Testing

@testable import Commands

@Suite("Open questions")
struct DialogueTests {
  private static let clue = Dialogue.Question.missing(text: "/线索 \u{FFFC}\n责任:住建局", part: "什么事")
  private static let number = Dialogue.Question.missing(text: "/进展 \u{FFFC} 已修好", part: "编号")
  private static let choice = Dialogue.Question.choice(["/线索 甲路积水", "/查 甲路积水"])
  private static let confirm = Dialogue.Question.confirm(
    Confirmation(
      "/销号 1 整改完成", .close, about: [.init(number: CaseNumber(1), revision: 3)]))

  @Test("a part is put where it belongs, fields and all")
  func part() throws {
    guard
      case .register(let registration)? = try Heard.group(
        "路灯坏了 加急", mention: true, DialogueTests.clue
      ).first?.act
    else {
      Issue.record("not registered")
      return
    }
    #expect(registration.title == "路灯坏了" && registration.details.urgent)
    #expect(registration.details.unit?.name == "住建局")
    #expect(
      try Heard.group("12", DialogueTests.number).first?.act
        == .progress(CaseNumber(12), text: "已修好"))
  }

  @Test("in a group talk is talk: what answers is a reply, a mention, a digit or a valid value")
  func inGroup() throws {
    #expect(try Heard.group("路灯坏了", DialogueTests.clue).isEmpty)
    #expect(try Heard.group("路灯坏了", mention: true, DialogueTests.clue).first?.writes == true)
    #expect(try Heard.group("12个人来了", DialogueTests.number).isEmpty)
    #expect(try Heard.group("3号楼", DialogueTests.number).isEmpty)
    #expect(try Heard.group("5", DialogueTests.choice).isEmpty)
    #expect(try Heard.group("我要1个", DialogueTests.choice).isEmpty)
    #expect(try Heard.group("确认一下时间", DialogueTests.confirm).isEmpty)
    #expect(try Heard.group("算了", DialogueTests.clue).isEmpty)
  }

  @Test("numbered answers, however they are written", arguments: ["1", "１", "回1", " 1。", "1！"])
  func digits(_ text: String) throws {
    #expect(try Heard.group(text, DialogueTests.choice).first?.writes == true)
  }

  @Test("确认, with a full stop or without", arguments: ["确认", "确认。", "确认！", " 确认 "])
  func consent(_ text: String) throws {
    let outcome = try Heard.group(text, DialogueTests.confirm).first
    guard case .confirmed? = outcome?.act else {
      Issue.record("not confirmed by \(text)")
      return
    }
  }

  @Test("同意 is consent when it is said to the bot, and talk when it is not")
  func consentByAnotherWord() throws {
    #expect(try Heard.group("同意", DialogueTests.confirm).isEmpty)
    guard case .confirmed? = try Heard.group("同意", mention: true, DialogueTests.confirm).first?.act
    else {
      Issue.record("not confirmed")
      return
    }
  }

  @Test("取消 closes a question, and a list that has more pages is none")
  func takenBack() throws {
    for question in [
      DialogueTests.clue, DialogueTests.number, DialogueTests.choice, DialogueTests.confirm,
    ] {
      for outcomes in [
        try Heard.group("取消", question), try Heard.privately("算了", question),
        try Heard.group("不用了", mention: true, question),
      ] {
        guard case .answer(_, .close)? = outcomes.first else {
          Issue.record("\(question) stays open: \(outcomes)")
          continue
        }
      }
    }
    #expect(try Heard.group("取消", .next("查 路灯 页：2")).isEmpty)
  }

  @Test("a search chosen as the answer closes the question, a search beside it does not")
  func searchCloses() throws {
    guard case .find(let chosen)? = try Heard.privately("2", DialogueTests.choice).first?.act,
      case .find(let beside)? = try Heard.privately("查 路灯", DialogueTests.choice).first?.act
    else {
      Issue.record("no search")
      return
    }
    #expect(chosen.answersQuestion && !beside.answersQuestion)
  }

  @Test("a command goes before an open question")
  func commandsFirst() throws {
    #expect(
      try Heard.privately("查 12", DialogueTests.clue).first?.act
        == .find(Finding(numbers: [CaseNumber(12)])))
    #expect(try Heard.group("/撤回", DialogueTests.clue).first?.act == .undo(nil))
  }
}
