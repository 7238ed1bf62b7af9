import Foundation
import Synchronization
import Transport

/// The Telegram Bot API, as spoken by the service itself, by servers like it, and by the project's
/// hub. The adapter never repeats a send whose outcome is unknown; that is the caller's to decide.
public final class BotAPI: ChatService {
  /// Where the server is, and what to allow it.
  public struct Settings: Sendable {
    /// What stands before `/bot<token>/`, such as `https://bot.example.cn`.
    public var baseURL: String
    public var token: Secret
    public var limits: ServiceLimits
    /// For everything but polls and files.
    public var timeout: Duration
    /// How much longer than the hold a poll may take before it counts as dead.
    public var pollMargin: Duration
    /// The largest answer to be read, in bytes.
    public var maximumAnswerBytes: Int

    public init(
      baseURL: String, token: Secret, limits: ServiceLimits = ServiceLimits(),
      timeout: Duration = .seconds(30), pollMargin: Duration = .seconds(15),
      maximumAnswerBytes: Int = 16 << 20
    ) {
      self.baseURL = baseURL
      self.token = token
      self.limits = limits
      self.timeout = timeout
      self.pollMargin = pollMargin
      self.maximumAnswerBytes = maximumAnswerBytes
    }
  }

  /// What was learned about this server; it lasts as long as the adapter.
  struct Experience: Sendable {
    var botID: String?
    /// The server refused getUpdates with all its parameters and took it with few.
    var pollsPlainly = false
    var sending = SendingExperience()
  }

  public let name = "botapi"
  public var limits: ServiceLimits { settings.limits }

  let client: HTTPClient
  let settings: Settings
  let redaction: Redaction
  let experience: Mutex<Experience>
  /// `<base>/bot<token>/` and `<base>/file/bot<token>/`.
  let methodBase: Secret
  let fileBase: Secret

  /// An adapter for one bot. The client may be shared, and stays the caller's to shut down.
  public init(client: HTTPClient, settings: Settings) {
    self.client = client
    self.settings = settings
    let token = settings.token.reveal()
    redaction = Redaction(token: token)
    var base = settings.baseURL
    while base.hasSuffix("/") { base.removeLast() }
    let escaped = Self.pathEscaped(token)
    methodBase = Secret("\(base)/bot\(escaped)/")
    fileBase = Secret("\(base)/file/bot\(escaped)/")
    // The digits before the colon are the bot's user id.
    let id = token.prefix { $0 != ":" }
    experience = Mutex(Experience(botID: token.contains(":") && Int64(id) != nil ? "\(id)" : nil))
  }

  /// See `ChatService.identify`.
  public func identify() async throws(ChatError) -> BotIdentity {
    let answer = try await success(of: "getMe", JSONWriter.empty)
    guard let user: WireUser = answer.decodedResult() else {
      throw .unreadable("getMe: the result is no user; check LIANDU_BASE_URL.")
    }
    let bot = MessageReading.user(user)
    experience.withLock { $0.botID = bot.id }
    return BotIdentity(
      id: bot.id, name: bot.name, handle: bot.handle,
      seesAllGroupMessages: user.seesAllGroupMessages)
  }

  /// A private chat bears its person's id.
  public func privateChat(with account: String) -> String { account }

  /// See `ChatService.publish`. A menu with an invalid entry is refused before it is sent.
  public func publish(_ menu: [MenuCommand]) async throws(ChatError) {
    var body = JSONWriter()
    body.beginObject()
    body.key("commands")
    body.beginArray()
    for command in menu {
      guard command.isValid else {
        throw .refused(
          code: 400,
          description: "The menu entry \"\(command.name)\" needs a name of 1 to 32 of a-z, 0-9 "
            + "and _, and a description of 1 to 256 characters.", scope: .message)
      }
      body.beginObject()
      body.key("command")
      body.string(command.name)
      body.key("description")
      body.string(command.description)
      body.endObject()
    }
    body.endArray()
    body.endObject()
    switch try await call("setMyCommands", body) {
    case .success: return
    case .failure(let rejection):
      let error = rejection.error(calling: "setMyCommands", redaction)
      guard case .refused(400, let words, _) = error else { throw error }
      throw .unsupported("setMyCommands: \(words)")
    }
  }

  static func pathEscaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F, 0x7E:
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return escaped
  }
}

extension MenuCommand {
  fileprivate var isValid: Bool {
    let letters = name.utf8.allSatisfy {
      0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F
    }
    return letters && 1...32 ~= name.utf8.count && 1...256 ~= description.utf16.count
      && !Sanitizer.isBlank(description)
  }
}
