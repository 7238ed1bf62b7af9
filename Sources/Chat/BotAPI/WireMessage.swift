import Foundation

/// The parts of the Bot API's message object that the bot uses, under the protocol's names. What a
/// command's meaning hangs on must be well formed; anything else that is not is taken as absent.
struct WireMessage: Decodable {
  var id: WireID
  var date: WireID
  var editDate: WireID?
  var chat: WireChat
  var from: WireUser?
  var hasSenderChat: Bool
  var text: String?
  var caption: String?
  var entities: [WireEntity]
  var reply: WireReply?
  var threadID: WireID?
  var isTopicMessage: Bool
  var photo: [WireFile]
  var document: WireFile?
  var voice: WireFile?
  var video: WireFile?
  /// A file of a sort that has no name of its own here: music, a sticker, an animation.
  var otherFile: WireFile?
  var location: WireLocation?
  var albumID: String?
  var isForwarded: Bool
  var joined: [WireUser]?
  var left: WireUser?
  var migratedTo: WireID?
  var migratedFrom: WireID?

  private enum CodingKeys: String, CodingKey {
    case id = "message_id"
    case date, chat, from, text, caption, entities, photo, document, voice, video, audio, sticker
    case animation, location
    case editDate = "edit_date"
    case senderChat = "sender_chat"
    case captionEntities = "caption_entities"
    case reply = "reply_to_message"
    case threadID = "message_thread_id"
    case isTopicMessage = "is_topic_message"
    case videoNote = "video_note"
    case albumID = "media_group_id"
    case forwardOrigin = "forward_origin"
    case forwardDate = "forward_date"
    case joined = "new_chat_members"
    case left = "left_chat_member"
    case migratedTo = "migrate_to_chat_id"
    case migratedFrom = "migrate_from_chat_id"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(WireID.self, forKey: .id)
    date = try values.decode(WireID.self, forKey: .date)
    chat = try values.decode(WireChat.self, forKey: .chat)
    from = try values.decodeIfPresent(WireUser.self, forKey: .from)
    text = try values.decodeIfPresent(String.self, forKey: .text)
    caption = try values.decodeIfPresent(String.self, forKey: .caption)
    reply = try values.decodeIfPresent(WireReply.self, forKey: .reply)
    joined = try values.decodeIfPresent([WireUser].self, forKey: .joined)
    left = try values.decodeIfPresent(WireUser.self, forKey: .left)
    migratedTo = try values.decodeIfPresent(WireID.self, forKey: .migratedTo)
    migratedFrom = try values.decodeIfPresent(WireID.self, forKey: .migratedFrom)
    editDate = values.lossy(.editDate)
    hasSenderChat = values.contains(.senderChat)
    threadID = values.lossy(.threadID)
    isTopicMessage = values.lossy(.isTopicMessage) ?? false
    isForwarded = values.contains(.forwardOrigin) || values.contains(.forwardDate)
    entities = values.list(text == nil ? .captionEntities : .entities)
    photo = values.list(.photo)
    document = values.lossy(.document)
    voice = values.lossy(.voice)
    video = values.lossy(.video)
    otherFile =
      values.lossy(.audio) ?? values.lossy(.animation) ?? values.lossy(.videoNote)
      ?? values.lossy(.sticker)
    location = values.lossy(.location)
    albumID = values.lossy(.albumID)
  }
}

struct WireChat: Decodable {
  var id: WireID
  var type: String?
  var title: String?

  private enum CodingKeys: String, CodingKey {
    case id, type, title
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(WireID.self, forKey: .id)
    type = values.lossy(.type)
    title = values.lossy(.title)
  }
}

struct WireUser: Decodable {
  var id: WireID
  var isBot: Bool
  var firstName: String
  var lastName: String?
  var username: String?
  var seesAllGroupMessages: Bool?

  private enum CodingKeys: String, CodingKey {
    case id, username
    case isBot = "is_bot"
    case firstName = "first_name"
    case lastName = "last_name"
    case seesAllGroupMessages = "can_read_all_group_messages"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(WireID.self, forKey: .id)
    isBot = values.lossy(.isBot) ?? false
    firstName = values.lossy(.firstName) ?? ""
    lastName = values.lossy(.lastName)
    username = values.lossy(.username)
    seesAllGroupMessages = values.lossy(.seesAllGroupMessages)
  }
}

/// The message replied to; without a `reply_to_message` of its own, so that nothing nests.
struct WireReply: Decodable {
  var id: WireID
  var from: WireUser?
  var text: String?
  var caption: String?

  private enum CodingKeys: String, CodingKey {
    case id = "message_id"
    case from, text, caption
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(WireID.self, forKey: .id)
    from = values.lossy(.from)
    text = values.lossy(.text)
    caption = values.lossy(.caption)
  }
}

/// Offsets and lengths are UTF-16 units of the text as the server counts it.
struct WireEntity: Decodable {
  var type: String
  var offset: Int
  var length: Int
  var user: WireUser?
}

struct WireFile: Decodable {
  var id: String
  var uniqueID: String?
  var name: String?
  var mimeType: String?
  var size: Int64?

  private enum CodingKeys: String, CodingKey {
    case id = "file_id"
    case uniqueID = "file_unique_id"
    case name = "file_name"
    case mimeType = "mime_type"
    case size = "file_size"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    uniqueID = values.lossy(.uniqueID)
    name = values.lossy(.name)
    mimeType = values.lossy(.mimeType)
    size = values.lossy(.size)
  }
}

struct WireLocation: Decodable {
  var latitude: Double
  var longitude: Double
}

/// `my_chat_member` and `chat_member`.
struct WireMemberUpdate: Decodable {
  struct Member: Decodable {
    var status: String
    var user: WireUser
    var isMember: Bool?

    private enum CodingKeys: String, CodingKey {
      case status, user
      case isMember = "is_member"
    }

    var isInside: Bool {
      switch status {
      case "creator", "administrator", "member": true
      case "restricted": isMember ?? true
      default: false
      }
    }
  }

  var chat: WireChat
  var from: WireUser?
  var date: WireID
  var old: Member
  var new: Member

  private enum CodingKeys: String, CodingKey {
    case chat, from, date
    case old = "old_chat_member"
    case new = "new_chat_member"
  }
}

/// An integer that some servers write as a string.
struct WireID: Decodable, Equatable {
  var value: Int64

  var text: String { String(value) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      value = try container.decode(Int64.self)
    } catch {
      guard let text = try? container.decode(String.self), let number = Int64(text) else {
        throw error
      }
      value = number
    }
  }
}

extension KeyedDecodingContainer {
  /// The value, or nil where it is missing or of another form.
  fileprivate func lossy<Value: Decodable>(_ key: Key) -> Value? {
    guard contains(key) else { return nil }
    return try? decodeIfPresent(Value.self, forKey: key)
  }

  /// The elements that are of the right form.
  fileprivate func list<Element: Decodable>(_ key: Key) -> [Element] {
    let list: [Lossy<Element>]? = lossy(key)
    return list?.compactMap(\.value) ?? []
  }
}

private struct Lossy<Value: Decodable>: Decodable {
  var value: Value?

  init(from decoder: any Decoder) throws {
    value = try? Value(from: decoder)
  }
}
