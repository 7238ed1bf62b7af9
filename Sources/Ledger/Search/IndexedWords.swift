import Casework
import GRDB

/// What a case's row in the search index has to become.
struct IndexedWords: Equatable {
  var id: Int
  var old: String?
  var new: String

  /// Nil where the words stay as they are.
  init?(_ new: Case, old: Case?) {
    if let old, old.title == new.title, old.details == new.details { return nil }
    id = new.number.key
    self.old = old.map { WordPairs.indexed(SearchText.of($0)) }
    self.new = WordPairs.indexed(SearchText.of(new))
  }

  func write(_ db: Database) throws {
    if let old {
      // The index keeps no text: deleting needs what was put in.
      try db.run(
        "INSERT INTO case_words (case_words, rowid, words) VALUES ('delete', ?, ?)", [id, old])
    }
    try db.run("INSERT INTO case_words (rowid, words) VALUES (?, ?)", [id, new])
  }
}
