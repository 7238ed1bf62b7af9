import Foundation
import TestSupport
import Testing

@testable import Bot

/// The program as a process, over real sockets, killed and cut as in life.
@Suite("End to end", .serialized)
struct EndToEndTests {
  private let group: Int64 = -1001

  private func say(_ server: FakeBotAPI, _ text: String, from user: Int64 = 7) -> Int64 {
    server.say(text, chat: group, from: user)
  }

  @Test("a clue typed in the group is in the ledger and answered, and SIGTERM ends cleanly")
  func oneClue() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start()
    let message = say(server, "/线索 幸福路停车场夜间不开放 责任:住建局")
    await server.waitForSent(1)
    let reply = try #require(server.sent.first)
    #expect(reply.replyTo == message)
    #expect(reply.text.hasPrefix("已登记，1号：幸福路停车场夜间不开放"))
    await server.waitUntilConfirmed()
    program.kill(SIGTERM)
    let end = try #require(program.wait())
    #expect(end.reason == .exit)
    #expect(end.status == 0)
    let export = try program.command("export", "cases")
    #expect(export.output.contains("\"title\":\"幸福路停车场夜间不开放\""))
    #expect(try program.command("audit", "verify").status == 0)
  }

  @Test("a second bot on the same ledger does not start, and says why")
  func oneBotForEachLedger() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start()
    await server.waitForPoll()
    let second = try program.command("run")
    #expect(second.status == 1)
    #expect(second.output.contains("held by process \(program.identifier)"))
  }

  @Test(
    "killed at each point, every clue is registered once and answered",
    arguments: [
      "inside-transaction:1", "before-commit:2", "after-commit:2", "after-accept:3", "startup:1",
    ])
  func killed(_ point: String) async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    let clues = 30
    // The first start seeds the ledger, so that the points are passed by clues.
    try program.start()
    await server.waitForPoll()
    program.kill(SIGTERM)
    program.wait()
    for number in 1...clues { _ = say(server, "/线索 第\(number)街区路灯不亮", from: 7) }
    try program.start(["LIANDU_CRASH": point])
    let end = try #require(program.wait())
    #expect(end.reason == .uncaughtSignal)
    try program.start()
    await server.waitUntilConfirmed()
    // Killed after the server took an answer, the program sends that one again.
    await server.waitForSent(point.hasPrefix("after-accept") ? clues + 1 : clues)
    program.kill(SIGTERM)
    program.wait()
    let answered = server.sent.compactMap(\.replyTo)
    #expect(Set(answered).count == clues)
    // One chat has one message in flight, so a crash can repeat one answer at most.
    #expect(answered.count <= clues + 1)
    let export = try program.command("export", "cases")
    #expect(export.output.split(separator: "\n").count == clues)
    #expect(try program.command("audit", "verify").status == 0)
  }

  @Test("a rebuild from the journal gives the same projections under another zone and locale")
  func rebuild() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start()
    _ = say(server, "/线索 甲菜场公平秤 期限:10个工作日 责任:市场监管局")
    _ = say(server, "/进展 1 已更换")
    _ = say(server, "/撤回")
    await server.waitForSent(3)
    await server.waitUntilConfirmed()
    program.kill(SIGTERM)
    program.wait()
    let before = try program.command("rebuild", "--dump")
    let copy = program.folder + "/copy.sqlite"
    let rebuild = Process()
    rebuild.executableURL = URL(fileURLWithPath: RunningProgram.binary)
    rebuild.arguments = ["rebuild", "--from", program.ledger, "--into", copy]
    rebuild.environment = [
      "TZ": "America/New_York", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8",
    ]
    let pipe = Pipe()
    rebuild.standardOutput = pipe
    try rebuild.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    rebuild.waitUntilExit()
    let digests = { (text: String) in
      text.split(separator: "\n").filter { !$0.hasPrefix("rebuilt") }
    }
    #expect(before.status == 0)
    #expect(digests(output) == digests(before.output))
    #expect(digests(output).count > 5)
  }

  @Test("the token is nowhere: not in the log, the ledger, an error or the process list")
  func tokenStaysSecret() async throws {
    let server = try FakeBotAPI(token: "4242:canary") { call in
      switch (call.method.lowercased(), call.number % 7) {
      case ("sendmessage", 0): .cutAfter
      case ("sendmessage", 1): .tooManyRequests(retryAfter: 0.01)
      case ("sendmessage", 2): .refuse(500, "bot4242:canary went wrong")
      case ("sendmessage", 3): .answer(200, "garbage 4242:canary", headers: [])
      case ("getupdates", 1): .refuse(401, "Unauthorized 4242:canary")
      case ("getupdates", 2): .cutBefore
      case ("getupdates", 3): .answer(502, "<html>4242:canary</html>", headers: [])
      default: nil
      }
    }
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start(["LIANDU_LOG_LEVEL": "trace"])
    _ = say(server, "/线索 路灯不亮")
    await server.waitForSent(1)
    let commandLine = try Data(
      contentsOf: URL(fileURLWithPath: "/proc/\(program.identifier)/cmdline"))
    #expect(commandLine.range(of: Data("canary".utf8)) == nil)
    program.kill(SIGABRT)
    program.wait()
    #expect(try program.traces().range(of: Data("canary".utf8)) == nil)
  }

  @Test("a wrong token ends the start with what to do, and nothing of the token")
  func wrongToken() throws {
    let server = try FakeBotAPI(token: "4242:other")
    let program = try RunningProgram(server: server, extra: ["LIANDU_TOKEN": "4242:canary"])
    defer { program.remove() }
    let end = try program.command("run")
    #expect(end.status == 78)
    #expect(!end.output.contains("canary"))
    #expect(end.output.contains("401"))
  }

  @Test(
    "wrong use ends with 2, help with 0", arguments: [("--help", 0), ("fly", 2), ("export", 2)])
  func exitCodes(_ argument: String, _ status: Int32) throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    #expect(try program.command(argument).status == status)
  }
}
