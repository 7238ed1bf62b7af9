import Foundation
import GRDB

/// What is in a hub's store, read beside a running hub.
public struct HubInspection: Sendable, Equatable {
  /// SQLite finds no damage.
  public var isSound: Bool
  public var messages: Int
  /// What bots have still to fetch, and since when the oldest waits (milliseconds since 1970).
  public var updates: Int
  public var oldestUpdate: Int64?
  /// The SHA-256 of each file that a message holds.
  public var files: Set<String>

  /// Reads a store; changes nothing.
  public static func of(_ path: String) throws -> HubInspection {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: path, configuration: configuration).read { db in
      guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == 1_281_976_690 else {
        throw HubError.store("\(path) is no store of a hub")
      }
      let waiting = try Row.fetchOne(db, sql: "SELECT count(*), min(at) FROM updates")
      return HubInspection(
        isSound: try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok",
        messages: try Int.fetchOne(db, sql: "SELECT count(*) FROM messages") ?? 0,
        updates: waiting?[0] ?? 0, oldestUpdate: waiting?[1],
        files: try Set(String.fetchAll(db, sql: "SELECT DISTINCT sha256 FROM files")))
    }
  }

  /// Copies a store as it stands at one moment into a new file; the hub goes on meanwhile.
  public static func copy(from source: String, into new: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let reader = try DatabaseQueue(path: source, configuration: configuration)
    let copy = try DatabaseQueue(path: new)
    try reader.backup(to: copy)
    // A copy is one file: nothing of it may lie in a log beside it.
    try copy.writeWithoutTransaction { db in
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
    }
    try copy.close()
  }
}
