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
  var files: WireFiles
  var albumID: String?
  var isForwarded: Bool
  var joined: [WireUser]?
  var left: WireUser?
  var migratedTo: WireID?
  var migratedFrom: WireID?

  private enum CodingKeys: String, CodingKey {
    case id = "message_id"
    case date, chat, from, text, caption, entities
    case editDate = "edit_date"
    case senderChat = "sender_chat"
    case captionEntities = "caption_entities"
    case reply = "reply_to_message"
    case threadID = "message_thread_id"
    case isTopicMessage = "is_topic_message"
    case albumID = "media_group_id"
    case forwardOrigin = "forward_origin"
    case forwardDate = "forward_date"
    case forwardSenderName = "forward_sender_name"
    case viaBot = "via_bot"
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
    // What another bot wrote for its sender is as little his own words as what he passes on.
    isForwarded = [.forwardOrigin, .forwardDate, .forwardSenderName, .viaBot]
      .contains { values.contains($0) }
    entities = values.list(text == nil ? .captionEntities : .entities)
    files = try WireFiles(from: decoder)
    albumID = values.lossy(.albumID)
  }
}
