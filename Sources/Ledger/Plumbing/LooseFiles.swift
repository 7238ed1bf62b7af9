import Casework
import Foundation
import GRDB

/// A photo or file that came without a command and waits for the case it belongs to.
public struct LooseFile: Sendable, Equatable, Identifiable {
  public enum State: Int, Sendable {
    /// Just came: more of the same burst may follow.
    case new = 0
    /// Its sender was asked, or it came with a question's message.
    case asked = 1
    /// Part of a group's album that nobody was spoken to about; taken only if the album is.
    case unheard = 2
  }

  public var id: Int64
  public var person: PersonID
  public var chat: ChatID
  /// The IM's id of the message it came in.
  public var message: String
  /// The case whose card it answers.
  public var card: CaseNumber?
  public var state: State
  public var at: Instant
  public var file: Evidence
}

extension Transaction {
  /// Keeps a file until it is said what it belongs to. What lapsed of anybody's is erased on the
  /// way.
  public func addLooseFile(
    _ file: Evidence, person: PersonID, chat: ChatID, message: String, album: String?,
    card: CaseNumber? = nil, state: LooseFile.State, at instant: Instant
  ) throws {
    try checkOpen()
    try db.run(
      "DELETE FROM loose_files WHERE at <= ?", [LooseFiles.lapse(instant).milliseconds])
    try db.run(
      """
      INSERT INTO loose_files (person, chat, message, album, case_id, state, at, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        try bindable(person.text, "person"), try bindable(chat.text, "chat"),
        try bindable(message, "message id"), try bindable(optional: album, "album"),
        card?.key, state.rawValue, instant.milliseconds, try Stored.encode(file),
      ])
  }

  /// They have found their case, or are not kept.
  public func removeLooseFiles(_ ids: [Int64]) throws {
    try checkOpen()
    for id in ids { try db.run("DELETE FROM loose_files WHERE id = ?", [id]) }
  }

  /// Their sender was asked about them.
  public func markAsked(_ ids: [Int64]) throws {
    try checkOpen()
    for id in ids {
      try db.run("UPDATE loose_files SET state = 1 WHERE id = ?", [id])
    }
  }

  /// What a person sent into a chat and what waits there, oldest first.
  public func looseFiles(person: PersonID, chat: ChatID, now: Instant) throws -> [LooseFile] {
    try looseFiles(
      "person = ? AND chat = ? AND state < 2 AND at > ?",
      [person.text, chat.text, LooseFiles.lapse(now).milliseconds])
  }

  /// The files of an album that came before, whatever was said about them.
  public func looseFiles(album: String, person: PersonID, chat: ChatID, now: Instant) throws
    -> [LooseFile]
  {
    guard !album.utf8.contains(0) else { return [] }
    return try looseFiles(
      "person = ? AND chat = ? AND album = ? AND at > ?",
      [person.text, chat.text, album, LooseFiles.lapse(now).milliseconds])
  }

  /// The senders and chats whose bursts have ended: nothing new came since that moment.
  public func endedBursts(before instant: Instant) throws -> [(person: PersonID, chat: ChatID)] {
    let rows = try db.rows(
      """
      SELECT person, chat FROM loose_files WHERE state = 0
      GROUP BY person, chat HAVING max(at) <= ? ORDER BY max(id)
      """, [instant.milliseconds])
    var found: [(person: PersonID, chat: ChatID)] = []
    while let row = try rows.next() { found.append((PersonID(row[0]), ChatID(row[1]))) }
    return found
  }

  private func looseFiles(_ condition: String, _ arguments: StatementArguments) throws
    -> [LooseFile]
  {
    let rows = try db.rows(
      """
      SELECT id, person, chat, message, state, at, body, case_id FROM loose_files
      WHERE \(condition) ORDER BY id
      """, arguments)
    var files: [LooseFile] = []
    while let row = try rows.next() {
      guard let state = LooseFile.State(rawValue: row[4]) else {
        throw LedgerError.unreadable(table: "loose_files")
      }
      files.append(
        LooseFile(
          id: row[0], person: PersonID(row[1]), chat: ChatID(row[2]), message: row[3],
          card: (row[7] as Int?).map { CaseNumber(key: $0) }, state: state,
          at: Instant(milliseconds: row[5]),
          file: try Stored.decode(Evidence.self, from: row[6], table: "loose_files")))
    }
    return files
  }
}

/// What became of an album's message with words.
public struct Album: Sendable, Equatable {
  public enum Fate: Sendable, Equatable {
    /// Its files belong to that case.
    case kept(CaseNumber)
    /// Its files wait for an answer.
    case waits
    /// Nothing of it is kept: refused, or said to others.
    case dropped
  }

  public var chat: ChatID
  public var id: String
  public var person: PersonID
  /// The message to answer about what came later.
  public var message: String
  public var fate: Fate
  /// Files that came after the answer and were not told of.
  public var added: Int

  public init(
    chat: ChatID, id: String, person: PersonID, message: String, fate: Fate, added: Int = 0
  ) {
    self.chat = chat
    self.id = id
    self.person = person
    self.message = message
    self.fate = fate
    self.added = added
  }
}

extension Transaction {
  /// Remembers what became of an album. What is older than an hour is forgotten on the way.
  public func setAlbum(_ album: Album, at instant: Instant) throws {
    try checkOpen()
    try db.run("DELETE FROM albums WHERE at <= ?", [instant.milliseconds - 3_600_000])
    var number: Int?
    if case .kept(let matter) = album.fate { number = matter.key }
    try db.run(
      """
      INSERT OR REPLACE INTO albums (chat, album, person, message, at, case_id, waits, added)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        try bindable(album.chat.text, "chat"), try bindable(album.id, "album"),
        try bindable(album.person.text, "person"), try bindable(album.message, "message id"),
        instant.milliseconds, number, album.fate == .waits, album.added,
      ])
  }

  /// What became of that album of that person; nil where nothing is known.
  public func album(_ id: String, chat: ChatID, person: PersonID) throws -> Album? {
    guard !id.utf8.contains(0) else { return nil }
    return try albums(
      "chat = ? AND album = ? AND person = ?", [chat.text, id, person.text]
    ).first
  }

  /// Albums of which files came after the answer, none of them since that moment.
  public func albumsToTell(before instant: Instant) throws -> [Album] {
    try albums("added > 0 AND at <= ?", [instant.milliseconds])
  }

  private func albums(_ condition: String, _ arguments: StatementArguments) throws -> [Album] {
    let rows = try db.rows(
      """
      SELECT chat, album, person, message, case_id, waits, added FROM albums
      WHERE \(condition) ORDER BY at, chat, album
      """, arguments)
    var found: [Album] = []
    while let row = try rows.next() {
      let number: Int? = row[4]
      let fate: Album.Fate =
        number.map { .kept(CaseNumber(key: $0)) } ?? (row[5] as Bool ? .waits : .dropped)
      found.append(
        Album(
          chat: ChatID(row[0]), id: row[1], person: PersonID(row[2]), message: row[3],
          fate: fate, added: row[6]))
    }
    return found
  }
}

extension Snapshot {
  /// Whether somebody's photos wait to be spoken about: nothing new came since that moment.
  public func hasEndedBursts(before instant: Instant) throws -> Bool {
    try db.value(
      LooseFiles.endedSQL, [instant.milliseconds, instant.milliseconds], as: Bool.self) ?? false
  }
}

enum LooseFiles {
  /// Whatever came at or before that moment has lapsed: a quarter of an hour, as questions do.
  static func lapse(_ now: Instant) -> Instant { now.adding(seconds: -900) }

  static let endedSQL = """
    SELECT EXISTS (SELECT 1 FROM loose_files WHERE state = 0 AND at <= ?)
      OR EXISTS (SELECT 1 FROM albums WHERE added > 0 AND at <= ?)
    """
}
