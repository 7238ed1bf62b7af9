import Testing

@testable import Casework

@Suite("Why a case is due on its day")
struct WhyTests {
  /// A case with a term of five working days, and what happened to it since.
  private static func scene(_ turns: [(day: Int, Turn, note: String?)], at now: Int) throws -> Scene
  {
    var scene = try Scene()
    scene.add("小周", [.team])
    scene.add("王主任", [.congress])
    let calendar = scene.rules.calendar
    let start = scene.rules.zone.day(of: scene.now)
    let due = Deadline(
      day: calendar.adding(workdays: 5, to: start), rule: "5个工作日", from: start,
      calendar: calendar.version)
    try scene.act(.register(Registration(title: "甲路积水", due: due)), by: "小周")
    for (day, turn, note) in turns {
      let stamp = Event.Stamp(
        at: Scene.start.adding(days: Int64(day - 14)), actor: PersonID("p-王主任"))
      let change = CaseTurned(turn, step: Step(old: .rectifying, new: .rectifying), note: note)
      try scene.book.append(
        Event(stamp: stamp, record: .matter(CaseNumber(1)), change: .turned(change)))
    }
    scene.now = Scene.start.adding(days: Int64(now - 14))
    return scene
  }

  private static func day(_ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: 2026, month: 9, day: day))
  }

  private static func all(_ scene: Scene) throws -> String {
    var text = ""
    for page in 1...4 {
      let decision = try scene.decision(.time(.why(CaseNumber(1), page: page)), by: "小周")
      text += decision.text + "\n"
      if decision.dialogue == .close || decision.dialogue == .keep { break }
    }
    return text
  }

  @Test("an extension names who granted it, a rebasing keeps the first date and the days late")
  func chain() throws {
    let first = try WhyTests.day(20)
    let calendar = try Shipped.calendar().version
    let old = Deadline(
      day: first, rule: "5个工作日", from: try WhyTests.day(14), calendar: calendar)
    let extended = Deadline(
      day: try WhyTests.day(24), rule: "中秋前", from: try WhyTests.day(18), calendar: calendar)
    let rebased = Deadline(
      day: try WhyTests.day(30), rule: "国庆前", from: try WhyTests.day(28), calendar: calendar)
    let by = PersonID("p-王主任")
    let text = try WhyTests.all(
      try WhyTests.scene(
        [
          (18, .extensionGranted(ExtensionDecision(by: by, new: extended, old: old)), nil),
          (28, .rebased(Rebasing(new: rebased, old: extended, overdueWorkdays: 1)), "等配件"),
        ], at: 29))
    for line in [
      "9月14日 小周登记时定：9月20日", "9月18日 王主任批准延期：9月24日，原定9月20日",
      "9月28日 王主任改期：9月30日，原定9月24日，已超1个工作日照记", "国庆10月1日至7日放假。",
      "最早定的是9月24日（周四），一直留着。",
    ] {
      #expect(text.contains(line), "\(line) in \(text)")
    }
  }

  @Test("days on which it stood still are told and not counted")
  func suspension() throws {
    var scene = try WhyTests.scene([], at: 16)
    let due = try #require(scene.book.matter(CaseNumber(1))?.due)
    let review = due
    let suspension = Suspension(
      reason: "等省里批", since: scene.now, from: try WhyTests.day(16), review: review,
      previous: .registered)
    var moved = due
    moved.day = scene.rules.calendar.adding(workdays: 2, to: due.day)
    scene = try WhyTests.scene(
      [
        (16, .suspended(suspension), nil),
        (18, .resumed(Resumption(new: moved, old: due, workdays: 2)), nil),
      ], at: 18)
    let text = try WhyTests.all(scene)
    for line in [
      "9月算5个工作日：15、18、20、21、22日", "9月16日至17日挂起，停2个工作日。",
      "9月16日 王主任挂起：等省里批，9月16日起不算", "9月18日 王主任恢复：停了2个工作日，顺延到9月22日",
    ] {
      #expect(text.contains(line), "\(line) in \(text)")
    }
  }

  @Test("a day counted with another calendar says so and stays")
  func otherCalendar() throws {
    var scene = try WhyTests.scene([], at: 16)
    var matter = try #require(scene.book.matter(CaseNumber(1)))
    matter.due?.calendar = "cn-2024-2025-60"
    matter.due?.day = try WhyTests.day(21)
    scene.book.put(matter)
    let text = try WhyTests.all(scene)
    #expect(text.contains("现在的日历数到9月20日（周日，调休上班），期限照定的时候算。"), "\(text)")
    #expect(text.contains("日历：cn-2024-2025-60，现在用的是cn-2025-2026-72"), "\(text)")
  }

  @Test(
    "what the words of a rule count",
    arguments: [
      ("5个工作日", 5, RuleWords.Unit.workdays), ("十五個工作日內", 15, .workdays), ("１０工作日", 10, .workdays),
      ("自即日起3天内", 3, .days), ("两周内", 2, .weeks), ("一个月内", 1, .months), ("半个月", 1, .halfMonth),
    ])
  func words(_ row: (rule: String, count: Int, unit: RuleWords.Unit)) throws {
    let words = try #require(RuleWords(row.rule))
    #expect(words.count == row.count && words.unit == row.unit)
  }

  @Test("words that count nothing", arguments: ["国庆前", "2026-09-30", "9月30日", "周五", "月底前", "20号"])
  func noWords(_ rule: String) { #expect(RuleWords(rule) == nil) }
}
