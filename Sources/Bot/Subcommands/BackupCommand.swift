import ArgumentParser
import Foundation
import Ledger

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write the ledger and its files into one archive.",
    discussion: """
      Runs beside the bot. The archive is unpacked and verified before it gets its name; keep it, and \
      the anchor that is printed, on another machine.
      """)

  @OptionGroup var options: LedgerOptions

  @Argument(help: "The archive to write, such as liandu-2026-09-18.tar.gz; it must not exist.")
  var archive: String

  func run() throws {
    let data = try options.settings(needsServer: false).data
    let contents = try Backup(data: data).write(to: archive)
    print(
      "\(archive): \(contents.entries) entries, \(contents.files) files, verified; "
        + "anchor \(contents.anchor)")
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup into an empty LIANDU_DATA.",
    discussion: """
      The bot must not run there. Everything is verified first; with --rehearse nothing is put in \
      place. What was sent but not confirmed when the backup was taken is sent again.
      """)

  @OptionGroup var options: LedgerOptions

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
      return report(try Backup.verify(archive, in: scratch), "verified, nothing was put in place")
    }
    let data = try options.settings(needsServer: false).data
    try FileManager.default.createDirectory(
      atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let lock = try LedgerLock.acquire(folder: data)
    let contents = try Backup(data: data).restore(from: archive)
    withExtendedLifetime(lock) { report(contents, "restored into \(data)") }
  }

  private func report(_ contents: Backup.Contents, _ what: String) {
    print(
      "\(archive): \(contents.entries) entries, \(contents.files) files, \(what); "
        + "anchor \(contents.anchor)")
  }
}
