import Casework
import Testing

@testable import Commands

/// What people write behind 交办, 督办, 异议 and 裁定, in whatever order.
@Suite("Reading a hand-over")
struct HandingTests {
  private static func assigning(_ text: String) throws -> Assigning? {
    if case .handing(.assign(let assigning))? = try Heard.group(text).first?.act {
      assigning
    } else {
      nil
    }
  }

  @Test(
    "unit, term, who helps and the requirement, with or without names",
    arguments: [
      "/交办 12 住建局 5个工作日 配合：甲街道、交警大队 要求：查明原因",
      "/交办12住建局 5个工作日 配合：甲街道、交警大队 要求：查明原因",
      "/交办 12号 责任：住建局 期限：5个工作日 甲街道、交警大队配合 要求查明原因",
      "/交办 12 住建局牵头，甲街道配合，交警大队配合，5个工作日 查明原因",
      "/交办 12\n责任：住建局\n配合：甲街道、交警大队\n期限：5个工作日\n要求：查明原因",
    ])
  func oneMeaning(_ text: String) throws {
    let assigning = try #require(try HandingTests.assigning(text))
    #expect(assigning.numbers == [CaseNumber(12)] && assigning.unit == "住建局")
    #expect(assigning.due?.rule == "5个工作日" && assigning.requirement == "查明原因")
    let assisting = Set(assigning.assisting)
    #expect(assisting == ["甲街道", "交警大队"], "\(assigning.assisting)")
  }

  @Test("what is glued to a term is the requirement; a unit that begins like a number is a unit")
  func glued() throws {
    let glued = try #require(try HandingTests.assigning("/交办 12 住建局 5个工作日内修好"))
    #expect(glued.due?.rule == "5个工作日内" && glued.requirement == "修好")
    let unit = try #require(try HandingTests.assigning("/交办 12 三天门社区"))
    #expect(unit.unit == "三天门社区" && unit.due == nil)
    let term = try #require(try HandingTests.assigning("/交办 43-45 月底前"))
    #expect(term.numbers.map(\.value) == [43, 44, 45] && term.unit == nil && term.due != nil)
  }

  @Test(
    "a dispute's reason, suggestion and basis",
    arguments: [
      ("不属我局职责，建议交警大队", "不属我局职责", "交警大队", nil),
      ("不属我局职责建议由交警大队办理", "不属我局职责", "交警大队", nil),
      ("占道是交警的事。依据三定方案第五条", "占道是交警的事", nil, "三定方案第五条"),
      ("建议：交通局", "", "交通局", nil),
      ("我们没有这项职责", "我们没有这项职责", nil, nil),
    ] as [(String, String, String?, String?)])
  func dispute(_ row: (text: String, reason: String, suggestion: String?, basis: String?)) {
    let disputing = Disputing(number: CaseNumber(1), text: row.text)
    #expect(disputing.reason == row.reason)
    #expect(disputing.suggestion == row.suggestion)
    #expect(disputing.basis == row.basis)
  }

  @Test("督办单 with a number alone is read, with anything more it is drafted")
  func readOrDraft() throws {
    func act(_ text: String) throws -> HandingAct? {
      if case .handing(let act)? = try Heard.group(text).first?.act { act } else { nil }
    }
    #expect(try act("/督办单 9") == .show(.serial(9, command: "督办")))
    #expect(try act("/督办单 协同督【2026】9号") == .show(.numbered("协同督【2026】9号")))
    #expect(try act("/提示单 协同提〔2026〕2号") == .show(.numbered("协同提〔2026〕2号")))
    #expect(try act("/督办 9") == .draft(Drafting(verb: .order, number: CaseNumber(9))))
    #expect(try act("/提示单 9") == .draft(Drafting(verb: .prompt, number: CaseNumber(9))))
    #expect(try act("/督办 取消 9") == .drop(Drafting(verb: .order, number: CaseNumber(9))))
    #expect(
      try act("/督办单 9 要求：恢复")
        == .draft(Drafting(verb: .order, number: CaseNumber(9), requirement: "恢复")))
  }

  @Test("同意 takes a number, a paper and a code; in whatever order they are written")
  func agreeing() throws {
    func agreement(_ text: String) throws -> Agreement? {
      if case .handing(.agree(let it))? = try Heard.privately(text).first?.act { it } else { nil }
    }
    #expect(try agreement("同意") == Agreement(number: nil))
    #expect(try agreement("同意，就这样") == Agreement(number: nil))
    #expect(try agreement("同意 12 督办单") == Agreement(number: CaseNumber(12), kind: "督办单"))
    #expect(
      try agreement("同意 12 7f3a-91c2") == Agreement(number: CaseNumber(12), code: "7F3A-91C2"))
  }
}
