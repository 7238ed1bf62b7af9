import Chat
import Foundation
import Synchronization

/// The IM of a transcript, in memory: what members said waits to be polled, what the bot said is
/// kept. Polls never hold, so that a turn ends when nothing is left.
final class StageService: ChatService {
  struct Said: Equatable {
    var chat: String
    var text: String
    var replyTo: String?
  }

  /// What the next send gets instead of success; where a chat is named, the next one to it.
  struct Failure {
    var chat: String?
    var error: ChatError
  }

  struct State {
    var updates: [(id: Int, content: IncomingUpdate.Content)] = []
    var nextUpdate = 1
    var nextMessage = 1
    /// How many messages of members each chat has.
    var heard: [String: Int] = [:]
    var said: [Said] = []
    var failures: [Failure] = []
    /// All that the bot ever said, by chat.
    var history: [String: [(id: String, text: String, replyTo: String?)]] = [:]
    /// What members attached, by its reference.
    var files: [String: Data] = [:]
    var nextFile = 1
    /// What was deleted, by chat, since the last look.
    var deleted: [(chat: String, id: String)] = []
    /// Who left which chat without the IM saying so, as `chat account`.
    var absent: Set<String> = []
    var handle = "liandu_bot"
    /// Chats in which the IM lets the bot delete nothing of others.
    var keeps: Set<String> = []
  }

  let name = "stage"
  let limits = ServiceLimits()
  let state = Mutex(State())

  func identify() async throws(ChatError) -> BotIdentity {
    BotIdentity(
      id: "1", name: "联督", handle: state.withLock { $0.handle }, seesAllGroupMessages: true)
  }

  func privateChat(with account: String) -> String { account }

  func poll(from cursor: String?, hold: Duration) async throws(ChatError) -> UpdateBatch {
    state.withLock { state in
      if let cursor, let from = Int(cursor) { state.updates.removeAll { $0.id < from } }
      let updates = state.updates.map { IncomingUpdate(id: "\($0.id)", content: $0.content) }
      return UpdateBatch(updates: updates, cursor: state.updates.last.map { "\($0.id + 1)" })
    }
  }

  func send(_ message: OutgoingMessage) async throws(ChatError) -> SentMessage {
    let result: Result<SentMessage, ChatError> = state.withLock { state in
      if let index = state.failures.firstIndex(where: { ($0.chat ?? message.chat) == message.chat })
      {
        return .failure(state.failures.remove(at: index).error)
      }
      let id = "b\(state.nextMessage)"
      state.nextMessage += 1
      state.said.append(
        Said(chat: message.chat, text: message.text.plainText, replyTo: message.replyTo))
      state.history[message.chat, default: []].append(
        (id, message.text.plainText, message.replyTo))
      return .success(SentMessage(id: id))
    }
    return try result.get()
  }

  /// A file is said as its caption, then its name and its lines.
  func send(_ document: OutgoingDocument) async throws(ChatError) -> SentMessage {
    let bytes = FileManager.default.contents(atPath: document.path) ?? Data()
    let lines = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" }
      .split(whereSeparator: \.isNewline).map { "〔\($0.replacing(",", with: "｜"))〕" }
    let text = RichText(
      lines: document.caption.lines + [[.text("附件：\(document.name)")]] + lines.map { [.text($0)] })
    return try await send(
      OutgoingMessage(
        chat: document.chat, text: text, replyTo: document.replyTo, key: document.key))
  }

  func delete(message id: String, in chat: String) async throws(ChatError) {
    let isRefused = state.withLock { state in
      // The bot's own messages are b1, b2 …
      if state.keeps.contains(chat), !id.hasPrefix("b") { return true }
      state.deleted.append((chat, id))
      return false
    }
    if isRefused {
      throw .refused(code: 400, description: "message can't be deleted", scope: .message)
    }
  }

  func isMember(_ account: String, of chat: String) async throws(ChatError) -> Bool? {
    state.withLock { !$0.absent.contains("\(chat) \(account)") }
  }

  func publish(_ menu: [MenuCommand]) async throws(ChatError) {}

  func fetch(file reference: String, to path: String, limit: Int) async throws(ChatError) {
    let found: Result<Data, ChatError> = state.withLock { state in
      guard let bytes = state.files[reference] else {
        return .failure(.refused(code: 404, description: "no such file", scope: .message))
      }
      guard bytes.count <= limit else {
        return .failure(.refused(code: 413, description: "too large", scope: .message))
      }
      return .success(bytes)
    }
    let bytes = try found.get()
    guard FileManager.default.createFile(atPath: path, contents: bytes) else {
      throw .unavailable("the stage's disk", delivery: .notSent)
    }
  }

  func deliver(_ content: IncomingUpdate.Content) {
    state.withLock { state in
      state.updates.append((state.nextUpdate, content))
      state.nextUpdate += 1
    }
  }

  /// The bot's last message in a chat that has these words; without words its last one.
  func said(in chat: String, containing words: String) -> String? {
    state.withLock { state in
      state.history[chat]?.last { words.isEmpty || $0.text.contains(words) }?.id
    }
  }

  /// What the bot said since the last call.
  func takeSaid() -> [Said] {
    state.withLock { state in
      defer { state.said = [] }
      return state.said
    }
  }
}
