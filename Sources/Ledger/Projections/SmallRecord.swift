import Casework
import Foundation
import GRDB

/// Records of the small kinds (settings, notices, reminders, activities, figures) share one table:
/// each is found by its name, reminders by their chat and by when they are due as well.
enum SmallRecord {
  static func read<T: Decodable>(_ db: Database, _ id: RecordID, _ type: T.Type) throws -> T? {
    let name = id.description
    guard !name.utf8.contains(0) else { return nil }
    let body: Data? = try db.value("SELECT opened(id, body) FROM records WHERE id = ?", [name])
    return try body.map { try Stored.decode(type, from: $0, table: "records") }
  }

  /// - Parameters:
  ///   - chat: Where a reminder is said.
  ///   - at: When it is due; nil where it never is again.
  ///   - day: The day it belongs to; nil where it stands no longer.
  static func write(
    _ db: Database, _ id: RecordID, _ value: some Encodable, chat: ChatID? = nil,
    at: Instant? = nil, day: CivilDate? = nil
  ) throws {
    try db.run(
      """
      INSERT INTO records (id, kind, audience, chat, at, day, body)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, sealed(?1, ?3, ?7))
      ON CONFLICT (id) DO UPDATE SET at = excluded.at, day = excluded.day, body = excluded.body
      """,
      [
        try bindable(id.description, "record"), id.kind, id.audience.rawValue,
        try bindable(optional: chat?.text, "chat"), at?.milliseconds, day?.dayNumber,
        try Stored.encode(value),
      ])
  }

  /// Those that a condition picks, in the order of their names or of their moments.
  static func all<T: Decodable>(
    _ db: Database, _ type: T.Type, where condition: String, _ arguments: StatementArguments,
    order: String = "at, id"
  ) throws -> [T] {
    let rows = try db.rows(
      "SELECT opened(id, body) FROM records WHERE \(condition) ORDER BY \(order)", arguments)
    var found: [T] = []
    while let row = try rows.next() {
      found.append(try Stored.decode(type, from: row[0], table: "records"))
    }
    return found
  }
}

extension RecordID {
  /// The kind as the table `records` names it.
  fileprivate var kind: String {
    switch self {
    case .matter: "case"
    case .person: "person"
    case .unit: "unit"
    case .group: "group"
    case .setting: "setting"
    case .notice: "notice"
    case .reminder: "reminder"
    case .activity: "activity"
    case .figure: "figure"
    case .silence: "silence"
    }
  }
}
