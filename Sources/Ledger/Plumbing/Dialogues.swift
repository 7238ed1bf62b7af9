import Casework
import Foundation
import GRDB

extension Snapshot {
  /// The open question to a person in a chat; nil where there is none or it has lapsed by `now`.
  public func dialogue(person: PersonID, chat: ChatID, now: Instant) throws -> Dialogue? {
    guard !person.text.utf8.contains(0), !chat.text.utf8.contains(0) else { return nil }
    let body: Data? = try db.value(
      "SELECT body FROM dialogues WHERE person = ? AND chat = ? AND lapses > ?",
      [person.text, chat.text, now.milliseconds])
    return try body.map { body in
      let plain = try ring.open(body, of: KeyRing.plumbing, as: "dialogue")
      return try Stored.decode(Dialogue.self, from: plain, table: "dialogues")
    }
  }
}

extension Transaction {
  /// Opens a question instead of whatever was open for that person in that chat. Lapsed questions
  /// of anybody are erased on the way, since they hold what was typed.
  ///
  /// - Parameter isPrivate: Then what was typed may be about a restricted case, and is sealed.
  public func setDialogue(
    _ dialogue: Dialogue, person: PersonID, chat: ChatID, isPrivate: Bool = false
  ) throws {
    try checkOpen()
    try db.run("DELETE FROM dialogues WHERE lapses <= ?", [dialogue.opened.milliseconds])
    try db.run(
      "INSERT OR REPLACE INTO dialogues (person, chat, lapses, body) VALUES (?, ?, ?, ?)",
      [
        try bindable(person.text, "person"), try bindable(chat.text, "chat"),
        dialogue.lapses.milliseconds,
        isPrivate
          ? try ring.seal(
            try Stored.encode(dialogue), of: KeyRing.plumbing, as: "dialogue")
          : try Stored.encode(dialogue),
      ])
  }

  /// Nothing is open any more for that person in that chat.
  public func clearDialogue(person: PersonID, chat: ChatID) throws {
    try checkOpen()
    try db.run(
      "DELETE FROM dialogues WHERE person = ? AND chat = ?",
      [try bindable(person.text, "person"), try bindable(chat.text, "chat")])
  }
}
