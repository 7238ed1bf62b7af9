import Testing

@testable import Casework

/// Whoever no longer has a case has nothing to sign and to answer.
@Suite("改派以后的文书")
struct PapersTests {
  private static let first = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")
  private static let second = UnitReference(id: UnitID("u2"), name: "区交通运输局")
  private static let number = CaseNumber(1)

  /// A case handed to the first unit, with an order and a private note that it has not signed for.
  private static func scene() throws -> Scene {
    var scene = try Scene()
    scene.add("周九", [.team])
    scene.add("李工", [.unit], unit: Scene.unit)
    scene.add("张工", [.unit], unit: UnitID("u2"))
    try scene.act(
      .register(Registration(title: "甲路积水", details: CaseDetails(unit: first))), by: "周九")
    try scene.act(.handing(.assign(Assigning(numbers: [number], due: term(scene, 1)))), by: "周九")
    scene.now = scene.now.adding(days: 7)
    try scene.actAndConfirm(
      .handing(
        .draft(Drafting(verb: .order, number: number, due: term(scene, 2), requirement: "疏通"))),
      by: "周九")
    var matter = try #require(scene.book.matter(number))
    var order = try #require(matter.handling?.instruments.first)
    order.state = .issued
    order.number = "协同督〔2026〕1号"
    order.issuedAt = scene.now
    var note = order
    note.serial = Instrument.firstPrivateSerial
    note.kind = "提醒单"
    note.number = "纪提〔2026〕1号"
    matter.handling?.instruments = [order, note]
    scene.book.put(matter)
    scene.now = scene.now.adding(days: 1)
    return scene
  }

  private static func term(_ scene: Scene, _ days: Int) -> Deadline {
    let today = scene.rules.zone.day(of: scene.now)
    return Deadline(day: today.adding(days: days), rule: "", from: today, calendar: "")
  }

  private static func hand(_ scene: inout Scene, to unit: UnitReference) throws -> Decision {
    try scene.act(
      .handing(.assign(Assigning(numbers: [number], unit: unit.name, due: term(scene, 5)))),
      by: "周九")
  }

  private static func papers(_ scene: Scene) throws -> [Instrument] {
    try #require(scene.book.matter(number)?.handling).instruments
  }

  @Test(
    "the new unit signs for its own; the papers of the one before end, and are answered by nobody")
  func another() throws {
    var scene = try PapersTests.scene()
    let handed = try PapersTests.hand(&scene, to: PapersTests.second)
    #expect(handed.text.contains("协同督〔2026〕1号终止"))
    // Of a private kind nothing is said where all read.
    #expect(!handed.text.contains("纪提"))
    var matter = try #require(scene.book.matter(PapersTests.number))
    #expect(matter.unsigned(by: PapersTests.first).isEmpty)
    #expect(matter.unsigned(by: PapersTests.second).map(\.serial) == [nil])
    #expect(Duty.of(matter).filter { $0.kind == .signPrivately }.isEmpty)
    try scene.act(.handing(.receive([PapersTests.number], quietly: false)), by: "张工")
    #expect(try PapersTests.papers(scene).allSatisfy { $0.received == nil && $0.ended != nil })
    let late = try scene.act(.handing(.receive([PapersTests.number], quietly: false)), by: "李工")
    #expect(late.text.contains("已改由"))
    matter = try #require(scene.book.matter(PapersTests.number))
    matter.handling?.report = Report(
      text: "已疏通", by: PersonID("p-张工"), at: scene.now.adding(days: 1), signedOffBy: "局长",
      unit: PapersTests.second)
    let answered = IssueFacts.of(matter).filter(\.isAnswered).map(\.kind)
    #expect(answered == [IssueFacts.handOver])
  }

  @Test("they end for good where the first unit gets the case once more")
  func andBack() throws {
    var scene = try PapersTests.scene()
    _ = try PapersTests.hand(&scene, to: PapersTests.second)
    scene.now = scene.now.adding(days: 1)
    _ = try PapersTests.hand(&scene, to: PapersTests.first)
    let matter = try #require(scene.book.matter(PapersTests.number))
    #expect(matter.unsigned(by: PapersTests.first).map(\.serial) == [nil])
  }

  @Test("they stand again, of a private kind too, where the hand-over is taken back")
  func takenBack() throws {
    var scene = try PapersTests.scene()
    let before = try #require(scene.book.matter(PapersTests.number))
    _ = try PapersTests.hand(&scene, to: PapersTests.second)
    let restoring = Restoring(sequence: 1, kind: "case.handed", matter: before)
    let situation = try scene.situation("周九")
    try scene.book.append(
      situation.event(
        .matter(PapersTests.number),
        .turned(
          CaseTurned(.restored(restoring), step: Step(old: before.state, new: before.state)))))
    let matter = try #require(scene.book.matter(PapersTests.number))
    #expect(try PapersTests.papers(scene).allSatisfy { $0.ended == nil })
    #expect(matter.unsigned(by: PapersTests.first).count == 3)
  }
}
