import GRDB

extension Database {
  /// Runs a statement that is compiled once for each connection.
  func run(_ sql: String, _ arguments: StatementArguments = []) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// The rows of a statement that is compiled once for each connection.
  func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> RowCursor {
    try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first column of the first row, if there is one and it is not NULL.
  func value<T: DatabaseValueConvertible>(
    _ sql: String, _ arguments: StatementArguments = [], as type: T.Type = T.self
  ) throws -> T? {
    try T.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }
}

/// Text on its way into a statement: SQLite would cut it at U+0000.
func bindable(_ text: String, _ field: String) throws(LedgerError) -> String {
  guard !text.utf8.contains(0) else { throw .textHoldsNull(field: field) }
  return text
}

/// The same for a text that may be absent.
func bindable(optional text: String?, _ field: String) throws(LedgerError) -> String? {
  guard let text else { return nil }
  return try bindable(text, field)
}
