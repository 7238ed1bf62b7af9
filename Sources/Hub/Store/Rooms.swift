import Foundation
import GRDB

/// Somebody who chats. Ids are numbers as the Bot API wants them.
public struct HubPerson: Sendable, Equatable, Codable, FetchableRecord {
  public var id: Int64
  public var name: String
  public var handle: String?
  public var unit: String?
}

/// A bot that fetches updates with its token.
public struct HubBot: Sendable, Equatable, FetchableRecord, Decodable {
  public var id: Int64
  public var name: String
  public var handle: String
}

/// A group, or what one person and one bot say to each other.
public struct HubRoom: Sendable, Equatable, FetchableRecord, Decodable {
  public enum Kind: String, Sendable, Codable {
    case group, `private`
  }

  public var id: Int64
  public var kind: Kind
  public var title: String?
  public var person: Int64?
  public var bot: Int64?
  /// The Bot API's chat id: below zero for a group, the person's id in private.
  public var chat: Int64
}

/// Rooms, people and bots, inside a transaction.
enum Rooms {
  /// The bot behind a token; nil where the token is nobody's.
  static func bot(_ db: Database, token: String) throws -> HubBot? {
    guard let id = token.split(separator: ":").first.flatMap({ Int64($0) }) else { return nil }
    return try HubBot.fetchOne(
      db, sql: "SELECT id, name, handle FROM bots WHERE id = ? AND token_digest = ?",
      arguments: [id, SecretDigest.of(token)])
  }

  static func bot(_ db: Database, id: Int64) throws -> HubBot? {
    try HubBot.fetchOne(db, sql: "SELECT id, name, handle FROM bots WHERE id = ?", arguments: [id])
  }

  static func person(_ db: Database, id: Int64) throws -> HubPerson? {
    try HubPerson.fetchOne(
      db, sql: "SELECT id, name, handle, unit FROM people WHERE id = ?", arguments: [id])
  }

  static let columns = "id, kind, title, person, bot, chat"

  static func room(_ db: Database, id: Int64) throws -> HubRoom? {
    try HubRoom.fetchOne(
      db, sql: "SELECT \(columns) FROM rooms WHERE id = ?", arguments: [id])
  }

  /// The room a bot names by its chat id: a group it sits in, or a person's private chat. A private
  /// one is there from the moment the person is a member of a room of the bot's.
  static func room(_ db: Database, chat: Int64, for bot: Int64) throws -> HubRoom? {
    if chat < 0 {
      return try HubRoom.fetchOne(
        db,
        sql: """
          SELECT \(columns) FROM rooms
          WHERE chat = ? AND id IN (SELECT room FROM room_bots WHERE room_bots.bot = ?)
          """, arguments: [chat, bot])
    }
    return try HubRoom.fetchOne(
      db, sql: "SELECT \(columns) FROM rooms WHERE kind = 'private' AND person = ? AND bot = ?",
      arguments: [chat, bot])
  }

  /// The private room of a person and a bot, made where it is missing.
  static func privateRoom(_ db: Database, person: Int64, bot: Int64) throws -> HubRoom {
    try db.execute(
      sql: """
        INSERT INTO rooms (kind, person, bot, chat) VALUES ('private', ?, ?, ?)
        ON CONFLICT DO NOTHING
        """, arguments: [person, bot, person])
    guard let room = try room(db, chat: person, for: bot) else {
      throw HubError.store("a private room could not be made")
    }
    try db.execute(
      sql: "INSERT INTO room_bots (room, bot) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [room.id, bot])
    return room
  }

  static func isMember(_ db: Database, person: Int64, of room: HubRoom) throws -> Bool {
    if room.kind == .private { return room.person == person }
    return try Bool.fetchOne(
      db,
      sql: "SELECT left_at IS NULL FROM members WHERE room = ? AND person = ?",
      arguments: [room.id, person]) ?? false
  }

  /// Those in a room now, in the order in which they came.
  static func members(_ db: Database, of room: HubRoom) throws -> [HubPerson] {
    if let person = room.person {
      return try self.person(db, id: person).map { [$0] } ?? []
    }
    return try HubPerson.fetchAll(
      db,
      sql: """
        SELECT people.id, people.name, people.handle, people.unit FROM members
        JOIN people ON people.id = members.person
        WHERE members.room = ? AND members.left_at IS NULL ORDER BY joined_at, people.id
        """, arguments: [room.id])
  }

  /// Whether a bot may delete what others say in a room.
  static func isAdministrator(_ db: Database, _ bot: Int64, of room: HubRoom) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT administers FROM room_bots WHERE room = ? AND bot = ?",
      arguments: [room.id, bot]) ?? false
  }

  /// The bots that hear what is said in a room.
  static func bots(_ db: Database, in room: HubRoom) throws -> [HubBot] {
    try HubBot.fetchAll(
      db,
      sql: """
        SELECT bots.id, bots.name, bots.handle FROM room_bots
        JOIN bots ON bots.id = room_bots.bot WHERE room_bots.room = ? ORDER BY bots.id
        """, arguments: [room.id])
  }
}
