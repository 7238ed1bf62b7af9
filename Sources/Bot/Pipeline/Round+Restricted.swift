import Casework
import Commands
import Ledger

/// Acts that meet the restricted series: what they leave behind, and who hears of it.
extension Round {
  struct Narrowed {
    var decision: Decision
    /// It is about a restricted case; its events are in the journal already.
    var isRestricted: Bool
  }

  /// In a group every answer is for its least-cleared reader, whoever asks; in private the asker's own
  /// clearance counts.
  func decide(
    _ outcome: Outcome, _ situation: Situation, _ hearing: Hearing, concerns: Bool
  ) throws -> Narrowed {
    let sight = Sight()
    let reader: Reader = situation.place.isPrivate ? .person(situation.actor.id) : .everyone
    let seen = transaction.casebook(for: reader, sight: sight)
    let decision = try decide(outcome, seen, situation, hearing)
    let changed = Set(decision.events.compactMap(\.restrictedNumber))
    guard concerns || !sight.asked.isEmpty || !sight.met.isEmpty || !changed.isEmpty else {
      return Narrowed(decision: decision, isRestricted: false)
    }
    let about = sight.met.union(changed)
    var narrowed = decision
    // An answer without an act has no event of its own; a refusal's goes where its number belongs.
    if about.isEmpty {
      narrowed = try decision.narrowed(to: []) { try casebook.person($0) }
      narrowed.replies = decision.replies
      try append(narrowed.events)
      return Narrowed(decision: narrowed, isRestricted: situation.place.isPrivate)
    }
    try append(decision.events.map(\.inItsChain))
    narrowed = try self.narrowed(decision, about: about)
    if !decision.isRefusal {
      try note(sight.met.subtracting(changed), seenBy: outcome, situation)
    }
    return Narrowed(decision: narrowed, isRestricted: true)
  }

  /// What others hear of an act on restricted cases, as these are after it.
  func narrowed(_ decision: Decision, about numbers: Set<CaseNumber>) throws -> Decision {
    let everything = transaction.casebook(for: .clock)
    let matters = try numbers.sorted().compactMap { try everything.matter($0) }
    return try decision.narrowed(to: matters) { try casebook.person($0) }
  }

  /// One entry for each view of a restricted case.
  private func note(
    _ numbers: Set<CaseNumber>, seenBy outcome: Outcome, _ situation: Situation
  ) throws {
    guard case .act(let act) = outcome else { return }
    let viewed = Change.viewed(RecordViewed(verb: act.verb.rawValue))
    for number in numbers.sorted() {
      try append([Event(stamp: situation.stamp, record: .matter(number), change: viewed)])
    }
  }
}

extension Event {
  fileprivate var restrictedNumber: CaseNumber? {
    guard case .matter(let number)? = record, number.series == .restricted else { return nil }
    return number
  }

  /// One without a record of its own goes along with what it is about.
  fileprivate var inItsChain: Event {
    guard record == nil else { return self }
    return Event(stamp: stamp, record: nil, audience: .restricted, change: change)
  }
}
