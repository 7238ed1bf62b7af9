import Foundation

extension BotAPI {
  /// See `ChatService.delete`. In groups the bot must be an administrator to delete what members say.
  public func delete(message id: String, in chat: String) async throws(ChatError) {
    guard let number = Int64(id) else {
      throw .refused(code: 400, description: "no id of a message", scope: .message)
    }
    var body = JSONWriter()
    body.beginObject()
    body.chatID(chat)
    body.key("message_id")
    body.integer(number)
    body.endObject()
    switch try await call("deleteMessage", body) {
    case .success: return
    case .failure(let rejection) where rejection.saysMessageIsGone: return
    case .failure(let rejection): throw rejection.error(calling: "deleteMessage", redaction)
    }
  }
}
