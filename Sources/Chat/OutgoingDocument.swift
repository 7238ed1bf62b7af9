/// One file to be sent, with a few words beside it.
public struct OutgoingDocument: Sendable, Equatable {
  /// The chat's id.
  public var chat: String
  /// Where the file lies; it is read while it is sent.
  public var path: String
  /// The name under which people get it, with its extension.
  public var name: String
  public var caption: RichText
  /// The id of the message in the same chat that this one answers.
  public var replyTo: String?
  /// The same for every attempt, as with a message.
  public var key: String

  public init(
    chat: String, path: String, name: String, caption: RichText, replyTo: String? = nil,
    key: String
  ) {
    self.chat = chat
    self.path = path
    self.name = name
    self.caption = caption
    self.replyTo = replyTo
    self.key = key
  }
}

extension ChatService {
  /// A service that takes no files says so; whoever sends one is told, and nothing is dropped
  /// silently.
  public func send(_ document: OutgoingDocument) async throws(ChatError) -> SentMessage {
    throw .unsupported("\(name): files cannot be sent over this service")
  }
}
