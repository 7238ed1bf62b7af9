import Foundation

/// An answer that is no success, and what it means.
struct Rejection {
  /// The envelope's code, else the HTTP status.
  var code: Int
  /// The server's words as they came; for classifying only.
  var description: String
  private let hasEnvelope: Bool
  private let bodyCount: Int
  private let retryAfter: Duration?
  private let migratedTo: String?

  init(status: Int, headers: [String: String], body: Data, envelope: Envelope?) {
    hasEnvelope = envelope != nil
    bodyCount = body.count
    code = envelope?.errorCode ?? status
    description = envelope?.description ?? ""
    migratedTo = envelope?.migratedTo
    retryAfter =
      envelope?.retryAfter
      ?? headers["retry-after"].flatMap { Int64($0) }.map { .seconds(min(max($0, 0), 1 << 30)) }
  }

  /// A request that may pass once what is optional in it is left out.
  var mayDependOnParameters: Bool {
    code == 400 && hasEnvelope && migratedTo == nil && !concernsChat && !concernsText && !isFrozen
  }

  /// getUpdates refused because a webhook is set.
  var concernsWebhook: Bool { code == 409 && contains("webhook") }

  /// deleteMessage refused because there is nothing to delete.
  var saysMessageIsGone: Bool { code == 400 && contains("message to delete not found") }

  /// Whether this parameter is refused as one that the server does not know.
  func names(_ parameter: String) -> Bool {
    contains(parameter) && (contains("not supported") || contains("unsupported"))
  }

  func error(calling method: String, _ redaction: Redaction, hiding content: String = "")
    -> ChatError
  {
    let said = redaction.text(description, hiding: content)
    let words = said.isEmpty ? "HTTP \(code)" : "\(code) \(said)"
    if let migratedTo { return .moved(to: migratedTo) }
    switch code {
    case 429:
      return .rateLimited(retryAfter: retryAfter ?? .seconds(5))
    case 401:
      return .unauthorized(
        "\(method): \(words). The token is wrong or was revoked; check LIANDU_TOKEN.")
    case 404 where method == "getMe":
      return .unauthorized(
        "getMe: \(words). No such bot at this address; check LIANDU_BASE_URL and LIANDU_TOKEN.")
    case 404, 405, 501:
      return .unsupported("\(method): \(words). This server lacks the method.")
    case 409 where concernsWebhook:
      return .conflict(
        "\(method): \(words). A webhook is set for this bot and could not be removed; call deleteWebhook."
      )
    case 409:
      return .conflict(
        "\(method): \(words). Another program polls with the same token; stop it, or revoke the "
          + "token if none is known.")
    case 400 where isFrozen:
      return .unavailable(
        "\(method): \(words). The bot's account is frozen; ask the service's operator.",
        delivery: .notSent)
    case 400 where hasEnvelope:
      return .refused(code: code, description: said, scope: concernsChat ? .chat : .message)
    case 403 where hasEnvelope:
      return .refused(code: code, description: said, scope: .chat)
    case 400, 413, 414:
      return .refused(
        code: code, description: said.isEmpty ? "\(method): the request itself was refused" : said,
        scope: .message)
    case 200..<300 where hasEnvelope:
      return .unavailable(
        "\(method): the server answered without success and without a code: \(said)",
        delivery: .unknown)
    case 200..<300:
      return .unreadable(
        "\(method): \(bodyCount) bytes that are no Bot API answer; check LIANDU_BASE_URL.")
    case 300..<400:
      return .unavailable(
        "\(method): the server redirects (HTTP \(code)), which is not followed; set "
          + "LIANDU_BASE_URL to the final address.", delivery: .notSent)
    case 400..<500 where hasEnvelope && code != 408:
      return .refused(code: code, description: said, scope: .message)
    default:
      // Gateways answer with codes and pages of their own.
      return .unavailable("\(method): \(words).", delivery: .unknown)
    }
  }

  private var isFrozen: Bool { contains("frozen_method_invalid") }

  private var concernsText: Bool {
    contains("message is too long") || contains("text is empty") || contains("must be non-empty")
  }

  private var concernsChat: Bool {
    Self.chatWords.contains { contains($0) }
  }

  private static let chatWords = [
    "chat not found", "user not found", "peer_id_invalid", "bot was blocked", "bot was kicked",
    "user is deactivated", "not a member", "have no rights to send", "not enough rights",
    "need administrator rights", "chat_write_forbidden", "chat was deactivated",
    "channel_private", "can't initiate conversation", "can't send messages to bots",
    "chat_restricted",
  ]

  private func contains(_ words: String) -> Bool {
    description.range(of: words, options: .caseInsensitive) != nil
  }
}
