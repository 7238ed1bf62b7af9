import Casework
import Testing

@testable import Commands

/// One rule for every way a text can come in: whatever command, field, question, name or table it stands
/// in, nothing of a text that is held back goes further.
@Suite("The entrance")
struct EntranceTests {
  private static let secret = "村主任收了购物卡"
  private static let mark = "购物卡"

  /// Each command as its declaration shows it, with the text in front of, instead of and behind each of its
  /// words, and in each field there is.
  private static let lines: [String] = Catalogue.all.flatMap { spec -> [String] in
    var words = spec.example.split(separator: " ").map(String.init)
    let name = words.removeFirst()
    var texts: [[String]] = [[secret], ["1", secret], ["限1", secret]]
    for place in 0...words.count {
      var text = words
      text.insert(secret, at: place)
      texts.append(text)
      guard place < words.count else { continue }
      text = words
      text[place] = secret
      texts.append(text)
    }
    for field in Field.allCases where field != .reporter {
      texts.append(words + ["\(field.names[0])：\(secret)"])
    }
    return texts.map { ([name] + $0).joined(separator: " ") }
  }

  /// Nothing of the text is in what it comes to, but for the act that asks the record it belongs to.
  private static func check(_ outcomes: [Outcome], _ what: String) {
    for outcome in outcomes {
      if case .act(.suspected) = outcome { continue }
      #expect(!"\(outcome)".contains(mark), "\(what): \(outcome)")
      // To ask that a text be hidden is always taken; of its own words nothing is.
      if case .act(.persons(.hide)) = outcome { continue }
      #expect(!outcome.writes, "\(what): \(outcome)")
    }
  }

  @Test("every command × every slot of its text, in a group and in private, by whoever")
  func everySlot() throws {
    #expect(EntranceTests.lines.count > 1_000)
    for (index, line) in EntranceTests.lines.enumerated() {
      let roles: [Role] = [[.team], [.member], [.unit], [.discipline, .admin]][index % 4]
      EntranceTests.check(try Heard.group("/" + line, roles: roles), line)
      EntranceTests.check(try Heard.privately(line, roles: roles), line)
      if index % 7 == 0 {
        EntranceTests.check(try Heard.group(line, mention: true, roles: roles), line)
        var hearing = try Heard.hearing(roles: roles)
        hearing.sealsPersons = true
        let utterance = Utterance(text: line, isPrivate: true)
        EntranceTests.check(Heard.interpreter.interpret(utterance, hearing), line)
      }
    }
  }

  @Test("every question that may be open, the text whole or in two halves")
  func everyQuestion() throws {
    let gap = String(MentionToken.gap)
    for spec in Catalogue.all {
      for part in spec.parts {
        let questions: [(Dialogue.Question, String)] = [
          (.missing(text: "/\(spec.name) \(gap)", part: part.name), EntranceTests.secret),
          (.missing(text: "/\(spec.name) 1 村主任\(gap)", part: part.name), "收了购物卡"),
        ]
        for (question, answer) in questions {
          let what = "\(spec.name) \(part.name)"
          // Half of it that answers nothing is looked for, as any words are.
          for outcomes in [
            try Heard.privately(answer, question), try Heard.group(answer, mention: true, question),
          ] where answer == EntranceTests.secret || outcomes.contains(where: \.writes) {
            EntranceTests.check(outcomes, what)
          }
        }
      }
    }
  }

  @Test("names of files, with words and without")
  func fileNames() throws {
    for isPrivate in [true, false] {
      for text in ["", "附件 1", "/进展 1 见附件", "现场的样子"] {
        let utterance = Utterance(
          text: text, isPrivate: isPrivate, mentionsBot: !isPrivate, files: 1,
          fileNames: ["\(EntranceTests.secret).docx"])
        let outcomes = Heard.interpreter.interpret(utterance, try Heard.hearing())
        #expect(outcomes.map(\.refusal) == [.accusation], "\(text)")
      }
    }
    #expect(Heard.interpreter.storable("\(EntranceTests.secret).docx") == nil)
    #expect(Heard.interpreter.storable(EntranceTests.secret) == nil)
    #expect(Heard.interpreter.storable("甲街道工作群") == "甲街道工作群")
    #expect(Heard.interpreter.storable("小周13900005678") == "小周***********")
  }

  @Test("a table: the row alone, by its own words, whatever column they stand in")
  func tables() throws {
    for table in [
      "线索 批量\n问题\t地点\n路灯不亮\t甲路\n\(EntranceTests.secret)\t乙路",
      "线索 批量\n问题\t备注\n路灯不亮\t\n井盖松动\t\(EntranceTests.secret)",
      "线索 批量\n问题\t责任单位\n路灯不亮\t住建局\n井盖松动\t\(EntranceTests.secret)",
      "线索 批量\n①路灯不亮\n②井盖松动 地点：\(EntranceTests.secret)",
    ] {
      let outcomes = try Heard.group("/" + table)
      guard case .batch(let batch, .offered(_, holds: true))? = outcomes.first?.speech else {
        Issue.record("\(table): \(outcomes)")
        continue
      }
      #expect(batch.rows.map(\.registration.title) == ["路灯不亮"], "\(table)")
      #expect(batch.left.count == 1, "\(table)")
      EntranceTests.check([], table)
      #expect(!"\(outcomes)".contains(EntranceTests.mark))
    }
    // What stands above the rows stands in each of them.
    let head = try Heard.group("/线索 批量 来源：\(EntranceTests.secret)\n①路灯不亮")
    #expect(!"\(head)".contains(EntranceTests.mark), "\(head)")
    // A row that is put right is judged again.
    let batch = Batch(
      rows: [Batch.Row(label: "1", registration: Registration(title: "路灯不亮"))])
    for answer in ["1改\(EntranceTests.secret)", "1按\(EntranceTests.secret)"] {
      let outcomes = try Heard.group(answer, mention: true, .batch(batch))
      #expect(!"\(outcomes)".contains(EntranceTests.mark), "\(answer): \(outcomes)")
    }
  }

  @Test("numbers of persons stand in nothing a text comes to, however they are written")
  func numbers() throws {
    for (number, digits) in [
      ("13900005678", "13900005678"), ("139 0000 5678", "0000 5678"), ("一三九零零零零五六七八", "零零零零"),
      ("33089919520304567X", "19520304"), ("浙X45678", "X45678"), ("6222020200112233445", "02002"),
    ] {
      for spec in Catalogue.all {
        let line = "\(spec.example) \(number)"
        for outcomes in [
          try Heard.group("/" + line), try Heard.privately(line),
          try Heard.privately(number, .missing(text: "/\(spec.name) 1 \u{FFFC}", part: "内容")),
        ] {
          #expect(!"\(outcomes)".contains(digits), "\(line): \(outcomes)")
        }
      }
    }
  }

  @Test("范围：对事 of a member asks the team, and takes the text nowhere else")
  func vouching() throws {
    for verb in Verb.allCases {
      guard let spec = Catalogue.spec(for: verb), !spec.reads else { continue }
      let outcomes = try Heard.group(
        "/\(spec.name) 1 \(EntranceTests.secret) 范围：对事", roles: [.member])
      for outcome in outcomes where "\(outcome)".contains(EntranceTests.mark) {
        guard case .act(.speech(.vouching)) = outcome else {
          Issue.record("\(spec.name): \(outcome)")
          continue
        }
      }
    }
  }
}
