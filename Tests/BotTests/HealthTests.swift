import Foundation
import Hub
import Ledger
import TestSupport
import Testing
import Transport

@testable import Bot

/// The health page, asked over a real socket.
@Suite("Health", .serialized)
struct HealthTests {
  private let listen = ["LIANDU_HEALTH_LISTEN": "127.0.0.1:0"]

  private func get(_ address: String) async throws -> (status: Int, text: String) {
    var configuration = HTTPClient.Configuration()
    configuration.proxy = .none
    let client = try HTTPClient(configuration: configuration)
    let answer = try await client.send(HTTPRequest("test", url: Secret(address)))
    await client.shutdown()
    return (answer.status, String(decoding: answer.body, as: UTF8.self))
  }

  /// The value of a figure without labels; nil where the page lacks it.
  private func figure(_ name: String, in page: String) -> Double? {
    page.split(separator: "\n").first { $0.hasPrefix(name + " ") }
      .flatMap { Double($0.dropFirst(name.count + 1)) }
  }

  @Test("a bot that polls is well, and its figures count what it did, without a word of it")
  func well() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server, extra: listen)
    defer { program.remove() }
    try program.start()
    _ = server.say("/线索 和谐小区3号楼电梯停运 责任:住建局", chat: -1001, from: 7)
    await server.waitForSent(1)
    await server.waitUntilConfirmed()
    let base = try await program.healthPage()
    let health = try await get(base + "/healthz")
    #expect(health.status == 200)
    #expect(health.text == "ok\n")
    let page = try await get(base + "/metrics")
    #expect(page.status == 200)
    #expect(try #require(figure("liandu_polls_total", in: page.text)) >= 1)
    #expect(figure("liandu_updates_total", in: page.text) == 1)
    #expect(figure("liandu_inbox_messages", in: page.text) == 1)
    #expect(try #require(figure("liandu_ledger_entries", in: page.text)) >= 2)
    #expect(figure("liandu_ledger_writable", in: page.text) == 1)
    #expect(try #require(figure("liandu_last_poll_timestamp_seconds", in: page.text)) > 1.7e9)
    for secret in ["canary", "电梯", "住建局", "-1001"] { #expect(!page.text.contains(secret)) }
    #expect(try await get(base + "/").status == 404)
    program.kill(SIGTERM)
    #expect(program.wait()?.status == 0)
  }

  @Test("a bot whose polls fail is not well, says so, and counts the errors by kind")
  func unwell() async throws {
    let server = try FakeBotAPI(token: "4242:canary") { call in
      call.method.lowercased() == "getupdates" ? .refuse(502, "Bad Gateway") : nil
    }
    let program = try RunningProgram(server: server, extra: listen)
    defer { program.remove() }
    try program.start()
    let base = try await program.healthPage()
    let health = try await get(base + "/healthz")
    #expect(health.status == 503)
    #expect(health.text == "no poll was answered since the start\n")
    while server.calls(of: "getUpdates") < 2 { await Task.yield() }
    let page = try await get(base + "/metrics").text
    #expect(page.contains("liandu_errors_total{task=\"poll\",kind=\"unavailable\"} "))
  }

  @Test("an address that cannot be listened on ends the start with the setting's name")
  func addressInUse() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let port = try #require(server.url.split(separator: ":").last)
    let program = try RunningProgram(
      server: server, extra: ["LIANDU_HEALTH_LISTEN": "127.0.0.1:\(port)"])
    defer { program.remove() }
    let end = try program.command("run")
    #expect(end.status == 78)
    #expect(end.output.contains("LIANDU_HEALTH_LISTEN: 127.0.0.1:\(port) cannot be listened on"))
  }

  @Test("a ledger that could not be written makes ill until a commit succeeds")
  func storeFailed() async throws {
    let folder = NSTemporaryDirectory() + "liandu-health-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ledger = try Ledger.open(path: folder + "/ledger.sqlite")
    let health = Health()
    let page = HealthPage(health: health, ledger: ledger, clock: .live, hold: 30)
    health.polled(updates: 0, at: Clock.live.now())
    #expect(await page.trouble() == nil)
    health.storeFailed()
    #expect(await page.trouble() == "the ledger could not be written; see the log")
    #expect(
      try await page.metrics().contains("liandu_errors_total{task=\"store\",kind=\"ledger\"} 1\n"))
    health.stored()
    #expect(await page.trouble() == nil)
    try await ledger.close()
    #expect(await page.trouble() == "the ledger cannot be read; see the log")
  }

  @Test("the text is Prometheus's: help and type before a family's figures, values escaped")
  func format() {
    var page = MetricsText()
    page.add("a_total", .counter, "Things.", [.init(3, ("kind", "x\"y\\z\n")), .init(4)])
    page.add("b_seconds", .gauge, "Time.", .init(milliseconds: 1_234_005))
    page.add("c_seconds", .gauge, "Time.", .init(milliseconds: -7))
    page.add("nothing", .gauge, "Unknown.", nil)
    #expect(
      page.text == """
        # HELP a_total Things.
        # TYPE a_total counter
        a_total{kind="x\\"y\\\\z\\n"} 3
        a_total 4
        # HELP b_seconds Time.
        # TYPE b_seconds gauge
        b_seconds 1234.005
        # HELP c_seconds Time.
        # TYPE c_seconds gauge
        c_seconds -0.007

        """)
  }

  @Test("the hub has a page of its own; its pages' address tells no figures")
  func hub() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start(
      [
        "LIANDU_HUB_DATA": program.folder + "/hub", "LIANDU_HUB_LISTEN": "127.0.0.1:0",
        "LIANDU_HUB_HEALTH_LISTEN": "127.0.0.1:0",
      ], ["hub"])
    let base = try await program.healthPage()
    #expect(try await get(base + "/healthz").status == 200)
    let page = try await get(base + "/metrics").text
    #expect(page.contains("liandu_hub_updates_pending{bot=\"4242\"} 0\n"))
    #expect(figure("liandu_hub_polls_held", in: page) == 0)
    #expect(page.contains("liandu_hub_errors_total{kind=\"429\"} 0\n"))
    #expect(!page.contains("canary"))
    let pages = try await program.logged("the hub listens")
    #expect(try await get(pages + "/healthz").status == 200)
    #expect(try await get(pages + "/metrics").status == 401)
    #expect(try await get(pages + "/bot4242:canary/noSuchMethod").status == 404)
    #expect(
      try await get(base + "/metrics").text.contains("liandu_hub_errors_total{kind=\"404\"} 1\n"))
  }
}

extension RunningProgram {
  /// Where the health page is, once the log says so.
  func healthPage() async throws -> String { try await logged("the health page listens") }

  /// The address of the port that a line of the log names.
  func logged(_ line: String) async throws -> String {
    while true {
      let text = try String(contentsOfFile: log, encoding: .utf8)
      let found = text.split(separator: "\n").last { $0.contains(line) && $0.contains("port=") }
      if let port = found?.split(separator: "port=").last?.prefix(while: \.isNumber), !port.isEmpty
      {
        return "http://127.0.0.1:\(port)"
      }
      try #require(isRunning, "the program ended: \(text)")
      await Task.yield()
    }
  }
}
