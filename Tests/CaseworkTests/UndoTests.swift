import Casework
import TestSupport
import Testing

/// 撤回 puts a record back exactly as it was, whatever happened before.
@Suite("Undoing restores")
struct UndoTests {
  @Test("random legal acts, each undone at once: the record is as before but for its revision")
  func restoresExactly() throws {
    var generator = SeededGenerator(seed: 7)
    var undone: [String: Int] = [:]
    for _ in 0..<60 {
      var play = try RandomPlay()
      for _ in 0..<40 {
        let before = play.scene.book
        guard let (name, decision) = try play.next(&generator),
          let event = decision.events.first, case .matter(let number)? = event.record
        else { continue }
        // A fork: the play itself goes on as if nothing had been taken back.
        var fork = play.scene
        let back = try fork.act(.undo(nil), by: name)
        if case .closed = event.change {
          #expect(back.refusal == .nothingToUndo)
          continue
        }
        #expect(back.refusal == nil, "\(event.change.kind): \(back.text)")
        undone[event.change.kind, default: 0] += 1
        let after = try #require(fork.book.matter(number))
        guard var expected = before.matter(number) else {
          #expect(after.state == .withdrawn && after.revision == 2)
          continue
        }
        expected.revision += 2
        #expect(after == expected, "\(event.change.kind) after \(expected.state.name)")
      }
    }
    let kinds: Set = ["case.registered", "case.led", "case.progressed", "case.close_proposed"]
    #expect(kinds.isSubset(of: undone.keys), "\(undone)")
  }

  @Test("undoing again and again goes back act by act, to nothing but withdrawn cases")
  func goesAllTheWayBack() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<20 {
      var scene = try Scene()
      scene.add("专一", [.team])
      let number = CaseNumber(1)
      try scene.act(.register(Registration(title: "甲路积水")), by: "专一")
      var states = [scene.book.matter(number)?.state]
      for _ in 0..<12 {
        if Bool.random(using: &generator) {
          try scene.act(.progress(number, text: "抽水"), by: "专一")
        } else {
          let due = RandomPlay.due(&generator)
          try scene.act(.lead(Leading(number: number, lead: .me, due: due)), by: "专一")
        }
        states.append(scene.book.matter(number)?.state)
      }
      var steps = 0
      while try scene.act(.undo(nil), by: "专一").refusal == nil { steps += 1 }
      let matter = try #require(scene.book.matter(number))
      #expect(matter.state == .withdrawn && matter.lead == nil && matter.due == nil)
      #expect(matter.progressCount == 0 && matter.lastProgress == nil)
      #expect(steps >= 1 && steps <= states.count)
    }
  }

  @Test("ten minutes, and one's own")
  func limits() throws {
    var scene = try Scene()
    scene.add("专一", [.team])
    scene.add("专二", [.team])
    try scene.act(.register(Registration(title: "甲路积水")), by: "专一")
    #expect(try scene.decision(.undo(nil), by: "专二").refusal == .nothingToUndo)
    scene.now = Scene.start.adding(minutes: 10)
    #expect(try scene.decision(.undo(nil), by: "专一").refusal == nil)
    #expect(try scene.decision(.undo(CaseNumber(2)), by: "专一").refusal == .nothingToUndo)
    #expect(try scene.decision(.undo(CaseNumber(1)), by: "专一").refusal == nil)
    scene.now = Instant(milliseconds: scene.now.milliseconds + 1)
    #expect(try scene.decision(.undo(nil), by: "专一").refusal == .undoTooLate)
  }

  @Test("an entry kept from before folds to the same record, payload by payload")
  func payloadsRoundTrip() throws {
    var generator = SeededGenerator(seed: 3)
    var play = try RandomPlay()
    for _ in 0..<400 { _ = try play.next(&generator) }
    var again = Book()
    for entry in play.scene.book.entries {
      var event = entry.event
      event.change = try Change(event.change.stored())
      #expect(event == entry.event)
      if case .matter? = event.record { try again.append(event) }
    }
    #expect(again.matters == play.scene.book.matters)
  }
}

/// Members who do what they may, in no sensible order.
struct RandomPlay {
  var scene: Scene
  private static let names = ["专一", "专二", "主任", "成员"]

  init() throws {
    scene = try Scene()
    scene.add("专一", [.team])
    scene.add("专二", [.team])
    scene.add("主任", [.congress])
    scene.add("成员")
  }

  /// One act; nil where the rules turned it down or only asked.
  mutating func next(_ generator: inout SeededGenerator) throws -> (String, Decision)? {
    scene.now = scene.now.adding(seconds: Int64.random(in: 1...300, using: &generator))
    let count = scene.book.matters.count
    let number = CaseNumber(Int.random(in: 1...max(1, count), using: &generator))
    let name = RandomPlay.names.randomElement(using: &generator) ?? "专一"
    let act: Act =
      switch Int.random(in: 0..<10, using: &generator) {
      case 0, 1:
        .register(
          Registration(title: "积水\(generator.next() % 9)", due: RandomPlay.due(&generator)))
      case 2, 3:
        .lead(
          Leading(
            number: number,
            lead: .name(RandomPlay.names.randomElement(using: &generator) ?? "专一"),
            contacts: Bool.random(using: &generator) ? [.me] : [],
            due: RandomPlay.due(&generator)))
      case 4, 5, 6: .progress(number, text: "抽水\(generator.next() % 9)")
      default: .close(number, ClosingResult.allCases.randomElement(using: &generator))
      }
    let decision = try scene.actAndConfirm(act, by: name)
    if decision.events.isEmpty || decision.refusal != nil { return nil }
    return (name, decision)
  }

  static func due(_ generator: inout SeededGenerator) -> Deadline? {
    guard Bool.random(using: &generator) else { return nil }
    let today = Zone.shanghai.day(of: Scene.start)
    let day = today.adding(days: Int.random(in: 0...40, using: &generator))
    return Deadline(day: day, rule: day.description, from: today, calendar: "c")
  }
}
