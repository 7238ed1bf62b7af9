import ArgumentParser
import Foundation
import Ledger

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write the ledger and its files into one archive.",
    discussion: """
      Runs beside the bot. The archive is unpacked and verified before it gets its name; keep it, and \
      the anchor that is printed, on another machine. The master key is not in it. With --hub it is \
      the hub's store in LIANDU_HUB_DATA that is backed up.
      """)

  @OptionGroup var options: LedgerOptions
  @OptionGroup var place: BackupPlace

  @Argument(help: "The archive to write, such as liandu-2026-09-18.tar.gz; it must not exist.")
  var archive: String?

  @Option(help: "A folder instead, in which the archive is named by its time.")
  var into: String?

  @Option(help: "With --into: how many of the archives named so stay there; older ones go.")
  var keep: Int?

  func validate() throws {
    guard (archive == nil) != (into == nil) else {
      throw ValidationError("name either an archive or, with --into, a folder.")
    }
    guard keep == nil || (into != nil && keep ?? 0 > 0) else {
      throw ValidationError("--keep takes 1 or more, and needs --into.")
    }
  }

  func run() throws {
    let backup = try place.backup(options)
    guard let into else {
      try report(try backup.write(to: archive ?? ""), archive ?? "")
      return
    }
    let folder = BackupFolder(path: into, subject: backup.subject)
    let path = folder.next(at: Date())
    let contents = try backup.write(to: path)
    if let keep {
      let gone = try folder.prune(keeping: keep)
      if gone > 0 { print("\(gone) older archives were removed") }
    }
    try report(contents, path)
  }

  private func report(_ contents: Backup.Contents, _ archive: String) throws {
    print("\(archive): \(contents.summary), verified\(contents.anchored)")
    guard contents.missing > 0 else { return }
    throw Backup.Failure(
      description: "\(contents.missing) files that are named were gone already and are not in "
        + "the archive; liandu audit verify --files names them.")
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup into an empty LIANDU_DATA.",
    discussion: """
      The bot must not run there. Everything is verified first; with --rehearse nothing is put in \
      place. What was sent but not confirmed when the backup was taken is sent again. With --hub \
      it goes into LIANDU_HUB_DATA.
      """)

  @OptionGroup var options: LedgerOptions
  @OptionGroup var place: BackupPlace

  @Argument(help: "An archive written by liandu backup.")
  var archive: String

  @Flag(help: "Only unpack and verify beside the archive, and say what it holds.")
  var rehearse = false

  func run() throws {
    guard FileManager.default.fileExists(atPath: archive) else {
      throw Backup.Failure(
        description: "\(archive) is not there; expected an archive of liandu backup.")
    }
    if rehearse {
      let scratch = "\(archive).rehearsal-\(UUID().uuidString)"
      try FileManager.default.createDirectory(
        atPath: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      defer { try? FileManager.default.removeItem(atPath: scratch) }
      let backup = Backup(data: "", subject: place.hub ? .hub : .ledger)
      let contents = try backup.verify(archive, in: scratch, called: archive)
      return report(contents, "verified, nothing was put in place")
    }
    let backup = try place.backup(options)
    try FileManager.default.createDirectory(
      atPath: backup.data, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    // A hub has no lock: its folder is refused as long as anything is in it.
    let lock = place.hub ? nil : try LedgerLock.acquire(folder: backup.data)
    let contents = try backup.restore(from: archive)
    if !place.hub {
      print("what was hidden or struck out after it was written is in it again: hide it anew by 遮盖")
    }
    // The anchor is the last word, for whoever reads it by program.
    withExtendedLifetime(lock) { report(contents, "restored into \(backup.data)") }
  }

  private func report(_ contents: Backup.Contents, _ what: String) {
    print("\(archive): \(contents.summary), \(what)\(contents.anchored)")
  }
}

/// Whose folder is meant.
struct BackupPlace: ParsableArguments {
  @Flag(help: "The hub's store in LIANDU_HUB_DATA, instead of the ledger.")
  var hub = false

  func backup(_ options: LedgerOptions) throws -> Backup {
    guard hub else { return Backup(data: try options.settings(needsServer: false).data) }
    let data = ProcessInfo.processInfo.environment["LIANDU_HUB_DATA"] ?? ""
    guard !data.isEmpty else {
      throw SettingsError(
        key: "LIANDU_HUB_DATA", problem: "missing", expected: "the hub's folder",
        example: "LIANDU_HUB_DATA=/var/lib/liandu-hub")
    }
    return Backup(data: data, subject: .hub)
  }
}

extension Backup.Contents {
  /// How much it is.
  fileprivate var summary: String {
    let what = anchor == nil ? "messages" : "entries"
    return "\(entries) \(what), \(files) files" + (missing > 0 ? ", \(missing) missing" : "")
  }

  fileprivate var anchored: String { anchor.map { "; anchor \($0)" } ?? "" }
}
