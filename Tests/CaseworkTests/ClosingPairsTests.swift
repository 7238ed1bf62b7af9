import Casework
import Testing

/// Closing takes two people. Every pair of them, over every way to be tied to the case.
@Suite("Closing takes two")
struct ClosingPairsTests {
  private static let names = ["专一", "专二", "领衔专", "登记专", "联系专", "人大", "纪委", "单位", "管理", "成员"]

  private static func scene(team: Bool = true) throws -> Scene {
    var scene = try Scene()
    for name in ["专一", "专二", "领衔专", "登记专", "联系专"] { scene.add(name, team ? [.team] : []) }
    scene.add("人大", [.congress])
    scene.add("纪委", [.discipline])
    scene.add("单位", [.unit], unit: Scene.unit)
    scene.add("管理", [.admin])
    scene.add("管理二", [.admin])
    scene.add("成员")
    let registrar = team ? "登记专" : "管理"
    let unit = UnitReference(id: nil, name: "住建局")
    try scene.act(
      .register(Registration(title: "甲路积水", details: CaseDetails(unit: unit))), by: registrar)
    try scene.act(
      .lead(
        Leading(number: CaseNumber(1), lead: .name("领衔专"), contacts: [.name("联系专")])),
      by: team ? "专一" : "管理")
    try scene.act(.progress(CaseNumber(1), text: "已抽干"), by: "领衔专")
    return scene
  }

  @Test("it closes for exactly those pairs that are two of the team, the second not the lead")
  func everyPair() throws {
    let team: Set = ["专一", "专二", "领衔专", "登记专", "联系专"]
    for first in ClosingPairsTests.names {
      for second in ClosingPairsTests.names {
        var scene = try ClosingPairsTests.scene()
        try scene.actAndConfirm(.close(CaseNumber(1), nil), by: first)
        try scene.actAndConfirm(.close(CaseNumber(1), nil), by: second)
        let state = scene.book.matter(CaseNumber(1))?.state
        let closes =
          team.contains(first) && team.contains(second) && first != second && second != "领衔专"
        #expect((state == .closed) == closes, "\(first) and \(second): \(state?.name ?? "none")")
      }
    }
  }

  @Test("without a team two administrators may, one never both halves")
  func administrators() throws {
    for (second, closes) in [("管理", false), ("管理二", true), ("成员", false)] {
      var scene = try ClosingPairsTests.scene(team: false)
      try scene.actAndConfirm(.close(CaseNumber(1), nil), by: "管理")
      #expect(scene.book.matter(CaseNumber(1))?.state == .closing)
      try scene.actAndConfirm(.close(CaseNumber(1), nil), by: second)
      #expect((scene.book.matter(CaseNumber(1))?.state == .closed) == closes, "\(second)")
    }
  }

  @Test("a proposal lapses after seven days, not a millisecond before")
  func lapses() throws {
    var scene = try ClosingPairsTests.scene()
    try scene.actAndConfirm(.close(CaseNumber(1), nil), by: "专一")
    let due = scene.now.adding(days: 7)
    let before = Instant(milliseconds: due.milliseconds - 1)
    #expect(try Lapsing.decide(scene.book, now: before).events.isEmpty)
    for event in try Lapsing.decide(scene.book, now: due).events { try scene.book.append(event) }
    let matter = scene.book.matter(CaseNumber(1))
    #expect(matter?.state == .rectifying && matter?.proposal == nil)
  }

  @Test("a confirmation is void once anything happened to the case")
  func voidOnChange() throws {
    var scene = try ClosingPairsTests.scene()
    let asked = try scene.act(.close(CaseNumber(1), nil), by: "专一")
    guard case .open(let dialogue) = asked.dialogue, case .confirm(let it) = dialogue.question
    else {
      Issue.record("nothing was asked: \(asked.text)")
      return
    }
    try scene.act(.progress(CaseNumber(1), text: "又积水了"), by: "专二")
    #expect(try scene.act(.confirmed(.close(CaseNumber(1), nil), it), by: "专一").refusal == .changedSince)
    #expect(scene.book.matter(CaseNumber(1))?.state == .rectifying)
  }
}
