import Foundation
import TestSupport
import Testing
import Transport

@testable import Chat

@Suite("Files that go out")
struct BotAPIDocumentTests {
  private let path: String
  private let bytes = Data("\u{FEFF}序号,问题\r\n1,\"老街,积水\"\r\n".utf8)

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("document-\(UUID().uuidString).csv").path
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  private func document(
    chat: String = "501", caption: RichText = "台账2件，文件见附件。", path: String? = nil
  ) -> OutgoingDocument {
    OutgoingDocument(
      chat: chat, path: path ?? self.path, name: "台账_9月.csv", caption: caption, replyTo: "7",
      key: "o-1")
  }

  @Test("a file arrives byte for byte, with its name, its caption, as a reply, under its key")
  func whole() async throws {
    try await withServer { server, bot in
      let sent = try await bot.send(document())
      let got = try #require(server.documents.first)
      #expect(sent == SentMessage(id: String(got.messageID)))
      #expect(got.bytes == bytes)
      #expect(got.name == "台账_9月.csv")
      #expect(got.caption == "台账2件，文件见附件。")
      #expect(got.chat == "501" && got.replyTo == 7)
      #expect(got.key == "o-1")
      #expect(server.documents.count == 1)
    }
  }

  @Test("a group that moved gets the file under its new id, not as a reply")
  func moved() async throws {
    try await withServer { server, bot in
      server.migrate(-100, to: -1009)
      let sent = try await bot.send(document(chat: "-100"))
      #expect(sent.migratedTo == "-1009")
      let got = try #require(server.documents.first)
      #expect(got.chat == "-1009" && got.replyTo == nil)
    }
  }

  @Test("a server that refuses the reply gets the file without it")
  func withoutReply() async throws {
    let faults: @Sendable (FakeBotAPI.Call) -> FakeBotAPI.Fault? = { call in
      let isReply = call.body.range(of: Data("reply_parameters".utf8)) != nil
      return isReply ? .refuse(400, "Bad Request: can't parse reply parameters JSON object") : nil
    }
    try await withServer(faults: faults) { server, bot in
      _ = try await bot.send(document())
      #expect(server.documents.first?.replyTo == nil)
      #expect(server.documents.count == 1)
    }
  }

  @Test("a file that is gone and a caption too long are refused before anything is sent")
  func refused() async throws {
    try await withServer { server, bot in
      let gone = await failure { try await bot.send(document(path: path + ".gone")) }
      let long = await failure {
        try await bot.send(document(caption: RichText(String(repeating: "长", count: 1025))))
      }
      for error in [gone, long] {
        guard case .refused? = error else {
          Issue.record("not refused: \(String(describing: error))")
          continue
        }
      }
      #expect(server.calls(of: "sendDocument") == 0)
    }
  }

  @Test("after a cut nobody knows whether it arrived; a wait is passed on")
  func faults() async throws {
    let faults: @Sendable (FakeBotAPI.Call) -> FakeBotAPI.Fault? = { call in
      call.number == 0 ? .cutAfter : .tooManyRequests(retryAfter: 3)
    }
    try await withServer(faults: faults) { _, bot in
      let cut = await failure { try await bot.send(document()) }
      guard case .unavailable(_, .unknown)? = cut else {
        Issue.record("not unknown: \(String(describing: cut))")
        return
      }
      let wait = await failure { try await bot.send(document()) }
      #expect(wait == .rateLimited(retryAfter: .seconds(3)))
    }
  }
}
