import Foundation

extension BotAPI {
  /// See `ChatService.isMember`. A status that is unknown to us says nothing.
  public func isMember(_ account: String, of chat: String) async throws(ChatError) -> Bool? {
    guard let user = Int64(account) else { return nil }
    var body = JSONWriter()
    body.beginObject()
    body.key("chat_id")
    body.string(chat)
    body.key("user_id")
    body.integer(user)
    body.endObject()
    // Somebody may wait for an answer meanwhile.
    switch try await call("getChatMember", body, timeout: .seconds(5)) {
    case .failure(let rejection): throw rejection.error(calling: "getChatMember", redaction)
    case .success(let answer):
      guard let member: WireMemberUpdate.Member = answer.decodedResult(),
        member.user.id.text == account
      else { return nil }
      switch member.status {
      case "left", "kicked": return false
      case "creator", "administrator", "member", "restricted": return member.isInside
      default: return nil
      }
    }
  }
}
