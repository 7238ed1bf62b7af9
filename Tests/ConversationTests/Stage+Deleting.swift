import Chat
import Synchronization

@testable import Bot

/// What the bot had the IM delete.
extension Stage {
  /// `不让删 群:监督群`, `让删 群:监督群`
  func letDelete(_ words: [String], _ isAllowed: Bool) throws {
    let chat = try cast.chat(words.first ?? "").id
    service.state.withLock { state in
      if isAllowed { state.keeps.remove(chat) } else { state.keeps.insert(chat) }
    }
  }

  /// `撤下 群:监督群 原话 1 答话 1`: so many messages of members and lines of the bot's went there since the
  /// last look.
  func expectDeleted(_ words: [String]) throws {
    let chat = try cast.chat(words.first ?? "").id
    let gone = service.state.withLock { state in
      defer { state.deleted.removeAll { $0.chat == chat } }
      return state.deleted.filter { $0.chat == chat }.map(\.id)
    }
    let found = [
      "原话", "\(gone.count { $0.hasPrefix("m") })", "答话", "\(gone.count { $0.hasPrefix("b") })",
    ]
    guard Array(words.dropFirst()) == found else {
      throw Mismatch(description: "deleted: expected \(words), found \(found)")
    }
  }
}
