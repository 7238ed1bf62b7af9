import Crypto
import Foundation
import GRDB
import Synchronization

/// The data keys of a ledger, unwrapped: one for each restricted record. Without a master key it holds
/// none, seals nothing, and says so where something sealed is to be opened.
final class KeyRing: Sendable {
  private struct Keys {
    var known: [String: SymmetricKey] = [:]
    /// Made since the last commit: the table has them before anything sealed with them.
    var fresh: [String: Data] = [:]
  }

  private let sealer: Sealer?
  private let keys = Mutex(Keys())

  /// What the commitment of an entry is made with, by its place in its chain.
  let salt: @Sendable (Int) -> Data?

  init(_ sealer: Sealer?, salt: @escaping @Sendable (Int) -> Data? = KeyRing.randomSalt) {
    self.sealer = sealer
    self.salt = salt
  }

  /// 16 bytes of the system's chance.
  @Sendable static func randomSalt(_ sequence: Int) -> Data? {
    var bytes = Data(capacity: 16)
    for _ in 0..<2 {
      withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  var seals: Bool { sealer != nil }

  /// Reads every key of the ledger.
  /// - Throws: `LedgerError.keyNeeded` where there are some and no master key, `.keyWrong` where it is
  ///   another one.
  func load(_ db: Database, path: String) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT record, wrapped FROM data_keys")
    var known: [String: SymmetricKey] = [:]
    while let row = try rows.next() {
      guard let sealer else { throw LedgerError.keyNeeded(path: path) }
      let record: String = row[0]
      known[record] = try sealer.unwrap(row[1], of: record)
    }
    keys.withLock { $0.known.merge(known) { $1 } }
  }

  /// The bytes sealed under the record's key; as they are where there is no master key.
  func seal(_ data: Data, of record: String, as use: String) throws -> Data {
    guard let sealer else { return data }
    let key = try keys.withLock { keys throws -> SymmetricKey in
      if let key = keys.known[record] { return key }
      let key = SymmetricKey(size: .bits256)
      keys.fresh[record] = try sealer.wrap(key, of: record)
      keys.known[record] = key
      return key
    }
    return try Sealed.seal(data, key, bound: "\(use)|\(record)")
  }

  /// The bytes as they were before they were sealed.
  func open(_ data: Data, of record: String, as use: String) throws -> Data {
    guard Sealed.isSealed(data) else { return data }
    guard sealer != nil else { throw LedgerError.keyNeeded(path: "the ledger") }
    guard let key = keys.withLock({ $0.known[record] }) else { throw LedgerError.keyWrong }
    return try Sealed.open(data, key, bound: "\(use)|\(record)")
  }

  /// Writes the new keys; before each commit.
  func write(_ db: Database) throws {
    for (record, wrapped) in keys.withLock({ $0.fresh }).sorted(by: { $0.key < $1.key }) {
      try db.run(
        "INSERT OR REPLACE INTO data_keys (record, wrapped) VALUES (?, ?)", [record, wrapped])
    }
  }

  /// They are on disk.
  func committed() { keys.withLock { $0.fresh = [:] } }

  /// Makes the bodies of small records readable and writable to SQL, sealed where they are restricted.
  func register(on db: Database) {
    db.add(
      function: DatabaseFunction("sealed", argumentCount: 3) { [self] values in
        guard let id = String.fromDatabaseValue(values[0]),
          let body = Data.fromDatabaseValue(values[2])
        else { return nil }
        guard String.fromDatabaseValue(values[1]) == "restricted" else { return body }
        return try seal(body, of: id, as: "record")
      })
    db.add(
      function: DatabaseFunction("opened", argumentCount: 2) { [self] values in
        guard let id = String.fromDatabaseValue(values[0]),
          let body = Data.fromDatabaseValue(values[1])
        else { return nil }
        return try open(body, of: id, as: "record")
      })
  }

  /// Under which key events of the restricted chain lie that name no record.
  static let nameless = "restricted"
  /// Under which key messages wait and questions stay open.
  static let plumbing = "plumbing"
}

/// Changing the master key: data keys are wrapped anew, nothing else is touched.
public enum KeyRotation {
  /// - Returns: How many data keys there are.
  /// - Throws: `LedgerError.keyWrong` where the old key is not the one in use. The caller holds the
  ///   folder's lock.
  @discardableResult
  public static func rotate(path: String, from old: Sealer, to new: Sealer) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else {
      throw LedgerError.file(path: path, reason: "there is no such file; expected a ledger")
    }
    let writer = try LedgerFile.openForWriting(
      path: path, options: Ledger.Options(), ring: KeyRing(old))
    do {
      let count = try writer.write { db in
        let rows = try Row.fetchAll(db, sql: "SELECT record, wrapped FROM data_keys")
        for row in rows {
          let record: String = row[0]
          let key = try old.unwrap(row[1], of: record)
          try db.execute(
            sql: "UPDATE data_keys SET wrapped = ? WHERE record = ?",
            arguments: [try new.wrap(key, of: record), record])
        }
        return rows.count
      }
      // What the old key opened must not stay behind in the log.
      try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try writer.close()
      return count
    } catch {
      throw LedgerError.translated(error)
    }
  }
}
