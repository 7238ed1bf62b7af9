import ArgumentParser
import Foundation

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at settings, connection, clock, disk, rights and ledger; say what to do.",
    discussion: """
      Changes nothing and runs beside the bot; run it as the bot's user, with the bot's environment. One \
      line for each check: ok, warn or fail, what was found, what to do. With LIANDU_HUB_DATA it looks \
      at the hub too. Ends with 0 where nothing failed, 1 where something did, 78 for settings.
      """)

  @OptionGroup var options: LedgerOptions

  @Flag(help: "Walk both chains from their first entry, and not only their ends.")
  var full = false

  @Flag(help: "Ask no server.")
  var offline = false

  @Flag(help: "Print a JSON array instead.")
  var json = false

  func run() async throws {
    let report = await Doctor(
      environment: ProcessInfo.processInfo.environment, file: options.config,
      isOnline: !offline, isFull: full
    ).examine()
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(report.checks), as: UTF8.self))
    } else {
      for check in report.checks { print(check.line) }
    }
    guard report.exitCode == 0 else { throw ExitCode(report.exitCode) }
  }
}
