import Foundation
import TestSupport
import Testing
import Transport

@testable import Chat

@Suite struct BotAPIPollingTests {
  @Test("The bot learns its name, and whether it sees everything said in groups")
  func identify() async throws {
    try await withServer { server, bot in
      let identity = try await bot.identify()
      #expect(
        identity
          == BotIdentity(id: "42", name: "联督", handle: "liandu_bot", seesAllGroupMessages: true))
      #expect(bot.name == "botapi")
    }
  }

  @Test("A wrong token and a wrong address are final at getMe and told without the token")
  func wrongToken() async throws {
    try await withServer { server, _ in
      let client = try HTTPClient()
      for settings in [
        BotAPI.Settings(baseURL: server.url, token: Secret("4242:canary")),
        BotAPI.Settings(baseURL: server.url + "/nothing", token: Secret(server.token)),
      ] {
        let bot = BotAPI(client: client, settings: settings)
        let error = await failure { try await bot.identify() }
        guard case .unauthorized(let text) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(text.contains("LIANDU_TOKEN"))
        #expect(!"\(text) \(String(reflecting: error))".contains("canary"))
      }
      await client.shutdown()
    }
  }

  @Test("Each poll confirms what the cursor of the one before covers, and nothing more")
  func offsets() async throws {
    try await withServer { server, bot in
      for index in 1...150 { server.say("第\(index)条") }
      let first = try await bot.poll(from: nil, hold: .zero)
      #expect(first.updates.count == 100)
      #expect(first.cursor == "101")
      #expect(server.pending == 150)
      // Not stored, so asked for again: the same ones come.
      #expect(try await bot.poll(from: nil, hold: .zero) == first)
      let second = try await bot.poll(from: first.cursor, hold: .zero)
      #expect(second.updates.count == 50)
      #expect(server.pending == 50)
      let third = try await bot.poll(from: second.cursor, hold: .zero)
      #expect(third == UpdateBatch())
      #expect(server.pending == 0)
    }
  }

  @Test("A held poll answers when something is said")
  func hold() async throws {
    try await withServer { server, bot in
      async let batch = bot.poll(from: nil, hold: .seconds(50))
      await server.waitForPoll()
      server.say("在吗", chat: 5, from: 5)
      let read = try await batch
      #expect(read.cursor == "2")
      guard case .update(.message(let message)) = read.updates.first?.content else {
        Issue.record("\(read)")
        return
      }
      #expect(message.text == "在吗")
      #expect(message.chat == ChatReference(id: "5", kind: .private))
    }
  }

  @Test("Numbers that begin anew are read on, whatever the cursor")
  func restart() async throws {
    try await withServer { server, bot in
      server.restartNumbers(at: 5_000_000)
      server.say("一")
      let first = try await bot.poll(from: nil, hold: .zero)
      #expect(first.cursor == "5000001")
      _ = try await bot.poll(from: first.cursor, hold: .zero)
      server.restartNumbers(at: 1)
      server.say("二")
      let second = try await bot.poll(from: first.cursor, hold: .zero)
      #expect(second.updates.map(\.id) == ["1"])
      #expect(second.cursor == "2")
    }
  }

  @Test("Of two pollers the one held first is told of the conflict")
  func conflict() async throws {
    try await withServer { server, bot in
      async let first = failure { try await bot.poll(from: nil, hold: .seconds(50)) }
      await server.waitForPoll()
      async let second = bot.poll(from: nil, hold: .seconds(50))
      guard case .conflict(let text) = await first else {
        Issue.record("no conflict")
        return
      }
      #expect(text.contains("Another program polls with the same token"))
      server.say("x")
      let updates = try await second.updates
      #expect(updates.count == 1)
    }
  }

  @Test("A webhook in the way is removed once")
  func webhook() async throws {
    try await withServer { server, bot in
      server.setWebhook()
      server.say("x")
      let updates = try await bot.poll(from: nil, hold: .zero).updates
      #expect(updates.count == 1)
      #expect(server.calls(of: "deleteWebhook") == 1)
      #expect(server.calls(of: "getUpdates") == 2)
    }
    try await withServer(
      faults: { $0.method == "getUpdates" ? .refuse(409, "Conflict: webhook is active") : nil }
    ) { server, bot in
      guard case .conflict = await failure({ try await bot.poll(from: nil, hold: .zero) }) else {
        Issue.record("no conflict")
        return
      }
      #expect(server.calls(of: "deleteWebhook") == 1)
    }
  }

  @Test("A server that refuses parameters of getUpdates is asked plainly, from then on at once")
  func plainPolling() async throws {
    try await withServer(
      faults: {
        guard $0.method == "getUpdates", !$0.parameters.isSubset(of: ["offset", "timeout"]) else {
          return nil
        }
        return .refuse(400, "Bad Request: unknown parameter")
      }
    ) { server, bot in
      server.say("a")
      let first = try await bot.poll(from: nil, hold: .zero)
      #expect(first.updates.count == 1)
      #expect(server.calls(of: "getUpdates") == 2)
      _ = try await bot.poll(from: first.cursor, hold: .zero)
      #expect(server.calls(of: "getUpdates") == 3)
      #expect(server.pending == 0)
    }
  }

  @Test("A refusal that is not about parameters stays a refusal")
  func refused() async throws {
    try await withServer(faults: { _ in .refuse(400, "Bad Request: no") }) { server, bot in
      #expect(
        await failure { try await bot.poll(from: nil, hold: .zero) }
          == .refused(code: 400, description: "Bad Request: no", scope: .message))
      #expect(server.calls(of: "getUpdates") == 2)
    }
  }

  @Test("Trouble of every kind on the way is told as what it is, and never with the token")
  func trouble() async throws {
    let faults: [FakeBotAPI.Fault] = [
      .tooManyRequests(retryAfter: 3), .refuse(500, "Internal"), .answer(502, "<html>"),
      .cutBefore, .answer(200, "<html>"), .answer(200, #"{"ok":true,"result":[{"update_id":1"#),
      .answer(302, "", headers: [("Location", "http://127.0.0.1:1/")]), .refuse(404, "Not Found"),
      .answer(200, #"{"ok":true,"result":{"update_id":1}}"#), .refuse(401, "Unauthorized"),
    ]
    let names: [String] = [
      "rateLimited", "unavailable", "unavailable", "unavailable", "unreadable", "unreadable",
      "unavailable", "unsupported", "unreadable", "unauthorized",
    ]
    for (fault, name) in zip(faults, names) {
      try await withServer(token: "4242:canary", faults: { _ in fault }) { server, bot in
        server.say("x")
        let error = await failure { try await bot.poll(from: nil, hold: .zero) }
        let found = error.flatMap { Mirror(reflecting: $0).children.first?.label }
        #expect(found == name, "\(fault)")
        let text = String(reflecting: error) + (error?.description ?? "")
        #expect(!text.contains("canary"))
        #expect(server.pending == 1)
      }
    }
  }

  @Test("Nobody listening means that nothing was sent")
  func nobody() async throws {
    let server = try FakeBotAPI()
    let url = server.url
    server.stop()
    let client = try HTTPClient()
    let bot = BotAPI(
      client: client, settings: BotAPI.Settings(baseURL: url, token: Secret("4242:canary")))
    let error = await failure { try await bot.poll(from: nil, hold: .zero) }
    guard case .unavailable(let text, delivery: .notSent) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!text.contains("canary"))
    await client.shutdown()
  }

  @Test("An answer over the limit is asked for again one update at a time, and told if that fails")
  func tooLarge() async throws {
    let text = String(repeating: "督", count: 3000)
    try await withServer(maximumAnswerBytes: 64 << 10) { server, bot in
      for _ in 0..<20 { server.say(text) }
      let read = try await bot.poll(from: nil, hold: .zero)
      #expect(read.updates.count == 1)
      #expect(read.cursor == "2")
      let next = try await bot.poll(from: read.cursor, hold: .zero)
      #expect(next.updates.map(\.id) == ["2"])
    }
    try await withServer(maximumAnswerBytes: 4 << 10) { server, bot in
      server.say(text)
      let error = await failure { try await bot.poll(from: nil, hold: .zero) }
      guard case .unreadable = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(server.calls(of: "getUpdates") == 2)
    }
  }

  @Test("An answer of more than 4 MiB comes through the wire whole")
  func large() async throws {
    try await withServer { server, bot in
      let text = String(repeating: "督", count: 14_000)
      for _ in 0..<100 { server.say(text) }
      let read = try await bot.poll(from: nil, hold: .zero)
      #expect(read.cursor == "101")
      let texts = read.updates.map { update -> String? in
        guard case .update(.message(let message)) = update.content else { return nil }
        return message.text
      }
      #expect(texts == Array(repeating: text, count: 100))
    }
  }

  @Test("A cancelled poll ends as cancelled")
  func cancelled() async throws {
    try await withServer { server, bot in
      let task = Task { await failure { try await bot.poll(from: nil, hold: .seconds(50)) } }
      await server.waitForPoll()
      task.cancel()
      #expect(await task.value == .cancelled)
    }
  }

  @Test("Hostile updates come through the wire as they do from memory")
  func hostile() async throws {
    try await withServer { server, bot in
      server.push(raw: { "{\"update_id\":\($0),\"message\":{\"text\":\"\\uD800\"}}" })
      server.push(raw: {
        "{\"update_id\":\($0),\"a\":\(String(repeating: "[", count: 200_000))"
          + "\(String(repeating: "]", count: 200_000))}"
      })
      server.push("\"inline_query\":{}")
      server.say("末")
      let read = try await bot.poll(from: nil, hold: .zero)
      #expect(read.cursor == "5")
      let kinds = read.updates.map { update in
        switch update.content {
        case .update: "update"
        case .ignored: "ignored"
        case .unreadable: "unreadable"
        }
      }
      #expect(kinds == ["unreadable", "unreadable", "ignored", "update"])
    }
  }

  @Test("The menu is published, an invalid one is not, and a server without menus says so")
  func menu() async throws {
    try await withServer { server, bot in
      try await bot.publish([MenuCommand(name: "xiansuo", description: "线索 \"登记\"")])
      let menu = try #require(server.menu)
      #expect(
        String(decoding: menu, as: UTF8.self)
          == #"{"commands":[{"command":"xiansuo","description":"线索 \"登记\""}]}"#)
      for command in [
        MenuCommand(name: "线索", description: "x"), MenuCommand(name: "", description: "x"),
        MenuCommand(name: String(repeating: "a", count: 33), description: "x"),
        MenuCommand(name: "a", description: " "),
        MenuCommand(name: "a", description: String(repeating: "督", count: 257)),
      ] {
        guard case .refused = await failure({ try await bot.publish([command]) }) else {
          Issue.record("\(command)")
          continue
        }
      }
      #expect(server.calls(of: "setMyCommands") == 1)
    }
    for code in [400, 404, 501] {
      try await withServer(faults: { _ in .refuse(code, "no") }) { _, bot in
        guard case .unsupported = await failure({ try await bot.publish([]) }) else {
          Issue.record("\(code)")
          return
        }
      }
    }
  }

  @Test("A file is fetched by its reference, within the limit, and only from below the bot's files")
  func files() async throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("chat-tests-\(UUID().uuidString)").path
    let bytes = Data((0..<100_000).map { UInt8($0 & 255) })
    try await withServer { server, bot in
      server.addFile("F", path: "documents/台账 1.xlsx", bytes)
      server.addFile("up", path: "../../etc/passwd", bytes)
      server.addFile("local", path: "/etc/passwd", bytes)
      try await bot.fetch(file: "F", to: path, limit: 1 << 20)
      #expect(FileManager.default.contents(atPath: path) == bytes)
      try FileManager.default.removeItem(atPath: path)
      let large = await failure { try await bot.fetch(file: "F", to: path, limit: 1000) }
      #expect(
        large
          == .refused(
            code: 413, description: "The file is larger than 1000 bytes.", scope: .message))
      guard case .refused = await failure({ try await bot.fetch(file: "?", to: path, limit: 1) })
      else {
        Issue.record("an unknown file")
        return
      }
      let escapes = await failure { try await bot.fetch(file: "up", to: path, limit: 1 << 20) }
      guard case .unreadable = escapes else {
        Issue.record("\(String(describing: escapes))")
        return
      }
      let local = await failure { try await bot.fetch(file: "local", to: path, limit: 1 << 20) }
      guard case .unsupported = local else {
        Issue.record("\(String(describing: local))")
        return
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
