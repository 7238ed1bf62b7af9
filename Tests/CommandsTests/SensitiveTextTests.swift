import Casework
import Testing

@testable import Commands

@Suite("What must not be written down")
struct SensitiveTextTests {
  static let labels = [
    "密级：秘密", "密级:机密", "密级 绝密", "密级：秘密 某文件里说", "【机密】附件", "（秘密）拆迁安排", "[绝密]", "《绝密》", "秘密★10年",
    "机密★", "绝密级", "机密级。", "秘密：某文件里说", "机密 某文件里说", "绝密", "秘密", "某事。密级：秘密", "文件\n机密\n内容",
    "涉及机密文件", "绝密文件显示", "秘密文件里说", "　机密：安排", "ｘ 密级：　秘密", "“机密”", "'绝密'",
  ]

  static let words = [
    "保密工作检查", "商业秘密没有保护好", "投标时泄露商业秘密", "个人秘密", "秘密投票", "机密性不够", "保密协议", "秘密安装摄像头", "密封条坏了",
    "秘书处", "机要室", "绝不", "工作秘密文件柜坏了", "密级培训", "解密", "密码锁坏了", "有人秘密倒垃圾", "机密码头",
    "没有什么秘密可言", "路灯坏了", "绝密级别管理培训", "公开的秘密，大家都知道",
  ]

  @Test("a grade claimed as a label", arguments: labels)
  func claimed(_ text: String) throws {
    #expect(SensitiveText.claimsGrade(FoldedText(text)), "\(text)")
    for command in ["/线索 \(text)", "/进展 12 \(text)"] {
      let outcome = try #require(try Heard.group(command).first)
      #expect(outcome.refusal == .secretGrade, "\(command)")
      // The answer repeats nothing of it.
      #expect(outcome.answer == SensitiveText.gradeRefusal.text.plain)
    }
  }

  @Test("the same scalars as a word of a sentence", arguments: words)
  func word(_ text: String) {
    #expect(!SensitiveText.claimsGrade(FoldedText(text)), "\(text)")
  }

  @Test("no way around: not by mention, private sentence, misspelling, question or editing")
  func noWayAround() throws {
    let secret = "密级：秘密 某文件里说的拆迁安排要保密"
    let heard: [[Outcome]] = [
      try Heard.group("现锁 \(secret)", mention: true), try Heard.privately(secret),
      try Heard.privately(secret, .missing(text: "/线索 \u{FFFC}", part: "什么事")),
      try Heard.privately("线索 责任：住建局 \(secret)"), try Heard.group(secret, mention: true),
    ]
    for outcomes in heard {
      #expect(outcomes.first?.refusal == .secretGrade, "\(outcomes)")
    }
    let edited = Heard.interpreter.notExecuted(
      .edited,
      Utterance(text: "/线索 \(secret)", isPrivate: false), handle: nil)
    #expect(edited?.here == SensitiveText.gradeRefusal.text)
  }

  /// What is struck out whole, with the digits that stay.
  static let masks: [(String, String)] = [
    ("13900000000", "***********"), ("电话13900000000。", "电话***********。"),
    ("１３９００００００００", "***********"), ("139-0000-1234", "***-****-****"),
    ("139 0000 1234", "*** **** ****"), ("139.0000.1234", "***.****.****"),
    ("1390-0001-234", "****-****-***"), ("8613900001234", "*************"),
    ("+86 13900001234", "+** ***********"), ("+86-139-0000-1234", "+**-***-****-****"),
    ("(+86)139 0000 1234", "(+**)*** **** ****"), ("13900001234转2", "***********转2"),
    ("1 3 9 0 0 0 0 1 2 3 4", "* * * * * * * * * * *"), ("一三九零零零零一二三四", "***********"),
    ("幺三九〇〇〇〇幺二三四", "***********"), ("139零零零零1234", "***********"),
    ("①③⑨⓪⓪⓪⓪①②③④", "***********"), ("139O0OO1234", "***********"),
    ("电话 13 90 00 01 23 4", "电话 ** ** ** ** ** *"),
    ("1\u{200B}39000\u{200B}01234", "*\u{200B}*****\u{200B}*****"),
    ("33080219650101123X", "******************"), ("33080219650101123x", "******************"),
    ("330802196501011234", "******************"), ("330802 19650101 123X", "****** ******** ****"),
    ("330802-1965-0101-123 X", "******-****-****-*** *"),
    ("３３０８０２１９６５０１０１１２３Ｘ", "******************"),
    ("三三零八零二一九六五零一零一一二三X", "******************"), ("330802650101123", "***************"),
    ("身份证330802999999991234", "身份证******************"),
    ("13900000000和13911111111", "***********和***********"),
    ("6222020200112233445", "*******************"),
    ("卡号6222 0202 0011 2233", "卡号**** **** **** ****"),
    ("浙X45678堵在消防通道上", "*******堵在消防通道上"), ("浙A·D12345", "**·******"), ("浙x 12345", "** *****"),
    ("公交车浙X45678漏油", "公交车浙X45678漏油"),
    ("微信zhangsan_88", "微信***********"), ("QQ：123456789", "QQ：*********"),
    ("张建国家座机0570-8850123", "张建国家座机****-*******"), ("李阿姨电话8850123", "李阿姨电话*******"),
    ("街道值班电话换成8850123，宣传单上还是旧的", "街道值班电话换成8850123，宣传单上还是旧的"),
    ("王主任电话8850123", "王主任电话8850123"), ("办公室0570-8850123", "办公室0570-8850123"),
    ("20260915000123", "20260915000123"), ("12345", "12345"), ("12345678901", "12345678901"),
    ("139000000001", "139000000001"), ("来源号:3308022026091500123", "来源号:3308022026091500123"),
    ("2026-09-14", "2026-09-14"), ("1-2-3", "1-2-3"), ("3号楼139平", "3号楼139平"), ("", ""),
    ("查 131 132 133 14", "查 131 132 133 14"), ("查 3001 3002 3003 3004", "查 3001 3002 3003 3004"),
    ("12 13900000000", "12 ***********"), ("1 2 13900000000", "1 2 ***********"),
    ("进展 12 139 0000 1234", "进展 12 *** **** ****"),
    ("¹³⁹⁰⁰⁰⁰¹²³⁴", "***********"), ("₁₃₉₀₀₀₀₁₂₃₄", "***********"),
    ("⒈⒊⒐00001234", "***********"), ("⑴⑶⑼00001234", "***********"),
    ("㊀㊂㊈零零零零1234", "***********"), ("〡〣〩〇〇〇〇〡〢〣〤", "***********"),
    ("1\u{332}3\u{332}9\u{332}00001234", "*\u{332}*\u{332}*\u{332}********"),
    ("139【0000】1234", "***【****】****"), ("139➖0000➖1234", "***➖****➖****"),
    ("139，0000，1234", "***，****，****"), ("139点0000点1234", "***点****点****"),
    ("139转0000转1234", "***转****转****"), ("幺叁玖洞洞洞洞幺两三四", "***********"),
    ("身份证³³⁰⁸⁰²¹⁹⁶⁵⁰¹⁰¹¹²³⁴", "身份证******************"),
    ("浙江牌H8K123", "*江牌******"), ("车牌是H8K123", "车牌是******"),
    ("查 131、132、133、1400", "查 131、132、133、1400"), ("补了1500、3000、200元", "补了1500、3000、200元"),
    ("13:30，15:30，1380户", "13:30，15:30，1380户"), ("13，800，001，111元", "13，800，001，111元"),
    ("门牌B12号，品牌H3C5500", "门牌B12号，品牌H3C5500"), ("8点30转11点30", "8点30转11点30"),
  ]

  @Test("numbers of persons are struck out whole, other numbers not at all", arguments: masks)
  func masked(_ row: (text: String, masked: String)) {
    #expect(PersonalNumbers.masked(row.text) == row.masked)
    #expect(PersonalNumbers.masked(row.masked) == row.masked, "twice is once")
  }

  @Test("a mention keeps its account, however it looks")
  func mentionsStay() {
    let token = MentionToken.text(account: AccountID("im:13900000000"), name: "李 工")
    #expect(PersonalNumbers.masked("\(token) 13900000000") == "\(token) ***********")
  }

  @Test("numbers are masked before a question is kept: missing part, rest day, offer, suggestion")
  func maskedInQuestions() throws {
    let heard: [[Outcome]] = [
      try Heard.group("/线索 来源：来电13900000000"),
      try Heard.group("/线索 请打13900000000 期限：下周五"),
      try Heard.privately("园区有公司借政府名义推销安全服务，请打13900000000问"),
      try Heard.group("现锁 丁街道积水，电话13900000000", mention: true),
    ]
    for outcomes in heard {
      let question = try #require(outcomes.first?.question)
      #expect(!"\(question)".contains("13900000000"), "\(question)")
      let answer = try #require(outcomes.first?.answer)
      #expect(!answer.contains("13900000000"))
    }
  }

  @Test(
    "persons are refused, in the group and in private",
    arguments: ["反映人：王大爷", "反映人:"])
  func persons(_ field: String) throws {
    for outcomes in [
      try Heard.group("/线索 某站长的事 \(field)"), try Heard.privately("线索 \(field) 某站长的事"),
    ] {
      #expect(outcomes.first?.refusal == .reporterNamed)
      let answer = try #require(outcomes.first?.answer)
      #expect(!answer.contains("站长") && !answer.contains("王大爷"))
    }
  }

  @Test("a clue about a person goes no further than the rule that leads it elsewhere")
  func restrictedScope() throws {
    for field in ["范围:限知", "范围：限知"] {
      #expect(try Heard.group("/线索 某站长的事 \(field)").first?.refusal == .accusation)
      let act = try Heard.privately("线索 \(field) 某站长的事").first?.act
      let clue = Act.persons(.clue(ClueAboutPerson(text: "")))
      #expect(act == clue || act == .suspected(clue))
    }
  }
}
