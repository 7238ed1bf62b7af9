import Casework
import Testing

@testable import Commands

/// Words beside photos: read as any other text, before anything of the message is kept.
@Suite("Captions")
struct CaptionTests {
  private func hear(
    _ text: String, isPrivate: Bool = true, card: Int? = nil, files: Int = 1, names: [String] = [],
    mention: Bool = false, _ question: Dialogue.Question? = nil
  ) throws -> [Outcome] {
    let utterance = Utterance(
      text: MentionToken.guarded(text), isPrivate: isPrivate, mentionsBot: mention,
      repliesToBot: card != nil, card: card.map { CaseNumber($0) }, files: files,
      fileNames: names)
    return Heard.interpreter.interpret(utterance, try Heard.hearing(question))
  }

  private let waits = Dialogue.Question.missing(text: "/附件 \u{FFFC}", part: LooseFiles.part)

  @Test("a command is a command, with a photo or without")
  func commands() throws {
    let with = try hear("/进展 12 监控已装好", isPrivate: false)
    #expect(try with == Heard.group("/进展 12 监控已装好"))
    #expect(try hear("附件12").first?.act == .evidence(.attach(CaseNumber(12), page: 1)))
  }

  @Test("in the group nothing is said to a photo that nobody addressed to the bot")
  func talk() throws {
    for text in ["", "大家看看现场", "12", "复函到了", "村口桥栏杆断了怕掉下去"] {
      #expect(try hear(text, isPrivate: false).isEmpty, "\(text)")
    }
  }

  @Test("a number puts it there; without words nothing is decided yet")
  func numbers() throws {
    for text in ["12", "12号", "#12"] {
      #expect(try hear(text).first?.act == .evidence(.attach(CaseNumber(12), page: 1)))
      let mentioned = try hear(text, isPrivate: false, mention: true)
      #expect(mentioned.first?.act == .evidence(.attach(CaseNumber(12), page: 1)))
    }
    #expect(try hear("").isEmpty)
    #expect(try hear("", card: 12).isEmpty)
  }

  @Test("a sentence is asked about, never registered by itself")
  func sentences() throws {
    let outcomes = try hear("小学门口井盖坏了")
    #expect(outcomes.first?.question == .choice(["/线索 小学门口井盖坏了", "/附件"]))
    #expect(outcomes.allSatisfy { !$0.writes })
    let card = try hear("夜里也开了", card: 12)
    #expect(card.first?.question == .choice(["/进展 12 夜里也开了", "/附件 12"]))
  }

  @Test(
    "asked where they belong, a number or a sentence answers; a question or a courtesy does not")
  func answers() throws {
    func answer(_ text: String, isPrivate: Bool = true) throws -> Act? {
      try hear(text, isPrivate: isPrivate, files: 0, waits).first?.act
    }
    #expect(try answer("12") == .evidence(.attach(CaseNumber(12), page: 1)))
    #expect(try answer("12", isPrivate: false) == .evidence(.attach(CaseNumber(12), page: 1)))
    // In private it is asked first whether it is about a person; the photos wait along.
    let asked = try hear("村口桥栏杆断了", isPrivate: true, files: 0, waits).first
    #expect(asked?.question != nil && asked?.writes == false)
    #expect(try answer("村口桥栏杆断了", isPrivate: false) == nil)
    #expect(try answer("好的稍等") == nil)
    for text in ["停车场那个咋样了", "44己经弄好了", "12 13"] {
      if case .evidence? = try answer(text) { Issue.record("\(text) is no answer") }
    }
  }

  @Test("grades and papers are refused in a caption, in a file's name, in any line")
  func refused() throws {
    for (text, names) in [
      ("密级：秘密 某文件里说", []), ("/进展 12 机密★说", []), ("附件 12", ["绝密：方案.docx"]),
      ("", ["秘密★.pdf"]), ("/进展 12 甲\n/进展 13 机密★说", []),
    ] as [(String, [String])] {
      #expect(try hear(text, names: names).contains { $0.refusal == .secretGrade }, "\(text)")
    }
    for (text, names, number, withCommand) in [
      ("35号复函", [], 35, false), ("/进展 12 领导批示", [], 12, true), ("", ["复函.pdf"], nil, false),
      ("已盖章", [], nil, false), ("附件 12", ["盖章件.jpg"], 12, true),
    ] as [(String, [String], Int?, Bool)] {
      let expected = EvidenceAct.paper(number.map { CaseNumber($0) }, withCommand: withCommand)
      #expect(try hear(text, names: names).first?.act == .evidence(expected), "\(text)")
    }
  }

  @Test("a file's name is kept without numbers that name a person")
  func names() {
    #expect(Heard.interpreter.storable("李某13900000000.jpg") == "李某***********.jpg")
    #expect(Heard.interpreter.holdsBack("机密★说"))
    #expect(!Heard.interpreter.holdsBack("现场"))
  }
}
