import Foundation
import GRDB

/// Who is there: bots, people and groups, brought in from outside. What is there already is kept.
extension Hub {
  /// A bot by its token, whose digits before the colon are its id.
  /// - Returns: The id.
  /// - Throws: `HubError.setting` where the token has no such form.
  @discardableResult
  public func ensureBot(token: String, name: String, handle: String) async throws -> Int64 {
    guard let id = token.split(separator: ":").first.flatMap({ Int64($0) }), id > 0,
      token.utf8.count >= 8
    else {
      throw HubError.setting(
        key: "LIANDU_TOKEN", problem: "no bot's token", expected: "digits, a colon and a secret",
        example: "4242:AbC…")
    }
    try await store.write { db in
      try db.execute(
        sql: """
          INSERT INTO bots (id, name, handle, token_digest, next_update) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET name = excluded.name, handle = excluded.handle,
            token_digest = excluded.token_digest
          """, arguments: [id, name, handle, SecretDigest.of(token), 1])
    }
    return id
  }

  /// Bots that are named no more: their tokens open nothing, they hear nothing, and nothing waits for them.
  public func retireBots(except ids: [Int64]) async throws {
    try await store.write { db in
      let gone = try Int64.fetchAll(db, sql: "SELECT id FROM bots").filter { !ids.contains($0) }
      for id in gone {
        try db.execute(
          sql: "UPDATE bots SET token_digest = x'' WHERE id = ?", arguments: [id])
        try db.execute(
          sql: "DELETE FROM room_bots WHERE bot = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM updates WHERE bot = ?", arguments: [id])
      }
    }
  }

  /// A person by name; the same id at every start.
  @discardableResult
  public func ensurePerson(name: String, unit: String? = nil) async throws -> Int64 {
    let now = now()
    return try await store.write { db in
      if let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM people WHERE name = ?", arguments: [name])
      {
        try db.execute(
          sql: "UPDATE people SET unit = coalesce(?, unit) WHERE id = ?", arguments: [unit, id])
        return id
      }
      // Well below 2^52, and apart from what bots are called.
      let id = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 100) + 1 FROM people") ?? 101
      try db.execute(
        sql: "INSERT INTO people (id, name, unit, created_at) VALUES (?, ?, ?, ?)",
        arguments: [id, name, unit, now])
      return id
    }
  }

  /// A group by title, with its bots; each member gets a private room with each bot. Who was ever in it
  /// and left is not brought back.
  /// - Parameters:
  ///   - bots: The first one is the group's administrator: it may delete what members say.
  ///   - mark: The group's name in the settings, under which it is found again when its title
  ///     changes.
  /// - Returns: Its chat id.
  @discardableResult
  public func ensureGroup(
    title: String, people: [Int64], bots: [Int64], mark: String? = nil
  ) async throws -> Int64 {
    let now = now()
    let (room, joined) = try await store.write { db -> (HubRoom, [Said]) in
      var room = try Hub.renamed(mark, to: title, db)
      if room == nil {
        room = try HubRoom.fetchOne(
          db, sql: "SELECT \(Rooms.columns) FROM rooms WHERE kind = 'group' AND title = ?",
          arguments: [title])
      }
      if room == nil {
        let chat =
          try Int64.fetchOne(
            db, sql: "SELECT coalesce(min(chat), -1000) - 1 FROM rooms WHERE chat < 0") ?? -1001
        try db.execute(
          sql: "INSERT INTO rooms (kind, title, chat) VALUES ('group', ?, ?)",
          arguments: [title, chat])
        room = try Rooms.room(db, id: db.lastInsertedRowID)
      }
      guard let room else { throw HubError.store("a group could not be made") }
      if let mark {
        try db.execute(
          sql: "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
          arguments: ["group \(mark)", "\(room.id)"])
      }
      for (place, bot) in bots.enumerated() {
        try db.execute(
          sql: """
            INSERT INTO room_bots (room, bot, administers) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET administers = excluded.administers
            """, arguments: [room.id, bot, place == 0])
      }
      var joined: [Said] = []
      for person in people {
        // Who left stays away: what is named at the start seeds, the store holds.
        try db.execute(
          sql:
            "INSERT INTO members (room, person, joined_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          arguments: [room.id, person, now])
        if db.changesCount > 0 {
          let draft = MessageDraft(kind: "joined", person: person, text: "")
          joined.append(try Hub.put(draft, in: room, at: now, db))
        }
        for bot in bots { _ = try Rooms.privateRoom(db, person: person, bot: bot) }
      }
      return (room, joined)
    }
    for said in joined { await tell(said, in: room) }
    return room.chat
  }

  /// The group of that mark, under its title of now.
  private static func renamed(
    _ mark: String?, to title: String, _ db: Database
  ) throws -> HubRoom? {
    guard let mark,
      let id = try String.fetchOne(
        db, sql: "SELECT value FROM meta WHERE key = ?", arguments: ["group \(mark)"]
      ).flatMap({ Int64($0) })
    else { return nil }
    try db.execute(sql: "UPDATE rooms SET title = ? WHERE id = ?", arguments: [title, id])
    return try Rooms.room(db, id: id)
  }

  /// Somebody who left comes back into every group of theirs.
  /// - Returns: How many those are.
  public func rejoinAll(person: Int64) async throws -> Int {
    let now = now()
    let joined = try await store.write { db -> [(HubRoom, Said)] in
      let rooms = try Int64.fetchAll(
        db, sql: "SELECT room FROM members WHERE person = ? AND left_at IS NOT NULL",
        arguments: [person])
      return try rooms.compactMap { id in
        guard let room = try Rooms.room(db, id: id) else { return nil }
        try db.execute(
          sql: "UPDATE members SET left_at = NULL, joined_at = ? WHERE room = ? AND person = ?",
          arguments: [now, id, person])
        let draft = MessageDraft(kind: "joined", person: person, text: "")
        return (room, try Hub.put(draft, in: room, at: now, db))
      }
    }
    for (room, said) in joined { await tell(said, in: room) }
    return joined.count
  }

  /// Somebody leaves a group; the bots and pages hear of it, and their session is over there.
  public func leave(person: Int64, chat: Int64) async throws {
    let now = now()
    let left = try await store.write { db -> (HubRoom, Said)? in
      guard
        let room = try HubRoom.fetchOne(
          db, sql: "SELECT \(Rooms.columns) FROM rooms WHERE kind = 'group' AND chat = ?",
          arguments: [chat]), try Rooms.isMember(db, person: person, of: room)
      else { return nil }
      try db.execute(
        sql: "UPDATE members SET left_at = ? WHERE room = ? AND person = ?",
        arguments: [now, room.id, person])
      let draft = MessageDraft(kind: "left", person: person, text: "")
      return (room, try Hub.put(draft, in: room, at: now, db))
    }
    guard let (room, said) = left else { return }
    await tell(said, in: room)
    await pages.closeAll(of: person)
  }

  /// Somebody leaves every group.
  /// - Returns: How many they were in.
  public func leaveAll(person: Int64) async throws -> Int {
    let chats = try await store.read {
      try Int64.fetchAll(
        $0,
        sql: """
          SELECT chat FROM rooms JOIN members ON members.room = rooms.id
          WHERE members.person = ? AND members.left_at IS NULL
          """, arguments: [person])
    }
    for chat in chats { try await leave(person: person, chat: chat) }
    return chats.count
  }

  /// Keeps how the pages are reached, for links that are made beside the server.
  public func remember(base: String) async throws {
    try await store.write {
      try $0.execute(
        sql: """
          INSERT INTO meta (key, value) VALUES ('base', ?)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """, arguments: [base])
    }
  }

  /// How the pages were reached when the server ran last.
  public func base() async throws -> String? {
    try await store.read {
      try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'base'")
    }
  }

  /// Everybody, in the order of their ids.
  public func people() async throws -> [HubPerson] {
    try await store.read {
      try HubPerson.fetchAll($0, sql: "SELECT id, name, handle, unit FROM people ORDER BY id")
    }
  }
}
