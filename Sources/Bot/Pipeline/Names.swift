import Casework
import Chat

/// Between an IM's own identifiers and ours, `service:id`.
struct Names: Sendable {
  var service: String

  func chat(_ id: String) -> ChatID { ChatID("\(service):\(id)") }
  func account(_ id: String) -> AccountID { AccountID("\(service):\(id)") }

  /// The IM's own id; nil where the chat or account belongs to another service.
  func local(_ text: String) -> String? {
    let prefix = service + ":"
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }
}
