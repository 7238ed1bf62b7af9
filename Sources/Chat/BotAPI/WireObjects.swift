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
  var files: WireFiles

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
    files = try WireFiles(from: decoder)
  }
}

/// What a message carries beside its text, or the message replied to.
struct WireFiles: Decodable {
  /// Sizes of one picture, the largest last.
  var photo: [WireFile]
  var document: WireFile?
  var voice: WireFile?
  var video: WireFile?
  var audio: WireFile?
  var animation: WireFile?
  var sticker: WireFile?
  var location: WireLocation?
  /// Something else that a person sends. A list of what it may be, since the service's own notes have
  /// neither text nor file too.
  var isOther: Bool

  private enum CodingKeys: String, CodingKey {
    case photo, document, voice, video, audio, animation, sticker, location
    case videoNote = "video_note"
    case contact, poll, dice, game, story, checklist, invoice, giveaway
    case paidMedia = "paid_media"
  }

  private static let others: [CodingKeys] = [
    .contact, .poll, .dice, .game, .story, .checklist, .invoice, .giveaway, .paidMedia,
  ]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    photo = values.list(.photo)
    document = values.lossy(.document)
    voice = values.lossy(.voice)
    video = values.lossy(.video) ?? values.lossy(.videoNote)
    audio = values.lossy(.audio)
    animation = values.lossy(.animation)
    sticker = values.lossy(.sticker)
    location = values.lossy(.location)
    isOther = WireFiles.others.contains { values.contains($0) }
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
