import Casework
import Foundation
import GRDB

@testable import Ledger

/// A folder of its own for one test, removed with it.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The ledger's file.
  var path: String { file("ledger.db") }

  func file(_ name: String) -> String { folder + "/" + name }

  /// Salts are the same in every ledger, so that two can be compared byte for byte.
  func open(_ options: Ledger.Options = .init()) throws -> Ledger {
    var options = options
    if options.salt == nil { options.salt = { Data("salt \($0)".utf8) } }
    return try Ledger.open(path: path, options: options)
  }

  /// Does to the file what somebody with an SQLite shell can do, triggers switched off.
  func tamper(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      for chain in ["open", "restricted"] {
        try db.execute(sql: "DROP TRIGGER IF EXISTS journal_\(chain)_keeps_rows")
        try db.execute(sql: "DROP TRIGGER IF EXISTS journal_\(chain)_loses_none")
      }
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  /// One value of the file, read past the ledger.
  func value<T: DatabaseValueConvertible & Sendable>(_ sql: String, as type: T.Type = T.self)
    throws -> T?
  {
    let queue = try LedgerFile.openForReading(path: path)
    return try queue.read { try T.fetchOne($0, sql: sql) }
  }
}
