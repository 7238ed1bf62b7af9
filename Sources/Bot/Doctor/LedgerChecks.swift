import Casework
import Foundation
import Ledger

/// The ledger as it lies on the disk, read beside a running bot.
struct LedgerChecks {
  let data: String
  let now: Instant
  let isFull: Bool

  private static let tail = 1000
  private var path: String { "\(data)/\(LedgerPath.name)" }
  private var exists: Bool { FileManager.default.fileExists(atPath: path) }

  func all() -> [Check] {
    guard exists else {
      return [.ok("ledger", "none yet; the first start creates it")]
    }
    let holder = LedgerLock.holder(folder: data)
    return [running(holder), chain()] + (tables().map { [$0] } ?? []) + (gauges(holder) ?? [])
      + [backup()]
  }

  /// Tables made by another version stop nothing: the next start makes them anew.
  private func tables() -> Check? {
    do {
      try Offline.read(path: path) { _ in }
    } catch LedgerError.otherFold(_, let found, let expected) {
      return .ok(
        "tables", "folded by version \(found); the next start folds the journal by \(expected)")
    } catch {
      return nil
    }
    return nil
  }

  /// The groups to be looked for at the server; nil where there is no ledger that says.
  func boundGroups() -> [ChatID]? {
    guard exists else { return nil }
    return try? Offline.read(path: path) {
      try $0.casebook(for: .everyone).groups().filter(\.bound).map(\.id)
    }
  }

  private func running(_ holder: LedgerLock.Holder) -> Check {
    switch holder {
    case .nobody: .ok("bot", "none runs on this ledger")
    case .process(let number):
      .ok("bot", number.map { "runs as process \($0)" } ?? "runs")
    case .unknown(let reason):
      .warn("bot", "the lock cannot be looked at: \(reason)", "Look as the bot's user.")
    }
  }

  private func chain() -> Check {
    do {
      let report =
        try isFull
        ? Auditor.verify(path: path) : Auditor.verifyTail(path: path, last: LedgerChecks.tail)
      guard let finding = report.findings.first else {
        let entries = report.chains.first { $0.chain == .open }?.entries ?? 0
        let extent = isFull ? "both chains hold" : "the ends of both chains hold"
        return .ok("chain", "\(extent); \(entries) open entries")
      }
      return .fail(
        "chain", "BROKEN: \(finding)",
        "Stop the bot, keep the folder as it is, and restore a backup elsewhere.")
    } catch {
      return .fail("chain", "\(error)", "Stop the bot and look at the disk before anything else.")
    }
  }

  private func gauges(_ holder: LedgerLock.Holder) -> [Check]? {
    guard let gauges = try? Offline.read(path: path, { try $0.gauges() }) else { return nil }
    return [outbox(gauges)] + (alive(gauges, holder).map { [$0] } ?? [])
  }

  private func outbox(_ gauges: LedgerGauges) -> Check {
    guard let oldest = gauges.outboxOldest else { return .ok("outbox", "nothing waits to be sent") }
    let age = max(0, (now.milliseconds - oldest.milliseconds) / 1000)
    let text = "\(gauges.outboxPending) wait to be sent, the oldest for \(age) s"
    guard age > 900 else { return .ok("outbox", text) }
    return .warn(
      "outbox", text, "Look at connection and groups below, and at the log for \"send failed\".")
  }

  /// A bot that runs shows a sign of life every two minutes.
  private func alive(_ gauges: LedgerGauges, _ holder: LedgerLock.Holder) -> Check? {
    guard case .process = holder, let last = gauges.lastAlive else { return nil }
    let age = (now.milliseconds - last.milliseconds) / 1000
    guard age > 300 else { return .ok("alive", "the last sign of life is \(max(0, age)) s old") }
    return .fail(
      "alive", "the bot holds the ledger, and its last sign of life is \(age) s old",
      "Look at the log; restart it: systemctl restart liandu")
  }

  private func backup() -> Check {
    let advice = "Write one now, and enable liandu-backup.timer: liandu backup FILE"
    guard
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: "\(data)/\(Backup.mark)"),
      let date = attributes[.modificationDate] as? Date
    else { return .warn("backup", "none was written yet", advice) }
    let hours = (now.milliseconds / 1000 - Int64(date.timeIntervalSince1970)) / 3600
    let text = "the last one is \(max(0, hours)) hours old"
    return hours > 48 ? .warn("backup", text, advice) : .ok("backup", text)
  }
}
