/// One message to be sent, already short enough.
public struct OutgoingMessage: Sendable, Equatable {
  /// The chat's id.
  public var chat: String
  public var text: RichText
  /// The id of the message in the same chat that this one answers.
  public var replyTo: String?
  /// The same for every attempt at this message, so that a service with idempotency keys delivers
  /// it once.
  public var key: String

  public init(chat: String, text: RichText, replyTo: String? = nil, key: String) {
    self.chat = chat
    self.text = text
    self.replyTo = replyTo
    self.key = key
  }
}

/// What the server made of it.
public struct SentMessage: Sendable, Equatable {
  /// The message's id in its chat.
  public var id: String
  /// Set when the chat turned out to have another id now, and the message went there: use it from
  /// now on.
  public var migratedTo: String?

  public init(id: String, migratedTo: String? = nil) {
    self.id = id
    self.migratedTo = migratedTo
  }
}
