/// Why a call to a chat service did not succeed. The texts are for operators: they never hold the
/// token, an address with the token, or the text of a message.
public enum ChatError: Error, Sendable, Equatable {
  /// Whether the server may have acted on the request.
  public enum Delivery: Sendable, Equatable {
    /// It never reached the server; repeating it is harmless.
    case notSent
    /// It may have been carried out; repeating it may double it.
    case unknown
  }

  /// How far a refusal reaches.
  public enum Scope: Sendable, Equatable {
    /// This message as it is; others to the same chat may pass.
    case message
    /// Every message to this chat, until somebody there is heard from again.
    case chat
  }

  /// Too fast; nothing was done. Repeat after this time.
  case rateLimited(retryAfter: Duration)
  /// The network or the server failed (5xx). Repeat later.
  case unavailable(String, delivery: Delivery)
  /// Somebody else polls with the same token, or a webhook is set.
  case conflict(String)
  /// The token or the address is wrong.
  case unauthorized(String)
  /// Repeating the same request will be refused again.
  case refused(code: Int, description: String, scope: Scope)
  /// The chat has another identifier now; use that one from now on.
  case moved(to: String)
  /// This server lacks the method.
  case unsupported(String)
  /// The answer is none that the protocol knows, so nothing of it was used.
  case unreadable(String)
  /// The caller's task was cancelled or the transport is shut down.
  case cancelled
}

extension ChatError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .rateLimited(let wait):
      "Too many requests: the server asks to wait \(wait)."
    case .unavailable(let text, let delivery):
      delivery == .notSent ? "\(text) Nothing was sent." : text
    case .conflict(let text), .unauthorized(let text), .unsupported(let text),
      .unreadable(let text):
      text
    case .refused(let code, let description, let scope):
      scope == .chat
        ? "Refused for this chat (\(code)): \(description)"
        : "Refused (\(code)): \(description)"
    case .moved:
      "The chat was moved to another identifier."
    case .cancelled:
      "Cancelled."
    }
  }
}
