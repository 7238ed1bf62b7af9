import Casework
import GRDB

/// A message that the IM is to delete. Only where it stands is kept, never what it says.
public struct Deletion: Sendable, Equatable, Identifiable {
  /// Why it is to go.
  public enum Reason: String, Sendable {
    /// A rule held back what it says.
    case held
    /// A line of the bot's own about one that is gone.
    case answer
    /// What it says was struck out of the records.
    case redacted
  }

  /// What became of it.
  public enum State: Int, Sendable {
    case waits = 0
    case gone = 1
    /// The IM does not let it be deleted.
    case kept = 2
  }

  public var id: Int64
  public var chat: ChatID
  /// The IM's id of the message.
  public var message: String
  public var reason: Reason
  /// Who wrote it, and is asked to recall it where the IM does not let it be deleted.
  public var writer: PersonID?
  public var state: State
  public var attempts: Int
  /// The IM said no before, and the writer was asked.
  public var wasRefused: Bool
  public var createdAt: Instant
}

extension Transaction {
  /// Asks for a message to be deleted, in the transaction of what made it so. One that is waited for or
  /// gone is not asked for twice; one that was put off or could not be deleted is tried anew, at once.
  public func enqueueDeletion(
    of message: String, in chat: ChatID, because reason: Deletion.Reason, writer: PersonID? = nil,
    at instant: Instant
  ) throws {
    try checkOpen()
    try db.run(
      """
      INSERT INTO deletions (chat, message, reason, writer, created_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (chat, message) DO UPDATE
      SET state = 0, attempts = 0, not_before = 0, created_at = excluded.created_at
      WHERE state <> 1
      """,
      [
        try bindable(chat.text, "chat"), try bindable(message, "message id"), reason.rawValue,
        try bindable(optional: writer?.text, "person"), instant.milliseconds,
      ])
  }

  /// Ends one that waits; the bot's own lines about a message that is gone are to go as well.
  ///
  /// - Returns: False where it was ended before.
  public func endDeletion(_ id: Int64, as state: Deletion.State) throws -> Bool {
    try checkOpen()
    try db.run(
      "UPDATE deletions SET state = ? WHERE id = ? AND state = 0", [state.rawValue, id])
    return db.changesCount > 0
  }

  /// Tries again later. `wasRefused` says that the IM does not let it be deleted as things are.
  public func postponeDeletion(
    _ id: Int64, until instant: Instant, attempts: Int, wasRefused: Bool
  ) throws {
    try checkOpen()
    try db.run(
      """
      UPDATE deletions SET attempts = ?, not_before = ?, refused = max(refused, ?)
      WHERE id = ? AND state = 0
      """, [attempts, instant.milliseconds, wasRefused, id])
  }

  /// Puts in the bot's own lines about messages that are gone, once they have been sent.
  public func enqueueOrphans(at instant: Instant) throws {
    try checkOpen()
    let rows = try db.rows(Deletions.orphansSQL)
    var orphans: [(chat: String, message: String)] = []
    while let row = try rows.next() { orphans.append((row[0], row[1])) }
    for (chat, message) in orphans {
      try enqueueDeletion(of: message, in: ChatID(chat), because: .answer, at: instant)
    }
  }
}

extension Snapshot {
  /// Deletions that may be tried now, the oldest wait first.
  public func dueDeletions(at instant: Instant, limit: Int) throws -> [Deletion] {
    try deletions(Deletions.dueSQL, [instant.milliseconds, max(0, limit)])
  }

  /// What becomes of a message; nil where nobody asked for its deletion.
  public func deletion(of message: String, in chat: ChatID) throws -> Deletion? {
    guard !chat.text.utf8.contains(0), !message.utf8.contains(0) else { return nil }
    return try deletions(
      "\(Deletions.selectSQL) WHERE chat = ? AND message = ?", [chat.text, message]
    ).first
  }

  /// The held-back message that a line of the bot's is about.
  public func held(answeredBy message: String, in chat: ChatID) throws -> String? {
    guard !chat.text.utf8.contains(0), !message.utf8.contains(0) else { return nil }
    return try db.value(
      "SELECT about FROM outbox WHERE chat = ? AND remote_id = ? ORDER BY id DESC LIMIT 1",
      [chat.text, message])
  }

  /// Whether a line of the bot's about a message that is gone still stands.
  public func hasOrphans() throws -> Bool { try db.rows(Deletions.orphansSQL).next() != nil }

  private func deletions(_ sql: String, _ arguments: StatementArguments) throws -> [Deletion] {
    let rows = try db.rows(sql, arguments)
    var found: [Deletion] = []
    while let row = try rows.next() {
      let reason: String = row[3]
      found.append(
        Deletion(
          id: row[0], chat: ChatID(row[1]), message: row[2],
          reason: Deletion.Reason(rawValue: reason) ?? .redacted,
          writer: (row[4] as String?).map { PersonID($0) },
          state: Deletion.State(rawValue: row[5]) ?? .waits, attempts: row[6], wasRefused: row[7],
          createdAt: Instant(milliseconds: row[8])))
    }
    return found
  }
}

/// Statements whose speed matters; a test looks at their plans.
enum Deletions {
  static let selectSQL = """
    SELECT id, chat, message, reason, writer, state, attempts, refused, created_at FROM deletions
    """
  static let dueSQL = """
    \(selectSQL) WHERE state = 0 AND not_before <= ? ORDER BY not_before, id LIMIT ?
    """
  /// Walks through the lines about held-back messages, which are few and have an index of their own.
  static let orphansSQL = """
    SELECT outbox.chat, outbox.remote_id FROM outbox
    JOIN deletions ON deletions.chat = outbox.chat AND deletions.message = outbox.about
    WHERE outbox.about IS NOT NULL AND outbox.remote_id IS NOT NULL AND deletions.state = 1
      AND NOT EXISTS (SELECT 1 FROM deletions AS own
        WHERE own.chat = outbox.chat AND own.message = outbox.remote_id)
    """
}
