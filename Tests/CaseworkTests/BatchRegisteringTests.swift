import Foundation
import Testing

@testable import Casework

@Suite("Tables, short names and what is alike")
struct BatchRegisteringTests {
  private static func row(
    _ label: String, _ title: String, unit: String? = nil, _ doubts: [Batch.Doubt] = []
  ) -> Batch.Row {
    var registration = Registration(title: title)
    registration.details.unit = unit.map { UnitReference(id: nil, name: $0) }
    return Batch.Row(label: label, registration: registration, doubts: doubts)
  }

  private static func scene() throws -> Scene {
    var scene = try Scene()
    scene.add("team", [.team])
    scene.add("gone", [.team], inGroup: false)
    return scene
  }

  @Test("one message makes one stamp and numbers without a gap")
  func oneStamp() throws {
    var scene = try BatchRegisteringTests.scene()
    let rows = (1...9).map { BatchRegisteringTests.row("\($0)", "第\($0)件事") }
    let asked = try scene.act(
      .speech(.batch(Batch(rows: rows), .offered(asks: false))), by: "team")
    #expect(asked.events.isEmpty)
    guard case .open(let dialogue) = asked.dialogue, case .batch(let kept) = dialogue.question
    else {
      Issue.record("not asked")
      return
    }
    let copy = try JSONDecoder().decode(
      Dialogue.Question.self, from: JSONEncoder().encode(dialogue.question))
    #expect(copy == dialogue.question)
    let done = try scene.act(.speech(.batch(kept, .accepted)), by: "team")
    #expect(done.events.count == 9 && done.dialogue == .close)
    #expect(Set(done.events.map(\.stamp.message)).count == 1)
    #expect(done.events.allSatisfy { $0.stamp == done.events[0].stamp })
    #expect(scene.book.matters.keys.map(\.value).sorted() == Array(1...9))
    #expect(done.text.contains("1至9号"))
    #expect(done.replies[0].text.lines.count <= 8)
  }

  @Test("three rows without a doubt are registered at once, four or a doubt are shown")
  func shown() throws {
    let scene = try BatchRegisteringTests.scene()
    func events(_ rows: [Batch.Row], left: [String] = [], asks: Bool = false) throws -> Int {
      try scene.decision(
        .speech(.batch(Batch(rows: rows, left: left), .offered(asks: asks))), by: "team"
      ).events.count
    }
    let clear = (1...4).map { BatchRegisteringTests.row("\($0)", "第\($0)件事") }
    #expect(try events(Array(clear.prefix(3))) == 3)
    #expect(try events(clear) == 0)
    #expect(try events(Array(clear.prefix(1)), asks: true) == 0)
    #expect(try events(Array(clear.prefix(1)), left: ["②"]) == 0)
    #expect(try events([BatchRegisteringTests.row("1", "甲", [.unreadableDay("越快越好")])]) == 0)
    // 建设局 is short for one of the two units.
    #expect(try events([BatchRegisteringTests.row("1", "甲", unit: "建设局")]) == 0)
  }

  @Test("a doubtful row waits alone; the proposals of the others are taken")
  func held() throws {
    var scene = try BatchRegisteringTests.scene()
    let rows = [
      BatchRegisteringTests.row("1", "甲路积水", unit: "建设局"),
      BatchRegisteringTests.row("2", "乙路无灯", [.unreadableDay("越快越好")]),
    ]
    let decision = try scene.act(.speech(.batch(Batch(rows: rows), .accepted)), by: "team")
    #expect(decision.events.count == 1)
    #expect(scene.book.matter(CaseNumber(1))?.details.unit?.id == Scene.unit)
    guard case .open(let dialogue) = decision.dialogue, case .batch(let left) = dialogue.question
    else {
      Issue.record("the doubtful row is lost")
      return
    }
    #expect(left.rows.map(\.label) == ["2"])
    let again = try scene.act(.speech(.batch(left, .accepted)), by: "team")
    #expect(again.events.isEmpty)
  }

  @Test("the same rows again make no second cases, nor does a row that stands twice")
  func repeated() throws {
    var scene = try BatchRegisteringTests.scene()
    let rows = ["甲路积水", "乙路无灯", "甲路积水"].enumerated().map {
      BatchRegisteringTests.row("\($0.offset + 1)", $0.element)
    }
    let batch = Batch(rows: rows)
    #expect(
      try scene.act(.speech(.batch(batch, .offered(asks: false))), by: "team").events.count == 2)
    let again = try scene.act(.speech(.batch(batch, .offered(asks: false))), by: "team")
    #expect(again.events.isEmpty && again.text.contains("1至2号"))
    let gone = try scene.decision(.speech(.batch(batch, .offered(asks: false))), by: "gone")
    #expect(gone.refusal == .notMember)
  }

  @Test(
    "numbers as a range",
    arguments: [
      ([43, 44, 45], "43至45号", "43-45"), ([1], "1号", "1"), ([1, 3, 4], "1号、3至4号", "1、3-4"),
      ([4, 3, 3], "3至4号", "3-4"),
    ])
  func ranges(_ row: (numbers: [Int], text: String, typed: String)) {
    let numbers = row.numbers.map { CaseNumber($0) }
    #expect(NumberRange.text(numbers) == row.text && NumberRange.typed(numbers) == row.typed)
  }

  // MARK: Short names

  @Test(
    "a short name is likely where it fits one unit",
    arguments: [
      ("住建局", "u1"), ("建设局", "u1"), ("区住房", "u1"), ("运输局", "u2"), ("某区交通局", "u2"), ("局", nil),
      ("交通", nil), ("公安局", nil), ("街道", nil), ("甲", nil), ("", nil),
    ] as [(String, String?)])
  func likely(_ row: (typed: String, unit: String?)) throws {
    let found = try UnitNames.likely(row.typed, Scene().book)
    #expect(found?.id.text == row.unit, "\(row.typed)")
  }

  @Test("a single clue with such a name is asked, never taken silently; both answers register")
  func singleClue() throws {
    var scene = try BatchRegisteringTests.scene()
    var registration = Registration(title: "甲路积水")
    registration.details.unit = UnitReference(id: nil, name: "建设局")
    registration.details.source = "走访"
    let asked = try scene.act(.register(registration), by: "team")
    #expect(asked.events.isEmpty)
    guard case .open(let dialogue) = asked.dialogue,
      case .offer(let commands) = dialogue.question
    else {
      Issue.record("not asked")
      return
    }
    #expect(commands.count == 2 && commands.allSatisfy { $0.contains("来源：走访") })
    registration.details.unit = UnitReference(id: nil, name: "“建设局”")
    let asTyped = try scene.act(.register(registration), by: "team")
    #expect(asTyped.events.count == 1)
    #expect(scene.book.matter(CaseNumber(1))?.details.unit == UnitReference(id: nil, name: "建设局"))
  }

  // MARK: Alike

  @Test(
    "the same place and thing is alike, the place alone is not",
    arguments: [
      ("和谐小区3号楼电梯又停了，老人下不来楼", true), ("和谐小区2号楼电梯停运", true), ("和谐小区的电梯停了", true),
      ("和谐小区垃圾没人清运", false), ("幸福小区电梯停运", false), ("电梯", false), ("甲街道路面积水", false),
    ])
  func alike(_ row: (title: String, isAlike: Bool)) throws {
    var scene = try BatchRegisteringTests.scene()
    try scene.act(.register(Registration(title: "和谐小区2号楼电梯停运")), by: "team")
    let found = try Likeness.nearest(row.title, place: nil, scene.book)
    #expect((found != nil) == row.isAlike, "\(row.title)")
  }

  @Test("of several the nearest one is named, and closed ones are like nothing")
  func nearest() throws {
    var scene = try BatchRegisteringTests.scene()
    for title in ["和谐小区2号楼电梯停运", "和谐小区5号楼电梯停运三天没人修", "丁街道路灯不亮"] {
      try scene.act(.register(Registration(title: title)), by: "team")
    }
    let found = try Likeness.nearest("和谐小区7号楼电梯停运三天", place: nil, scene.book)
    #expect(found?.number == CaseNumber(2))
    var closed = try #require(scene.book.matter(CaseNumber(2)))
    closed.state = .closed
    scene.book.put(closed)
    #expect(
      try Likeness.nearest("和谐小区7号楼电梯停运三天", place: nil, scene.book)?.number == CaseNumber(1))
  }
}
