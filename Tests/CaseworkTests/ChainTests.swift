import Testing

@testable import Casework

/// Each next instrument stands on all that the unit was sent, however the course of the case began anew.
@Suite("文书的前后")
struct ChainTests {
  /// Two cases handed to one unit, each with an order that was issued and has lapsed.
  private static func scene() throws -> Scene {
    var scene = try Scene()
    scene.add("周九", [.team])
    scene.add("李工", [.unit], unit: Scene.unit)
    let numbers = [CaseNumber(1), CaseNumber(2)]
    for (number, title) in zip(numbers, ["甲路积水", "甲路口积水"]) {
      try scene.act(
        .register(Registration(title: title, details: CaseDetails(unit: unit))), by: "周九")
      try scene.act(
        .handing(.assign(Assigning(numbers: [number], due: term(scene, 1)))), by: "周九")
    }
    scene.now = scene.now.adding(days: 7)
    for number in numbers {
      let drafted = try scene.actAndConfirm(
        .handing(
          .draft(
            Drafting(
              verb: .order, number: number, due: term(scene, 2), requirement: "疏通\(number)"))),
        by: "周九")
      var matter = try #require(scene.book.matter(number))
      var order = try #require(matter.handling?.instruments.first, "\(drafted.text)")
      order.state = .issued
      order.number = "协同督〔2026〕\(number)号"
      order.issuedAt = scene.now.adding(seconds: Int64(number.value))
      matter.handling?.instruments = [order]
      matter.due = order.due
      scene.book.put(matter)
    }
    scene.now = scene.now.adding(days: 7)
    return scene
  }

  private static let unit = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")

  private static func term(_ scene: Scene, _ days: Int) -> Deadline {
    let today = scene.rules.zone.day(of: scene.now)
    return Deadline(day: today.adding(days: days), rule: "", from: today, calendar: "")
  }

  private static func said(_ act: Act, _ scene: Scene) throws -> String {
    try scene.decision(act, by: "周九").text
  }

  @Test(
    "after a term that was given anew, 督办 to look still says what was sent, and no lapse that is none"
  )
  func givenAnew() throws {
    var scene = try ChainTests.scene()
    var matter = try #require(scene.book.matter(CaseNumber(1)))
    matter.due = ChainTests.term(scene, 9)
    scene.book.put(matter)
    let look = Act.handing(.draft(Drafting(verb: .order, number: CaseNumber(1))))
    #expect(try ChainTests.said(look, scene).contains("已发：协同督〔2026〕1号"))
    let draft = Act.handing(
      .draft(
        Drafting(
          verb: .order, number: CaseNumber(1), due: ChainTests.term(scene, 5), reason: "情况较重")))
    try scene.actAndConfirm(draft, by: "周九")
    let text = try #require(scene.book.matter(CaseNumber(1))?.handling?.instruments.last?.text)
    #expect(text.contains("协同督〔2026〕1号"))
    #expect(!text.contains("到期未收到"))
  }

  @Test(
    "what was sent about a case that went into it stands in the next one too, in the order of issue"
  )
  func merged() throws {
    var scene = try ChainTests.scene()
    var (first, second) = (
      try #require(scene.book.matter(CaseNumber(1))), try #require(scene.book.matter(CaseNumber(2)))
    )
    first.state = .merged
    first.handling?.mergedInto = second.number
    second.handling?.absorbed.append(
      Absorbed(number: first.number, source: nil, registrant: first.registrant))
    scene.book.put(first)
    scene.book.put(second)
    let chain = try Ladder.chain(second, to: ChainTests.unit, scene.book)
    #expect(chain.map(\.number) == ["协同督〔2026〕1号", "协同督〔2026〕2号"])
    let draft = Act.handing(
      .draft(Drafting(verb: .order, number: second.number, due: ChainTests.term(scene, 5))))
    try scene.actAndConfirm(draft, by: "周九")
    let text = try #require(scene.book.matter(second.number)?.handling?.instruments.last?.text)
    let places = chain.compactMap { one in text.firstRange(of: one.number ?? "")?.lowerBound }
    #expect(places.count == 2 && places == places.sorted())
  }
}
