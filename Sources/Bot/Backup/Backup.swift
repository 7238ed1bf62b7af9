import Casework
import Foundation
import Ledger

/// A backup: a database and its files at one moment, in one archive (tar, gzip), proved by being
/// unpacked and verified before it gets its name. No key is in it: what is sealed stays sealed.
struct Backup {
  /// What is in an archive that verified.
  struct Contents: Equatable {
    /// Entries of both chains; messages of a hub.
    var entries: Int
    var files: Int
    /// Files that the database names and that were gone before the backup.
    var missing: Int
    /// The open chain's head: the anchor to keep elsewhere.
    var anchor: String?
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// A file whose age tells when the folder was last backed up.
  static let mark = "last-backup"
  private static let scratch = ".liandu-backup-"

  /// The folder of the ledger, or of the hub.
  let data: String
  var subject = BackupSubject.ledger

  /// Writes a backup beside a running bot.
  /// - Returns: What the archive holds, read back from it.
  func write(to archive: String) throws -> Contents {
    guard !FileManager.default.fileExists(atPath: archive) else {
      throw Failure(description: "\(archive) is there already; give another name.")
    }
    let contents = try withScratch(beside: archive) { scratch in
      let staged = scratch + "/staged"
      try makeFolder(staged)
      // The database first: every file that the copy names has its name by then.
      try subject.copy(
        from: "\(data)/\(subject.database)", into: "\(staged)/\(subject.database)")
      let draft = scratch + "/draft"
      try Archive.write(
        draft, entry: subject.database, of: staged, paths: try wholeFiles(), of: data,
        list: scratch + "/list")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
      try Archive.flush(draft)
      let contents = try verify(draft, in: scratch, called: archive, besides: data)
      // A link, and no rename: it never takes another's place.
      guard link(draft, archive) == 0 else {
        throw Failure(
          description: "\(archive) cannot be made: \(String(cString: strerror(errno)))")
      }
      try Archive.flush(archive)
      return contents
    }
    // Only tells when; a backup is none the worse without it.
    try? "\(archive)\n".write(
      toFile: "\(data)/\(Backup.mark)", atomically: true, encoding: .utf8)
    // Whoever strikes a text out is told which archives still hold it.
    let name = URL(fileURLWithPath: archive).lastPathComponent
    try? BackupList(folder: data).add(BackupMade(at: Clock.live.now(), name: name))
    return contents
  }

  /// Unpacks an archive into the folder, which must be empty. The caller holds its lock.
  func restore(from archive: String) throws -> Contents {
    try makeFolder(data)
    try refuseUnlessEmpty()
    let database = "\(data)/\(subject.database)"
    return try withScratch(beside: database) { scratch in
      let contents = try verify(archive, in: scratch, called: archive, besides: nil)
      let unpacked = scratch + "/unpacked"
      for folder in subject.folders {
        let source = "\(unpacked)/\(folder)"
        guard FileManager.default.fileExists(atPath: source) else { continue }
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: source)
        try FileManager.default.moveItem(atPath: source, toPath: "\(data)/\(folder)")
      }
      let restored = "\(unpacked)/\(subject.database)"
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: restored)
      // All that was unpacked is on the disk before the database gets its name, and it gets it last:
      // before it there is nothing that a bot would start on.
      sync()
      try FileManager.default.moveItem(atPath: restored, toPath: database)
      try Archive.flush(database)
      return contents
    }
  }

  /// Unpacks an archive below a folder and verifies chains and every file's digest; puts nothing in place.
  /// - Parameter besides: Where the files come from: one that is there must be in the archive too.
  func verify(
    _ archive: String, in scratch: String, called name: String, besides data: String? = nil
  ) throws -> Contents {
    let unpacked = scratch + "/unpacked"
    try makeFolder(unpacked)
    try Archive.unpack(archive, into: unpacked)
    let database = "\(unpacked)/\(subject.database)"
    guard FileManager.default.fileExists(atPath: database) else {
      throw Failure(
        description: "\(name) holds no \(subject.database); expected an archive of liandu backup"
          + (subject == .hub ? " --hub." : "."))
    }
    let finding = try subject.verify(database, of: name)
    let folder = "\(unpacked)/\(FileStore.name)"
    let files = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    for file in files.sorted() {
      guard try SHA256File.digest("\(folder)/\(file)") == file else {
        throw Failure(description: "the file \(file) in \(name) was damaged. Use another backup.")
      }
    }
    let missing = finding.named.subtracting(files)
    if let data,
      let file = missing.sorted().first(where: {
        FileManager.default.fileExists(atPath: "\(data)/\(FileStore.name)/\($0)")
      })
    {
      throw Failure(description: "the file \(file) did not come into \(name); try again.")
    }
    return Contents(
      entries: finding.entries, files: files.count, missing: missing.count,
      anchor: finding.anchor)
  }

  // MARK: Parts

  /// Paths of all whole files below the folder.
  private func wholeFiles() throws -> [String] {
    try subject.folders.flatMap { folder -> [String] in
      let path = "\(data)/\(folder)"
      guard FileManager.default.fileExists(atPath: path) else { return [] }
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter(subject.isWhole).sorted().map { "\(folder)/\($0)" }
    }
  }

  /// Stray files would mix with what is restored; a log of another database would destroy it.
  private func refuseUnlessEmpty() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: data).sorted()
    where !["liandu.lock", "lost+found"].contains(name) {
      // What a restore that was killed left behind; nobody else holds the lock.
      if name.hasPrefix(Backup.scratch) {
        try FileManager.default.removeItem(atPath: "\(data)/\(name)")
        continue
      }
      throw Failure(
        description: "\(data) is not empty (\(name)) and was left alone. Move its contents away "
          + "first, or restore into another folder.")
    }
  }

  private func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  private func withScratch<T>(beside path: String, _ body: (String) throws -> T) throws -> T {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let scratch = "\(folder)/\(Backup.scratch)\(UUID().uuidString)"
    try makeFolder(scratch)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    return try body(scratch)
  }
}
