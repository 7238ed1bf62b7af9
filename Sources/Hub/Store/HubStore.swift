import CResources
import Crypto
import Foundation
import GRDB
import NIOCore

/// The hub's memory in one SQLite file with one serial writer: rooms, messages, what bots have still
/// to fetch, links and sessions. Every call returns when what it did is on disk.
public final class HubStore: Sendable {
  let pool: DatabasePool

  /// Opens the store in a folder; creates it where needed.
  /// - Throws: `HubError.store` with what to do.
  public init(folder: String) throws {
    let path = folder + "/hub.sqlite"
    try FileManager.default.createDirectory(
      atPath: folder + "/files", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    // SQLite gives what it writes beside the store the store's own mode.
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    var configuration = Configuration()
    // `liandu hub link` and the like write beside the server.
    configuration.busyMode = .timeout(10)
    // What was deleted is overwritten, not only let go of.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB opens WAL databases with NORMAL; a confirmed message must survive a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
        throw HubError.store("the store \(path) does not flush at every commit")
      }
    }
    var migrator = DatabaseMigrator()
    migrator.registerMigration("hub-0001") { try $0.execute(sql: HubResource.migration0001) }
    migrator.registerMigration("hub-0002") { try $0.execute(sql: HubResource.migration0002) }
    try migrator.migrate(pool)
  }

  /// Does one thing, alone, on disk when it returns.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await pool.write(body)
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await pool.read(body)
  }

  /// Does something after which a text must be nowhere: not in the log beside the store either.
  func erase<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    let result = try await pool.write(body)
    try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    return result
  }

  public func close() throws { try pool.close() }
}

/// What the hub cannot do, with what to do about it.
public enum HubError: Error, Sendable, CustomStringConvertible {
  case store(String)
  case setting(key: String, problem: String, expected: String, example: String)

  /// What is meant where the server could not listen; any other error as it is.
  public static func listening(on settings: HubServer.Settings, _ error: any Error) -> any Error {
    guard let code = (error as? IOError)?.errnoCode,
      [EADDRINUSE, EACCES, EADDRNOTAVAIL].contains(code)
    else { return error }
    return HubError.setting(
      key: "LIANDU_HUB_LISTEN",
      problem:
        "\(settings.host):\(settings.port) cannot be listened on (\(String(cString: strerror(code))))",
      expected: "an address of this machine and a port that nobody uses", example: "127.0.0.1:8791")
  }

  public var isSetting: Bool {
    if case .setting = self { true } else { false }
  }

  public var description: String {
    switch self {
    case .store(let text): text + "; look at the disk and the folder's rights, then start again."
    case .setting(let key, let problem, let expected, let example):
      "\(key): \(problem). Expected \(expected). Example: \(example)"
    }
  }
}

/// Text that the binary carries for the hub.
enum HubResource {
  static var migration0001: String { text(cresource_hub_migration_0001()) }
  static var migration0002: String { text(cresource_hub_migration_0002()) }

  // The bytes are constants of the binary: they live as long as the process and never change.
  static func text(_ resource: cresource) -> String {
    String(
      decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.length), as: UTF8.self)
  }
}

/// The digest under which a token, link or session is kept: whoever reads the file cannot enter.
enum SecretDigest {
  static func of(_ secret: String) -> Data { Data(SHA256.hash(data: Data(secret.utf8))) }
}
