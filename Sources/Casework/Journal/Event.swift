/// One entry of the journal as the domain sees it: what changed, about what, by whom, when, where.
///
/// Old events are never rewritten and stay foldable; they hold integers and strings only.
public struct Event: Sendable, Equatable {
  /// Where an act came from: what every event of one decision has in common.
  public struct Stamp: Sendable, Equatable {
    public var at: Instant
    /// Nil where the clock or the program itself acted.
    public var actor: PersonID?
    public var chat: ChatID?
    /// The IM's id of the message that caused it.
    public var message: String?

    public init(at: Instant, actor: PersonID? = nil, chat: ChatID? = nil, message: String? = nil) {
      self.at = at
      self.actor = actor
      self.chat = chat
      self.message = message
    }
  }

  public var stamp: Stamp
  /// The record it changes; nil for events that change none (a refusal).
  public var record: RecordID?
  /// Who may know of it. Decides the chain it goes into.
  public var audience: Audience
  public var change: Change

  /// - Parameter audience: Needed only where no record says it.
  public init(
    stamp: Stamp, record: RecordID?, audience: Audience? = nil, change: Change
  ) {
    self.stamp = stamp
    self.record = record
    self.audience = audience ?? record?.audience ?? .open
    self.change = change
  }
}

/// Who may see a record or an event. Computed here, stored by the ledger as a column.
public enum Audience: String, Sendable, Hashable, CaseIterable, Codable {
  /// The whole work group.
  case open
  /// Named persons only; everybody else gets the answer for what does not exist.
  case restricted
}

/// An event with its place in the journal.
public struct JournalEntry: Sendable, Equatable {
  /// The place within its chain, from 1, without gaps.
  public var sequence: Int
  public var event: Event

  public init(sequence: Int, event: Event) {
    self.sequence = sequence
    self.event = event
  }
}
