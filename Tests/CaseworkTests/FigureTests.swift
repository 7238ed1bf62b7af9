import TestSupport
import Testing

@testable import Casework

@Suite("Figures and their lists")
struct FigureTests {
  /// Cases in every state, with and without terms, over a year.
  private static func scene(seed: UInt64) throws -> Scene {
    var generator = SeededGenerator(seed: seed)
    var scene = try Scene()
    scene.add("小周", [.team])
    scene.add("孙主任", [.congress])
    let units = [Scene.unit, UnitID("u2"), nil]
    for number in 1...120 {
      let unit = units.randomElement(using: &generator) ?? nil
      let at = scene.now.adding(days: -Int64.random(in: 0...360, using: &generator))
      var matter = Case(
        number: CaseNumber(number), title: number.isMultiple(of: 3) ? "停车难" : "路灯不亮",
        details: CaseDetails(unit: unit.map { UnitReference(id: $0, name: $0.text) }),
        state: CaseState.allCases.randomElement(using: &generator) ?? .registered,
        registrant: PersonID("p-小周"), registeredAt: at, chat: nil, message: nil, due: nil,
        procedure: "1")
      let day = scene.rules.zone.day(of: scene.now)
        .adding(days: Int.random(in: -60...60, using: &generator))
      if Bool.random(using: &generator) {
        matter.due = Deadline(day: day, rule: "", from: day, calendar: "")
      }
      if matter.state == .closed {
        matter.result = ClosingResult.allCases.randomElement(using: &generator)
        matter.closedAt = at.adding(days: Int64.random(in: 0...20, using: &generator))
      }
      if Int.random(in: 0..<5, using: &generator) == 0 {
        matter.handling = Handling()
        matter.handling?.relapses = 1
      }
      scene.book.put(matter)
    }
    return scene
  }

  @Test("every figure opens into a list of the same length", arguments: UInt64(1)...8)
  func lists(_ seed: UInt64) throws {
    var scene = try FigureTests.scene(seed: seed)
    for words in [["今年"], ["今年", "停车"], ["今年", "住建局"], ["第三季度"], ["全部", "在办"]] {
      let decision = try scene.act(.reporting(.statistics(words: words, page: 1)), by: "小周")
      let figure = try #require(decision.figure)
      for part in FigurePart.allCases {
        let expected = figure.values[part.rawValue] ?? 0
        let text = try scene.decision(
          .reporting(.details(figure.serial, part: part.rawValue, page: 1)), by: "小周"
        ).text
        #expect(text.contains("\(part.rawValue)\(expected)件"), "\(words): \(text)")
        // Nothing moved in between, so that nothing is said of another count.
        #expect(!text.contains("（"), "\(text)")
      }
    }
  }

  @Test(
    "registered is solved, in hand and otherwise; counted once more by hand",
    arguments: UInt64(1)...8)
  func sums(_ seed: UInt64) throws {
    var scene = try FigureTests.scene(seed: seed)
    let figure = try #require(
      try scene.act(.reporting(.statistics(words: ["全部"], page: 1)), by: "小周").figure)
    let today = scene.rules.zone.day(of: scene.now)
    // A second count that knows nothing of facts.
    var counted: [String: Int] = [:]
    for matter in scene.book.matters.values {
      if [.withdrawn, .voided, .merged].contains(matter.state) { continue }
      counted["登记", default: 0] += 1
      if matter.state.isOpen {
        counted["在办", default: 0] += 1
        // Who has reported is late no more: it waits for us.
        let waits: Set<CaseState> = [.suspended, .reported, .verified, .closing]
        if !waits.contains(matter.state), let due = matter.due, due.day < today {
          counted["超期", default: 0] += 1
        }
      } else if matter.state == .closed, matter.result == .rectified {
        counted["解决", default: 0] += 1
      } else {
        counted["其他办结", default: 0] += 1
      }
    }
    for name in ["登记", "在办", "超期", "解决", "其他办结"] {
      #expect(figure.values[name] == counted[name] ?? 0, "\(name)")
    }
    #expect(
      figure.values["登记"]
        == (figure.values["解决"] ?? 0) + (figure.values["在办"] ?? 0) + (figure.values["其他办结"] ?? 0))
  }

  @Test(
    "the groups of a dimension add up to the whole", arguments: ["按单位", "按领域", "按状态", "按领衔", "按乡镇"])
  func groups(_ dimension: String) throws {
    var scene = try FigureTests.scene(seed: 3)
    let decision = try scene.act(
      .reporting(.statistics(words: ["全部", dimension], page: 1)), by: "小周")
    let figure = try #require(decision.figure)
    let parts = figure.values.filter { $0.key.hasSuffix("/登记") }
    #expect(parts.values.reduce(0, +) == figure.values["登记"])
    #expect(decision.text.split(separator: "\n").count <= 8)
  }

  @Test("the same question gets the same numbers, each a number of its own")
  func serials() throws {
    var scene = try FigureTests.scene(seed: 2)
    let act = Act.reporting(.statistics(words: ["今年"], page: 1))
    let first = try #require(try scene.act(act, by: "小周").figure)
    let second = try #require(try scene.act(act, by: "孙主任").figure)
    #expect(first.serial == 1 && second.serial == 2)
    #expect(first.values == second.values)
    let again = try scene.decision(.reporting(.reckonAgain(1)), by: "小周")
    #expect(again.text.contains("没有变化") && again.events.isEmpty)
  }

  @Test("restricted cases count nowhere")
  func restricted() throws {
    let scene = try FigureTests.scene(seed: 5)
    var other = scene
    for number in 1...50 {
      guard var twin = scene.book.matters[CaseNumber(number)] else { continue }
      twin.number = CaseNumber(number, series: .restricted)
      other.book.put(twin)
    }
    for words in [["今年"], ["全部", "停车"], ["全部", "按单位"], ["今年", "联合走访"]] {
      let act = Act.reporting(.statistics(words: words, page: 1))
      #expect(try scene.decision(act, by: "小周").text == other.decision(act, by: "小周").text)
    }
    for act in [ReportingAct.register(words: [], page: 1), .project(nil, page: 1), .gaps] {
      #expect(
        try scene.decision(.reporting(act), by: "小周").text
          == other.decision(.reporting(act), by: "小周").text)
    }
  }

  @Test(
    "counts of persons get the one answer",
    arguments: ["处理了几个人", "今年处分多少人", "立案", "问责情况", "人数"])
  func persons(_ word: String) throws {
    let scene = try FigureTests.scene(seed: 1)
    let decision = try scene.decision(
      .reporting(.statistics(words: [word], page: 1)), by: "小周")
    #expect(decision.events.isEmpty && decision.text == Refusal.unavailable.text.plain)
  }

  @Test("names count once, numbers without names beside them")
  func visits() {
    func visit(_ points: [String], _ count: Int, _ units: [String], _ unitCount: Int) -> Activity {
      Activity(
        serial: 1, kind: Activity.jointVisit, day: CivilDate(dayNumber: 0), points: points,
        pointCount: count, units: units.map { UnitReference(id: nil, name: $0) },
        unitCount: unitCount)
    }
    let count = VisitFigures.Count([
      visit(["甲", "乙"], 4, ["住建局"], 1), visit(["乙", "丙"], 2, ["住建局", "交通局"], 3),
    ])
    #expect(count.visits == 2 && count.points == 5 && count.units == 3)
  }
}

extension Decision {
  /// The figure it gave, if it gave one.
  fileprivate var figure: Figure? {
    for event in events {
      if case .figureGiven(let figure) = event.change { return figure }
    }
    return nil
  }
}
