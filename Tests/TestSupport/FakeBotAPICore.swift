import Foundation
import Synchronization

/// The state behind `FakeBotAPI`, shared by the threads of its connections.
final class FakeBotAPICore: Sendable {
  struct State {
    var updates: [(id: Int64, json: String)] = []
    var nextUpdate: Int64 = 1
    var nextMessage: Int64 = 1
    var sent: [FakeBotAPI.Sent] = []
    var documents: [FakeBotAPI.SentDocument] = []
    var bodies: [String: [Data]] = [:]
    var menu: Data?
    /// What getChatMember says of a user, as members of its result.
    var statuses: [String: String] = [:]
    var moved: [String: Int64] = [:]
    var files: [String: (path: String, bytes: Data, size: Int)] = [:]
    var hasWebhook = false
    /// The poll that came last; one held under a lower number has lost.
    var poll = 0
    var heldPolls = 0
    var isStopped = false
  }

  /// An answer to one method.
  struct Answer {
    var status = 200
    var body: String
    var headers: [(String, String)] = [("Content-Type", "application/json")]

    static func result(_ json: String) -> Answer {
      Answer(body: "{\"ok\":true,\"result\":\(json)}")
    }

    static func refuse(_ code: Int, _ description: String, parameters: String = "") -> Answer {
      let more = parameters.isEmpty ? "" : ",\"parameters\":{\(parameters)}"
      return Answer(
        status: code,
        body: "{\"ok\":false,\"error_code\":\(code),"
          + "\"description\":\(FakeBotAPICore.quoted(description))\(more)}")
    }
  }

  let token: String
  private let faults: @Sendable (FakeBotAPI.Call) -> FakeBotAPI.Fault?
  /// Guards waiting only; `state` has a lock of its own, always taken inside this one.
  private let condition = NSCondition()
  private let state = Mutex(State())

  init(token: String, faults: @escaping @Sendable (FakeBotAPI.Call) -> FakeBotAPI.Fault?) {
    self.token = token
    self.faults = faults
  }

  // MARK: State

  /// Changes the state and wakes whoever waits for a change.
  func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    let value = state.withLock { body(&$0) }
    condition.broadcast()
    return value
  }

  var sent: [FakeBotAPI.Sent] { state.withLock { $0.sent } }
  var menu: Data? { state.withLock { $0.menu } }
  var pending: Int { state.withLock { $0.updates.count } }
  var isPolled: Bool { state.withLock { $0.heldPolls > 0 } }

  func calls(of method: String) -> Int { state.withLock { $0.bodies[method]?.count ?? 0 } }
  func bodies(of method: String) -> [Data] { state.withLock { $0.bodies[method] ?? [] } }

  func push(_ update: (Int64) -> String) -> Int64 {
    change { state in
      let id = state.nextUpdate
      state.nextUpdate += 1
      state.updates.append((id, update(id)))
      return id
    }
  }

  func nextMessageID() -> Int64 {
    change { state in
      defer { state.nextMessage += 1 }
      return state.nextMessage
    }
  }

  func restartNumbers(at number: Int64) { change { $0.nextUpdate = number } }
  func seat(_ user: Int64, _ status: String) { change { $0.statuses["\(user)"] = status } }
  func migrate(_ chat: String, to new: Int64) { change { $0.moved[chat] = new } }
  func addFile(_ id: String, path: String, _ bytes: Data, size: Int) {
    change { $0.files[id] = (path, bytes, size) }
  }
  func setWebhook() { change { $0.hasWebhook = true } }
  func stop() { change { $0.isStopped = true } }

  /// Suspends until the condition holds; false if the server stops before.
  func wait(_ isMet: @escaping @Sendable (borrowing State) -> Bool) async -> Bool {
    await withCheckedContinuation { continuation in
      let thread = Thread { [self] in
        condition.lock()
        while !state.withLock({ isMet($0) || $0.isStopped }) { condition.wait() }
        condition.unlock()
        continuation.resume(returning: state.withLock { isMet($0) })
      }
      thread.stackSize = 128 << 10
      thread.start()
    }
  }

  // MARK: Requests

  /// Answers one request; false when the connection is to end.
  func handle(_ request: ReceivedRequest, _ connection: Connection) -> Bool {
    let path = String(request.target.prefix { $0 != "?" })
    if path.hasPrefix("/file/bot\(token)/") {
      return file(request, String(path.dropFirst("/file/bot\(token)/".count)), connection)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].hasPrefix("bot") else {
      return reply(.refuse(404, "Not Found"), connection)
    }
    guard parts[1].dropFirst(3) == token else {
      return reply(.refuse(401, "Unauthorized"), connection)
    }
    let call = note(String(parts[2]), request)
    switch faults(call) {
    case nil:
      return reply(answer(call, isCut: false), connection)
    case .tooManyRequests(let wait):
      return reply(
        .refuse(
          429, "Too Many Requests: retry after \(wait)", parameters: "\"retry_after\":\(wait)"),
        connection)
    case .refuse(let code, let description):
      return reply(.refuse(code, description), connection)
    case .answer(let status, let body, let headers):
      return reply(Answer(status: status, body: body, headers: headers), connection)
    case .cutBefore:
      connection.reset()
      return false
    case .cutAfter:
      _ = answer(call, isCut: true)
      connection.reset()
      return false
    }
  }

  private func reply(_ answer: Answer, _ connection: Connection) -> Bool {
    connection.respond(answer.status, headers: answer.headers, answer.body)
  }

  private func note(_ method: String, _ request: ReceivedRequest) -> FakeBotAPI.Call {
    let number = change { state in
      state.bodies[method, default: []].append(request.body)
      return (state.bodies[method]?.count ?? 1) - 1
    }
    return FakeBotAPI.Call(
      method: method, body: request.body, number: number, headers: request.headers)
  }

  /// A file itself counts as a call of `file`; cut after the fact it ends in its middle.
  private func file(
    _ request: ReceivedRequest, _ path: String, _ connection: Connection
  ) -> Bool {
    let fault = faults(note("file", request))
    let path = path.removingPercentEncoding ?? path
    let found = state.withLock { $0.files.values.first { $0.path == path }?.bytes }
    guard let found else { return reply(.refuse(404, "Not Found"), connection) }
    switch fault {
    case nil: return connection.respond(body: found)
    case .tooManyRequests(let wait):
      return reply(
        .refuse(429, "Too Many Requests", parameters: "\"retry_after\":\(wait)"), connection)
    case .refuse(let code, let description):
      return reply(.refuse(code, description), connection)
    case .answer(let status, let body, let headers):
      return reply(Answer(status: status, body: body, headers: headers), connection)
    case .cutBefore:
      connection.reset()
      return false
    case .cutAfter:
      let head = "HTTP/1.1 200 OK\r\nContent-Length: \(found.count)\r\n\r\n"
      connection.write(Array(head.utf8) + found.prefix(found.count / 2))
      connection.close()
      return false
    }
  }

  // MARK: Methods

  private func answer(_ call: FakeBotAPI.Call, isCut: Bool) -> Answer {
    if call.method == "sendDocument" { return document(call) }
    let object =
      call.body.isEmpty ? [:] : (try? JSONSerialization.jsonObject(with: call.body))
    guard let parameters = object as? [String: Any] else {
      return .refuse(400, "Bad Request: the body is no JSON object")
    }
    switch call.method {
    case "getMe":
      return .result(
        "{\"id\":\(token.prefix { $0 != ":" }),\"is_bot\":true,\"first_name\":\"联督\","
          + "\"username\":\"liandu_bot\",\"can_read_all_group_messages\":true}")
    case "getUpdates": return updates(parameters)
    case "sendMessage": return send(parameters, call, isCut: isCut)
    case "setMyCommands":
      change { $0.menu = call.body }
      return .result("true")
    case "getChatMember":
      let user = "\(parameters["user_id"] ?? "")"
      guard let status = state.withLock({ $0.statuses[user] }) else {
        return .refuse(400, "Bad Request: user not found")
      }
      return .result(
        "{\(status),\"user\":{\"id\":\(user),\"is_bot\":false,\"first_name\":\"x\"}}")
    case "deleteWebhook":
      change { $0.hasWebhook = false }
      return .result("true")
    case "getFile":
      let id = parameters["file_id"] as? String ?? ""
      guard let file = state.withLock({ $0.files[id] }) else {
        return .refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
      }
      // The real server hands no larger ones to bots.
      if file.size > 20 << 20 { return .refuse(400, "Bad Request: file is too big") }
      return .result(
        "{\"file_id\":\(Self.quoted(id)),\"file_size\":\(file.size),"
          + "\"file_path\":\(Self.quoted(file.path))}")
    default:
      return .refuse(404, "Not Found: method not found")
    }
  }

  private func send(
    _ parameters: [String: Any], _ call: FakeBotAPI.Call, isCut: Bool
  ) -> Answer {
    guard let text = parameters["text"] as? String, let chat = parameters["chat_id"] else {
      return .refuse(400, "Bad Request: message text is empty")
    }
    if text.allSatisfy(\.isWhitespace) {
      return .refuse(400, "Bad Request: message text is empty")
    }
    if text.utf16.count > 4096 { return .refuse(400, "Bad Request: message is too long") }
    let name = "\(chat)"
    let reply = (parameters["reply_parameters"] as? [String: Any])?["message_id"] as? NSNumber
    return change { state in
      if let new = state.moved[name] {
        return .refuse(
          400, "Bad Request: group chat was upgraded to a supergroup chat",
          parameters: "\"migrate_to_chat_id\":\(new)")
      }
      let id = state.nextMessage
      state.nextMessage += 1
      state.sent.append(
        FakeBotAPI.Sent(
          chat: name, text: text, replyTo: reply?.int64Value, messageID: id,
          key: call.headers["idempotency-key"], body: call.body, isCut: isCut))
      return .result(
        "{\"message_id\":\(id),\"date\":1767312000,\"chat\":{\"id\":\(name),"
          + "\"type\":\"supergroup\"},\"text\":\(Self.quoted(text))}")
    }
  }

  /// Evenly spread over 0..<1, by seed and number alone (SplitMix64).
  static func chance(_ seed: UInt64, _ number: UInt64) -> Double {
    var value = seed &+ (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((value ^ (value >> 31)) >> 11) * 0x1p-53
  }

  /// A JSON string.
  static func quoted(_ text: String) -> String {
    let array = try? JSONSerialization.data(withJSONObject: [text])
    guard let array else { return "\"\"" }
    return String(String(decoding: array, as: UTF8.self).dropFirst().dropLast())
  }
}

// MARK: - Polling

extension FakeBotAPICore {
  private func updates(_ parameters: [String: Any]) -> Answer {
    let offset = (parameters["offset"] as? NSNumber)?.int64Value ?? 0
    let limit = min(max((parameters["limit"] as? NSNumber)?.intValue ?? 100, 1), 100)
    let hold = min(max((parameters["timeout"] as? NSNumber)?.doubleValue ?? 0, 0), 50)
    let deadline = Date(timeIntervalSinceNow: hold)
    condition.lock()
    defer { condition.unlock() }
    let number = state.withLock { state in
      Self.confirm(&state, offset)
      state.poll += 1
      return state.poll
    }
    // Whoever was held before has lost now.
    condition.broadcast()
    while true {
      let (answer, mayWait) = state.withLock { state -> (Answer?, Bool) in
        if state.hasWebhook {
          return (
            .refuse(409, "Conflict: can't use getUpdates method while webhook is active"), false
          )
        }
        if state.poll != number {
          return (
            .refuse(
              409,
              "Conflict: terminated by other getUpdates request; make sure that only one bot "
                + "instance is running"), false
          )
        }
        if !state.updates.isEmpty || state.isStopped {
          let list = state.updates.prefix(limit).map(\.json).joined(separator: ",")
          return (.result("[\(list)]"), false)
        }
        return (nil, true)
      }
      if let answer { return answer }
      state.withLock { $0.heldPolls += 1 }
      condition.broadcast()
      let isWoken = mayWait && condition.wait(until: deadline)
      state.withLock { $0.heldPolls -= 1 }
      if !isWoken { return .result("[]") }
    }
  }

  /// Forgets what lies below the offset; an offset far off is taken for none, as the real one does.
  private static func confirm(_ state: inout State, _ offset: Int64) {
    if offset < 0 {
      state.updates.removeFirst(max(0, state.updates.count - Int(-offset)))
      return
    }
    let newest = state.updates.last?.id ?? state.nextUpdate - 1
    if offset > newest + 10 || offset < newest - 2_000_000 { return }
    state.updates.removeAll { $0.id < offset }
  }
}
