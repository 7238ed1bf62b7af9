import Testing

@testable import Casework

/// Rules that nothing else holds by itself: each was broken on purpose, and no other test saw it.
@Suite("Rules one by one")
struct RuleTests {
  private static let number = CaseNumber(1)

  /// A case of the unit, led, due after some days from now.
  private static func scene(dueIn days: Int) throws -> Scene {
    var scene = try Scene()
    scene.add("专班", [.team])
    scene.add("领衔人", [.congress])
    scene.add("李工", [.unit], unit: Scene.unit)
    let unit = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")
    let details = CaseDetails(unit: unit, source: "甲街道联络站")
    let registration = Registration(
      title: "甲路积水", details: details, due: try term(days, scene))
    try scene.act(.register(registration), by: "专班")
    try scene.act(.lead(Leading(number: number, lead: .name("领衔人"))), by: "专班")
    return scene
  }

  private static func term(_ days: Int, _ scene: Scene) throws -> Deadline {
    let today = scene.rules.zone.day(of: scene.now)
    return Deadline(
      day: today.adding(days: days), rule: "\(days)天", from: today,
      calendar: scene.rules.calendar.version)
  }

  @Test("whoever reported does not verify; another of the same standing does")
  func reporterDoesNotVerify() throws {
    var scene = try RuleTests.scene(dueIn: 8)
    scene.evidence = [Evidence(kind: "photo", reference: "f1")]
    let report = UnitReport(number: RuleTests.number, text: "已抽干", signedOffBy: "刘局长")
    try scene.act(.course(.report(report)), by: "领衔人")
    scene.evidence = []
    let verify = Act.course(.verify(RuleTests.number, note: nil))
    #expect(try scene.act(verify, by: "领衔人").refusal == .samePerson)
    #expect(scene.book.matter(RuleTests.number)?.state == .reported)
    #expect(try scene.act(verify, by: "专班").refusal == nil)
    #expect(scene.book.matter(RuleTests.number)?.state == .verified)
  }

  @Test("on the last day an extension is asked for, on the next day no more")
  func extensionUntilTheLastDay() throws {
    var scene = try RuleTests.scene(dueIn: 2)
    let wish = ExtensionWish(
      number: RuleTests.number, until: try RuleTests.term(8, scene), reason: "等设备")
    scene.now = scene.now.adding(days: 2)
    #expect(try scene.decision(.course(.extend(wish)), by: "李工").refusal == nil)
    scene.now = scene.now.adding(days: 1)
    #expect(try scene.act(.course(.extend(wish)), by: "李工").refusal == .pastDue)
    #expect(scene.book.matter(RuleTests.number)?.handling?.extensionAsked == nil)
  }

  @Test("where it came from is told in an inner group, to no unit and in no group where units sit")
  func source() throws {
    var scene = try RuleTests.scene(dueIn: 8)
    let inner = ChatID("im:-2")
    scene.book.put(Group(id: inner, kind: .inner))
    let rows: [(name: String, place: Situation.Place, shows: Bool)] = [
      ("专班", .group(Scene.chat), false), ("专班", .group(inner), true),
      ("专班", .privateChat(ChatID("im:专班")), true),
      ("李工", .privateChat(ChatID("im:李工")), false), ("李工", .group(Scene.chat), false),
    ]
    for row in rows {
      let situation = try scene.situation(row.name, at: row.place)
      #expect(
        try Viewer.of(situation, scene.book).showsSource == row.shows, "\(row.name) \(row.place)")
      let clue = Act.register(
        Registration(title: "乙路积水", details: CaseDetails(source: "丙乡联络站")))
      let answer = try decide(clue, scene.book, situation).text
      #expect(answer.contains("丙乡联络站") == row.shows, "\(row.name) \(row.place): \(answer)")
    }
  }

  @Test("a reminder of a case that an outage held up waits for working hours")
  func lateReminderWaits() throws {
    var scene = try RuleTests.scene(dueIn: 1)
    let opened = scene.now
    // 09:00 is past the moment of reminders; the bot comes back at 22:00 of the last day.
    scene.now = opened.adding(days: 1).adding(minutes: 13 * 60)
    #expect(try CaseReminding.rule.decide(scene.book, scene.now, scene.rules) == Decision())
    let next = try #require(try CaseReminding.rule.next(scene.book, scene.now, scene.rules))
    #expect(next > scene.now)
    // In working hours it would have been said at once.
    scene.now = opened.adding(days: 1).adding(minutes: 60)
    #expect(try !CaseReminding.rule.decide(scene.book, scene.now, scene.rules).replies.isEmpty)
  }
}
