import Casework
import TestSupport
import Testing

@testable import Commands

/// What holds for every text whatever: no crash, and nothing written that nobody asked for.
@Suite("Any text at all")
struct ReadingPropertyTests {
  private static let pieces: [String] = [
    "/", "／", "!", "！", "线索", "领衔", "进展", "查", "状态", "销号", "撤回", "确认", "下一页", "帮助", "授权", "成员",
    "单位", "绑定", "督办", "12", "１２", "#3", "十二号", "12号", "限3", "XS2026-0012", "99999999999999999999",
    "43-48", "、", "，", ":", "：", "责任", "期限", "来源:", "反映人：", "范围：限知", "月底", "10个工作日", "2月30日",
    "电13900000000话", "证33080219650101123X号", "秘密", "机密★", "@小周", "@", "@联督", "好的", "谢谢", "吗", "？",
    "咋样了", "同意", "不同意，", "可以", "收到", "并入31", "都登记", "1改24日", "去掉2", "批量", "请交通局牵头，", "丁街道配合",
    "节前办好",
    "是谁反映的", "先挂着", "我那个", "修了没", "我们还有几个没办", "催一下", "请假", "事情交吴十", "赶紧啊", "要出事", "提醒我", "1、", "②",
    " ", "　", "\n", "\r\n", "\t", "\u{200B}", "\u{FEFF}", "\u{202E}", "\u{0}", "\u{E000}",
    "\u{E001}",
    "\u{FFFC}", "\u{FFFD}", "e\u{301}\u{301}\u{301}", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "①", "㎡", "ﬁ", "İ", "ß", "𠮷", "ʼ",
    "”", "—", "…",
    "\u{1F1E8}\u{1F1F3}", "\u{0300}", "\u{10FFFF}", "A", "z", "_", "|", "*", "<b>", "' OR 1=1 --",
  ]

  private static func line(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...12, using: &generator)
    return (0..<count).map { _ in
      if Int.random(in: 0..<8, using: &generator) == 0 {
        let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
        return Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
      }
      return pieces.randomElement(using: &generator) ?? ""
    }.joined()
  }

  private static func question(_ generator: inout SeededGenerator) -> Dialogue.Question? {
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: .missing(text: "/进展 \u{FFFC}", part: "编号")
    case 1: .missing(text: "/线索 \u{FFFC}", part: "什么事")
    case 2: .choice(["/线索 路灯坏了", "/查 路灯"])
    case 3: .next("查 路灯 页：2")
    case 4: .missing(text: "/领衔 1 \u{FFFC}", part: "姓名")
    case 5: .offer(["/进展 1 已好", ""])
    case 6: .named([NamedAnswer("并入31", "/查 31"), NamedAnswer("加急", "/查 1")])
    case 7:
      .batch(
        Batch(
          rows: [
            Batch.Row(label: "1", registration: Registration(title: "甲路积水")),
            Batch.Row(
              label: "②", registration: Registration(title: "乙路无灯"),
              doubts: [.unreadableDay("越快越好")]),
          ]))
    default: nil
    }
  }

  @Test("1,500 random lines, in group and private, with and without a question open")
  func randomLines() throws {
    var generator = SeededGenerator(seed: 1)
    let interpreter = Heard.interpreter
    for _ in 0..<1_500 {
      let text = MentionToken.guarded(ReadingPropertyTests.line(&generator))
      let isPrivate = Bool.random(using: &generator)
      let utterance = Utterance(
        text: text, isPrivate: isPrivate,
        mentionsBot: !isPrivate && Bool.random(using: &generator),
        repliesToBot: Bool.random(using: &generator),
        card: Bool.random(using: &generator) ? CaseNumber(7) : nil)
      let hearing = try Heard.hearing(ReadingPropertyTests.question(&generator))
      let outcomes = interpreter.interpret(utterance, hearing)
      for outcome in outcomes { ReadingPropertyTests.check(outcome, text) }
      // Nothing but the text and what is open decides.
      #expect(interpreter.interpret(utterance, hearing) == outcomes, "\(text)")
      if let edited = interpreter.notExecuted(.edited, utterance, handle: "liandu_bot") {
        #expect(!edited.here.lines.isEmpty)
      }
    }
  }

  /// An answer has words, and no text that is kept carries a token, a secret or a bare number.
  private static func check(_ outcome: Outcome, _ text: String) {
    if let answer = outcome.answer {
      #expect(!answer.isEmpty && !answer.unicodeScalars.contains(MentionToken.gap), "\(text)")
    }
    switch outcome.act {
    case .register(let registration): checkKept(registration.title, text)
    case .progress(_, let kept): checkKept(kept, text)
    case .speech(.card(let answer)) where !answer.text.isEmpty: checkKept(answer.text, text)
    case .speech(.alarm(let kept, _)): checkKept(kept, text)
    case .speech(.batch(let batch, _)):
      for row in batch.rows { checkKept(row.registration.title, text) }
    default: break
    }
  }

  private static func checkKept(_ kept: String, _ text: String) {
    #expect(!kept.isEmpty, "nothing is kept of \(text)")
    #expect(!kept.contains("13900000000") && !kept.contains("19650101"), "\(text)")
    let hasToken = kept.unicodeScalars.contains {
      $0 == MentionToken.start || $0 == MentionToken.gap
    }
    #expect(!hasToken, "\(text)")
  }

  @Test("talk of the group, by nobody asked, is silence: 10,000 lines without a command's sign")
  func talkIsSilent() throws {
    var generator = SeededGenerator(seed: 2)
    let interpreter = Heard.interpreter
    let hearing = try Heard.hearing()
    var heard = 0
    for _ in 0..<10_000 {
      let text = MentionToken.guarded(ReadingPropertyTests.line(&generator))
      let folded = FoldedText(text)
      let begin = folded.folded.indices.first {
        !folded.folded[$0].isBlank && !WrittenDigit.isUnseen(folded.original[$0])
      }
      // What a command's sign often comes out as is heard for what accuses behind it.
      guard let begin, !"/!".unicodeScalars.contains(folded.folded[begin]),
        !Interpreter.slips.contains(folded.original[begin])
      else { continue }
      // A later line may begin with a sign of its own; only the first is talk for certain.
      guard !FoldedText(text).folded.contains("\n") else { continue }
      heard += 1
      let outcomes = interpreter.interpret(Utterance(text: text, isPrivate: false), hearing)
      #expect(outcomes.isEmpty, "\(text)")
    }
    #expect(heard > 5_000)
  }

  @Test("with no command nothing is ever written, mention or private chat alike")
  func noCommandNoEffect() throws {
    var generator = SeededGenerator(seed: 3)
    let interpreter = Heard.interpreter
    let hearing = try Heard.hearing()
    for _ in 0..<1_500 {
      let text = MentionToken.guarded(ReadingPropertyTests.line(&generator))
      let isPrivate = Bool.random(using: &generator)
      let utterance = Utterance(text: text, isPrivate: isPrivate, mentionsBot: !isPrivate)
      let lines = text.split(whereSeparator: \.isNewline).map(FoldedText.init) + [FoldedText(text)]
      let isCommand = lines.contains { line in
        // 43 裁定 维持 is one too.
        var scanner = Scanner(line)
        if scanner.caseNumber() != nil { scanner.skipSeparators() }
        return [0, scanner.index].contains { start in
          if case .command = CommandHead.read(
            line, from: start, bare: true, handle: "liandu_bot")
          {
            true
          } else {
            false
          }
        }
      }
      guard !isCommand else { continue }
      // 确认 without a question is no command's head, and says that there was nothing to confirm.
      let writes = interpreter.interpret(utterance, hearing).contains {
        $0.writes && $0.act != .confirmNothing
      }
      #expect(!writes, "\(text)")
    }
  }

  @Test(
    "100,000 characters of anything are read in one go",
    arguments: [
      "吗", "？", " ", "　", "/", "!", "1", "九", "秘密", "a", "线索 ", "\n线索 甲", "责任：", "@", "·", "é", "👨‍👩‍👧",
      "1-", "、", "期限：3天 ", "[", "咋样了那个",
    ])
  func hugeTexts(_ piece: String) throws {
    let count = 100_000 / piece.unicodeScalars.count
    for (head, isPrivate) in [("", true), ("/线索 ", false), ("领衔 12 孙主任 期限：", true)] {
      let text = MentionToken.guarded(head + String(repeating: piece, count: count))
      let utterance = Utterance(text: text, isPrivate: isPrivate, mentionsBot: !isPrivate)
      for outcome in Heard.interpreter.interpret(utterance, try Heard.hearing()) {
        #expect((outcome.answer?.count ?? 1) < 5_000)
      }
    }
  }

  @Test("width, case, blanks and marks: all ways to write one command are one act")
  func variants() throws {
    let variants: [(String, [String])] = [
      (
        "/查 12",
        [
          "／查　１２", "/ 查 12", "！查 12", "!查 12", "/查12", "/查：12", "/find 12", "/FIND 12", "/Ｆｉｎｄ 12",
          "/c 12", "/查@liandu_bot 12", "/查 #12", "/查 12号", "/查 十二号", "/查 XS12", "/查 xs2026-0012",
          " /查 12 ", "\n/查 12\n", "/查询 12。",
        ]
      ),
      (
        "/线索 路灯坏了 责任：住建局",
        [
          "／线索　路灯坏了　责任:住建局", "/线索 责任：住建局 路灯坏了", "/线索：路灯坏了，牵头：住建局", "/XS 路灯坏了\n责任：住建局",
          "/问题 路灯坏了 责任： 住建局", "/登记 路灯坏了 ；责任：住建局", "！clue 路灯坏了 责任单位：住建局",
        ]
      ),
      (
        "/领衔 12 孙主任 联系：我 期限：3天内",
        [
          "/领衔12 孙主任 联系：我 期限：3天内", "／LX　１２号　孙主任　期限：3天内　联系：我", "/领衔 #12 @孙主任 联系人：我 期限：3天内",
          "/lead 12，孙主任 期限：3天内 联系：我",
        ]
      ),
      ("/进展 12 已修好", ["/进展１２：已修好", "/进展12已修好", "/进展 十二号 已修好", "/jz 12 已修好", "/进展 12号，已修好"]),
      ("/销号 12 不属实", ["/销号12，不属实", "/xh １２ 不属实", "/销号 12 结果：不属实", "/close #12 不属实"]),
      ("/撤回", ["／撤回", "!undo", "/ch", "/撤回。"]),
      ("/授权 取消 老张 专班、审定", ["/授权 老张 取消 专班，审定", "/sq 收回 @老张 专 审定", "／授权　取消　老张　专班　审定"]),
      ("/绑定 内部", ["／绑定　内部", "/bind 内部", "/绑定：内部"]),
    ]
    for (plain, others) in variants {
      let expected = try Heard.group(plain)
      #expect(expected.first?.act != nil, "\(plain)")
      for other in others {
        // How a day was typed is kept as typed.
        #expect(try Heard.group(other) == expected, "\(other)")
      }
    }
  }

  @Test("what is stored stays as typed: width, marks and signs are not folded")
  func storedAsTyped() throws {
    for title in ["３号楼（东侧）电梯，又停了！", "①路灯 ②井盖", "“和谐”小区—二期", "Ａ栋 ㎡ ½", "👨‍👩‍👧 é"] {
      guard case .register(let registration)? = try Heard.group("/线索 \(title)").first?.act else {
        Issue.record("not registered: \(title)")
        continue
      }
      #expect(registration.title == title)
    }
  }
}
