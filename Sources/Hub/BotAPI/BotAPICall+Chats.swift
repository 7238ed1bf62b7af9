import Foundation
import GRDB

/// Rooms and who sits in them, and what of them is to go, as bots ask.
extension BotAPICall {
  /// A bot deletes its own messages, in a private room also what is said to it, and in a group where it is an
  /// administrator what members say. There is no term. Where it may not, the writer can from then on.
  func delete() async throws -> Data {
    let (bot, number) = (bot, parameters.int("message_id") ?? 0)
    let chat = try parameters.chat()
    guard number > 0 else { throw BotAPIError.bad("message identifier is not specified") }
    do {
      try await hub.delete { db in
        guard let room = try Rooms.room(db, chat: chat, for: bot.id) else {
          throw BotAPIError.bad("chat not found")
        }
        guard let message = try Messages.message(db, room: room.id, number: number) else {
          throw BotAPIError.bad("message to delete not found")
        }
        var mayDelete = message.bot == bot.id || room.kind == .private
        if !mayDelete { mayDelete = try Rooms.isAdministrator(db, bot.id, of: room) }
        guard message.kind == "text", mayDelete else { throw BotAPIError.undeletable }
        return (room, message)
      }
    } catch let error as BotAPIError where error == .undeletable {
      try await letRecall(number, in: chat)
      throw BotAPIError.undeletable
    }
    return JSON.bool(true).data
  }

  private func letRecall(_ number: Int64, in chat: Int64) async throws {
    let bot = bot
    let room = try await hub.store.write { db -> HubRoom? in
      guard let room = try Rooms.room(db, chat: chat, for: bot.id),
        let message = try Messages.message(db, room: room.id, number: number),
        message.person != nil, message.kind == "text", !message.isRecallable
      else { return nil }
      try Messages.letRecall(message, db)
      return room
    }
    if let room { await hub.announceChange(of: [number], in: room) }
  }

  private func room(_ db: Database) throws -> HubRoom {
    guard let room = try Rooms.room(db, chat: try parameters.chat(), for: bot.id) else {
      throw BotAPIError.bad("chat not found")
    }
    return room
  }

  func chat() async throws -> Data {
    try await wire { wire in
      guard case .object(var members) = try wire.chat(try room(wire.db)) else { return .null }
      members["accent_color_id"] = 0
      members["max_reaction_count"] = 0
      members["accepted_gift_types"] = [
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
        "premium_subscription": false, "gifts_from_channels": false,
      ]
      return .object(members)
    }
  }

  func member() async throws -> Data {
    let id = parameters.int("user_id") ?? 0
    return try await wire { wire in
      let room = try room(wire.db)
      if let bot = try Rooms.bots(wire.db, in: room).first(where: { $0.id == id }) {
        return try membership(of: bot, in: room, wire)
      }
      guard let person = try Rooms.person(wire.db, id: id) else {
        throw BotAPIError.bad("user not found")
      }
      let isIn = try Rooms.isMember(wire.db, person: id, of: room)
      return .object([
        "status": .string(isIn ? "member" : "left"), "user": wire.user(person),
      ])
    }
  }

  func memberCount() async throws -> Data {
    try await wire { wire in
      let room = try room(wire.db)
      let count = try Rooms.members(wire.db, of: room).count + Rooms.bots(wire.db, in: room).count
      return .integer(Int64(count))
    }
  }
  func administrators() async throws -> Data {
    try await wire { wire in
      let room = try room(wire.db)
      return .array(
        try Rooms.bots(wire.db, in: room).filter {
          try Rooms.isAdministrator(wire.db, $0.id, of: room)
        }
        .map { try membership(of: $0, in: room, wire) })
    }
  }

  private func membership(of bot: HubBot, in room: HubRoom, _ wire: BotAPIWire) throws -> JSON {
    guard try Rooms.isAdministrator(wire.db, bot.id, of: room) else {
      return .object(["status": "member", "user": wire.user(bot)])
    }
    var members: [String: JSON] = [
      "status": "administrator", "user": wire.user(bot), "can_delete_messages": true,
    ]
    for right in [
      "can_be_edited", "is_anonymous", "can_manage_chat", "can_manage_video_chats",
      "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
      "can_post_stories", "can_edit_stories", "can_delete_stories",
    ] { members[right] = false }
    return .object(members)
  }
}
