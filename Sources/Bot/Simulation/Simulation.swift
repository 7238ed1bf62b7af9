import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging

/// The real bot, turn by turn, under a clock that is moved by hand: poll turns, pipeline, ledger file,
/// outbox and fetches are those of `liandu run`; only nothing runs by itself.
final class Simulation {
  let time: SimulatedClock
  let ledger: Ledger
  let pipeline: Pipeline
  let worker: OutboxWorker
  private let fetcher: FetchWorker
  private let deleter: DeletionWorker
  private let rollCall: RollCall
  private let watch: IdentityWatch
  private var turns: PollTurns

  /// Opens or creates the ledger in that folder.
  init(
    data: String, service: any ChatService, time: SimulatedClock, rules: Rules,
    sealer: Sealer? = nil, clockRules: [ClockRule] = Timekeeping.rules, log: Logger
  ) async throws {
    self.time = time
    ledger = try Ledger.open(
      path: data + "/" + LedgerPath.name, options: Ledger.Options(sealer: sealer))
    var pipeline = Pipeline(
      ledger: ledger, identity: Identity(try await service.identify()),
      names: Names(service: service.name),
      limits: service.limits, rules: rules,
      interpreter: try Interpreter.load(Settings()), clock: time.clock,
      log: log, privateChat: { service.privateChat(with: $0) }, exports: ExportFolder(data: data))
    pipeline.clockRules = clockRules
    self.pipeline = pipeline
    worker = OutboxWorker(pipeline: pipeline, service: service, log: log)
    try await worker.load()
    fetcher = FetchWorker(
      pipeline: pipeline, service: service, store: FileStore(data: data), outbox: worker, log: log)
    try await fetcher.load()
    deleter = DeletionWorker(pipeline: pipeline, service: service, outbox: worker, log: log)
    rollCall = RollCall(pipeline: pipeline, service: service, outbox: worker, log: log)
    watch = IdentityWatch(pipeline: pipeline, service: service, log: log)
    turns = PollTurns(
      pipeline: pipeline, service: service, worker: worker, hold: .zero, log: log)
    turns.rollCall = rollCall
  }

  func close() async throws { try await ledger.close() }

  /// Lets poll, pipeline and outbox run until nothing is left to do.
  func turn() async throws {
    await watch.step()
    await rollCall.step()
    await turns.next()
    // The cursor goes with the next poll; an empty one ends the turn.
    await turns.next()
    try await worker.drain()
    try await fetcher.drain()
    await deleter.step()
    try await worker.drain()
    await deleter.step()
    // Photos without words are spoken about once no more come: those seconds pass here.
    let now = time.now
    if try await ledger.read({ try $0.hasEndedBursts(before: now) }) {
      time.now = now.adding(seconds: Pipeline.quiet)
      try await fetcher.drain()
      try await worker.drain()
    }
  }

  /// Lets time go by: the bot is there all the while, and everything happens at its moment.
  func advance(to target: Instant) async throws {
    while try await step(to: target) {}
    try await arrive(at: target)
  }

  /// Goes on to the next moment at which something falls due.
  /// - Returns: Whether there may be more before the target.
  func step(to target: Instant) async throws -> Bool {
    guard let due = try await pipeline.nextDue(), due <= target else { return false }
    let isLate = due <= time.now
    try await arrive(at: max(due, time.now))
    // What stays due however often it is looked at would keep the clock for ever.
    guard isLate else { return true }
    return try await pipeline.nextDue() != due
  }

  /// It is that moment now.
  func arrive(at moment: Instant) async throws {
    time.now = moment
    try await alive()
    try await turn()
  }

  /// The clock goes on while the bot is there: no absence.
  func alive() async throws {
    let now = time.now
    try await ledger.transact { try $0.beat(now) }
  }
}
