/// Where something is said.
public struct ChatReference: Sendable, Hashable {
  /// Who can read along.
  public enum Kind: String, Sendable, Codable {
    /// One person and the bot.
    case `private`
    /// Several people; also what a server calls by a name unknown to us.
    case group
    case channel
  }

  public var id: String
  public var kind: Kind
  public var title: String?

  public init(id: String, kind: Kind, title: String? = nil) {
    self.id = id
    self.kind = kind
    self.title = title
  }
}

/// An account. People are recognised by `id` alone; name and handle may change.
public struct User: Sendable, Hashable {
  public var id: String
  /// As shown; on one line, without control or direction characters. Never empty.
  public var name: String
  /// What people type after `@`, without the `@`.
  public var handle: String?
  public var isBot: Bool

  public init(id: String, name: String, handle: String? = nil, isBot: Bool = false) {
    self.id = id
    self.name = name
    self.handle = handle
    self.isBot = isBot
  }
}

/// What somebody said.
public struct Message: Sendable, Equatable {
  /// Unique in its chat only.
  public var id: String
  public var chat: ChatReference
  /// Nil where nobody can be held to it: an anonymous administrator, a channel.
  public var sender: User?
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var date: Int64
  /// Milliseconds since 1970-01-01T00:00:00Z; nil if it was never edited.
  public var editDate: Int64?
  /// The text, or a picture's or file's caption; as typed, but for U+0000 and lone surrogates.
  public var text: String
  public var mentions: [Mention]
  public var repliesTo: RepliedMessage?
  public var attachments: [Attachment]
  /// Messages of one album share it.
  public var albumID: String?
  public var isForwarded: Bool

  public init(
    id: String, chat: ChatReference, sender: User?, date: Int64, editDate: Int64? = nil,
    text: String, mentions: [Mention] = [], repliesTo: RepliedMessage? = nil,
    attachments: [Attachment] = [], albumID: String? = nil, isForwarded: Bool = false
  ) {
    self.id = id
    self.chat = chat
    self.sender = sender
    self.date = date
    self.editDate = editDate
    self.text = text
    self.mentions = mentions
    self.repliesTo = repliesTo
    self.attachments = attachments
    self.albumID = albumID
    self.isForwarded = isForwarded
  }
}

/// Somebody named in a text.
public struct Mention: Sendable, Hashable {
  /// Who is named.
  public enum Target: Sendable, Hashable {
    /// An account the server itself vouches for.
    case account(id: String, name: String)
    /// A handle as typed, without the `@`; it may belong to nobody.
    case handle(String)
  }

  /// Position in `Message.text`, in Unicode scalars.
  public var range: Range<Int>
  public var target: Target

  public init(range: Range<Int>, target: Target) {
    self.range = range
    self.target = target
  }
}

/// The message that another one answers.
public struct RepliedMessage: Sendable, Equatable {
  public var id: String
  /// Whether this bot wrote it.
  public var isFromBot: Bool
  /// The account that wrote it, where it is known.
  public var sender: String?
  public var text: String?
  /// What it carries, where the IM shows it.
  public var attachments: [Attachment]

  public init(
    id: String, isFromBot: Bool, sender: String? = nil, text: String? = nil,
    attachments: [Attachment] = []
  ) {
    self.sender = sender
    self.id = id
    self.isFromBot = isFromBot
    self.text = text
    self.attachments = attachments
  }
}

/// Something that came with a message; only the reference to it, the file stays with the server.
public struct Attachment: Sendable, Hashable {
  /// What it is; `other` for what has no use of its own here, such as music.
  public enum Kind: String, Sendable, Codable {
    case photo, document, voice, video, other, location
    /// A picture that says a mood: a sticker, an animation.
    case sticker
    /// Several messages of another chat forwarded as one, which the IM does not open for us.
    case chatRecord
  }

  public var kind: Kind
  /// For `ChatService.fetch`; for a location its latitude and longitude, `30.27,120.15`.
  public var reference: String
  /// The same for the same file however often it is sent; not for fetching.
  public var uniqueReference: String?
  public var name: String?
  public var mimeType: String?
  /// Bytes, as the server says.
  public var size: Int64?

  public init(
    kind: Kind, reference: String, uniqueReference: String? = nil, name: String? = nil,
    mimeType: String? = nil, size: Int64? = nil
  ) {
    self.kind = kind
    self.reference = reference
    self.uniqueReference = uniqueReference
    self.name = name
    self.mimeType = mimeType
    self.size = size
  }
}
