import Casework
import Foundation
import GRDB

/// Texts that are hidden, and struck out.
extension Transaction {
  /// What an entry of the journal does to others.
  func redact(_ event: Event) throws {
    switch event.change {
    case .textHidden(let hidden): try hide(hidden.entries, in: event.audience)
    case .textRedacted(let redacted): try strike(redacted.entries, by: event)
    default: break
    }
  }

  /// From now on those entries are read without their texts; what was folded from them is folded anew.
  private func hide(_ entries: [Int], in audience: Audience) throws {
    var records: [RecordID] = []
    for sequence in entries {
      try db.run(
        "UPDATE \(audience.journal) SET hidden = 1 WHERE sequence = ? AND hidden = 0", [sequence])
      let name: String? = try db.value(
        "SELECT record FROM \(audience.journal) WHERE sequence = ?", [sequence])
      if let id = name.flatMap({ RecordID($0) }), !records.contains(id) { records.append(id) }
    }
    for id in records { try refold(id) }
  }

  /// The texts go, with their salts.
  private func strike(_ entries: [StruckEntry], by event: Event) throws {
    let journal = event.audience.journal
    for entry in entries {
      guard let row = try journalRow(entry.sequence, in: event.audience), row.mark == .hidden,
        row.hash.description == entry.hash,
        JournalRow.digest(of: row.shown.payload) == entry.replacement
      else {
        throw LedgerError.misplaced(
          kind: event.change.kind, record: event.record?.description ?? "none")
      }
      try db.run(
        "UPDATE \(journal) SET payload = ?, salt = NULL, hidden = 2 WHERE sequence = ?",
        [row.shown.payload, entry.sequence])
    }
    try db.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, 'due')", [Purge.key])
  }
}

/// A message that an entry came from.
public struct WrittenMessage: Sendable, Hashable {
  public var chat: ChatID
  public var message: String
  public var writer: PersonID?
}

extension Snapshot {
  /// What entries of the open chain say, before they are hidden.
  public func traces(of entries: [Int]) throws -> TextTraces {
    TextTraces(
      try rows(entries).flatMap { row -> [String] in
        row.mark == .shown ? Skeleton.sentences(in: row.stored.payload) : []
      })
  }

  /// The messages that entries of the open chain came from, each once.
  public func messages(of entries: [Int]) throws -> [WrittenMessage] {
    var seen: Set<WrittenMessage> = []
    return try rows(entries).compactMap { row in
      guard let chat = row.chat, let message = row.message else { return nil }
      let found = WrittenMessage(
        chat: ChatID(chat), message: message, writer: row.actor.map { PersonID($0) })
      return seen.insert(found).inserted ? found : nil
    }
  }

  /// The bot's own lines that may quote those entries: about their case or listing it, since the first of
  /// them, or in answer to a message that one came from.
  public func lines(
    about number: CaseNumber?, quoting entries: [Int]
  ) throws -> [(chat: ChatID, message: String)] {
    let rows = try rows(entries)
    guard let first = rows.map(\.at).min() else { return [] }
    var found: [(chat: ChatID, message: String)] = []
    func take(_ sql: String, _ arguments: StatementArguments) throws {
      let rows = try db.rows(sql, arguments)
      while let row = try rows.next() {
        let line = (chat: ChatID(row[0]), message: row[1] as String)
        if !found.contains(where: { $0 == line }) { found.append(line) }
      }
    }
    if let number {
      try take(
        """
        SELECT chat, remote_id FROM outbox
        WHERE remote_id <> '' AND created_at >= ? AND (card = ? OR instr(lists, ?) > 0) ORDER BY id
        """, [first, number.key, ",\(number.key),"])
    }
    for row in rows {
      try take(
        "SELECT chat, remote_id FROM outbox WHERE remote_id <> '' AND chat = ? AND reply_to = ?",
        [row.chat, row.message])
    }
    return found
  }

  fileprivate func rows(_ entries: [Int]) throws -> [JournalRow] {
    try entries.compactMap { try journalRow($0, in: .open) }
  }

  /// An entry as it is stored.
  func journalRow(_ sequence: Int, in audience: Audience) throws -> JournalRow? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT \(JournalRow.columns) FROM \(audience.journal) WHERE sequence = ?"),
      arguments: [sequence]
    ).map { JournalRow($0) }
  }
}

extension Transaction {
  /// Takes what waits to be sent and says it out of the queue, and erases what was not to be sent any
  /// more. What is under way goes once it has arrived, with the message it is about.
  /// - Returns: What must not be sent.
  public func retract(
    _ traces: TextTraces, about number: CaseNumber?, with message: String?
  ) throws -> [Int64] {
    try checkOpen()
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, body, fallback, card = ?1 OR instr(lists, ?2) > 0 FROM outbox
        WHERE state <> 1 AND (body IS NOT NULL OR fallback IS NOT NULL) ORDER BY id
        """, arguments: [number?.key, number.map { ",\($0.key)," }])
    var gone: [Int64] = []
    for row in rows {
      let id: Int64 = row[0]
      let isAbout: Bool = row[3] ?? false
      let bodies = [row[1] as Data?, row[2] as Data?].compactMap { $0 }
      let says = try bodies.contains { body in
        let plain = try ring.open(body, of: KeyRing.plumbing, as: "outbox")
        return isAbout ? traces.beginIn(plain) : traces.areIn(plain)
      }
      guard says else { continue }
      try db.run(
        """
        UPDATE outbox SET state = 4, body = NULL, fallback = NULL, about = coalesce(about, ?)
        WHERE id = ?
        """, [message, id])
      gone.append(id)
    }
    return gone
  }

  /// Ends open questions that repeat it, whoever was asked, and forgets photos that came with it.
  public func forget(_ traces: TextTraces, sentIn messages: [WrittenMessage]) throws {
    try checkOpen()
    for row in try Row.fetchAll(db, sql: "SELECT person, chat, body FROM dialogues") {
      let plain = try ring.open(row[2] as Data, of: KeyRing.plumbing, as: "dialogue")
      guard traces.areIn(plain) else { continue }
      let (person, chat): (String, String) = (row[0], row[1])
      try db.run("DELETE FROM dialogues WHERE person = ? AND chat = ?", [person, chat])
    }
    for message in messages {
      try db.run(
        "DELETE FROM loose_files WHERE chat = ? AND message = ?",
        [message.chat.text, message.message])
    }
  }

  /// Files that came with those entries are not fetched any more.
  public func dropFetches(of number: CaseNumber, with entries: [Int]) throws {
    try checkOpen()
    for row in try rows(entries) {
      for file in try Change(row.stored).files {
        try db.run(
          "UPDATE fetches SET state = 3 WHERE case_id = ? AND reference = ? AND state = 0",
          [number.key, file.reference])
      }
    }
  }
}

/// The sentences of a text, to be looked for where they may have gone.
public struct TextTraces: Sendable, Equatable {
  /// Of each sentence the stretches between marks, which no quoting takes apart.
  private let sentences: [[Data]]

  public init(_ sentences: [String]) {
    var all: [[Data]] = []
    for sentence in Set(sentences).sorted() {
      let stretches = sentence.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
      let parts = stretches.filter { $0.count > 1 }.map { Data($0.utf8) }
      if !parts.isEmpty { all.append(parts) }
    }
    self.sentences = all
  }

  private init(parts: [[Data]]) { sentences = parts }

  /// The same, and names of files beside.
  public func with(_ names: [String]) -> TextTraces {
    TextTraces(parts: sentences + TextTraces(names).sentences)
  }

  /// Whether one of the sentences stands there whole.
  public func areIn(_ data: Data) -> Bool {
    sentences.contains { parts in parts.allSatisfy { data.range(of: $0) != nil } }
  }

  /// Whether one of them begins there; lists cut what is long.
  func beginIn(_ data: Data) -> Bool {
    sentences.contains { parts in
      guard let first = parts.first else { return false }
      let beginning = String(decoding: first, as: UTF8.self).prefix(8)
      return data.range(of: Data(beginning.utf8)) != nil
    }
  }
}
