import Casework
import Testing

@testable import Bot
@testable import Commands

/// Whatever the program can say, some transcript shows it. What is missing is named.
@Suite("覆盖")
struct CoverageTests {
  @Test("every command is typed in some transcript")
  func everyVerb() throws {
    var seen: Set<Verb> = []
    for conversation in Conversation.all {
      for spoken in try conversation.read().spoken where spoken.speaker != Transcript.bot {
        for line in spoken.lines {
          let text = FoldedText(line.replacing("@\(Transcript.bot)", with: " "))
          guard
            case .command(let verb, _) = CommandHead.read(text, bare: true, handle: "liandu_bot")
          else { continue }
          seen.insert(verb)
        }
      }
    }
    let missing = Verb.allCases.filter { !seen.contains($0) }.map(\.rawValue)
    #expect(missing.isEmpty, "no transcript types: \(missing)")
  }

  @Test("every rule that refuses does so in some transcript")
  func everyRefusal() async throws {
    var seen: Set<String> = []
    for conversation in Conversation.all {
      for change in try await Player.plain(conversation).changes {
        if case .refused(let refused) = change { seen.insert(refused.code) }
      }
    }
    let missing = Refusal.Code.allCases.map(\.rawValue).filter { !seen.contains($0) }
    #expect(missing.isEmpty, "no transcript shows: \(missing)")
  }

  @Test("every kind of event that people bring about occurs in some transcript")
  func everyKind() async throws {
    let expected: Set = [
      "case.registered", "case.led", "case.progressed", "case.close_proposed", "case.closed",
      "case.close_lapsed", "case.undone", "person.registered", "person.amended", "person.joined",
      "person.left", "person.granted", "unit.registered", "unit.amended", "group.bound",
      "group.unbound", "group.moved", "act.refused", "message.given_up",
      "case.evidence_added", "case.evidence_stored", "case.triaged",
      "case.contacts_changed", "case.handed", "case.received", "case.urged", "case.delivered",
      "case.disputed",
      "case.ruled", "instrument.drafted", "instrument.redrafted", "instrument.consented",
      "instrument.issued", "instrument.dropped", "instrument.proposed", "clock.noticed",
      "person.deputed", "activity.recorded", "figure.given",
      "export.given",
    ]
    var seen: Set<String> = []
    for conversation in Conversation.all {
      for change in try await Player.plain(conversation).changes { seen.insert(change.kind) }
    }
    #expect(expected.subtracting(seen).isEmpty, "none has: \(expected.subtracting(seen).sorted())")
  }

  @Test("every transition that a new case can come to is made in some transcript")
  func everyTransition() async throws {
    let procedure = try EmbeddedData.procedure.get()
    var seen: Set<Move> = []
    var turns: Set<Procedure.Move> = []
    for conversation in Conversation.all {
      for change in try await Player.plain(conversation).changes {
        switch change {
        case .led(let led): seen.insert(Move(move: .lead, step: led.step))
        case .progressed(let it): seen.insert(Move(move: .progress, step: it.step))
        case .closeProposed(let it): seen.insert(Move(move: .proposeClosing, step: it.step))
        case .closed(let it): seen.insert(Move(move: .close, step: it.step))
        case .turned(let turned):
          if let move = CoverageTests.move(of: turned.turn) { turns.insert(move) }
        default: break
        }
      }
    }
    // The spine's moves from every state; of the others, which StateMachineTests makes from every
    // state, each at least once.
    let spine: Set<Procedure.Move> = [.lead, .progress, .proposeClosing, .close]
    let reachable = CoverageTests.reachable(procedure)
    let missing = reachable.filter { spine.contains($0.move) }.subtracting(seen)
    #expect(missing.isEmpty, "no transcript makes: \(missing.map(\.text).sorted())")
    let unmade = Set(reachable.map(\.move)).subtracting(spine).subtracting(turns)
    #expect(unmade.isEmpty, "no transcript makes: \(unmade.map(\.rawValue).sorted())")
  }

  /// The move that a turn makes.
  private static func move(of turn: Turn) -> Procedure.Move? {
    switch turn {
    case .triaged(let triage): triage.outcome == .returned ? .turnAway : .triage
    case .handed: .assign
    case .urged: .urge
    case .issued: .instruct
    case .disputed: .dispute
    case .ruled: .ruling
    case .reported: .report
    case .verified: .verify
    case .sentBack: .sendBack
    case .extensionAsked: .extend
    case .rebased: .rebase
    case .suspended: .suspend
    case .resumed: .resume
    case .voided: .void
    case .amended: .amend
    case .merged: .merge
    case .lookbackHeld: .lookBack
    case .relapsed: .relapse
    default: nil
    }
  }

  private struct Move: Hashable {
    var move: Procedure.Move
    var from: CaseState
    var to: CaseState

    init(move: Procedure.Move, step: Step) {
      self.move = move
      from = step.old
      to = step.new
    }

    var text: String { "\(move.rawValue) \(from.name)→\(to.name)" }
  }

  /// The table's transitions from the states that a registered case can come to.
  private static func reachable(_ procedure: Procedure) -> Set<Move> {
    var moves: Set<Move> = []
    var states: Set<CaseState> = [.registered]
    var open: [CaseState] = [.registered]
    while let state = open.popLast() {
      for move in Procedure.Move.allCases {
        guard let transition = procedure.transition(move, from: state) else { continue }
        let next = transition.to ?? state
        moves.insert(Move(move: move, step: Step(old: state, new: next)))
        if states.insert(next).inserted { open.append(next) }
      }
    }
    return moves
  }
}
