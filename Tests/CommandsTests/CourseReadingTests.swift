import Casework
import Testing

@testable import Commands

/// What members type for the course of a case. It is Monday, 14 September 2026.
@Suite("The course of a case, as typed")
struct CourseReadingTests {
  private static func act(_ text: String) throws -> CourseAct? {
    guard case .course(let act)? = try Heard.group(text).first?.act else { return nil }
    return act
  }

  private static func number(_ value: Int) -> CaseNumber { CaseNumber(value) }

  @Test("a report: number, result and who signed it off, in any order and width")
  func report() throws {
    let expected = CourseAct.report(
      UnitReport(number: CaseNumber(12), text: "已24小时开放", signedOffBy: "刘局长"))
    for text in [
      "/反馈12 已24小时开放 审签:刘局长", "/反馈 12号，已24小时开放 审签：刘局长", "／反馈　１２ 审签：刘局长 已24小时开放",
      "/fk 12 已24小时开放\n审签：刘局长",
    ] {
      #expect(try CourseReadingTests.act(text) == expected, "\(text)")
    }
    let rest = UnitReport(
      number: CaseNumber(49), text: "纸质件下午送", signedOffBy: "何镇长", continues: true)
    let outcome = try Heard.privately("49 审签：何镇长 纸质件下午送").first
    #expect(outcome?.act == .course(.report(rest)))
    // In the group it is talk.
    #expect(try Heard.group("49 审签：何镇长 纸质件下午送").isEmpty)
  }

  @Test(
    "a day and a reason, in either order",
    arguments: [
      ("/延期 35 到9月24日，等检定机构排期", "2026-09-24", "等检定机构排期"),
      ("/延期 35 想延到月底前 设备没有到", "2026-09-30", "设备没有到"),
      ("/延期 35 10个工作日 等设备", "2026-09-28", "等设备"),
      ("/延期 35 等检定机构排期 到9月24日", "2026-09-24", "等检定机构排期"),
      ("/延期 35 期限：9月24日 等检定", "2026-09-24", "等检定"),
      ("/延期35 申请延期至9月24日。等检定", "2026-09-24", "等检定"),
      ("/延期 35 12月31日 等13号线通车", "2026-12-31", "等13号线通车"),
    ])
  func dayAndReason(_ text: String, _ day: String, _ reason: String) throws {
    guard case .extend(let wish)? = try CourseReadingTests.act(text) else {
      Issue.record("not read: \(text)")
      return
    }
    #expect(wish.until.day.description == day && wish.reason == reason, "\(wish)")
  }

  @Test("a day inside a reason is none: only at the beginning, or behind 到")
  func dayInReason() throws {
    for text in ["/延期 35 设备20号到货", "/延期 35 施工队9月20日进场"] {
      let outcome = try Heard.group(text).first
      #expect(outcome?.act == nil && outcome?.question != nil, "\(text)")
    }
    guard
      case .suspend(_, let review, let reason)? = try CourseReadingTests.act("/挂起 18 等省级审批 到10月20日")
    else {
      Issue.record("not read")
      return
    }
    #expect(review.day.description == "2026-10-20" && reason == "等省级审批")
  }

  @Test(
    "a reason that names another case as the same",
    arguments: [
      ("/作废 48 和45重复了", 45), ("/作废 48 和45号重复了", 45), ("/作废 48 重复，见#45", 45),
      ("/作废 48 与45是同一件", 45), ("/作废 48 登记错了", 0), ("/作废 48 3天前重复登记", 0),
    ])
  func duplicates(_ text: String, _ other: Int) throws {
    guard case .void(let wish)? = try CourseReadingTests.act(text) else {
      Issue.record("not read: \(text)")
      return
    }
    #expect(wish.numbers == [CaseNumber(48)])
    #expect(wish.duplicateOf == (other == 0 ? nil : CaseNumber(other)), "\(text)")
  }

  @Test("several at once, and which goes into which")
  func several() throws {
    let all = (43...48).map { CaseNumber($0) }
    #expect(
      try CourseReadingTests.act("/作废 43-48 表格填错了")
        == .void(VoidWish(numbers: all, reason: "表格填错了")))
    let merged = CourseAct.merge([CaseNumber(48)], into: CaseNumber(45))
    for text in ["/合并 48 45", "/合并 48并入45", "/合并 48、45", "/合并 48 到 45", "/并入 48 45"] {
      #expect(try CourseReadingTests.act(text) == merged, "\(text)")
    }
    let card = Utterance(
      text: "并入31", isPrivate: false, mentionsBot: true, repliesToBot: true, card: CaseNumber(41))
    let outcome = Heard.interpreter.interpret(card, try Heard.hearing()).first
    #expect(outcome?.act == .course(.merge([CaseNumber(41)], into: CaseNumber(31))))
  }

  @Test("可以 to a card is a word of consent, to no card and inside a sentence it is talk")
  func maybe() throws {
    func hear(_ text: String, card: Int?) throws -> Act? {
      let utterance = Utterance(
        text: text, isPrivate: true, repliesToBot: card != nil, card: card.map { CaseNumber($0) })
      return Heard.interpreter.interpret(utterance, try Heard.hearing()).first?.act
    }
    #expect(
      try hear("可以", card: 23)
        == .speech(.card(CardAnswer(CaseNumber(23), .agreed(isCourtesy: true)))))
    #expect(try hear("可以", card: nil) == nil)
    #expect(try hear("可以的话周五看看", card: 23)?.verb != .confirm)
    #expect(
      try hear("不同意，先把摊位秤换了", card: 35)
        == .speech(.card(CardAnswer(CaseNumber(35), .declined, text: "先把摊位秤换了"))))
  }

  @Test("a result with its reason and a day to look again")
  func closing() throws {
    guard
      case .close(let number, let result, let reason, let lookback)? = try Heard.group(
        "/销号 23 不属实，现场查过没有收费 回头看：10月20日"
      ).first?.act
    else {
      Issue.record("not read")
      return
    }
    #expect(number == CaseNumber(23) && result == .unfounded && reason == "现场查过没有收费")
    #expect(lookback?.day.description == "2026-10-20")
  }

  // MARK: Words behind a yes

  private static let doubtful = [
    "还没去看", "等下周", "等省里批了再说", "吧？", "但是还差一个井盖", "如果材料补齐了", "要先补照片", "暂缓", "先不批", "没有整改",
    "未见照片", "不同意", "群众不满意", "好像没修好", "可能还漏", "听说又堵了", "只同意三天", "除了东边都好了", "有意见", "别急", "到9月28日",
    "明天去看", "条件是先清垃圾", "视情况而定", "说是修好了，拿不准", "部分到位", "错了", "建议再看看", "看过了，但没清完", "行吧", "还要补签字",
    "不归我们管", "难以判断", "仍有积水", "现场看过；边上没有修", "请先补材料", "下周再说",
  ]

  private static let plain = [
    "", "现场看过，合格", "情况属实", "务必9月28日前完成，下不为例", "路面没有积水，群众没有意见", "批文到了", "没问题", "同意，抓紧办",
    "条件已具备", "审批已经下来，按原计划办", "9月11日现场看过", "不锈钢护栏已装好", "已补齐照片", "谢谢", "整改到位，未发现新问题",
    "请继续做好后续管护",
  ]

  @Test("a yes with a condition, a denial, a doubt or a later day behind it is asked back")
  func reluctance() throws {
    for command in ["批准 31", "验收 31", "恢复 31"] {
      for text in CourseReadingTests.doubtful {
        let outcome = try Heard.privately("\(command) \(text)").first
        #expect(outcome != nil && outcome?.writes == false, "\(command) \(text)")
      }
      for text in CourseReadingTests.plain {
        let outcome = try Heard.privately("\(command) \(text)").first
        #expect(outcome?.writes == true, "\(command) \(text)")
      }
    }
    // Where no remark has its place nothing but the command's own words may stand.
    for text in CourseReadingTests.doubtful + ["路面已修", "张三不干净"] {
      for command in ["签收 31", "回执 限1"] {
        let outcome = try Heard.privately("\(command) \(text)").first
        #expect(outcome != nil && outcome?.writes == false, "\(command) \(text)")
      }
    }
    for text in ["", "收到", "已收到，谢谢", "马上安排人去看", "我代小刘签", "立即组织整改，按期反馈"] {
      #expect(try Heard.privately("签收 31 \(text)").first?.act != nil, "\(text)")
    }
    for text in ["已收", "收到了", "已办结", "已收到，谢谢"] {
      #expect(try Heard.privately("回执 限1 \(text)").first?.act != nil, "\(text)")
    }
  }
}
