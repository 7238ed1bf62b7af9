import GRDB

extension Snapshot {
  /// Where polling of a service account goes on; nil where it was never polled.
  public func cursor(_ account: String) throws -> String? {
    guard !account.utf8.contains(0) else { return nil }
    return try db.value("SELECT cursor FROM cursors WHERE account = ?", [account])
  }
}

extension Transaction {
  /// Moves the cursor. It may go backwards: update ids restart.
  public func setCursor(_ account: String, to cursor: String) throws {
    try checkOpen()
    try db.run(
      """
      INSERT INTO cursors (account, cursor) VALUES (?, ?)
      ON CONFLICT (account) DO UPDATE SET cursor = excluded.cursor
      """, [try bindable(account, "account"), try bindable(cursor, "cursor")])
  }
}
