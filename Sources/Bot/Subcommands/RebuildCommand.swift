import ArgumentParser
import Foundation
import Ledger

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make every projection anew from the journal alone.",
    discussion: """
      Without --into it takes the ledger's lock and rebuilds in place; with --into it writes a new \
      file and may run beside the bot. Where something is sealed it needs the key (LIANDU_KEY_FILE). \
      --dump prints the SHA-256 of every projection instead.
      """)

  @OptionGroup var options: LedgerOptions

  @Option(help: "The journal's file, instead of the one in LIANDU_DATA.")
  var from: String?

  @Option(help: "A new file to write; it must not exist.")
  var into: String?

  @Flag(help: "Change nothing: print the SHA-256 of every projection as it stands.")
  var dump = false

  func run() throws {
    let path = try from ?? options.ledgerPath()
    let sealer = try options.sealer()
    if !dump {
      if let into {
        let count = try Rebuilder.rebuild(from: path, into: into, sealer: sealer)
        print("rebuilt \(into) from \(count) entries")
      } else {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let lock = try LedgerLock.acquire(folder: folder)
        let count = try Rebuilder.rebuildInPlace(path: path, sealer: sealer)
        withExtendedLifetime(lock) { print("rebuilt \(path) from \(count) entries") }
      }
    }
    let result = try ProjectionDump.of(path: into ?? path, sealer: sealer)
    for table in result.tables { print("\(table.name) \(table.rows) \(table.sha256)") }
    print("all \(result.sha256)")
  }
}
