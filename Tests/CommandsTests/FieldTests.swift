import Casework
import Testing

@testable import Commands

@Suite("Named fields")
struct FieldTests {
  private static func registration(_ text: String) throws -> Registration? {
    guard case .register(let registration)? = try Heard.group("/" + text).first?.act else {
      return nil
    }
    return registration
  }

  @Test("in any order, in a line or one a line")
  func anyOrder() throws {
    let texts = [
      "线索 电梯常停 责任：住建局 配合：甲街道、交警大队 来源：12345 来源号：20260915000123 地点：和谐小区 加急",
      "线索 加急 来源号:20260915000123 配合:甲街道，交警大队 电梯常停 地点:和谐小区 来源:12345 牵头:住建局",
      "线索 电梯常停\n责任：住建局\n配合：甲街道 交警大队\n来源：12345\n来源号：20260915000123\n地点：和谐小区\n加急",
    ]
    let expected = Registration(
      title: "电梯常停",
      details: CaseDetails(
        unit: UnitReference(id: nil, name: "住建局"),
        assisting: [
          UnitReference(id: nil, name: "甲街道"), UnitReference(id: nil, name: "交警大队"),
        ], source: "12345", sourceNumber: "20260915000123", place: "和谐小区", urgent: true))
    for text in texts { #expect(try FieldTests.registration(text) == expected, "\(text)") }
  }

  @Test(
    "a line that begins with a field goes on with the command above it, though 单位, 项目 and 联系 are commands too"
  )
  func fieldLines() throws {
    let one = try Heard.group("/线索 电梯常停\n单位：住建局\n项目：老旧小区改造\n专项：民生实事")
    #expect(one.count == 1)
    #expect(one.first?.writes == true)
    let two = try Heard.group("/线索 电梯常停\n单位：住建局\n/线索 路灯不亮\n项目：亮化")
    #expect(two.count == 2)
    #expect(two.count { $0.writes } == 2)
    let lead = try Heard.privately("领衔 12 孙主任\n联系：我")
    guard case .lead(let leading)? = lead.first?.act, lead.count == 1 else {
      Issue.record("\(lead)")
      return
    }
    #expect(leading.contacts == [.me])
  }

  @Test("each line that is a command is one; a line that is none makes it one text")
  func severalLines() throws {
    #expect(try Heard.privately("进展 18 已报\n催办 9\n查 18").count == 3)
    #expect(try Heard.group("/进展 18 已报\n/查 18").count == 2)
    let text = try Heard.group("/进展 12 要补材料：\n一是名册\n二是红线图")
    guard case .progress(_, let kept)? = text.first?.act, text.count == 1 else {
      Issue.record("\(text)")
      return
    }
    #expect(kept == "要补材料：\n一是名册\n二是红线图")
  }

  @Test("no field is found inside a word or a person's name")
  func notInside() throws {
    let inWord = try FieldTests.registration("线索 反映不清责任：没人管")
    #expect(inWord?.title == "反映不清责任：没人管")
    let token = MentionToken.text(account: AccountID("im:7"), name: "张三 责任：住建局")
    let utterance = Utterance(text: "/线索 \(token) 说路灯坏了", isPrivate: false)
    let outcome = Heard.interpreter.interpret(utterance, try Heard.hearing()).first
    guard case .register(let registration)? = outcome?.act else {
      Issue.record("not registered")
      return
    }
    #expect(registration.details.unit == nil)
    #expect(registration.title == "@张三 责任：住建局 说路灯坏了")
  }

  @Test("a person whose name has blanks is one person, in a field too")
  func namesWithBlanks() throws {
    let token = MentionToken.text(account: AccountID("im:7"), name: "Li Gong、李工")
    for text in ["/领衔 12 我 联系：\(token)、小周", "/领衔 12 我\n联系：\(token) 小周"] {
      let utterance = Utterance(text: text, isPrivate: false)
      guard
        case .lead(let leading)? = Heard.interpreter.interpret(utterance, try Heard.hearing())
          .first?.act
      else {
        Issue.record("no lead: \(text)")
        continue
      }
      #expect(
        leading.contacts == [.account(AccountID("im:7"), name: "Li Gong、李工"), .name("小周")]
          || leading.contacts == [.account(AccountID("im:7"), name: "Li Gong、李工")], "\(text)")
    }
  }

  @Test("commas that only stood between text and fields are not kept")
  func trimmed() throws {
    #expect(try FieldTests.registration("线索：电梯停了，责任：住建局")?.title == "电梯停了")
    #expect(try FieldTests.registration("线索 ，电梯停了；")?.title == "电梯停了")
    #expect(try FieldTests.registration("线索 电梯停了。")?.title == "电梯停了。")
  }

  @Test("a lone number is no matter to register")
  func onlyANumber() throws {
    for text in ["/线索 12", "/xs12", "/线索 12、13", "/登记 #12"] {
      #expect(try Heard.group(text).allSatisfy { !$0.writes }, "\(text)")
    }
    #expect(try Heard.privately("XS12").first?.act == .find(Finding(numbers: [CaseNumber(12)])))
  }
}
