import Foundation
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Chat

@Suite struct BotAPISendingTests {
  private func message(
    _ text: RichText = "已登记", chat: String = "-1001", replyTo: String? = "7", key: String = "o-1"
  ) -> OutgoingMessage {
    OutgoingMessage(chat: chat, text: text, replyTo: replyTo, key: key)
  }

  @Test("A message goes out with entities, as a reply, without preview, and under its key")
  func whole() async throws {
    try await withServer { server, bot in
      let text = RichText(lines: [
        [.text("😀"), .strong("已登记"), .text(" "), .mention(account: "77", name: "李四")],
        [.code("/查 1")],
      ])
      let sent = try await bot.send(message(text, key: "o-1 督"))
      let got = try #require(server.sent.first)
      #expect(sent == SentMessage(id: String(got.messageID)))
      #expect(got.chat == "-1001" && got.replyTo == 7 && got.key == "o-1%20%E7%9D%A3")
      #expect(
        String(decoding: got.body, as: UTF8.self)
          == #"{"chat_id":-1001,"text":"😀已登记 @李四\n/查 1","entities":["#
          + #"{"type":"bold","offset":2,"length":3},"#
          + #"{"type":"text_mention","user":{"id":77},"offset":6,"length":3},"#
          + #"{"type":"code","offset":10,"length":4}],"#
          + #""reply_parameters":{"message_id":7,"allow_sending_without_reply":true},"#
          + #""link_preview_options":{"is_disabled":true}}"#)
    }
  }

  @Test("A blank message and one too long are refused before anything is sent")
  func refusedHere() async throws {
    try await withServer { server, bot in
      for text in ["", " \n\u{200B}", RichText(String(repeating: "督", count: 4097))] as [RichText] {
        guard case .refused(400, _, .message) = await failure({ try await bot.send(message(text)) })
        else {
          Issue.record("accepted")
          continue
        }
      }
      #expect(server.calls(of: "sendMessage") == 0)
      _ = try await bot.send(message(RichText(String(repeating: "😀", count: 2048))))
      #expect(server.sent.count == 1)
    }
  }

  @Test("What is refused for a parameter is sent once more with chat and text alone")
  func plain() async throws {
    try await withServer(
      faults: {
        $0.parameters == ["chat_id", "text"]
          ? nil : .refuse(400, "Bad Request: message to be replied not found")
      }
    ) { server, bot in
      let text = RichText(lines: [[.text("请 "), .mention(account: "7", name: "李四"), .strong("办")]])
      let sent = try await bot.send(message(text))
      #expect(server.sent.map(\.text) == ["请 @李四办"])
      #expect(server.sent.map { String($0.messageID) } == [sent.id])
      #expect(server.calls(of: "sendMessage") == 2)
      // After three such messages, and none that passed whole, the detour is left out.
      for _ in 0..<4 { _ = try await bot.send(message()) }
      #expect(server.calls(of: "sendMessage") == 2 + 2 + 2 + 1 + 1)
    }
  }

  @Test("A parameter that the server names as unsupported is left out from then on, others stay")
  func unsupportedParameter() async throws {
    try await withServer(
      faults: {
        $0.parameters.contains("link_preview_options")
          ? .refuse(400, "Bad Request: link_preview_options is not supported yet") : nil
      }
    ) { server, bot in
      for _ in 0..<3 { _ = try await bot.send(message()) }
      #expect(server.sent.map(\.replyTo) == [nil, 7, 7])
      #expect(server.calls(of: "sendMessage") == 4)
    }
  }

  @Test(
    "What is refused for good is not tried again",
    arguments: [
      (400, "Bad Request: chat not found", ChatError.Scope.chat),
      (400, "Bad Request: message is too long", .message),
      (403, "Forbidden: bot was blocked by the user", .chat),
    ])
  func permanent(code: Int, words: String, scope: ChatError.Scope) async throws {
    try await withServer(faults: { _ in .refuse(code, words) }) { server, bot in
      #expect(
        await failure { try await bot.send(message()) }
          == .refused(code: code, description: words, scope: scope))
      #expect(server.calls(of: "sendMessage") == 1)
    }
  }

  @Test("A plain message refused again stays refused, without the message in the words")
  func refusedTwice() async throws {
    try await withServer(
      faults: { _ in .refuse(400, "Bad Request: can't take 张某收受礼金一案") }
    ) { server, bot in
      let error = await failure { try await bot.send(message("限2026-0003 张某收受礼金一案")) }
      #expect(server.calls(of: "sendMessage") == 2)
      #expect(!String(reflecting: error).contains("张某"))
    }
  }

  @Test("429, 5xx and cuts are told as what they are, and nothing is repeated by itself")
  func trouble() async throws {
    let cases: [(FakeBotAPI.Fault, Int)] = [
      (.tooManyRequests(retryAfter: 1.5), 0), (.refuse(500, "x"), 0), (.cutBefore, 0),
      (.cutAfter, 1), (.refuse(401, "Unauthorized"), 0), (.refuse(404, "Not Found"), 0),
    ]
    for (fault, accepted) in cases {
      let first = Mutex(true)
      try await withServer(
        faults: { call in
          guard call.method == "sendMessage", call.number > 0 else { return nil }
          return first.withLock { isFirst in
            defer { isFirst = false }
            return isFirst ? fault : nil
          }
        }
      ) { server, bot in
        // The connection is one used before, which libcurl is tempted to repeat on.
        _ = try await bot.send(message("先"))
        let error = await failure { try await bot.send(message()) }
        switch (fault, error) {
        case (.tooManyRequests, .rateLimited(let wait)): #expect(wait == .milliseconds(1500))
        case (.refuse(500, _), .unavailable(_, delivery: .unknown)): break
        case (.refuse(401, _), .unauthorized): break
        case (.refuse(404, _), .unsupported): break
        case (.cutBefore, .unavailable(_, delivery: .unknown)): break
        case (.cutAfter, .unavailable(_, delivery: .unknown)): break
        default: Issue.record("\(fault) became \(String(describing: error))")
        }
        #expect(server.sent.count == 1 + accepted)
        #expect(server.calls(of: "sendMessage") == 2)
      }
    }
  }

  @Test("A message to a group that was moved goes to its new id, not as a reply")
  func migration() async throws {
    try await withServer { server, bot in
      server.migrate(-685_960_703, to: -1_001_502_049_385)
      let sent = try await bot.send(message(chat: "-685960703"))
      let got = try #require(server.sent.first)
      #expect(sent == SentMessage(id: String(got.messageID), migratedTo: "-1001502049385"))
      #expect(got.chat == "-1001502049385" && got.replyTo == nil)
      #expect(server.sent.count == 1)
    }
    try await withServer(
      faults: { $0.number == 1 ? .tooManyRequests(retryAfter: 1) : nil }
    ) { server, bot in
      server.migrate(-5, to: -1005)
      #expect(await failure { try await bot.send(message(chat: "-5")) } == .moved(to: "-1005"))
      #expect(server.sent.isEmpty)
    }
  }

  @Test("An acceptance without a message id counts as sent")
  func withoutID() async throws {
    try await withServer(faults: { _ in .answer(200, #"{"ok":true,"result":true}"#) }) { _, bot in
      let sent = try await bot.send(message())
      #expect(sent == SentMessage(id: ""))
    }
  }

  @Test("With 5 % 429, 2 % 500, 2 % cut before and 2 % after, only the last are ever doubled")
  func shares() async throws {
    let faults = FakeBotAPI.faults(
      seed: 5, tooManyRequests: 0.05, failing: 0.02, cutBefore: 0.02, cutAfter: 0.02)
    try await withServer(faults: faults) { server, bot in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for chat in 1...20 {
          group.addTask {
            for index in 0..<50 {
              let outgoing = message("第\(index)条", chat: String(-chat), key: "\(chat)-\(index)")
              while let error = await failure({ try await bot.send(outgoing) }) {
                switch error {
                case .rateLimited, .unavailable: continue
                default: throw error
                }
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let sent = server.sent
      let cut = sent.filter(\.isCut)
      // Each share has its turn among a thousand calls.
      #expect(!cut.isEmpty && server.calls(of: "sendMessage") > sent.count + 50)
      let confirmed = sent.filter { !$0.isCut }
      #expect(confirmed.count == 1000)
      #expect(Set(confirmed.compactMap(\.key)).count == 1000)
    }
  }

  @Test("Two thousand sends, 32 at once, arrive once each and in order within a chat")
  func many() async throws {
    try await withServer { server, bot in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for chat in 1...32 {
          group.addTask {
            for index in 0..<63 {
              _ = try await bot.send(
                message("第\(index)条", chat: String(-chat), key: "\(chat)-\(index)"))
            }
          }
        }
        try await group.waitForAll()
      }
      let sent = server.sent
      #expect(sent.count == 32 * 63)
      for (_, texts) in Dictionary(grouping: sent, by: \.chat) {
        #expect(texts.map(\.text) == (0..<63).map { "第\($0)条" })
      }
    }
  }
}
