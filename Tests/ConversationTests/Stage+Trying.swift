import Casework
import Chat
import Foundation
import Ledger

@testable import Bot

/// What would come of a message, in a copy of the world: it goes through the real pipeline in a
/// transaction that is undone.
extension Stage {
  /// What came of it.
  struct Tried: Sendable {
    /// The codes of the rules that refused.
    var refusals: [String] = []
    /// What would be said, the answers to the speaker first.
    var texts: [String] = []
  }

  private struct Undone: Error {
    var tried: Tried
  }

  func tried(_ typed: String, by speaker: String, in place: String) async throws -> Tried {
    let (text, mentions) = cast.mentions(in: typed)
    let chat = try cast.chat(place)
    var message = Message(
      id: "try-\(UUID().uuidString)", chat: chat, sender: try cast.user(speaker),
      date: time.now.milliseconds, text: text, mentions: mentions)
    message.isForwarded = false
    let update = IncomingUpdate(id: nil, content: .update(.message(message)))
    let pipeline = pipeline
    let here = pipeline.names.chat(chat.id)
    do {
      _ = try await pipeline.commit(Gate().enter()) { round in
        func refusals() throws -> [String] {
          try round.transaction.casebook(for: .clock).entries(
            of: ["act.refused"], since: round.now, before: round.now.adding(seconds: 1)
          ).compactMap { entry in
            if case .refused(let refused) = entry.event.change { refused.code } else { nil }
          }
        }
        let before = try refusals().count
        try round.handle(update)
        let answers = round.outgoing.filter { $0.entry.chat == here }
        let others = round.outgoing.filter { $0.entry.chat != here }
        throw Undone(
          tried: Tried(
            refusals: Array(try refusals().dropFirst(before)),
            texts: (answers + others).map(\.text.plainText)))
      }
    } catch let undone as Undone {
      return undone.tried
    }
    return Tried()
  }
}
