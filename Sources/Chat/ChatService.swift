/// One instant messenger as the bot sees it. An adapter turns its protocol into these values and
/// keeps its own notions (number formats, markup, cursors) to itself.
///
/// All identifiers are opaque strings: nobody but the adapter that made one may look inside.
public protocol ChatService: Sendable {
  /// Short lower-case name of the service, the first half of an account or chat alias: `botapi`.
  var name: String { get }

  /// What one message may hold and how much may be under way.
  var limits: ServiceLimits { get }

  /// Asks the server who the bot is. The first call of a start; the only one for which a wrong
  /// token or address is final (`ChatError.unauthorized`).
  func identify() async throws(ChatError) -> BotIdentity

  /// Asks for what happened since a cursor.
  ///
  /// - Parameters:
  ///   - cursor: the cursor of the last batch that was stored, or nil to begin with the oldest
  ///     update that the server keeps. Handing it over tells the server that everything before it
  ///     may be forgotten, so it must have been committed.
  ///   - hold: how long the server may wait for something to happen before it answers.
  func poll(from cursor: String?, hold: Duration) async throws(ChatError) -> UpdateBatch

  /// Sends one message that fits the limits (see `RichText.split`).
  func send(_ message: OutgoingMessage) async throws(ChatError) -> SentMessage

  /// Sends one file. `ChatError.unsupported` where the service takes none.
  func send(_ document: OutgoingDocument) async throws(ChatError) -> SentMessage

  /// Deletes a message: the bot's own, or somebody else's where the service lets the bot. One that is
  /// not there any more counts as deleted. `ChatError.unsupported` where the service deletes nothing,
  /// `refused` where it does not let the bot delete this one.
  func delete(message id: String, in chat: String) async throws(ChatError)

  /// The chat in which the bot and that account speak alone.
  func privateChat(with account: String) -> String

  /// Whether that account sits in that group now; nil where the service does not say.
  /// `ChatError.unsupported` where it never does.
  func isMember(_ account: String, of chat: String) async throws(ChatError) -> Bool?

  /// Tells the server the commands to offer in its menu. `ChatError.unsupported` where it has none.
  func publish(_ menu: [MenuCommand]) async throws(ChatError)

  /// Stores a file that somebody attached.
  ///
  /// - Parameters:
  ///   - reference: `Attachment.reference`.
  ///   - path: where to write it; nothing is left there after a failure.
  ///   - limit: the largest size to accept, in bytes.
  func fetch(file reference: String, to path: String, limit: Int) async throws(ChatError)
}

extension ChatService {
  public func isMember(_ account: String, of chat: String) async throws(ChatError) -> Bool? {
    throw .unsupported("\(name) does not say who sits in a group")
  }
}

/// What a service allows.
public struct ServiceLimits: Sendable, Equatable {
  /// The longest text of one message, counted in `textUnit`.
  public var maximumTextUnits: Int
  /// How the service counts a text's length.
  public var textUnit: TextUnit
  /// Chats that may have a send under way at the same time.
  public var concurrentChats: Int
  /// Whether a send repeated under the same key is delivered once.
  public var hasIdempotencyKey: Bool

  public init(
    maximumTextUnits: Int = 4096, textUnit: TextUnit = .utf16, concurrentChats: Int = 32,
    hasIdempotencyKey: Bool = false
  ) {
    self.maximumTextUnits = maximumTextUnits
    self.textUnit = textUnit
    self.concurrentChats = concurrentChats
    self.hasIdempotencyKey = hasIdempotencyKey
  }
}

/// Who the bot is on its server.
public struct BotIdentity: Sendable, Equatable {
  public var id: String
  public var name: String
  /// What people type after `@`, without the `@`.
  public var handle: String?
  /// False: in groups the bot sees only what is addressed to it. Nil: the server does not say.
  public var seesAllGroupMessages: Bool?

  public init(
    id: String, name: String, handle: String? = nil, seesAllGroupMessages: Bool? = nil
  ) {
    self.id = id
    self.name = name
    self.handle = handle
    self.seesAllGroupMessages = seesAllGroupMessages
  }
}

/// An entry of the command menu.
public struct MenuCommand: Sendable, Equatable {
  /// 1 to 32 of `a`–`z`, `0`–`9` and `_`.
  public var name: String
  /// 1 to 256 characters.
  public var description: String

  public init(name: String, description: String) {
    self.name = name
    self.description = description
  }
}
