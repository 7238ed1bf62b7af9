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
    self.old = old.map(IndexedWords.words)
    self.new = IndexedWords.words(new)
  }

  private static func words(_ matter: Case) -> String {
    let source = WordPairs.indexed(SearchText.ofSource(matter), marked: true)
    return WordPairs.indexed(SearchText.of(matter)) + (source.isEmpty ? "" : " \(source)")
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
