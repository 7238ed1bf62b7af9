import Foundation
import GRDB

/// Rooms and messages as the page reads them.
struct PageWire {
  let db: Database

  func message(_ message: HubMessage) throws -> JSON {
    var members: [String: JSON] = [
      // Known by its place in the room alone.
      "id": .integer(message.number), "room": .integer(message.room),
      "number": .integer(message.number), "kind": .string(message.kind),
      "text": .string(message.text), "at": .integer(message.at),
    ]
    members["entities"] = message.entities
    members["editedAt"] = message.editedAt.map(JSON.integer)
    if let id = message.person, let person = try Rooms.person(db, id: id) {
      members["from"] = self.person(person)
    } else if let id = message.bot, let bot = try Rooms.bot(db, id: id) {
      members["from"] = ["id": .integer(bot.id), "name": .string(bot.name), "bot": true]
    }
    if message.isRecallable { members["recallable"] = true }
    if let number = message.replyTo {
      // What was said when it was answered, whatever became of it since; of what is gone nothing.
      let replied = try Messages.message(db, room: message.room, number: number)
      members["reply"] = [
        "number": .integer(number), "gone": .bool(replied == nil),
        "text": .string(replied == nil ? "" : message.quote ?? ""),
        "name": .string(try replied.map(name) ?? ""),
      ]
    }
    members["files"] = .array(
      message.attachments.map { attachment in
        .object([
          "kind": .string(attachment.kind), "id": .string(attachment.file.id),
          "name": .string(attachment.file.name), "size": .integer(attachment.file.size),
          "width": .integer(Int64(attachment.file.width ?? 0)),
          "height": .integer(Int64(attachment.file.height ?? 0)),
        ])
      })
    return .object(members)
  }

  func person(_ person: HubPerson) -> JSON {
    var members: [String: JSON] = ["id": .integer(person.id), "name": .string(person.name)]
    members["unit"] = person.unit.map(JSON.string)
    return .object(members)
  }

  private func name(of message: HubMessage) throws -> String {
    if let id = message.person { return try Rooms.person(db, id: id)?.name ?? "" }
    return try message.bot.flatMap { try Rooms.bot(db, id: $0) }?.name ?? ""
  }

  /// The rooms of a person: groups they are in, and one private room with each bot of those.
  func rooms(of person: HubPerson) throws -> [HubRoom] {
    let groups = try HubRoom.fetchAll(
      db,
      sql: """
        SELECT \(Rooms.columns.split(separator: ", ").map { "rooms.\($0)" }.joined(separator: ", "))
        FROM rooms JOIN members ON members.room = rooms.id
        WHERE members.person = ? AND members.left_at IS NULL ORDER BY rooms.id
        """, arguments: [person.id])
    let own = try HubRoom.fetchAll(
      db,
      sql: "SELECT \(Rooms.columns) FROM rooms WHERE kind = 'private' AND person = ? ORDER BY id",
      arguments: [person.id])
    return groups + own
  }

  func room(_ room: HubRoom, for person: HubPerson, present: Set<Int64>) throws -> JSON {
    let read =
      try Int64.fetchOne(
        db, sql: "SELECT number FROM reads WHERE room = ? AND person = ?",
        arguments: [room.id, person.id]) ?? 0
    let unread =
      try Int64.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM messages WHERE room = ? AND number > ? AND deleted = 0
            AND coalesce(person, 0) <> ?
          """, arguments: [room.id, read, person.id]) ?? 0
    let bots = try Rooms.bots(db, in: room)
    let last = try Messages.history(db, room: room.id, before: nil, limit: 1).first
    var members: [String: JSON] = [
      "id": .integer(room.id), "kind": .string(room.kind.rawValue),
      "title": .string(room.title ?? bots.first?.name ?? ""), "unread": .integer(unread),
      "read": .integer(read),
      "members": .array(
        try Rooms.members(db, of: room).map { member in
          guard case .object(var entry) = self.person(member) else { return .null }
          entry["here"] = .bool(present.contains(member.id))
          return .object(entry)
        }),
      "bots": .array(
        bots.map {
          ["id": .integer($0.id), "name": .string($0.name), "handle": .string($0.handle)]
        }),
      "commands": .array(try commands(of: bots)),
    ]
    members["last"] = try last.map(message)
    return .object(members)
  }

  private func commands(of bots: [HubBot]) throws -> [JSON] {
    try bots.flatMap { bot in
      try Row.fetchAll(
        db, sql: "SELECT name, description FROM commands WHERE bot = ? ORDER BY place",
        arguments: [bot.id]
      ).map { ["name": .string($0["name"]), "description": .string($0["description"])] }
    }
  }
}
