import Crypto
import Foundation
import GRDB

/// Files by their content: written beside, flushed, then given their digest as a name.
struct FileStore: Sendable {
  let folder: String

  /// A file on its way in.
  struct Incoming {
    fileprivate let path: String
    fileprivate let handle: FileHandle
    fileprivate var digest = SHA256()
    fileprivate(set) var size: Int64 = 0
    /// The first bytes, which tell what it is.
    fileprivate(set) var head: [UInt8] = []

    mutating func write(_ bytes: [UInt8]) throws {
      try handle.write(contentsOf: bytes)
      digest.update(data: bytes)
      size += Int64(bytes.count)
      if head.count < 64 * 1024 { head += bytes.prefix(64 * 1024 - head.count) }
    }
  }

  func begin() throws -> Incoming {
    let path = folder + "/incoming-\(UUID().uuidString)"
    guard
      FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw HubError.store("the file \(path) cannot be written") }
    return Incoming(path: path, handle: handle)
  }

  func drop(_ incoming: Incoming) {
    try? incoming.handle.close()
    try? FileManager.default.removeItem(atPath: incoming.path)
  }

  /// The file is whole: flushed and named by its digest.
  func keep(_ incoming: Incoming) throws -> String {
    try incoming.handle.synchronize()
    try incoming.handle.close()
    let name = incoming.digest.finalize().map { byte in
      let digits = Array("0123456789abcdef")
      return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
    // The same bytes under the same name may be there already; rename takes its place in one step.
    guard rename(incoming.path, path(of: name)) == 0 else {
      throw HubError.store("the file \(path(of: name)) cannot be written")
    }
    // The name is on disk only when the folder is.
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { throw HubError.store("the folder \(folder) cannot be read") }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw HubError.store("the folder \(folder) cannot be flushed")
    }
    return name
  }

  func path(of sha256: String) -> String { "\(folder)/\(sha256)" }

  func remove(_ sha256: String) { try? FileManager.default.removeItem(atPath: path(of: sha256)) }

  /// Takes away what is not known: left behind by a crash, or by a request that was refused.
  func sweep(keeping known: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where !known.contains(name) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}

enum Files {
  static func add(_ file: HubFile, at now: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO files (id, sha256, name, media_type, size, width, height, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
      arguments: [
        file.id, file.sha256, file.name, file.mediaType, file.size, file.width, file.height, now,
      ])
  }

  /// A file of a room that a bot sits in; nil for any other.
  static func file(_ db: Database, id: String, for bot: Int64) throws -> HubFile? {
    let isReachable =
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM attachments
            JOIN messages ON messages.id = attachments.message
            JOIN room_bots ON room_bots.room = messages.room
            WHERE attachments.file = ? AND room_bots.bot = ?)
          """, arguments: [id, bot]) ?? false
    return isReachable ? try file(db, id: id) : nil
  }

  /// Forgets files that no message carries.
  /// - Returns: The digests of the others.
  static func forgetLoose(_ db: Database) throws -> Set<String> {
    try db.execute(
      sql: "DELETE FROM files WHERE id NOT IN (SELECT file FROM attachments)")
    return try Set(String.fetchAll(db, sql: "SELECT DISTINCT sha256 FROM files"))
  }

  static func file(_ db: Database, id: String) throws -> HubFile? {
    try HubFile.fetchOne(
      db,
      sql: "SELECT id, sha256, name, media_type, size, width, height FROM files WHERE id = ?",
      arguments: [id])
  }
}

/// What a file's first bytes say it is: the sender's word for it is not believed, since a page could
/// be made to run.
enum MediaKind {
  struct Picture {
    var mediaType: String
    var width: Int?
    var height: Int?
  }

  /// JPEG, PNG, GIF or WebP; nil for anything else.
  static func picture(_ head: [UInt8]) -> Picture? {
    if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      let size = jpegSize(head)
      return Picture(mediaType: "image/jpeg", width: size?.0, height: size?.1)
    }
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), head.count >= 24 {
      return Picture(
        mediaType: "image/png", width: big(head, 16, 4), height: big(head, 20, 4))
    }
    if head.starts(with: Array("GIF8".utf8)), head.count >= 10 {
      return Picture(
        mediaType: "image/gif", width: Int(head[6]) | Int(head[7]) << 8,
        height: Int(head[8]) | Int(head[9]) << 8)
    }
    if head.count >= 12, head.starts(with: Array("RIFF".utf8)),
      Array(head[8..<12]) == Array("WEBP".utf8)
    {
      return Picture(mediaType: "image/webp", width: nil, height: nil)
    }
    return nil
  }

  private static func big(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Walks the segments to the frame header.
  private static func jpegSize(_ bytes: [UInt8]) -> (Int, Int)? {
    var index = 2
    while index + 9 < bytes.count, bytes[index] == 0xFF {
      let marker = bytes[index + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (big(bytes, index + 7, 2), big(bytes, index + 5, 2))
      }
      index += 2 + big(bytes, index + 2, 2)
    }
    return nil
  }
}
