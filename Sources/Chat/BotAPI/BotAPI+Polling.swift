import Foundation
import Synchronization
import Transport

extension BotAPI {
  /// The kinds of update asked for. The server remembers them; `chat_member` comes only when named.
  private static let kinds = [
    "message", "edited_message", "callback_query", "my_chat_member", "chat_member",
  ]

  /// Held longer than this by no server.
  private static let longestHold = 50

  /// See `ChatService.poll`. A cursor that is no number begins with the oldest update kept.
  public func poll(from cursor: String?, hold: Duration) async throws(ChatError) -> UpdateBatch {
    let offset = cursor.flatMap { Int64($0) }
    let known = experience.withLock { (plain: $0.pollsPlainly, botID: $0.botID) }
    var isPlain = known.plain
    var mayRemoveWebhook = true
    while true {
      switch try await updates(offset, hold, isPlain: isPlain) {
      case .success(let answer):
        if isPlain, !known.plain { experience.withLock { $0.pollsPlainly = true } }
        guard let batch = UpdateReader(botID: known.botID).read(answer.body, answer.envelope)
        else {
          throw .unreadable(
            "getUpdates: the result (\(answer.body.count) bytes) is no list of updates; nothing "
              + "of it was used.")
        }
        return batch
      case .failure(let rejection):
        if rejection.code == 400, !isPlain {
          isPlain = true
        } else if rejection.concernsWebhook, mayRemoveWebhook {
          mayRemoveWebhook = false
          try await removeWebhook()
        } else {
          throw rejection.error(calling: "getUpdates", redaction)
        }
      }
    }
  }

  /// One getUpdates; one more for a single update if the answer was too large.
  private func updates(
    _ offset: Int64?, _ hold: Duration, isPlain: Bool
  ) async throws(ChatError) -> Outcome {
    let seconds = min(max(Int(hold.components.seconds), 0), Self.longestHold)
    let timeout = .seconds(seconds) + settings.pollMargin
    do {
      return try await call(
        "getUpdates", Self.body(offset, limit: 100, seconds, isPlain: isPlain), timeout: timeout)
    } catch {
      guard case .unreadable = error else { throw error }
      return try await call(
        "getUpdates", Self.body(offset, limit: 1, 0, isPlain: false), timeout: timeout)
    }
  }

  private func removeWebhook() async throws(ChatError) {
    var body = JSONWriter(capacity: 40)
    body.beginObject()
    body.key("drop_pending_updates")
    body.boolean(false)
    body.endObject()
    _ = try await success(of: "deleteWebhook", body)
  }

  private static func body(
    _ offset: Int64?, limit: Int64, _ seconds: Int, isPlain: Bool
  ) -> JSONWriter {
    var body = JSONWriter()
    body.beginObject()
    if let offset {
      body.key("offset")
      body.integer(offset)
    }
    body.key("timeout")
    body.integer(Int64(seconds))
    if !isPlain {
      body.key("limit")
      body.integer(limit)
      body.key("allowed_updates")
      body.beginArray()
      for kind in kinds { body.string(kind) }
      body.endArray()
    }
    body.endObject()
    return body
  }
}
