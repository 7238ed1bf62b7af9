import Crypto
import Foundation
import GRDB

/// The projections as text in one canonical form, and its SHA-256: what tells whether two ledgers,
/// or a ledger and its rebuilt copy, hold the same.
///
/// A line is a row, its columns separated by tabs. Plumbing is no part of it.
public struct ProjectionDump: Sendable, Equatable {
  /// The digest of one table.
  public struct Table: Sendable, Equatable {
    public var name: String
    public var rows: Int
    /// 64 hexadecimal digits.
    public var sha256: String
  }

  public var tables: [Table]
  /// Over all tables, 64 hexadecimal digits.
  public var sha256: String

  /// Reads every projection at one moment, beside a running bot, in constant memory.
  ///
  /// - Parameter line: Takes each line of the text, without its end, where it is wanted.
  ///
  /// Sealed bodies are opened with the key; without it they count as sealed and no more, since two
  /// seals of the same text differ.
  public static func of(
    path: String, sealer: Sealer? = nil, line: ((String) throws -> Void)? = nil
  ) throws -> ProjectionDump {
    let ring = KeyRing(sealer)
    let queue = try LedgerFile.openForReading(path: path, ring: ring)
    do {
      return try queue.read { try of($0, ring: ring, line: line) }
    } catch {
      throw LedgerError.translated(error)
    }
  }

  // Every column, in an order that the content alone decides.
  private static let queries = [
    (
      "cases",
      """
      SELECT id, audience, state, running, lead, unit, due, registered_at, closed_at,
        proposal_lapses, inside, body FROM cases ORDER BY id
      """
    ),
    (
      "case_people",
      "SELECT person, part, case_id FROM case_people ORDER BY person, part, case_id"
    ),
    ("duties", "SELECT case_id, kind, day, since, urgent FROM duties ORDER BY case_id, kind"),
    (
      "case_facts",
      """
      SELECT case_id, state, registered_at, closed_at, reported_at, result, due, first_due, unit,
        unit_name, lead, area, place, project, source, relapses, urges, inside
      FROM case_facts ORDER BY case_id
      """
    ),
    (
      "case_issues",
      "SELECT case_id, serial, kind, issued_at, answered FROM case_issues ORDER BY case_id, serial"
    ),
    (
      "instruments",
      "SELECT kind, year, serial, number, case_id FROM instruments ORDER BY kind, year, serial"
    ),
    ("records", "SELECT id, kind, audience, chat, at, day, body FROM records ORDER BY id"),
    ("case_words", "SELECT term, doc, offset FROM case_terms ORDER BY term, doc, offset"),
    ("people", "SELECT serial, id, body FROM people ORDER BY serial"),
    ("accounts", "SELECT account, person FROM accounts ORDER BY account"),
    ("units", "SELECT serial, id, body FROM units ORDER BY serial"),
    ("groups", "SELECT id, body FROM groups ORDER BY id"),
  ]

  private static func of(
    _ db: Database, ring: KeyRing, line: ((String) throws -> Void)?
  ) throws -> ProjectionDump {
    var total = SHA256()
    var tables: [Table] = []
    for (name, sql) in queries {
      var digest = SHA256()
      var count = 0
      func write(_ text: String) throws {
        let bytes = Array(text.utf8) + [10]
        digest.update(data: bytes)
        total.update(data: bytes)
        try line?(text)
      }
      try write("table \(name)")
      let rows = try Row.fetchCursor(db, sql: sql)
      while let row = try rows.next() {
        let values = try row.databaseValues.map { value in
          try opened(value, of: name, row: row, ring: ring)
        }
        try write(values.map(text).joined(separator: "\t"))
        count += 1
      }
      tables.append(Table(name: name, rows: count, sha256: Hex.text(Array(digest.finalize()))))
    }
    return ProjectionDump(tables: tables, sha256: Hex.text(Array(total.finalize())))
  }

  private static func opened(
    _ value: DatabaseValue, of table: String, row: Row, ring: KeyRing
  ) throws -> DatabaseValue {
    guard case .blob(let data) = value.storage, Sealed.isSealed(data) else { return value }
    guard ring.seals else { return "sealed".databaseValue }
    if table == "records" {
      return try ring.open(data, of: row["id"], as: "record").databaseValue
    }
    return try ring.open(data, of: CaseRow.record(row["id"]), as: "case").databaseValue
  }

  // NULL, a number, or text in quotes in which nothing can be taken for a tab or a line's end.
  // Bodies are JSON, so they are readable as text; other bytes are written as digits.
  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "NULL"
    case .int64(let number): String(number)
    case .double(let number): "double:\(number.bitPattern)"
    case .string(let text): "\"\(escaped(text))\""
    case .blob(let data):
      String(validating: data, as: UTF8.self).map { "'\(escaped($0))'" } ?? "x\(Hex.text(data))"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
