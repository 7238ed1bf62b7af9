import Casework
import Testing

/// The procedure table is what moves a case: what it has is done, what it has not is refused.
@Suite("The procedure table moves a case")
struct StateMachineTests {
  /// A case in that state, with everything that the table may ask for.
  private static func scene(_ state: CaseState, procedure: String = Shipped.procedureText) throws
    -> Scene
  {
    var scene = try Scene(procedure: procedure)
    for name in ["专一", "专二", "专三"] { scene.add(name, [.team]) }
    var matter = Case(
      number: CaseNumber(1), title: "甲路积水", details: CaseDetails(), state: state,
      registrant: PersonID("p-专一"), registeredAt: Scene.start, chat: Scene.chat, message: nil,
      due: nil, procedure: "1")
    matter.lead = PersonID("p-专三")
    matter.progressCount = 1
    scene.book.put(matter)
    return scene
  }

  /// Nil for a move that needs more than a state to be made; those have suites of their own.
  private static func make(_ move: Procedure.Move, _ scene: inout Scene) throws -> Decision? {
    let number = CaseNumber(1)
    switch move {
    case .lead: return try scene.act(.lead(Leading(number: number, lead: .name("专一"))), by: "专一")
    case .progress: return try scene.act(.progress(number, text: "已抽干"), by: "专一")
    case .proposeClosing: return try scene.actAndConfirm(.close(number, nil), by: "专一")
    case .close:
      if var matter = scene.book.matter(number) {
        matter.proposal = Case.Proposal(
          result: .rectified, by: PersonID("p-专二"), at: scene.now,
          lapses: scene.now.adding(days: 7), previous: .rectifying)
        scene.book.put(matter)
      }
      return try scene.actAndConfirm(.close(number, nil), by: "专一")
    default: return nil
    }
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
          #expect(after == transition.to ?? state, "\(move.rawValue) from \(state.name)")
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

  @Test("what a transition needs is asked for: a lead, a progress entry")
  func needs() throws {
    for state in [CaseState.assigned, .handed, .rectifying, .reported, .verified] {
      var scene = try StateMachineTests.scene(state)
      var matter = try #require(scene.book.matter(CaseNumber(1)))
      matter.progressCount = 0
      scene.book.put(matter)
      #expect(try scene.act(.close(CaseNumber(1), nil), by: "专一").refusal == .missingProgress)
      matter.lead = nil
      scene.book.put(matter)
      #expect(try scene.act(.close(CaseNumber(1), nil), by: "专一").refusal == .missingLead)
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
