import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging

/// From an update to its effects: one transaction for a poll's batch, one savepoint for each
/// update, answers in the outbox, the poll cursor last.
struct Pipeline: Sendable {
  let ledger: Ledger
  let identity: Identity
  let names: Names
  let limits: ServiceLimits
  let rules: Rules
  let interpreter: Interpreter
  let clock: Clock
  let log: Logger
  /// The chat in which an account is spoken to privately.
  let privateChat: @Sendable (String) -> String
  /// What falls due by itself.
  var clockRules = Timekeeping.rules
  /// Which of them failed a short while ago.
  let troubles = ClockTroubles()
  /// What is known of how the program fares.
  let health = Health()
  /// Where files that go out are kept; without it none goes out.
  var exports: ExportFolder?

  var bot: BotIdentity { identity.current }

  /// The account under which inbox and cursor are kept.
  var service: String { "\(names.service):\(bot.id)" }

  /// Where to poll from.
  func cursor() async throws -> String? {
    let service = service
    return try await ledger.read { try $0.cursor(service) }
  }

  /// Commits a batch: its effects, its answers, its cursor. An update that fails alone is set
  /// aside, and the rest goes on.
  /// - Throws: `LedgerError` where the store failed; then nothing of the batch happened.
  func handle(_ batch: UpdateBatch, _ turn: borrowing CommitTurn) async throws -> Committed {
    do {
      let committed = try await commit(turn) { try $0.handle(batch) }
      health.stored()
      return committed
    } catch {
      health.storeFailed()
      throw error
    }
  }

  /// The IM would not take a message: recorded, and told to the administrators.
  /// - Parameters:
  ///   - reason: for the journal and the log.
  ///   - code: what the IM answered, where it did.
  func giveUp(
    _ outgoing: Outgoing, because reason: String, code: Int?, _ turn: borrowing CommitTurn
  ) async throws -> Committed {
    try await commit(turn) { try $0.giveUp(outgoing, because: reason, code: code) }
  }

  /// The IM moved a group to another id.
  func move(_ old: ChatID, to new: ChatID, _ turn: borrowing CommitTurn) async throws -> Committed {
    try await commit(turn) { try $0.move(old, to: new, message: nil) }
  }
}

extension Round {
  /// A poll's batch, what fell due before it, and the cursor last.
  fileprivate func handle(_ batch: UpdateBatch) throws {
    self.batch = batch.updates
    try wake()
    try tick()
    for update in batch.updates {
      do {
        try attempt { try handle(update) }
      } catch let error as LedgerError where error.blamesStore {
        throw error
      } catch {
        try attempt { try setAside(update, because: "\(error)") }
      }
    }
    try tellSetAside()
    if let cursor = batch.cursor { try transaction.setCursor(pipeline.service, to: cursor) }
  }
}

/// A message on its way out: its place in the outbox, and what it says.
struct Outgoing: Sendable {
  var entry: OutboxEntry
  var text: RichText
  var file: OutgoingFile?
}

extension LedgerError {
  /// Whether the disk or the file is at fault, so that no update is to blame.
  var blamesStore: Bool {
    switch self {
    case .store(let failure): failure.blamesStore
    case .torn, .transactionOver, .notDurable, .broken: true
    default: false
    }
  }
}
