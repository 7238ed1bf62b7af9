import Foundation
import TestSupport
import Testing
import Transport

@testable import Chat

/// Reads updates as the adapter reads them from an answer to getUpdates.
func readBatch(_ updates: String..., botID: String? = "42") -> UpdateBatch? {
  readBatch(body: "{\"ok\":true,\"result\":[\(updates.joined(separator: ","))]}", botID: botID)
}

func readBatch(body: String, botID: String? = "42") -> UpdateBatch? {
  readBatch(bytes: Data(body.utf8), botID: botID)
}

func readBatch(bytes: Data, botID: String? = "42") -> UpdateBatch? {
  guard let envelope = Envelope(bytes) else { return nil }
  return UpdateReader(botID: botID).read(bytes, envelope)
}

/// What a single update is read as.
func readContent(_ update: String, botID: String? = "42") -> IncomingUpdate.Content? {
  readBatch(update, botID: botID)?.updates.first?.content
}

/// The message that a single update holds.
func readMessage(_ update: String, botID: String? = "42") -> Message? {
  switch readContent(update, botID: botID) {
  case .update(.message(let message)), .update(.edited(let message)): message
  default: nil
  }
}

/// An update with a message in a group, and further members of that message.
func groupUpdate(id: Int = 7, _ members: String) -> String {
  """
  {"update_id":\(id),"message":{"message_id":345,"date":1767312000,\
  "chat":{"id":-1001502049385,"type":"supergroup","title":"联督"},\
  "from":{"id":4242,"is_bot":false,"first_name":"孙","last_name":"八","username":"sunba"},\
  \(members)}}
  """
}

/// Runs a server and an adapter for it, and ends both.
func withServer(
  token: String = "42:TEST", maximumAnswerBytes: Int = 16 << 20,
  faults: @escaping @Sendable (FakeBotAPI.Call) -> FakeBotAPI.Fault? = { _ in nil },
  _ body: (FakeBotAPI, BotAPI) async throws -> Void
) async throws {
  let server = try FakeBotAPI(token: token, faults: faults)
  let client = try HTTPClient()
  let bot = BotAPI(
    client: client,
    settings: BotAPI.Settings(
      baseURL: server.url, token: Secret(token), maximumAnswerBytes: maximumAnswerBytes))
  do {
    try await body(server, bot)
  } catch {
    await client.shutdown()
    server.stop()
    throw error
  }
  await client.shutdown()
  server.stop()
}

/// The error that a call ends with, or nil if it ends well.
func failure<Value>(_ call: () async throws -> Value) async -> ChatError? {
  do {
    _ = try await call()
    return nil
  } catch let error as ChatError {
    return error
  } catch {
    Issue.record("another error: \(error)")
    return nil
  }
}
