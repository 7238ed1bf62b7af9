import Foundation
import GRDB
import Logging
import Synchronization
import Transport

@testable import Hub

/// A hub on a real socket with its own folder, and clients before it.
final class HubBench {
  static let token = "4242:the-first-bot"
  static let other = "4243:another-bot"

  let folder: String
  private let client: HTTPClient
  private let paces: HubPaces
  private let settings: HubServer.Settings
  private(set) var hub: Hub
  private(set) var server: EmbeddedHub
  private(set) var url = ""
  private(set) var people: [String: Int64] = [:]
  private(set) var group: Int64 = 0

  /// 陈代表 and 李工 sit in a group with the first bot; 外人 in none.
  init(
    paces: HubPaces = HubPaces(person: 0), settings: HubServer.Settings = .init(port: 0)
  ) async throws {
    folder = NSTemporaryDirectory() + "liandu-hub-\(UUID().uuidString)"
    self.paces = paces
    self.settings = settings
    client = try HTTPClient(configuration: .init(proxy: .none, userAgent: "tests"))
    hub = try HubBench.open(folder, paces, clock)
    server = EmbeddedHub(hub: hub, settings: settings, log: HubBench.log)
    url = "http://127.0.0.1:\(try await server.start())"
    let bot = try await hub.ensureBot(token: HubBench.token, name: "联督", handle: "liandu_bot")
    try await hub.ensureBot(token: HubBench.other, name: "值班", handle: "duty_bot")
    for name in ["陈代表", "李工", "外人"] { people[name] = try await hub.ensurePerson(name: name) }
    group = try await hub.ensureGroup(
      title: "监督工作群", people: [people["陈代表"] ?? 0, people["李工"] ?? 0], bots: [bot])
    // Who joined is no news to these tests.
    _ = try await call("getUpdates", ["offset": -1])
    _ = try await call("getUpdates", ["offset": 1000])
    try await hub.store.write { try $0.execute(sql: "DELETE FROM updates") }
  }

  /// A clock that stands still until a test moves it.
  final class Clock: Sendable {
    private let moment = Mutex<Int64>(1_790_000_000_000)
    var now: Int64 { moment.withLock { $0 } }
    func advance(minutes: Int64) { moment.withLock { $0 += minutes * 60_000 } }
  }

  let clock = Clock()

  private static func open(_ folder: String, _ paces: HubPaces, _ clock: Clock) throws -> Hub {
    try Hub(folder: folder, paces: paces, log: log, now: { clock.now })
  }

  static var log: Logger {
    var log = Logger(label: "hub") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    return log
  }

  /// The program is stopped and started again on its folder.
  func restart() async throws {
    await server.stop()
    try hub.close()
    hub = try HubBench.open(folder, paces, clock)
    server = EmbeddedHub(hub: hub, settings: settings, log: HubBench.log)
    url = "http://127.0.0.1:\(try await server.start())"
  }

  func close() async throws {
    await server.stop()
    try hub.close()
    await client.shutdown()
    try FileManager.default.removeItem(atPath: folder)
  }

  var caller: HubCaller { HubCaller(url: url, client: client) }

  func call(
    _ method: String, _ parameters: JSON = [:], token: String = HubBench.token, key: String? = nil
  ) async throws -> HubCaller.Answer {
    try await caller.call(method, parameters, token: token, key: key)
  }

  func upload(_ method: String, _ parts: [HTTPPart]) async throws -> HubCaller.Answer {
    try await caller.post("/bot\(HubBench.token)/\(method)", .multipart(parts))
  }

  func get(_ path: String, headers: [HTTPHeader] = []) async throws -> HTTPResponse {
    try await caller.get(path, headers: headers)
  }

  func post(
    _ path: String, _ body: HTTPRequest.Body, headers: [HTTPHeader] = []
  ) async throws -> HubCaller.Answer {
    try await caller.post(path, body, headers: headers)
  }

  func form(
    _ path: String, _ fields: String, headers: [HTTPHeader] = []
  ) async throws -> HubCaller.Answer {
    try await post(
      path, .bytes(Data(fields.utf8), contentType: "application/x-www-form-urlencoded"),
      headers: headers)
  }

  /// Opens somebody's link and presses the button.
  /// - Returns: The session's cookie.
  func enter(_ name: String) async throws -> HTTPHeader {
    let link = try await server.server.link(for: people[name] ?? 0)
    let answer = try await form("/enter", "link=\(link.dropFirst(7))")
    let cookie = answer.headers["set-cookie"]?.split(separator: ";").first.map(String.init) ?? ""
    return HTTPHeader("Cookie", Secret(cookie))
  }

  /// The room of the group as pages name it.
  func room(_ cookie: HTTPHeader) async throws -> Int64 {
    let me = try await get("/api/me", headers: [cookie])
    let rooms = JSON(text: String(decoding: me.body, as: UTF8.self))?["rooms"]?.list ?? []
    return rooms.first { $0["kind"]?.text == "group" }?["id"]?.int ?? 0
  }

  func say(_ text: String, by cookie: HTTPHeader, key: String? = nil) async throws
    -> HubCaller.Answer
  {
    var body: [String: JSON] = ["text": .string(text)]
    body["key"] = key.map(JSON.string)
    return try await post(
      "/api/rooms/\(try await room(cookie))/messages",
      .bytes(JSON.object(body).data, contentType: "application/json"), headers: [cookie])
  }

  /// What a page which comes back from there is told at once; who is there apart. No page stays open after.
  func news(after place: String, headers: [HTTPHeader]) async throws -> String {
    await hub.pages.closeAll()
    let stream = try await get("/api/news?after=\(place)", headers: headers)
    return String(decoding: stream.body, as: UTF8.self).components(separatedBy: "\n\n")
      .filter { !$0.contains("event: presence") }.joined(separator: "\n\n")
  }
}
