import Casework
import Testing

/// What a district's table asks for before a step, and by which table a case was registered, as people read it.
@Suite("办事规程要的东西")
struct NeedsTests {
  private static let number = CaseNumber(1)

  private static let today = Zone.shanghai.day(of: Scene.start)

  private static func table(_ needs: String) -> String {
    """
    version: "某区1"
    transitions:
      - { act: 更正, from: [已领衔], to: 不变, needs: [\(needs)] }
    """
  }

  private static func scene(_ needs: String) throws -> Scene {
    var scene = try Scene(procedure: table(needs))
    scene.add("专一", [.team])
    scene.book.put(
      Case(
        number: number, title: "甲路积水", details: CaseDetails(), state: .assigned,
        registrant: PersonID("p-专一"), registeredAt: Scene.start, chat: Scene.chat, message: nil,
        due: Deadline(
          day: today.adding(days: 5), rule: "5天", from: today, calendar: "c"), procedure: "某区1"))
    return scene
  }

  private static var amending: Act {
    var wish = AmendWish(number: number)
    wish.title = "甲路口积水"
    return .course(.amend(wish))
  }

  @Test(
    "缺哪样说哪样，给出下一步；有了就办",
    arguments: [
      ("领衔人", "1号还没有领衔人，不能更正。\n请先定领衔人：领衔 1 姓名"),
      ("进展", "1号还没有进展记录，不能更正。\n请先记一条：进展 1 内容"),
      ("验收", "1号还没有验收，不能更正。\n看现在的情况：查 1"),
      ("理由", "1号还没有进展记录，也没有写理由，不能更正。\n请先记一条：进展 1 内容"),
    ])
  func asked(need: String, answer: String) throws {
    var scene = try NeedsTests.scene(need)
    let refused = try scene.act(NeedsTests.amending, by: "专一")
    #expect(refused.text == answer)
    #expect(scene.book.matter(NeedsTests.number)?.title == "甲路积水")
    var matter = try #require(scene.book.matter(NeedsTests.number))
    matter.lead = PersonID("p-专一")
    matter.progressCount = 1
    var handling = Handling()
    handling.verification = Verification(by: PersonID("p-专一"), at: scene.now)
    matter.handling = handling
    scene.book.put(matter)
    let done = try scene.act(NeedsTests.amending, by: "专一")
    #expect(done.refusal == nil, "\(done.text)")
    #expect(scene.book.matter(NeedsTests.number)?.title == "甲路口积水")
  }

  @Test("要几样的，先说第一样缺的")
  func several() throws {
    var scene = try NeedsTests.scene("领衔人, 进展")
    #expect(try scene.act(NeedsTests.amending, by: "专一").refusal == .missingLead)
    var matter = try #require(scene.book.matter(NeedsTests.number))
    matter.lead = PersonID("p-专一")
    scene.book.put(matter)
    #expect(try scene.act(NeedsTests.amending, by: "专一").refusal == .missingProgress)
  }

  @Test("登记时用的哪一版留在事项上；换了规程，为何会说")
  func version() throws {
    var scene = try NeedsTests.scene("进展")
    try scene.act(.register(Registration(title: "乙路路灯不亮")), by: "专一")
    #expect(scene.book.matter(CaseNumber(2))?.procedure == "某区1")
    let number = NeedsTests.number
    let before = try scene.act(.time(.why(number, page: 1)), by: "专一")
    #expect(!before.text.contains("版办事规程"), "\(before.text)")
    scene.rules = try Shipped.rules()
    let version = scene.rules.procedure.version
    let after = try scene.act(.time(.why(number, page: 1)), by: "专一")
    #expect(after.text.contains("登记时用的是某区1版办事规程，现在是\(version)版。"), "\(after.text)")
    #expect(scene.book.matter(number)?.procedure == "某区1")
  }
}
