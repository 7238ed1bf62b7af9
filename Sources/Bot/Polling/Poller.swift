import Chat
import Foundation
import Ledger
import Logging
import ServiceLifecycle

/// The long poll as a service: turn after turn until the program stops.
struct Poller: Service {
  let turns: PollTurns

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var turns = turns
      while !Task.isCancelled { await turns.next() }
    }
  }
}

/// One turn of the long poll after the other: asks, commits what came, hands the answers to the
/// outbox. A cursor is only sent once the batch before it is on disk.
struct PollTurns: Sendable {
  let pipeline: Pipeline
  let service: any ChatService
  let worker: OutboxWorker
  let hold: Duration
  let log: Logger
  /// Whoever speaks in private is looked for in his groups before.
  var rollCall: RollCall?
  private var policy = PollPolicy()
  private var cursor: String?
  private var knowsCursor = false
  private let started = ContinuousClock.now

  init(
    pipeline: Pipeline, service: any ChatService, worker: OutboxWorker, hold: Duration, log: Logger
  ) {
    self.pipeline = pipeline
    self.service = service
    self.worker = worker
    self.hold = hold
    self.log = log
  }

  /// One poll and what follows from it, the pause that it asks for included.
  mutating func next() async {
    let pipeline = pipeline
    do {
      if !knowsCursor {
        cursor = try await pipeline.cursor()
        knowsCursor = true
      }
      try await worker.commit { try await pipeline.tick($0) }
    } catch {
      return await storeFailed(error)
    }
    let asked = ContinuousClock.now
    let outcome: PollPolicy.Outcome
    do throws(ChatError) {
      let batch = try await service.poll(from: cursor, hold: hold)
      let took = ContinuousClock.now - asked
      let advanced = batch.cursor != nil && batch.cursor != cursor
      if !batch.updates.isEmpty {
        await rollCall?.check(batch)
        do {
          try await worker.commit { try await pipeline.handle(batch, $0) }
        } catch {
          return await storeFailed(error)
        }
        cursor = batch.cursor ?? cursor
      }
      pipeline.health.polled(updates: batch.updates.count, at: pipeline.clock.now())
      outcome = .batch(
        updates: batch.updates.count, advanced: advanced, took: took, hold: hold)
    } catch {
      pipeline.health.failed(.poll, error)
      outcome = .failed(error)
    }
    let step = policy.after(
      .poll, outcome, now: asked - started, random: pipeline.clock.random())
    guard case .wait(let pause, let notice) = step else { return }
    if let notice { log.log(level: notice.level.logLevel, "\(notice.text)") }
    await pipeline.clock.wait(pause)
  }

  /// Nothing of the batch happened; the same cursor asks for it again.
  private mutating func storeFailed(_ error: any Error) async {
    log.critical("the ledger cannot be written", metadata: ["reason": "\(error)"])
    knowsCursor = false
    await pipeline.clock.wait(.seconds(5))
  }
}

extension PollPolicy.Notice.Level {
  var logLevel: Logger.Level {
    switch self {
    case .info: .info
    case .warning: .warning
    case .alarm: .critical
    }
  }
}
