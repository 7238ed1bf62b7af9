import Casework
import Testing

/// The procedure table is what moves a case: what it has is done, what it has not is refused.
@Suite("The procedure table moves a case")
struct StateMachineTests {
  private static let number = CaseNumber(1)

  /// A case in that state, with everything that the table and the rules may ask for.
  private static func scene(_ state: CaseState, procedure: String = Shipped.procedureText) throws
    -> Scene
  {
    var scene = try Scene(procedure: procedure)
    for name in ["专一", "专二", "专三"] { scene.add(name, [.team]) }
    scene.add("李工", [.unit], unit: Scene.unit)
    let unit = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")
    var matter = Case(
      number: number, title: "甲路积水", details: CaseDetails(unit: unit), state: state,
      registrant: PersonID("p-专一"), registeredAt: Scene.start, chat: Scene.chat, message: nil,
      due: due(5), procedure: "1")
    matter.lead = PersonID("p-专三")
    matter.progressCount = 1
    var handling = Handling()
    if [.reported, .verified, .closing, .closed].contains(state) {
      handling.report = Report(
        text: "已抽干", by: PersonID("p-李工"), at: scene.now, signedOffBy: "何局长", unit: unit)
    }
    if [.verified, .closing, .closed].contains(state) {
      handling.verification = Verification(by: PersonID("p-专三"), at: scene.now)
    }
    if state == .suspended {
      handling.suspension = Suspension(
        reason: "等审批", since: scene.now, from: today, review: due(3), previous: .rectifying)
    }
    matter.handling = handling
    scene.book.put(matter)
    var other = matter
    other = Case(
      number: CaseNumber(2), title: "丙路积水", details: CaseDetails(), state: .assigned,
      registrant: PersonID("p-专一"), registeredAt: Scene.start, chat: Scene.chat, message: nil,
      due: nil, procedure: "1")
    scene.book.put(other)
    scene.evidence = [Evidence(kind: "photo", reference: "f1")]
    return scene
  }

  private static let today = Zone.shanghai.day(of: Scene.start)

  private static func due(_ days: Int) -> Deadline {
    Deadline(day: today.adding(days: days), rule: "\(days)天", from: today, calendar: "c")
  }

  /// Nil for a move that another suite makes.
  private static func make(_ move: Procedure.Move, _ scene: inout Scene) throws -> Decision? {
    switch move {
    case .lead: return try scene.act(.lead(Leading(number: number, lead: .name("专一"))), by: "专一")
    case .progress: return try scene.act(.progress(number, text: "已抽干"), by: "专一")
    case .proposeClosing:
      // 整改完成 needs a verified report; any other result only its grounds.
      let isVerified = scene.book.matter(number)?.state == .verified
      return try scene.act(.close(number, isVerified ? nil : .unfounded), by: "专一")
    case .close:
      if var matter = scene.book.matter(number) {
        matter.proposal = Case.Proposal(
          result: .rectified, by: PersonID("p-专二"), at: scene.now,
          lapses: scene.now.adding(days: 7), previous: .rectifying)
        scene.book.put(matter)
      }
      // Started already, it is approved; where it is not, the same words would start one.
      guard scene.book.matter(number)?.state == .closing else {
        return try scene.act(.speech(.card(CardAnswer(number, .confirmed))), by: "专一")
      }
      return try scene.actAndConfirm(.close(number, nil), by: "专一")
    case .report:
      let report = UnitReport(number: number, text: "已抽干", signedOffBy: "何局长")
      return try scene.act(.course(.report(report)), by: "李工")
    case .verify: return try scene.act(.course(.verify(number, note: nil)), by: "专三")
    case .sendBack: return try scene.act(.course(.sendBack(number, reason: "没有装")), by: "专三")
    case .extend:
      let wish = ExtensionWish(number: number, until: due(9), reason: "等设备")
      return try scene.act(.course(.extend(wish)), by: "李工")
    case .rebase:
      scene.now = scene.now.adding(days: 8)
      return try scene.act(.course(.rebase(number, to: due(20), reason: "等设备")), by: "专一")
    case .suspend:
      return try scene.act(.course(.suspend(number, review: due(9), reason: "等审批")), by: "专一")
    case .resume: return try scene.act(.course(.resume(number, note: nil)), by: "专一")
    case .void:
      return try agreed(
        try scene.actAndConfirm(
          .course(.void(VoidWish(numbers: [number], reason: "登记错了"))), by: "专一"), &scene)
    case .amend:
      var wish = AmendWish(number: number)
      wish.title = "甲路口积水"
      return try scene.act(.course(.amend(wish)), by: "专一")
    case .merge:
      return try agreed(
        try scene.act(.course(.merge([number], into: CaseNumber(2))), by: "专一"), &scene)
    case .lookBack:
      return try scene.act(.course(.lookBack(number, .held(note: nil))), by: "专一")
    case .relapse:
      return try scene.act(.course(.lookBack(number, .relapsed(note: "又积水"))), by: "专一")
    case .triage, .turnAway, .assign, .urge, .instruct, .dispute, .ruling: return nil
    }
  }

  /// What takes a second person is agreed to by one.
  private static func agreed(_ decision: Decision, _ scene: inout Scene) throws -> Decision {
    guard scene.book.matter(number)?.handling?.asked != nil else { return decision }
    let word = CardAnswer(number, .agreed(isCourtesy: false))
    return try scene.act(.speech(.card(word)), by: "专二")
  }

  @Test("every state and act: done where the table has it, refused where it has not")
  func everyStateAndMove() throws {
    let procedure = try Shipped.rules().procedure
    for state in CaseState.allCases {
      for move in Procedure.Move.allCases {
        var scene = try StateMachineTests.scene(state)
        guard let decision = try StateMachineTests.make(move, &scene) else { continue }
        let after = scene.book.matter(CaseNumber(1))?.state
        if let transition = procedure.transition(move, from: state) {
          #expect(decision.refusal == nil, "\(move.rawValue) from \(state.name): \(decision.text)")
          // 恢复 leads back to where it stood.
          let expected = move == .resume ? .rectifying : transition.to ?? state
          #expect(after == expected, "\(move.rawValue) from \(state.name)")
        } else if move == .close {
          // Nothing waits in any other state; a report that is in hand is CardAnswerTests' matter.
          #expect(decision.refusal != nil, "\(state.name): \(decision.text)")
          #expect(after == state, "销号 from \(state.name) moved the case")
        } else {
          #expect(decision.refusal == .wrongState, "\(move.rawValue) from \(state.name)")
          #expect(after == state, "\(move.rawValue) from \(state.name) moved the case")
          #expect(decision.text.contains(state.name), "the answer does not name the state")
        }
      }
    }
  }

  @Test("the shipped table leads from 已登记 to 已销号, and out of 已销号 only to 反弹")
  func goesThrough() throws {
    let procedure = try Shipped.rules().procedure
    var reached: Set<CaseState> = [.registered]
    var open: [CaseState] = [.registered]
    while let state = open.popLast() {
      for move in Procedure.Move.allCases {
        guard let next = procedure.transition(move, from: state)?.to else { continue }
        if reached.insert(next).inserted { open.append(next) }
      }
    }
    #expect(reached.isSuperset(of: [.registered, .assigned, .rectifying, .closing, .closed]))
    let out = Procedure.Move.allCases.compactMap { procedure.transition($0, from: .closed)?.to }
    #expect(out == [.relapsed])
  }

  @Test("no state is named by two transitions of one act, so the table's order means nothing")
  func unambiguous() throws {
    let procedure = try Shipped.rules().procedure
    for move in Procedure.Move.allCases {
      for state in CaseState.allCases {
        let found = procedure.transitions.filter { $0.move == move && $0.from.contains(state) }
        #expect(found.count <= 1, "\(move.rawValue) from \(state.name)")
      }
    }
  }

  @Test("what a closing needs is asked for: a lead, a verified report, or grounds")
  func needs() throws {
    for state in [CaseState.assigned, .handed, .rectifying, .reported, .verified, .relapsed] {
      var scene = try StateMachineTests.scene(state)
      var matter = try #require(scene.book.matter(CaseNumber(1)))
      matter.progressCount = 0
      matter.handling?.verification = nil
      scene.book.put(matter)
      #expect(try scene.act(.close(CaseNumber(1), nil), by: "专一").refusal == .notVerified)
      #expect(
        try scene.act(.close(CaseNumber(1), .unfounded), by: "专一").refusal == .missingProgress)
      let grounded = Act.close(CaseNumber(1), .unfounded, reason: "现场没有积水")
      #expect(try scene.decision(grounded, by: "专一").refusal == nil)
      matter.lead = nil
      scene.book.put(matter)
      #expect(try scene.act(.close(CaseNumber(1), nil), by: "专一").refusal == .missingLead)
      #expect(try scene.decision(grounded, by: "专一").refusal == .missingLead)
    }
  }

  @Test("a district's own table holds instead of ours")
  func ownTable() throws {
    let own = """
      version: "某区1"
      transitions:
        - { act: 领衔, from: [已登记], to: 已领衔 }
        - { act: 进展, from: [已登记], to: 整改中 }
      terms: { 撤回: 2小时 }
      """
    var scene = try StateMachineTests.scene(.registered, procedure: own)
    try scene.act(.progress(CaseNumber(1), text: "已抽干"), by: "专一")
    #expect(scene.book.matter(CaseNumber(1))?.state == .rectifying)
    let refused = try scene.act(.progress(CaseNumber(1), text: "又抽了"), by: "专一")
    #expect(refused.refusal == .wrongState)
    #expect(scene.rules.procedure.seconds(.undo) == 7200)
    #expect(scene.rules.procedure.seconds(.closing) == 7 * 86_400)
    let registered = try scene.act(.register(Registration(title: "乙路积水")), by: "专一")
    guard case .registered(let change)? = registered.events.first?.change else {
      Issue.record("not registered: \(registered.text)")
      return
    }
    #expect(change.procedure == "某区1")
  }
}
