import ArgumentParser
import Casework
import Foundation
import Ledger

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Verify the journal.", subcommands: [Verify.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Walk both hash chains and name the first broken entry.",
      discussion: """
        Runs beside the bot. A chain without a key proves nothing against whoever can rewrite the \
        whole file: keep the printed anchor elsewhere and hand it in as --anchor. With --files each \
        file that the journal says was stored must lie in files/ beside the ledger and give its \
        SHA-256.
        """)

    @OptionGroup var options: LedgerOptions

    @Option(help: "A head's hash kept elsewhere (12 to 64 hexadecimal digits); it must be found.")
    var anchor: String?

    @Option(help: "The ledger's file, instead of the one in LIANDU_DATA.")
    var file: String?

    @Flag(help: "Read every stored file too, and compare its SHA-256.")
    var files = false

    func run() throws {
      let path = try file ?? options.ledgerPath()
      let report = try Auditor.verify(path: path, anchor: anchor)
      for chain in report.chains {
        print("\(chain.chain.rawValue): \(chain.entries) entries, anchor \(chain.head)")
      }
      if let anchor = report.anchor {
        print("anchor found at \(anchor.chain.rawValue) \(anchor.sequence)")
      }
      for struck in report.struck { print("struck: \(struck)") }
      for finding in report.findings { print("BROKEN: \(finding)") }
      guard report.holds else { throw ExitCode(ExitStatus.failed) }
      print("the journal holds")
      guard try !files || filesHold(beside: path) else { throw ExitCode(ExitStatus.failed) }
    }

    /// Whether every file that the journal names is there and is what it says.
    private func filesHold(beside path: String) throws -> Bool {
      let store = FileStore(data: URL(fileURLWithPath: path).deletingLastPathComponent().path)
      var checked: Set<String> = []
      var broken = 0
      for file in try Auditor.storedFiles(path: path) where checked.insert(file.sha256).inserted {
        guard let found = try store.verify(file.sha256) else {
          print("BROKEN: file \(file.sha256) of \(file.record) is missing")
          broken += 1
          continue
        }
        guard found.sha256 != file.sha256 else { continue }
        print("BROKEN: file \(file.sha256) of \(file.record) was changed (\(found.size) bytes)")
        broken += 1
      }
      if broken == 0 { print("\(checked.count) files hold") }
      return broken == 0
    }
  }
}

extension LedgerOptions {
  /// The ledger's file in the folder of the settings.
  func ledgerPath() throws -> String {
    try settings(needsServer: false).data + "/" + LedgerPath.name
  }
}
