import Casework
import Commands
import Ledger

/// The one way into the journal: what was decided is committed once, whatever decided it.
extension Round {
  /// What an act or the clock came to, of which nothing is written yet. Writing it uses it up, and it is
  /// made by deciding only, so that nothing is written twice.
  struct Decided: ~Copyable {
    fileprivate let decision: Decision
    fileprivate let sight: Sight
    /// Whose act it is; nil for the clock.
    fileprivate let situation: Situation?
    /// What was carried out, for the entry of a view.
    fileprivate let verb: Verb?
    /// What was said names a restricted case where its grammar has a case.
    fileprivate let namesRestricted: Bool
  }

  /// What was written, and what is to be said.
  struct Written {
    var decision: Decision
    /// Whether an answer to it tells of a restricted case, or asks for one.
    var isRestricted = false
  }

  /// Decides as somebody who may know no more than the place allows: in a group every answer is for
  /// its least-cleared reader, whoever asks; in private the asker's own clearance counts.
  func decided(
    _ situation: Situation, verb: Verb?, namesRestricted: Bool = false,
    _ decide: (any Casebook) throws -> Decision
  ) throws -> Decided {
    let sight = Sight()
    let reader = situation.reader
    let decision = try decide(transaction.casebook(for: reader, sight: sight))
    return Decided(
      decision: decision, sight: sight, situation: situation, verb: verb,
      namesRestricted: namesRestricted)
  }

  /// Decides as the clock, which sees everything.
  func decided(_ decide: (any Casebook) throws -> Decision) throws -> Decided {
    Decided(
      decision: try decide(transaction.casebook(for: .clock)), sight: Sight(), situation: nil,
      verb: nil, namesRestricted: false)
  }

  /// Writes what was decided. An event belongs where its record does. One without a record goes along
  /// with what its act met, asked for or changed, never with what its words look like.
  func commit(_ decided: consuming Decided) throws -> Written {
    let decision = decided.decision
    let changed = Set(decision.events.compactMap(\.restrictedNumber))
    let met = decided.sight.met
    // The clock decides about many records at once, each event by itself.
    let isRestricted =
      decided.situation != nil
      && (decided.namesRestricted || !decided.sight.asked.isEmpty || !met.isEmpty
        || !changed.isEmpty)
    for event in decision.events { try append(isRestricted ? event.kept(.restricted) : event) }
    if let situation = decided.situation, let verb = decided.verb, !decision.isRefusal {
      // One entry for each view of a restricted case.
      let viewed = Change.viewed(RecordViewed(verb: verb.rawValue))
      for number in met.subtracting(changed).sorted() {
        try append(Event(stamp: situation.stamp, record: .matter(number), change: viewed))
      }
    }
    let isPrivate = decided.situation?.place.isPrivate ?? false
    return Written(decision: decision, isRestricted: isRestricted && isPrivate)
  }

  /// What the program itself found or did, with nobody's decision behind it.
  /// - Parameter actor: for whom.
  func system(
    _ record: RecordID?, _ change: Change, actor: PersonID? = nil, chat: ChatID? = nil,
    message: String? = nil, audience: Audience? = nil
  ) throws {
    let stamp = Event.Stamp(at: now, actor: actor, chat: chat, message: message)
    try append(Event(stamp: stamp, record: record, audience: audience, change: change))
  }

  private func append(_ event: Event) throws {
    let traces = try traces(hiddenBy: event)
    _ = try transaction.append(event)
    if let traces { try withdraw(traces, hiddenBy: event) }
    try enqueueFetches(of: event)
  }
}

extension Event {
  fileprivate var restrictedNumber: CaseNumber? {
    guard case .matter(let number)? = record, number.series == .restricted else { return nil }
    return number
  }
}
