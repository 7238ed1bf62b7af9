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
        whole file: keep the printed anchor elsewhere and hand it in as --anchor.
        """)

    @OptionGroup var options: LedgerOptions

    @Option(help: "A head's hash kept elsewhere (12 to 64 hexadecimal digits); it must be found.")
    var anchor: String?

    @Option(help: "The ledger's file, instead of the one in LIANDU_DATA.")
    var file: String?

    func run() throws {
      let path = try file ?? options.ledgerPath()
      let report = try Auditor.verify(path: path, anchor: anchor)
      for chain in report.chains {
        print("\(chain.chain.rawValue): \(chain.entries) entries, anchor \(chain.head)")
      }
      if let anchor = report.anchor {
        print("anchor found at \(anchor.chain.rawValue) \(anchor.sequence)")
      }
      for finding in report.findings { print("BROKEN: \(finding)") }
      guard report.holds else { throw ExitCode(ExitStatus.failed) }
      print("the journal holds")
    }
  }
}

extension LedgerOptions {
  /// The ledger's file in the folder of the settings.
  func ledgerPath() throws -> String {
    try settings(needsServer: false).data + "/" + LedgerPath.name
  }
}
