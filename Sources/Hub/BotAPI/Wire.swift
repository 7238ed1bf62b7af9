import Foundation
import GRDB

/// Messages, people and rooms as the Bot API writes them.
struct BotAPIWire {
  let db: Database
  /// Whose eyes: chat ids of private rooms are the person's.
  let bot: HubBot

  func user(_ person: HubPerson) -> JSON {
    var members: [String: JSON] = [
      "id": .integer(person.id), "is_bot": false, "first_name": .string(person.name),
      "language_code": "zh-hans",
    ]
    members["username"] = person.handle.map(JSON.string)
    return .object(members)
  }

  func user(_ bot: HubBot) -> JSON {
    .object([
      "id": .integer(bot.id), "is_bot": true, "first_name": .string(bot.name),
      "username": .string(bot.handle),
    ])
  }

  /// What getMe adds to a bot's own user.
  func me() -> JSON {
    guard case .object(var members) = user(bot) else { return .null }
    members["can_join_groups"] = true
    members["can_read_all_group_messages"] = true
    members["supports_inline_queries"] = false
    members["can_connect_to_business"] = false
    members["has_main_web_app"] = false
    return .object(members)
  }

  func chat(_ room: HubRoom) throws -> JSON {
    var members: [String: JSON] = ["id": .integer(room.chat)]
    switch room.kind {
    case .group:
      members["type"] = "supergroup"
      members["title"] = .string(room.title ?? "")
    case .private:
      members["type"] = "private"
      if let id = room.person, let person = try Rooms.person(db, id: id) {
        members["first_name"] = .string(person.name)
        members["username"] = person.handle.map(JSON.string)
      }
    }
    return .object(members)
  }

  func message(_ message: HubMessage, in room: HubRoom, withReply: Bool = true) throws -> JSON {
    var members: [String: JSON] = [
      "message_id": .integer(message.number), "date": .integer(message.at / 1000),
      "chat": try chat(room),
    ]
    if let id = message.person, let person = try Rooms.person(db, id: id) {
      members["from"] = user(person)
      switch message.kind {
      case "joined":
        members["new_chat_members"] = [user(person)]
        members["new_chat_member"] = user(person)
        return .object(members)
      case "left":
        members["left_chat_member"] = user(person)
        return .object(members)
      default: break
      }
    } else if let id = message.bot, let sender = try Rooms.bot(db, id: id) {
      members["from"] = user(sender)
    }
    if let edited = message.editedAt { members["edit_date"] = .integer(edited / 1000) }
    if let album = message.album { members["media_group_id"] = .string(album) }
    if withReply, let number = message.replyTo,
      let replied = try Messages.message(db, room: room.id, number: number)
    {
      members["reply_to_message"] = try self.message(replied, in: room, withReply: false)
    }
    guard let first = message.attachments.first else {
      members["text"] = .string(message.text)
      members["entities"] = message.entities
      return .object(members)
    }
    if !message.text.isEmpty {
      members["caption"] = .string(message.text)
      members["caption_entities"] = message.entities
    }
    members[first.kind] = first.kind == "photo" ? [photo(first.file)] : document(first.file)
    return .object(members)
  }

  private func photo(_ file: HubFile) -> JSON {
    .object([
      "file_id": .string(file.id), "file_unique_id": .string(String(file.sha256.prefix(16))),
      "file_size": .integer(file.size), "width": .integer(Int64(file.width ?? 1)),
      "height": .integer(Int64(file.height ?? 1)),
    ])
  }

  private func document(_ file: HubFile) -> JSON {
    .object([
      "file_id": .string(file.id), "file_unique_id": .string(String(file.sha256.prefix(16))),
      "file_size": .integer(file.size), "file_name": .string(file.name),
      "mime_type": .string(file.mediaType),
    ])
  }
}
