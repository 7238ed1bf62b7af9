import Casework
import Commands
import Foundation

/// Looks at everything that a bot or a hub needs on this machine, and changes nothing.
struct Doctor {
  let environment: [String: String]
  /// A YAML file of settings.
  let file: String?
  /// Whether the server is asked too.
  let isOnline: Bool
  /// Whether the whole chains are walked, and not only their ends.
  let isFull: Bool
  let clock = Clock.live

  /// What was found, and whether the settings could be read at all.
  struct Report: Sendable {
    var checks: [Check] = []
    var settingsFailed = false

    var exitCode: Int32 {
      if settingsFailed { return ExitStatus.configuration }
      return checks.contains { $0.outcome == .fail } ? ExitStatus.failed : 0
    }
  }

  func examine() async -> Report {
    var report = Report(checks: LibraryChecks.all())
    let hasHub = environment["LIANDU_HUB_DATA"] != nil
    // The hub may stand on a machine of its own.
    if !hasHub || environment["LIANDU_DATA"] != nil || file != nil {
      await examineBot(&report)
    }
    if hasHub { await examineHub(&report) }
    return report
  }

  private func examineBot(_ report: inout Report) async {
    let settings: Settings
    let rules: Rules
    do {
      // What is the hub's is none of the bot's settings.
      settings = try Settings.load(
        file: file, environment: environment.filter { !$0.key.hasPrefix("LIANDU_HUB_") },
        needsServer: isOnline)
      rules = try Rules.load(settings)
      _ = try Interpreter.load(settings)
    } catch {
      report.settingsFailed = true
      report.checks.append(.fail("settings", "\(error)", "Correct it, then look again."))
      return
    }
    report.checks.append(.ok("settings", "every setting can be used"))
    report.checks += SecretChecks.all(settings, environment, file: file)
    report.checks += CalendarChecks.all(rules, now: clock.now())
    report.checks += FolderChecks.all(
      settings.data, private: ["files", "exports"],
      files: [LedgerPath.name, LedgerPath.name + "-wal", LedgerPath.name + "-shm", "liandu.lock"])
    let ledger = LedgerChecks(data: settings.data, now: clock.now(), isFull: isFull)
    report.checks += ledger.all()
    if isOnline {
      report.checks += await ServerChecks(settings: settings, clock: clock)
        .all(groups: ledger.boundGroups())
    }
  }

  private func examineHub(_ report: inout Report) async {
    do {
      let settings = try HubSettings.load(environment)
      report.checks.append(.ok("hub", "every setting of the hub can be used"))
      report.checks += await HubChecks(settings: settings, now: clock.now()).all(isOnline: isOnline)
    } catch {
      report.settingsFailed = true
      report.checks.append(.fail("hub", "\(error)", "Correct it, then look again."))
    }
  }
}
