import Casework
import TestSupport
import Testing

/// Members of every kind do what they like in no sensible order: what must hold does.
@Suite("The course of a case")
struct CourseTests {
  @Test("random acts by random roles: closing takes two, the first due day is never lost")
  func invariants() throws {
    var generator = SeededGenerator(seed: 2026)
    var kinds: [String: Int] = [:]
    for _ in 0..<200 {
      var play = try CoursePlay()
      for _ in 0..<150 {
        let before = play.scene.book
        guard let (name, decision) = try play.next(&generator) else { continue }
        for event in decision.events {
          kinds[event.change.kind, default: 0] += 1
          guard case .matter(let number)? = event.record,
            let old = before.matter(number), let new = play.scene.book.matter(number)
          else { continue }
          try CourseTests.check(old, new, event, by: name, play)
        }
        for matter in play.scene.book.matters.values where matter.state.isOpen {
          #expect(!Duty.of(matter).isEmpty, "nothing is left to do about an open case")
        }
      }
    }
    let expected: Set = [
      "case.report_begun", "case.reported", "case.paper_received", "case.verified",
      "case.sent_back", "case.extension_asked", "case.extension_agreed", "case.extension_granted",
      "case.extension_refused", "case.rebased", "case.suspended", "case.resumed", "case.voided",
      "case.amended", "case.merged", "case.absorbed", "case.lookback_set", "case.lookback_held",
      "case.relapsed", "case.close_proposed", "case.closed",
    ]
    let missing = expected.subtracting(kinds.keys)
    #expect(missing.isEmpty, "never made: \(missing.sorted())")
  }

  private static func check(
    _ old: Case, _ new: Case, _ event: Event, by name: String, _ play: CoursePlay
  ) throws {
    // 首次期限, once set, stands; of a unit that has the case no more it is kept as that one's.
    if let first = old.handling?.firstDue {
      let kept = [new.handling?.firstDue, new.handling?.formerTerms?.last?.due]
      #expect(kept.contains(first), "\(event.change.kind) lost the first due day")
    }
    switch event.change {
    case .closed(let closed):
      let actor = try #require(event.stamp.actor)
      let handling = old.handling
      let tied = [closed.proposer, old.lead, handling?.report?.by, handling?.verification?.by]
      #expect(!tied.contains(actor), "\(name) closed a case that was his")
      #expect(play.scene.book.person(actor)?.rights.contains(.approve) == true)
      if closed.result == .rectified { #expect(handling?.verification != nil) }
      #expect(new.handling?.lookback != nil)
    case .turned(let turned):
      switch turned.turn {
      case .extensionGranted(let decision):
        let request = try #require(old.handling?.extensionAsked)
        #expect(request.by != decision.by && (old.due?.day).map { request.until.day > $0 } == true)
        if request.needsBothSides {
          let first = try #require(request.agreed.first)
          #expect(first.by != decision.by)
        }
      case .verified(let verification):
        #expect(verification.by != old.handling?.report?.by)
      case .reported:
        let fresh = new.handling?.evidence.contains { item in
          old.handling?.returnedAt.map { item.at > $0 } ?? true
        }
        #expect(fresh == true, "reported without a photo since the last return")
      case .rebased(let rebasing):
        // Only after the day, and the day before is the first one if none was.
        #expect(old.due.map { $0.day < play.today } ?? true)
        #expect(new.handling?.firstDue == old.handling?.firstDue ?? rebasing.old)
      default: break
      }
    default: break
    }
  }

  @Test("every act of the course, undone at once: the case is as before but for its revision")
  func undoRestores() throws {
    var generator = SeededGenerator(seed: 7)
    var undone: [String: Int] = [:]
    for _ in 0..<90 {
      var play = try CoursePlay()
      for _ in 0..<120 {
        let before = play.scene.book
        guard let (name, decision) = try play.next(&generator) else { continue }
        let numbers = Set(
          decision.events.compactMap { event -> CaseNumber? in
            if case .matter(let number)? = event.record { number } else { nil }
          })
        var fork = play.scene
        fork.evidence = []
        let back = try fork.act(.undo(nil), by: name)
        if decision.events.contains(where: { $0.change.kind == "case.closed" }) {
          #expect(back.refusal == .nothingToUndo)
          continue
        }
        #expect(back.refusal == nil, "\(decision.events.map(\.change.kind)): \(back.text)")
        for number in numbers {
          let after = try #require(fork.book.matter(number))
          guard var expected = before.matter(number) else {
            #expect(after.state == .withdrawn)
            continue
          }
          expected.revision = after.revision
          #expect(after == expected, "\(decision.events.map(\.change.kind))")
        }
        for event in decision.events { undone[event.change.kind, default: 0] += 1 }
        // What was taken back cannot be taken back again.
        let again = try fork.act(.undo(nil), by: name)
        if again.refusal == nil {
          #expect(again.events.allSatisfy { $0.change != back.events.first?.change })
        }
      }
    }
    let expected: Set = [
      "case.reported", "case.verified", "case.sent_back", "case.extension_asked",
      "case.extension_granted", "case.rebased", "case.suspended", "case.resumed", "case.voided",
      "case.amended", "case.merged", "case.absorbed", "case.lookback_held", "case.relapsed",
    ]
    #expect(expected.isSubset(of: undone.keys), "\(expected.subtracting(undone.keys))")
  }

  @Test("what the journal holds of a random course folds to the same cases, payload by payload")
  func payloads() throws {
    var generator = SeededGenerator(seed: 5)
    var play = try CoursePlay()
    for _ in 0..<300 { _ = try play.next(&generator) }
    var again = Book()
    for entry in play.scene.book.entries {
      var event = entry.event
      event.change = try Change(event.change.stored())
      #expect(event == entry.event)
      if case .matter? = event.record { try again.append(event) }
    }
    #expect(again.matters == play.scene.book.matters)
  }

  @Test("a term stands still for exactly the working days of the suspension")
  func suspension() throws {
    let calendar = try Shipped.calendar()
    var generator = SeededGenerator(seed: 19)
    for _ in 0..<200 {
      var scene = try Scene()
      scene.add("专一", [.team])
      let today = Zone.shanghai.day(of: scene.now)
      let due = Deadline(
        day: calendar.rollForward(today.adding(days: Int.random(in: 0...40, using: &generator))),
        rule: "r", from: today, calendar: "c")
      try scene.act(.register(Registration(title: "甲路积水", due: due)), by: "专一")
      let number = CaseNumber(1)
      try scene.act(.course(.suspend(number, review: due, reason: "等审批")), by: "专一")
      scene.now = scene.now.adding(days: Int64.random(in: 0...60, using: &generator))
      let resumed = Zone.shanghai.day(of: scene.now)
      try scene.act(.course(.resume(number, note: nil)), by: "专一")
      let new = try #require(scene.book.matter(number)?.due?.day)
      // The working days left on the day of the suspension are left on the day of the resumption.
      let left = calendar.workdays(after: today.adding(days: -1), through: due.day)
      #expect(calendar.workdays(after: resumed.adding(days: -1), through: new) == left)
      #expect(scene.book.matter(number)?.state == .registered)
    }
  }

  @Test("files fetched meanwhile do not stand in the way of 撤回, and stay known")
  func fetchedFiles() throws {
    var scene = try Scene()
    scene.add("专一", [.team])
    try scene.act(.register(Registration(title: "甲路积水")), by: "专一")
    let number = CaseNumber(1)
    scene.evidence = [Evidence(kind: "photo", reference: "f1")]
    try scene.act(.progress(number, text: "已抽干"), by: "专一")
    scene.evidence = [Evidence(kind: "photo", reference: "f2")]
    try scene.act(.progress(number, text: "又抽了"), by: "专一")
    for reference in ["f1", "f2"] {
      let stored = EvidenceStored(reference: reference, sha256: "aa", size: 3, failed: nil)
      let step = Step(old: .registered, new: .registered)
      try scene.book.append(
        Event(
          stamp: .init(at: scene.now), record: .matter(number),
          change: .turned(CaseTurned(.evidenceStored(stored), step: step))))
    }
    scene.evidence = []
    #expect(try scene.act(.undo(nil), by: "专一").refusal == nil)
    let matter = try #require(scene.book.matter(number))
    #expect(matter.progressCount == 1 && matter.lastProgress?.text == "已抽干")
    #expect(matter.handling?.evidence.map(\.file.reference) == ["f1"])
    #expect(matter.handling?.evidence.first?.sha256 == "aa")
  }
}

/// The whole cast, and every act of the course.
struct CoursePlay {
  var scene: Scene
  private static let names = [
    "专一", "专二", "审定专", "审定员", "主任", "纪委", "李工", "成员",
  ]
  private var files = 0

  init() throws {
    scene = try Scene()
    scene.add("专一", [.team])
    scene.add("专二", [.team], rights: [.approve])
    scene.add("审定专", [.team], rights: [.approve])
    scene.add("审定员", [.congress], rights: [.approve])
    scene.add("主任", [.congress])
    scene.add("纪委", [.discipline])
    scene.add("李工", [.unit], unit: Scene.unit)
    scene.add("成员")
  }

  var today: CivilDate { Zone.shanghai.day(of: scene.now) }

  private func due(_ generator: inout SeededGenerator) -> Deadline {
    let day = today.adding(days: Int.random(in: 0...15, using: &generator))
    return Deadline(day: day, rule: day.description, from: today, calendar: "c")
  }

  /// One act; nil where the rules turned it down or only asked.
  mutating func next(_ generator: inout SeededGenerator) throws -> (String, Decision)? {
    let hours = Int64.random(in: 0...30, using: &generator)
    scene.now = scene.now.adding(minutes: hours * 60 + 1)
    let count = scene.book.matters.count
    if count < 3 || Int.random(in: 0..<40, using: &generator) == 0 {
      let unit = UnitReference(id: nil, name: "住建局")
      let registration = Registration(
        title: "积水\(count)", details: CaseDetails(unit: unit), due: due(&generator))
      return ("成员", try scene.act(.register(registration), by: "成员"))
    }
    let number = CaseNumber(Int.random(in: 1...count, using: &generator))
    let name = CoursePlay.names.randomElement(using: &generator) ?? "专一"
    if Bool.random(using: &generator) {
      files += 1
      scene.evidence = [Evidence(kind: "photo", reference: "f\(files)")]
    } else {
      scene.evidence = []
    }
    let act = act(on: number, &generator)
    let decision = try scene.actAndConfirm(act, by: name)
    if decision.events.isEmpty || decision.refusal != nil { return nil }
    return (name, decision)
  }

  /// What the case waits for, so that plays come far enough.
  private func answer(on number: CaseNumber, _ generator: inout SeededGenerator) -> Act? {
    guard let matter = scene.book.matter(number) else { return nil }
    if matter.handling?.extensionAsked != nil { return .course(.approve(number, note: nil)) }
    if (matter.handling?.extensions ?? 0) > 0, matter.state.clockRuns {
      let day = today.adding(days: 40)
      let until = Deadline(day: day, rule: day.description, from: today, calendar: "c")
      return .course(.extend(ExtensionWish(number: number, until: until, reason: "再等设备")))
    }
    switch matter.state {
    case .closing: return .speech(.card(CardAnswer(number, .confirmed)))
    case .closed: return .course(.lookBack(number, lookback(&generator)))
    default: return nil
    }
  }

  private func lookback(_ generator: inout SeededGenerator) -> LookbackWish {
    let wishes: [LookbackWish] = [
      .held(note: nil), .relapsed(note: "又积水"), .schedule(due(&generator)),
    ]
    return wishes.randomElement(using: &generator) ?? .show
  }

  private func act(on number: CaseNumber, _ generator: inout SeededGenerator) -> Act {
    let other = CaseNumber(number.value == 1 ? 2 : 1)
    if Bool.random(using: &generator), let answer = answer(on: number, &generator) { return answer }
    switch Int.random(in: 0..<27, using: &generator) {
    case 0, 1:
      return .lead(
        Leading(
          number: number,
          lead: .name(CoursePlay.names.randomElement(using: &generator) ?? "主任"),
          due: scene.book.matter(number)?.due == nil ? due(&generator) : nil))
    case 2: return .progress(number, text: "抽水")
    case 3, 4, 5, 6:
      let signer = Bool.random(using: &generator) ? "何局长" : nil
      return .course(.report(UnitReport(number: number, text: "已抽干", signedOffBy: signer)))
    case 7, 8, 9: return .course(.verify(number, note: nil))
    case 10: return .course(.sendBack(number, reason: "没有装"))
    case 11, 12:
      return .course(
        .extend(ExtensionWish(number: number, until: due(&generator), reason: "等设备")))
    case 13, 14: return .course(.approve(number, note: nil))
    case 15: return .course(.refuse(number, reason: "先换秤"))
    case 16: return .course(.rebase(number, to: due(&generator), reason: "等设备"))
    case 17:
      return .course(.suspend(number, review: due(&generator), reason: "等审批"))
    case 18: return .course(.resume(number, note: nil))
    case 19:
      return .course(.void(VoidWish(numbers: [number, other], reason: "登记错了")))
    case 20:
      var wish = AmendWish(number: number)
      wish.place = "\(generator.next() % 9)号路"
      return .course(.amend(wish))
    case 21: return .course(.merge([number], into: other))
    case 22: return .course(.paper(number))
    case 23:
      return .course(.lookBack(number, lookback(&generator)))
    case 24: return .speech(.card(CardAnswer(number, .confirmed)))
    default:
      return .close(
        number, Bool.random(using: &generator) ? nil : .unfounded, reason: "现场没有积水")
    }
  }
}
