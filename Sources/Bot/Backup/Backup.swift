import Casework
import Foundation
import Ledger

/// A backup: the ledger and its files at one moment, in one archive (tar, gzip), proved by being
/// unpacked and verified before it gets its name.
struct Backup {
  /// What is in an archive that verified.
  struct Contents: Equatable {
    var entries: Int
    var files: Int
    /// The open chain's head: the anchor to keep elsewhere.
    var anchor: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The ledger's folder.
  let data: String

  /// Writes a backup beside a running bot.
  /// - Returns: What the archive holds, read back from it.
  func write(to archive: String) throws -> Contents {
    guard !FileManager.default.fileExists(atPath: archive) else {
      throw Failure(description: "\(archive) is there already; give another name.")
    }
    return try withScratch(beside: archive) { scratch in
      let staged = scratch + "/staged"
      try FileManager.default.createDirectory(
        atPath: staged + "/files", withIntermediateDirectories: true)
      try LedgerCopy.write(from: "\(data)/\(LedgerPath.name)", into: "\(staged)/\(LedgerPath.name)")
      try linkFiles(into: staged + "/files")
      let draft = scratch + "/draft"
      try tar(["-czf", draft, "-C", staged, LedgerPath.name, "files"])
      try flush(draft)
      let contents = try Backup.verify(draft, in: scratch)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
      try FileManager.default.moveItem(atPath: draft, toPath: archive)
      return contents
    }
  }

  /// Unpacks an archive into the folder, which must hold no ledger. The caller holds its lock.
  func restore(from archive: String) throws -> Contents {
    let ledger = "\(data)/\(LedgerPath.name)"
    guard !FileManager.default.fileExists(atPath: ledger) else {
      throw Failure(
        description:
          "\(ledger) is there already and was left alone. Move the folder's contents away "
          + "first, or restore into another LIANDU_DATA.")
    }
    return try withScratch(beside: ledger) { scratch in
      let contents = try Backup.verify(archive, in: scratch)
      let unpacked = scratch + "/unpacked"
      let files = "\(data)/files"
      try FileManager.default.createDirectory(
        atPath: files, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for name in try FileManager.default.contentsOfDirectory(atPath: unpacked + "/files")
      where !FileManager.default.fileExists(atPath: "\(files)/\(name)") {
        try FileManager.default.moveItem(
          atPath: "\(unpacked)/files/\(name)", toPath: "\(files)/\(name)")
      }
      // The ledger last: before it there is nothing that a bot would start on.
      try flush("\(unpacked)/\(LedgerPath.name)")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: "\(unpacked)/\(LedgerPath.name)")
      try FileManager.default.moveItem(atPath: "\(unpacked)/\(LedgerPath.name)", toPath: ledger)
      return contents
    }
  }

  /// Unpacks an archive and verifies both chains and every file's digest.
  static func verify(_ archive: String, in scratch: String) throws -> Contents {
    let unpacked = scratch + "/unpacked"
    try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
    try Backup(data: "").tar(["-xzf", archive, "-C", unpacked, "--no-same-owner"])
    let ledger = "\(unpacked)/\(LedgerPath.name)"
    guard FileManager.default.fileExists(atPath: ledger) else {
      throw Failure(
        description: "\(archive) holds no \(LedgerPath.name); it is no backup of liandu.")
    }
    let report = try Auditor.verify(path: ledger)
    guard report.holds, let open = report.chains.first(where: { $0.chain == .open }) else {
      throw Failure(
        description:
          "the ledger in \(archive) does not verify: \(report.findings). Use another backup.")
    }
    var files = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: unpacked + "/files") {
      guard try SHA256File.digest("\(unpacked)/files/\(name)") == name else {
        throw Failure(
          description: "the file \(name) in \(archive) was damaged. Use another backup.")
      }
      files += 1
    }
    return Contents(
      entries: report.chains.reduce(0) { $0 + $1.entries }, files: files, anchor: "\(open.head)")
  }

  // MARK: Parts

  /// Files never change once they are named, so that a link is a copy.
  private func linkFiles(into folder: String) throws {
    let files = "\(data)/files"
    guard FileManager.default.fileExists(atPath: files) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: files)
    where name.count == 64 && name.allSatisfy(\.isHexDigit) {
      do {
        try FileManager.default.linkItem(atPath: "\(files)/\(name)", toPath: "\(folder)/\(name)")
      } catch {
        try FileManager.default.copyItem(atPath: "\(files)/\(name)", toPath: "\(folder)/\(name)")
      }
    }
  }

  private func withScratch<T>(beside path: String, _ body: (String) throws -> T) throws -> T {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let scratch = "\(folder)/.liandu-backup-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    return try body(scratch)
  }

  private func tar(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = arguments
    let trouble = Pipe()
    process.standardError = trouble
    try process.run()
    let said = trouble.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: said.prefix(500), as: UTF8.self)
      throw Failure(
        description: "tar failed: \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
  }

  private func flush(_ path: String) throws {
    guard let handle = FileHandle(forUpdatingAtPath: path) else {
      throw Failure(description: "\(path) cannot be opened")
    }
    try handle.synchronize()
    try handle.close()
  }
}
