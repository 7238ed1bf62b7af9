import Casework
import GRDB

/// People whose private chat the IM refused, kept in `meta` with that chat until something gets through there
/// or is heard from it. What is about a restricted record never comes here: nobody may tell by it that there
/// is one.
enum OutOfReach {
  static func key(_ person: PersonID) -> String { "unreached/\(person.text)" }

  /// Forgets a chat; `chat` is an expression of SQL.
  static func forgetSQL(_ chat: String) -> String {
    "DELETE FROM meta WHERE key > 'unreached/' AND key < 'unreached0' AND value = \(chat)"
  }
}

extension Snapshot {
  func isOutOfReach(_ person: PersonID) throws -> Bool {
    guard !person.text.utf8.contains(0) else { return false }
    return try db.value(
      "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)", [OutOfReach.key(person)]) ?? false
  }
}

extension Transaction {
  /// The IM refused what was for that person's private chat.
  public func setOutOfReach(_ person: PersonID, chat: ChatID) throws {
    try checkOpen()
    try db.run(
      "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
      [try bindable(OutOfReach.key(person), "person"), try bindable(chat.text, "chat")])
  }
}
