import Chat
import Foundation
import Ledger
import Logging
import ServiceLifecycle

/// The long poll: asks, commits what came, hands the answers to the outbox, asks again. A cursor is
/// only sent once the batch before it is on disk.
struct Poller: Service {
  let pipeline: Pipeline
  let service: any ChatService
  let worker: OutboxWorker
  let hold: Duration
  let log: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown { await poll() }
  }

  private func poll() async {
    var policy = PollPolicy()
    var cursor: String?
    var knowsCursor = false
    let started = ContinuousClock.now
    while !Task.isCancelled {
      do {
        if !knowsCursor {
          cursor = try await pipeline.cursor()
          knowsCursor = true
        }
        await worker.add(try await pipeline.tick())
        let asked = ContinuousClock.now
        let step: PollPolicy.Step
        do throws(ChatError) {
          let batch = try await service.poll(from: cursor, hold: hold)
          let took = ContinuousClock.now - asked
          let advanced = batch.cursor != nil && batch.cursor != cursor
          if !batch.updates.isEmpty {
            try await commit(batch)
            cursor = batch.cursor ?? cursor
          }
          step = policy.after(
            .poll,
            .batch(
              updates: batch.updates.count, advanced: advanced, took: took, hold: hold),
            now: asked - started, random: pipeline.clock.random())
        } catch {
          step = policy.after(
            .poll, .failed(error), now: asked - started, random: pipeline.clock.random())
        }
        await follow(step)
      } catch {
        // The store failed; nothing of the batch happened and the same cursor asks for it again.
        log.critical("the ledger cannot be written", metadata: ["reason": "\(error)"])
        knowsCursor = false
        await pipeline.clock.wait(.seconds(5))
      }
    }
  }

  /// Commits a batch; what was received is finished even while the program stops.
  private func commit(_ batch: UpdateBatch) async throws(ChatError) {
    do {
      await worker.add(try await pipeline.handle(batch))
    } catch {
      log.critical("the ledger cannot be written", metadata: ["reason": "\(error)"])
      throw .unavailable("The batch could not be stored.", delivery: .notSent)
    }
  }

  private func follow(_ step: PollPolicy.Step) async {
    guard case .wait(let pause, let notice) = step else { return }
    if let notice { log.log(level: notice.level.logLevel, "\(notice.text)") }
    await pipeline.clock.wait(pause)
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
