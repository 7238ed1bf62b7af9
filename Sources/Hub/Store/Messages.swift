import Foundation
import GRDB

/// A message of a room, with what belongs to it.
public struct HubMessage: Sendable, Equatable {
  /// The store's own, over all rooms; shown to nobody, since it counts what others say elsewhere.
  var id: Int64
  public var room: Int64
  /// Its place within the room: the Bot API's message id, and what pages know it by.
  public var number: Int64
  public var kind: String
  public var person: Int64?
  public var bot: Int64?
  public var text: String
  /// The Bot API's entities, offsets in UTF-16 units.
  public var entities: JSON?
  public var replyTo: Int64?
  /// What the message it answers said when this one was sent; empty once that one is deleted.
  public var quote: String?
  public var album: String?
  /// Milliseconds since 1970.
  public var at: Int64
  public var editedAt: Int64?
  public var isDeleted: Bool
  /// A bot wants it gone and may not delete it: its writer can, at any time.
  public var isRecallable: Bool
  /// Its place among the room's changes; nil where it is as it was sent.
  public var change: Int64?
  public var attachments: [HubAttachment]
}

/// A file as a message carries it.
public struct HubAttachment: Sendable, Equatable {
  /// photo or document.
  public var kind: String
  public var file: HubFile
}

/// A file in the store, named by its content.
public struct HubFile: Sendable, Equatable, FetchableRecord, Decodable {
  public var id: String
  public var sha256: String
  public var name: String
  public var mediaType: String
  public var size: Int64
  public var width: Int?
  public var height: Int?

  private enum CodingKeys: String, CodingKey {
    case id, sha256, name, size, width, height
    case mediaType = "media_type"
  }
}

/// A message about to be written.
struct MessageDraft: Sendable {
  var kind = "text"
  var person: Int64?
  var bot: Int64?
  var text: String
  var entities: JSON?
  var replyTo: Int64?
  var album: String?
  var attachments: [(kind: String, file: String)] = []
  /// The sender's own name for it: sent again it is the same message.
  var key: String?
}

enum Messages {
  /// So much of a message is quoted.
  static let quoteLength = 80

  static let columns =
    "id, room, number, kind, person, bot, text, entities, reply_to, quote, album, at, edited_at, "
    + "deleted, recallable, change"

  /// Writes a message; the one there is where its sender sent that key before.
  /// - Returns: The message, and whether it is new.
  static func add(
    _ draft: MessageDraft, to room: HubRoom, at now: Int64, _ db: Database
  ) throws -> (message: HubMessage, isNew: Bool) {
    if let known = try known(draft, in: room, db) { return (known, false) }
    let number =
      try Int64.fetchOne(
        db,
        sql:
          "UPDATE rooms SET next_number = next_number + 1 WHERE id = ? RETURNING next_number - 1",
        arguments: [room.id]) ?? 1
    let quoted = try draft.replyTo.flatMap { try message(db, room: room.id, number: $0) }
    try db.execute(
      sql: """
        INSERT INTO messages
          (room, number, kind, person, bot, text, entities, reply_to, quote, album, at, key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        room.id, number, draft.kind, draft.person, draft.bot, draft.text,
        draft.entities.map { String(decoding: $0.data, as: UTF8.self) }, draft.replyTo,
        draft.replyTo == nil ? nil : String((quoted?.text ?? "").prefix(quoteLength)), draft.album,
        now, draft.key,
      ])
    let id = db.lastInsertedRowID
    for (place, attachment) in draft.attachments.enumerated() {
      try db.execute(
        sql: "INSERT INTO attachments (message, place, file, kind) VALUES (?, ?, ?, ?)",
        arguments: [id, place, attachment.file, attachment.kind])
    }
    guard let message = try message(db, id: id) else {
      throw HubError.store("a message was not kept")
    }
    return (message, true)
  }

  /// The message that its sender sent under the draft's key before.
  static func known(_ draft: MessageDraft, in room: HubRoom, _ db: Database) throws -> HubMessage? {
    guard let key = draft.key else { return nil }
    let id = try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM messages WHERE room = ? AND coalesce(person, 0) = ?
          AND coalesce(bot, 0) = ? AND key = ?
        """, arguments: [room.id, draft.person ?? 0, draft.bot ?? 0, key])
    return try id.flatMap { try message(db, id: $0) }
  }

  /// Gives a message another text.
  static func rewrite(
    _ message: HubMessage, as text: String, _ entities: JSON?, at now: Int64, _ db: Database
  ) throws -> HubMessage {
    try db.execute(
      sql: "UPDATE messages SET text = ?, entities = ?, edited_at = ?, change = ? WHERE id = ?",
      arguments: [
        text, entities.map { String(decoding: $0.data, as: UTF8.self) }, now,
        try nextChange(in: message.room, db), message.id,
      ])
    guard let new = try self.message(db, id: message.id) else {
      throw HubError.store("a message was not kept")
    }
    return new
  }

  static func message(_ db: Database, id: Int64) throws -> HubMessage? {
    try page(db, "id = ?", [id]).first
  }

  static func message(_ db: Database, room: Int64, number: Int64) throws -> HubMessage? {
    try page(db, "room = ? AND number = ? AND deleted = 0", [room, number]).first
  }

  /// A page of a room's history before a message's number, oldest first.
  static func history(
    _ db: Database, room: Int64, before: Int64?, limit: Int
  ) throws -> [HubMessage] {
    try page(
      db, "room = ? AND number < ? AND deleted = 0", [room, before ?? .max],
      tail: "ORDER BY number DESC LIMIT \(limit)"
    ).reversed()
  }

  /// What came into a room behind a message's number.
  static func later(_ db: Database, room: Int64, after: Int64, limit: Int) throws -> [HubMessage] {
    try page(
      db, "room = ? AND number > ? AND deleted = 0", [room, after],
      tail: "ORDER BY number LIMIT \(limit)")
  }

  /// What was changed or deleted in a room behind a change, in that order.
  static func changed(
    _ db: Database, room: Int64, after: Int64, limit: Int
  ) throws -> [HubMessage] {
    try page(
      db, "room = ? AND change > ?", [room, after], tail: "ORDER BY change LIMIT \(limit)")
  }

  /// Messages that hold every word of a text, newest first.
  static func search(_ db: Database, room: Int64, text: String, limit: Int) throws -> [HubMessage] {
    let words = text.split(whereSeparator: \.isWhitespace).prefix(8).map(String.init)
    guard !words.isEmpty else { return [] }
    let holds = words.map { _ in " AND instr(lower(text), lower(?)) > 0" }.joined()
    return try page(
      db, "room = ? AND deleted = 0" + holds, [room] + StatementArguments(words),
      tail: "ORDER BY number DESC LIMIT \(limit)")
  }

  static func nextChange(in room: Int64, _ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db,
      sql: "UPDATE rooms SET next_change = next_change + 1 WHERE id = ? RETURNING next_change - 1",
      arguments: [room]) ?? 1
  }

  static func page(
    _ db: Database, _ condition: String, _ arguments: StatementArguments, tail: String = ""
  ) throws -> [HubMessage] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT \(columns) FROM messages WHERE \(condition) \(tail)", arguments: arguments)
    return try rows.map { row in
      let id: Int64 = row["id"]
      return HubMessage(
        id: id, room: row["room"], number: row["number"], kind: row["kind"],
        person: row["person"], bot: row["bot"], text: row["text"],
        entities: (row["entities"] as String?).flatMap { JSON(text: $0) },
        replyTo: row["reply_to"], quote: row["quote"], album: row["album"], at: row["at"],
        editedAt: row["edited_at"], isDeleted: row["deleted"], isRecallable: row["recallable"],
        change: row["change"], attachments: try attachments(db, of: id))
    }
  }

  private static func attachments(_ db: Database, of message: Int64) throws -> [HubAttachment] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT attachments.kind AS kind, files.id AS id, sha256, name, media_type, size, width, height
        FROM attachments JOIN files ON files.id = attachments.file
        WHERE message = ? ORDER BY place
        """, arguments: [message])
    return rows.map { row in
      HubAttachment(
        kind: row["kind"],
        file: HubFile(
          id: row["id"], sha256: row["sha256"], name: row["name"], mediaType: row["media_type"],
          size: row["size"], width: row["width"], height: row["height"]))
    }
  }
}
