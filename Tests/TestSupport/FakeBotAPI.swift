import Foundation

/// A Bot API server for tests, on a real socket: getMe, getUpdates with the real offsets, holds and
/// conflicts, sendMessage and sendDocument with the real limits, setMyCommands, deleteWebhook, getFile and the file
/// itself. It takes JSON bodies, keeps what was sent, and fails where it is told to.
public final class FakeBotAPI: Sendable {
  /// One request, as a fault decides about it.
  public struct Call: Sendable {
    public var method: String
    /// The request's body.
    public var body: Data
    /// The place among the calls of this method, from 0.
    public var number: Int
    /// By lower-cased name.
    public var headers: [String: String]

    /// The names of the parameters given.
    public var parameters: Set<String> {
      Set(((try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]).keys)
    }
  }

  /// What goes wrong with a request.
  public enum Fault: Sendable {
    /// 429; nothing is done. Seconds.
    case tooManyRequests(retryAfter: Double)
    /// This status with an error envelope; nothing is done.
    case refuse(Int, String)
    /// This status and body as they are; nothing is done.
    case answer(Int, String, headers: [(String, String)] = [])
    /// The connection is reset; nothing is done.
    case cutBefore
    /// It is done, and the connection is reset instead of an answer.
    case cutAfter
  }

  /// A message that the server accepted.
  public struct Sent: Sendable, Equatable {
    public var chat: String
    public var text: String
    /// From reply_parameters.
    public var replyTo: Int64?
    public var messageID: Int64
    /// The header Idempotency-Key.
    public var key: String?
    /// The whole request.
    public var body: Data
    /// Whether the answer was cut off.
    public var isCut: Bool
  }

  /// Faults for given shares of a method's calls, the same in every run with the same seed.
  public static func faults(
    on method: String = "sendMessage", seed: UInt64, tooManyRequests: Double = 0,
    retryAfter: Double = 0.01, failing: Double = 0, cutBefore: Double = 0, cutAfter: Double = 0
  ) -> @Sendable (Call) -> Fault? {
    { call in
      guard call.method == method else { return nil }
      var chance = FakeBotAPICore.chance(seed, UInt64(call.number))
      for (share, fault) in [
        (tooManyRequests, Fault.tooManyRequests(retryAfter: retryAfter)),
        (failing, .refuse(500, "Internal Server Error")), (cutBefore, .cutBefore),
        (cutAfter, .cutAfter),
      ] {
        if chance < share { return fault }
        chance -= share
      }
      return nil
    }
  }

  let core: FakeBotAPICore
  private let server: SocketServer

  /// - Parameters:
  ///   - token: everything else is answered 401.
  ///   - faults: decides for each request; nil lets it pass.
  public init(
    token: String = "42:TEST", faults: @escaping @Sendable (Call) -> Fault? = { _ in nil }
  ) throws {
    let core = FakeBotAPICore(token: token, faults: faults)
    self.core = core
    server = try SocketServer { connection in
      while let request = connection.readRequest() {
        guard core.handle(request, connection) else { return }
      }
    }
  }

  deinit {
    stop()
  }

  /// What to set as the base URL.
  public var url: String { server.url }
  public var token: String { core.token }

  /// Lets held polls go and closes everything.
  public func stop() {
    core.stop()
    server.stop()
  }

  // MARK: What people do

  /// Queues an update: the JSON of its payload with its name, such as `"message":{…}`. Gives its
  /// number.
  @discardableResult
  public func push(_ payload: String) -> Int64 {
    core.push { "{\"update_id\":\($0),\(payload)}" }
  }

  /// Queues the bytes of an update as they are, under a number that they should name too.
  @discardableResult
  public func push(raw update: @escaping @Sendable (Int64) -> String) -> Int64 {
    core.push(update)
  }

  /// Somebody says something; gives the message's id. A positive chat is private.
  @discardableResult
  public func say(
    _ text: String, chat: Int64 = -1001, from user: Int64 = 100, name: String = "孙八",
    replyTo: Int64? = nil
  ) -> Int64 {
    let id = core.nextMessageID()
    let type = chat > 0 ? "private" : "supergroup"
    let reply =
      replyTo.map {
        ",\"reply_to_message\":{\"message_id\":\($0),\"date\":1767312000,"
          + "\"chat\":{\"id\":\(chat),\"type\":\"\(type)\"}}"
      } ?? ""
    push(
      """
      "message":{"message_id":\(id),"date":\(1_767_312_000 + id),\
      "chat":{"id":\(chat),"type":"\(type)"},\
      "from":{"id":\(user),"is_bot":false,"first_name":\(FakeBotAPICore.quoted(name))},\
      "text":\(FakeBotAPICore.quoted(text))\(reply)}
      """)
    return id
  }

  /// The number of the next update; a server may begin anew at any number.
  public func restartNumbers(at number: Int64) {
    core.restartNumbers(at: number)
  }

  /// What getChatMember says of a user: the status and what goes with it, as JSON members.
  public func seat(_ user: Int64, _ status: String) { core.seat(user, status) }

  /// From now on sends to the old chat are refused with the new one's id.
  public func migrate(_ chat: Int64, to new: Int64) {
    core.migrate(String(chat), to: new)
  }

  /// Makes a file fetchable. getFile names another size than it has where one is given.
  public func addFile(_ id: String, path: String, _ bytes: Data, size: Int? = nil) {
    core.addFile(id, path: path, bytes, size: size ?? bytes.count)
  }

  /// Somebody sends a photo of that reference; gives the message's id.
  @discardableResult
  public func sendPhoto(
    _ reference: String, caption: String? = nil, chat: Int64 = -1001, from user: Int64 = 100,
    album: String? = nil
  ) -> Int64 {
    let id = core.nextMessageID()
    let type = chat > 0 ? "private" : "supergroup"
    let words = caption.map { ",\"caption\":\(FakeBotAPICore.quoted($0))" } ?? ""
    let group = album.map { ",\"media_group_id\":\(FakeBotAPICore.quoted($0))" } ?? ""
    push(
      """
      "message":{"message_id":\(id),"date":\(1_767_312_000 + id),\
      "chat":{"id":\(chat),"type":"\(type)"},\
      "from":{"id":\(user),"is_bot":false,"first_name":"孙八"},\
      "photo":[{"file_id":\(FakeBotAPICore.quoted(reference)),\
      "file_unique_id":\(FakeBotAPICore.quoted("u" + reference))}]\(words)\(group)}
      """)
    return id
  }

  /// A webhook is set, so that getUpdates is refused until deleteWebhook.
  public func setWebhook() {
    core.setWebhook()
  }

  // MARK: What the bot did

  /// Accepted messages in order.
  public var sent: [Sent] { core.sent }
  /// The body of the last setMyCommands.
  public var menu: Data? { core.menu }
  /// Updates that no offset has confirmed yet.
  public var pending: Int { core.pending }
  /// Whether a poll is held at the moment.
  public var isPolled: Bool { core.isPolled }

  /// How often a method was called, whatever came of it.
  public func calls(of method: String) -> Int { core.calls(of: method) }

  /// The bodies of all calls of a method, in order.
  public func bodies(of method: String) -> [Data] { core.bodies(of: method) }

  /// Suspends until so many messages are accepted; false if the server stops before.
  @discardableResult
  public func waitForSent(_ count: Int) async -> Bool {
    await core.wait { $0.sent.count >= count }
  }

  /// Suspends until a poll is held; false if the server stops before.
  @discardableResult
  public func waitForPoll() async -> Bool {
    await core.wait { $0.heldPolls > 0 }
  }

  /// Suspends until no update is unconfirmed; false if the server stops before.
  @discardableResult
  public func waitUntilConfirmed() async -> Bool {
    await core.wait { $0.updates.isEmpty }
  }
}
