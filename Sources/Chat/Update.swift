import Foundation

/// The answer to one poll.
public struct UpdateBatch: Sendable, Equatable {
  /// In the server's order.
  public var updates: [IncomingUpdate]
  /// Where to poll from next, to be stored together with the effects of `updates`. Nil when there
  /// is nothing to confirm. It may be "lower" than the one before: servers restart their counting.
  public var cursor: String?

  public init(updates: [IncomingUpdate] = [], cursor: String? = nil) {
    self.updates = updates
    self.cursor = cursor
  }
}

/// One thing that the server reported, understood or not.
public struct IncomingUpdate: Sendable, Equatable {
  /// What it says.
  public enum Content: Sendable, Equatable {
    case update(Update)
    /// Well formed, and nothing to us. `kind` is the protocol's name for it, for the log.
    case ignored(kind: String)
    case unreadable(Unreadable)
  }

  /// The server's number of the update, for logs; not unique over time. Nil where it has none.
  public var id: String?
  public var content: Content

  public init(id: String? = nil, content: Content) {
    self.id = id
    self.content = content
  }
}

/// An update that could not be decoded. It is set aside; the others go on.
public struct Unreadable: Sendable, Equatable {
  /// The bytes as they came, for a digest. They may hold anything; do not log them.
  public var bytes: Data
  /// What is wrong, without any content of the update.
  public var reason: String

  public init(bytes: Data, reason: String) {
    self.bytes = bytes
    self.reason = reason
  }
}

/// What can happen in a chat.
public enum Update: Sendable, Equatable {
  case message(Message)
  /// The whole message as it reads now, under its old id.
  case edited(Message)
  case joined(MembershipChange)
  case left(MembershipChange)
  case migrated(Migration)
  case botMembership(BotMembership)
}

/// People who came into a chat or left it.
public struct MembershipChange: Sendable, Equatable {
  public var chat: ChatReference
  public var users: [User]
  /// Whoever added or removed them, where known.
  public var by: User?
  /// The service message that says so; nil where the server reports a change without a message.
  public var messageID: String?
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var date: Int64

  public init(
    chat: ChatReference, users: [User], by: User? = nil, messageID: String? = nil, date: Int64
  ) {
    self.chat = chat
    self.users = users
    self.by = by
    self.messageID = messageID
    self.date = date
  }
}

/// A group that goes on under another id. Both the old and the new chat may report it.
public struct Migration: Sendable, Equatable {
  public var from: String
  public var to: String
  /// The chat and message that reported it; message ids do not carry over from one to the other.
  public var chat: ChatReference
  public var messageID: String
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var date: Int64

  public init(from: String, to: String, chat: ChatReference, messageID: String, date: Int64) {
    self.from = from
    self.to = to
    self.chat = chat
    self.messageID = messageID
    self.date = date
  }
}

/// The bot itself was let into a chat, shut out of it, or given another standing there.
public struct BotMembership: Sendable, Equatable {
  public var chat: ChatReference
  public var isMember: Bool
  public var by: User?
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var date: Int64

  public init(chat: ChatReference, isMember: Bool, by: User? = nil, date: Int64) {
    self.chat = chat
    self.isMember = isMember
    self.by = by
    self.date = date
  }
}
