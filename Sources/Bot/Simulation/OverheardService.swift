import Chat
import Synchronization

/// A chat service that goes on to another one and remembers what the bot said there, so that a play
/// can learn the number of a case and answer a card.
final class OverheardService: ChatService {
  struct Said: Sendable {
    var chat: String
    var text: String
    var id: String
  }

  private let service: any ChatService
  private let heard = Mutex<[Said]>([])

  init(_ service: any ChatService) { self.service = service }

  /// What was said since the last call.
  func takeSaid() -> [Said] {
    heard.withLock { heard in
      defer { heard = [] }
      return heard
    }
  }

  var name: String { service.name }
  var limits: ServiceLimits { service.limits }

  func identify() async throws(ChatError) -> BotIdentity { try await service.identify() }

  func poll(from cursor: String?, hold: Duration) async throws(ChatError) -> UpdateBatch {
    try await service.poll(from: cursor, hold: hold)
  }

  func send(_ message: OutgoingMessage) async throws(ChatError) -> SentMessage {
    let sent = try await service.send(message)
    heard.withLock {
      $0.append(Said(chat: message.chat, text: message.text.plainText, id: sent.id))
    }
    return sent
  }

  func send(_ document: OutgoingDocument) async throws(ChatError) -> SentMessage {
    try await service.send(document)
  }

  func delete(message id: String, in chat: String) async throws(ChatError) {
    try await service.delete(message: id, in: chat)
  }

  func isMember(_ account: String, of chat: String) async throws(ChatError) -> Bool? {
    try await service.isMember(account, of: chat)
  }

  func privateChat(with account: String) -> String { service.privateChat(with: account) }

  func publish(_ menu: [MenuCommand]) async throws(ChatError) { try await service.publish(menu) }

  func fetch(file reference: String, to path: String, limit: Int) async throws(ChatError) {
    try await service.fetch(file: reference, to: path, limit: limit)
  }
}
