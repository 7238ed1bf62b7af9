import ArgumentParser
import Foundation
import Ledger
import Logging

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the bot.",
    discussion: """
      Needs LIANDU_DATA, LIANDU_BASE_URL and LIANDU_TOKEN; LIANDU_GROUPS and LIANDU_ADMINS seed a \
      new ledger. SIGTERM finishes what is in hand.
      """)

  @OptionGroup var options: LedgerOptions

  func run() async throws {
    Crash.endsAtOnce()
    let settings = try options.settings(needsServer: true)
    #if DEBUG
      if let point = ProcessInfo.processInfo.environment["LIANDU_CRASH"] {
        guard CrashPoint.arm(point) else {
          throw SettingsError(
            key: "LIANDU_CRASH", problem: "unknown point", expected: "point:count, for tests",
            example: "before-commit:3")
        }
      }
    #endif
    try await Program(settings: settings, log: Log.make(level: settings.logLevel)).run()
  }
}

/// Where logs go: one line each on standard error.
enum Log {
  static func make(level: String) -> Logger {
    var log = Logger(label: "liandu") { StreamLogHandler.standardError(label: $0) }
    log.logLevel = Logger.Level(rawValue: level) ?? .info
    return log
  }
}
