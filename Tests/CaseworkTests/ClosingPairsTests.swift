import Casework
import Testing

/// Closing takes two people. Every pair of them, over every way to be tied to the case.
@Suite("Closing takes two")
struct ClosingPairsTests {
  private static let number = CaseNumber(1)
  private static let names = [
    "专一", "专二", "审定专", "审定员", "领衔审", "反馈审", "验收审", "登记专", "人大", "纪委", "单位", "管理", "成员",
  ]
  private static let team: Set = ["专一", "专二", "审定专", "领衔审", "验收审", "登记专"]
  private static let approvers: Set = ["审定专", "审定员", "领衔审", "反馈审", "验收审"]
  /// Who has had the case in hand.
  private static let tied: Set = ["领衔审", "反馈审", "验收审"]

  /// A verified case: 反馈审 reported it, 验收审 verified it, 领衔审 leads it.
  private static func scene(team: Bool = true, rights: Bool = true) throws -> Scene {
    var scene = try Scene()
    for name in names {
      var roles: [Role] = []
      if ClosingPairsTests.team.contains(name), team { roles.append(.team) }
      scene.add(name, roles, rights: rights && approvers.contains(name) ? [.approve] : [])
    }
    scene.add("人大", [.congress])
    scene.add("纪委", [.discipline])
    scene.add("单位", [.unit], unit: Scene.unit)
    scene.add("管理", [.admin])
    scene.add("管理二", [.admin])
    let unit = UnitReference(id: nil, name: "住建局")
    try scene.act(
      .register(Registration(title: "甲路积水", details: CaseDetails(unit: unit))), by: "登记专")
    try scene.act(
      .lead(Leading(number: number, lead: .name("领衔审"), contacts: [.name("反馈审")])),
      by: team ? "专一" : "管理")
    scene.evidence = [Evidence(kind: "photo", reference: "f1")]
    let report = UnitReport(number: number, text: "已抽干", signedOffBy: "何局长")
    try scene.act(.course(.report(report)), by: "反馈审")
    scene.evidence = []
    try scene.act(.course(.verify(number, note: nil)), by: team ? "验收审" : "领衔审")
    return scene
  }

  @Test("it closes for exactly those pairs: one of the team, then another with 审定 who is not tied")
  func everyPair() throws {
    for first in ClosingPairsTests.names {
      for second in ClosingPairsTests.names {
        let closes =
          ClosingPairsTests.team.contains(first) && ClosingPairsTests.approvers.contains(second)
          && !ClosingPairsTests.tied.contains(second) && first != second
        let word = CardAnswer(ClosingPairsTests.number, .confirmed)
        // Typed anew it is shown first; 同意 with the number is enough.
        for act in [Act.close(ClosingPairsTests.number, nil), .speech(.card(word))] {
          var scene = try ClosingPairsTests.scene()
          try scene.actAndConfirm(.close(ClosingPairsTests.number, nil), by: first)
          try scene.actAndConfirm(act, by: second)
          let state = scene.book.matter(ClosingPairsTests.number)?.state
          #expect((state == .closed) == closes, "\(first) and \(second): \(state?.name ?? "none")")
        }
      }
    }
  }

  @Test("while nobody holds 审定 another one of the team may, with the first grant no more")
  func newGroup() throws {
    for second in ClosingPairsTests.names {
      var scene = try ClosingPairsTests.scene(rights: false)
      try scene.act(.close(ClosingPairsTests.number, nil), by: "专一")
      try scene.actAndConfirm(.close(ClosingPairsTests.number, nil), by: second)
      let closes =
        ClosingPairsTests.team.contains(second) && !ClosingPairsTests.tied.contains(second)
        && second != "专一"
      let state = scene.book.matter(ClosingPairsTests.number)?.state
      #expect((state == .closed) == closes, "\(second): \(state?.name ?? "none")")
    }
    var scene = try ClosingPairsTests.scene(rights: false)
    scene.add("走了的", rights: [.approve], inGroup: false)
    try scene.act(.close(ClosingPairsTests.number, nil), by: "专一")
    let refused = try scene.act(.close(ClosingPairsTests.number, nil), by: "专二")
    #expect(refused.refusal == .notAllowed, "a control ends by no departure")
    // Nor does whoever left keep the right itself.
    #expect(try scene.act(.close(ClosingPairsTests.number, nil), by: "走了的").refusal != nil)
  }

  @Test("without a team two administrators may, one never both halves")
  func administrators() throws {
    for (second, closes) in [("管理", false), ("管理二", true), ("成员", false)] {
      var scene = try ClosingPairsTests.scene(team: false, rights: false)
      try scene.actAndConfirm(.close(ClosingPairsTests.number, nil), by: "管理")
      #expect(scene.book.matter(ClosingPairsTests.number)?.state == .closing)
      try scene.actAndConfirm(.close(ClosingPairsTests.number, nil), by: second)
      #expect(
        (scene.book.matter(ClosingPairsTests.number)?.state == .closed) == closes, "\(second)")
    }
  }

  @Test("a look-back thirty days on, rolled to a working day, is proposed and kept")
  func lookback() throws {
    var scene = try ClosingPairsTests.scene()
    try scene.act(.close(ClosingPairsTests.number, nil), by: "专一")
    let proposed = scene.book.matter(ClosingPairsTests.number)?.proposal?.lookback
    #expect(proposed?.day.description == "2026-10-14")
    scene.now = scene.now.adding(days: 1)
    let word = CardAnswer(ClosingPairsTests.number, .confirmed)
    try scene.act(.speech(.card(word)), by: "审定员")
    #expect(scene.book.matter(ClosingPairsTests.number)?.handling?.lookback?.due == proposed)
  }

  @Test("a proposal lapses after seven days, not a millisecond before")
  func lapses() throws {
    var scene = try ClosingPairsTests.scene()
    try scene.act(.close(ClosingPairsTests.number, nil), by: "专一")
    let due = scene.now.adding(days: 7)
    let before = Instant(milliseconds: due.milliseconds - 1)
    #expect(try Lapsing.decide(scene.book, now: before).events.isEmpty)
    for event in try Lapsing.decide(scene.book, now: due).events { try scene.book.append(event) }
    let matter = scene.book.matter(ClosingPairsTests.number)
    #expect(matter?.state == .verified && matter?.proposal == nil)
  }

  @Test("a confirmation is void once anything happened to the case; 同意 then shows it first")
  func voidOnChange() throws {
    var scene = try ClosingPairsTests.scene()
    try scene.act(.close(ClosingPairsTests.number, nil), by: "专一")
    let asked = try scene.act(.close(ClosingPairsTests.number, nil), by: "审定专")
    guard case .open(let dialogue) = asked.dialogue, case .confirm(let it) = dialogue.question
    else {
      Issue.record("nothing was asked: \(asked.text)")
      return
    }
    scene.now = scene.now.adding(minutes: 1)
    try scene.act(.progress(ClosingPairsTests.number, text: "又积水了"), by: "专二")
    let confirmed = Act.confirmed(.close(ClosingPairsTests.number, nil), it)
    #expect(try scene.act(confirmed, by: "审定专").refusal == .changedSince)
    let word = CardAnswer(ClosingPairsTests.number, .confirmed)
    let shown = try scene.act(.speech(.card(word)), by: "审定专")
    #expect(shown.events.isEmpty && shown.text.contains("又积水了"))
    #expect(scene.book.matter(ClosingPairsTests.number)?.state == .closing)
  }
}
