import Foundation
import GRDB

extension Messages {
  /// What a deletion leaves to be done outside the store.
  struct Deletion: Sendable {
    /// Messages that quoted it.
    var quoting: [Int64]
    /// Digests of files that nothing holds any more.
    var files: [String]
  }

  /// Deletes a message: its text, its files, what others quoted of it, and what bots have still to fetch of
  /// it. Its place stays, so that numbers tell of nothing else.
  static func delete(_ message: HubMessage, _ db: Database) throws -> Deletion {
    try db.execute(
      sql: """
        UPDATE messages SET deleted = 1, text = '', entities = NULL, quote = NULL, recallable = 0,
          change = ? WHERE id = ?
        """, arguments: [try nextChange(in: message.room, db), message.id])
    try db.execute(sql: "DELETE FROM attachments WHERE message = ?", arguments: [message.id])
    var loose: [String] = []
    for file in message.attachments.map(\.file) where try isLoose(file.id, db) {
      try db.execute(sql: "DELETE FROM files WHERE id = ?", arguments: [file.id])
      let isHeld = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM files WHERE sha256 = ?)", arguments: [file.sha256])
      if isHeld != true { loose.append(file.sha256) }
    }
    let quoting = try page(
      db, "room = ? AND reply_to = ? AND deleted = 0", [message.room, message.number])
    for quote in quoting {
      try db.execute(
        sql: "UPDATE messages SET quote = '', change = ? WHERE id = ?",
        arguments: [try nextChange(in: message.room, db), quote.id])
    }
    try Updates.forget(message, db)
    return Deletion(quoting: quoting.map(\.number), files: loose)
  }

  private static func isLoose(_ file: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT NOT EXISTS (SELECT 1 FROM attachments WHERE file = ?)", arguments: [file])
      ?? false
  }

  /// A bot wants it gone and may not delete it.
  static func letRecall(_ message: HubMessage, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE messages SET recallable = 1, change = ? WHERE id = ?",
      arguments: [try nextChange(in: message.room, db), message.id])
  }
}

extension Updates {
  /// Takes a deleted message out of what bots have still to fetch: its own updates go, answers to it lose
  /// what they carry of it.
  static func forget(_ message: HubMessage, _ db: Database) throws {
    guard let room = try Rooms.room(db, id: message.room) else { return }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT updates.bot, updates.number, updates.body FROM updates
        JOIN room_bots ON room_bots.bot = updates.bot WHERE room_bots.room = ?
        """, arguments: [room.id])
    for row in rows {
      let (bot, number, body): (Int64, Int64, Data) = (row[0], row[1], row[2])
      guard case .object(var update)? = JSON(text: String(decoding: body, as: UTF8.self)),
        let kind = ["message", "edited_message"].first(where: { update[$0] != nil }),
        case .object(var said)? = update[kind], said["chat"]?["id"]?.int == room.chat
      else { continue }
      if said["message_id"]?.int == message.number {
        try db.execute(
          sql: "DELETE FROM updates WHERE bot = ? AND number = ?", arguments: [bot, number])
      } else if case .object(var quoted)? = said["reply_to_message"],
        quoted["message_id"]?.int == message.number
      {
        for part in ["text", "entities", "caption", "caption_entities", "photo", "document"] {
          quoted[part] = nil
        }
        quoted["text"] = ""
        said["reply_to_message"] = .object(quoted)
        update[kind] = .object(said)
        try db.execute(
          sql: "UPDATE updates SET body = ? WHERE bot = ? AND number = ?",
          arguments: [JSON.object(update).data, bot, number])
      }
    }
  }
}
