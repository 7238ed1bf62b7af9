import Casework
import Foundation
import TestSupport
import Testing

@testable import Bot

/// The doctor as a process beside a server, and its judgements by themselves.
@Suite("Doctor", .serialized)
struct DoctorTests {
  /// The line of a check; empty where there is none.
  private func line(_ check: String, in output: String) -> String {
    output.split(separator: "\n").map(String.init)
      .first { $0.dropFirst(6).hasPrefix(check + " ") } ?? ""
  }

  @Test("beside a running bot nothing fails, and no secret is printed")
  func healthy() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start()
    _ = server.say("/线索 路灯不亮", chat: -1001, from: 7)
    await server.waitForSent(1)
    await server.waitUntilConfirmed()
    for arguments in [["doctor"], ["doctor", "--full"]] {
      let end = try program.run(arguments)
      #expect(end.status == 0, "\(end.output)")
      #expect(line("bot", in: end.output).contains("runs as process \(program.identifier)"))
      #expect(line("connection", in: end.output).hasPrefix("ok "))
      #expect(line("token", in: end.output).contains("@"))
      #expect(line("chain", in: end.output).hasPrefix("ok "))
      #expect(line("modes", in: end.output).hasPrefix("ok "))
      #expect(line("backup", in: end.output).hasPrefix("warn "))
      #expect(!end.output.contains("canary"))
      #expect(!end.output.contains("FAIL"))
    }
    let archive = program.folder + "/backup.tar.gz"
    #expect(try program.command("backup", archive).status == 0)
    #expect(line("backup", in: try program.command("doctor").output).hasPrefix("ok "))
  }

  @Test("a refused token fails, and the text says what to do")
  func token() throws {
    let server = try FakeBotAPI(token: "4242:other")
    let program = try RunningProgram(server: server, extra: ["LIANDU_TOKEN": "4242:canary"])
    defer { program.remove() }
    let end = try program.command("doctor")
    #expect(end.status == 1)
    #expect(
      line("token", in: end.output).hasPrefix("fail  token        the server refuses the token"))
    #expect(!end.output.contains("canary"))
  }

  @Test("nobody there and no such name are told apart")
  func connection() throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let closed = server.url
    server.stop()
    for (url, words) in [
      (closed, "nobody accepts the connection"),
      ("http://no-such-name.invalid", "the server's name is not known"),
    ] {
      let program = try RunningProgram(server: server, extra: ["LIANDU_BASE_URL": url])
      defer { program.remove() }
      let end = try program.command("doctor")
      #expect(end.status == 1)
      #expect(line("connection", in: end.output).contains(words), "\(end.output)")
    }
  }

  @Test("TLS where the server speaks none is told as TLS")
  func tls() throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(
      server: server,
      extra: ["LIANDU_BASE_URL": server.url.replacingOccurrences(of: "http:", with: "https:")])
    defer { program.remove() }
    let end = try program.command("doctor")
    #expect(end.status == 1)
    #expect(line("connection", in: end.output).contains("TLS failed"), "\(end.output)")
  }

  @Test("a clock that differs from the server's is warned of")
  func clock() throws {
    let server = try FakeBotAPI(token: "4242:canary") { call in
      guard call.method.lowercased() == "getme" else { return nil }
      return .answer(
        200, #"{"ok":true,"result":{"id":4242,"is_bot":true,"first_name":"b","username":"b"}}"#,
        headers: [("Date", "Tue, 06 Jan 2015 10:41:29 GMT")])
    }
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    let end = try program.command("doctor")
    #expect(line("clock", in: end.output).hasPrefix("warn  clock        is "), "\(end.output)")
    #expect(line("clock", in: end.output).contains("ahead of the server's"))
  }

  @Test("a group that the bot was taken out of fails by its id, and a webhook by its kind")
  func away() throws {
    let server = try FakeBotAPI(token: "4242:canary") { call in
      switch call.method.lowercased() {
      case "getchat": .refuse(403, "Forbidden: bot was kicked from the supergroup chat")
      case "getwebhookinfo":
        .answer(200, #"{"ok":true,"result":{"url":"https://other.example/hook"}}"#)
      default: nil
      }
    }
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    let end = try program.command("doctor")
    #expect(end.status == 1)
    #expect(line("groups", in: end.output).hasPrefix("fail  groups       the bot is not in -1001"))
    #expect(line("webhook", in: end.output).hasPrefix("fail  webhook"))
    #expect(!end.output.contains("other.example"))
  }

  @Test("what others may read fails, with the command that mends it")
  func modes() async throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server)
    defer { program.remove() }
    try program.start()
    await server.waitForPoll()
    program.kill(SIGTERM)
    program.wait()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: program.ledger)
    let end = try program.command("doctor")
    #expect(end.status == 1)
    #expect(line("modes", in: end.output).contains("chmod 600 \(program.ledger)"))
    #expect(line("bot", in: end.output).contains("none runs"))
  }

  @Test("a setting that cannot be used ends with 78 and the setting's name; JSON is JSON")
  func settings() throws {
    let server = try FakeBotAPI(token: "4242:canary")
    let program = try RunningProgram(server: server, extra: ["LIANDU_HOLD": "0"])
    defer { program.remove() }
    let end = try program.command("doctor", "--json")
    #expect(end.status == 78)
    let checks = try #require(
      JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [[String: String]])
    let settings = try #require(checks.first { $0["check"] == "settings" })
    #expect(settings["outcome"] == "fail")
    #expect(settings["found"]?.contains("LIANDU_HOLD") == true)
  }

  @Test("from October on the next year's calendar is asked for")
  func calendar() throws {
    let known = try WorkCalendar(csv: "2026-10-01,holiday,国庆节\n")
    func outcome(_ day: String) throws -> Check.Outcome {
      CalendarChecks.years(known, today: try #require(CivilDate(iso: day))).outcome
    }
    #expect(try outcome("2026-09-30") == .ok)
    #expect(try outcome("2026-10-01") == .warn)
    #expect(try outcome("2027-01-01") == .warn)
    #expect(try outcome("2025-06-01") == .warn)
  }

  @Test(
    "room on the disk", arguments: [(UInt64(50), Check.Outcome.fail), (500, .warn), (5000, .ok)])
  func room(_ megabytes: UInt64, _ outcome: Check.Outcome) {
    #expect(FolderChecks.bytes(megabytes << 20).outcome == outcome)
  }

  @Test("versions are compared number by number")
  func versions() {
    #expect(LibraryChecks.isAtLeast("7.88.1", "7.85.0"))
    #expect(LibraryChecks.isAtLeast("8.0", "7.85.0"))
    #expect(LibraryChecks.isAtLeast("3.37", "3.37.0"))
    #expect(!LibraryChecks.isAtLeast("7.9.9", "7.85.0"))
    #expect(!LibraryChecks.isAtLeast("", "7.85.0"))
  }

  @Test("HTTP's date")
  func date() {
    #expect(HTTPDate.parse("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
    #expect(HTTPDate.parse("Tue, 24 Nov 2026 10:41:29 GMT") == 1_795_516_889)
    #expect(HTTPDate.parse("Tue, 24 Nov 2026 10:41:29 +0800") == nil)
    #expect(HTTPDate.parse("yesterday") == nil)
  }
}
