import Foundation
import GRDB

/// What bots have still to fetch. An update is kept until its bot's next poll confirms it.
enum Updates {
  /// Puts an update at the end of a bot's queue.
  static func add(
    _ payload: (kind: String, value: JSON), for bot: Int64, at now: Int64, _ db: Database
  )
    throws
  {
    let number =
      try Int64.fetchOne(
        db,
        sql: "UPDATE bots SET next_update = next_update + 1 WHERE id = ? RETURNING next_update - 1",
        arguments: [bot]) ?? 1
    let body: JSON = .object(["update_id": .integer(number), payload.kind: payload.value])
    try db.execute(
      sql: "INSERT INTO updates (bot, number, body, at) VALUES (?, ?, ?, ?)",
      arguments: [bot, number, body.data, now])
  }

  /// Forgets what lies below the offset, as the Bot API does; a negative one keeps the newest only.
  static func confirm(_ db: Database, bot: Int64, offset: Int64) throws {
    if offset > 0 {
      // An offset above what there was ever comes from another server's count: it confirms nothing.
      let next =
        try Int64.fetchOne(
          db, sql: "SELECT next_update FROM bots WHERE id = ?", arguments: [bot]) ?? 1
      guard offset <= next else { return }
      try db.execute(
        sql: "DELETE FROM updates WHERE bot = ? AND number < ?", arguments: [bot, offset])
    } else if offset < 0 {
      try db.execute(
        sql: """
          DELETE FROM updates WHERE bot = ? AND number NOT IN
            (SELECT number FROM updates WHERE bot = ? ORDER BY number DESC LIMIT ?)
          """, arguments: [bot, bot, offset == .min ? .max : -offset])
    }
  }

  /// The oldest updates, as they are sent.
  static func pending(_ db: Database, bot: Int64, limit: Int) throws -> [Data] {
    try Data.fetchAll(
      db, sql: "SELECT body FROM updates WHERE bot = ? ORDER BY number LIMIT ?",
      arguments: [bot, limit])
  }
}
