import Casework
import Ledger
import Logging
import ServiceLifecycle

/// The scheduler as a service of its own: what falls due is decided then, however long a poll is held
/// and whether or not the IM can be reached. It waits in the outbox.
struct Ticker: Service {
  let pipeline: Pipeline
  let worker: OutboxWorker
  let log: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await worker.commit { try await pipeline.tick($0) }
        } catch {
          pipeline.health.failed(.clock, kind: "store")
          log.critical("what falls due cannot be decided", metadata: ["reason": "\(error)"])
        }
        await pipeline.clock.wait(pause)
      }
    }
  }

  /// To the next full minute, since everything falls due at one, but five seconds at most: the clock
  /// may be set meanwhile.
  private var pause: Duration {
    let toMinute = 60_000 - pipeline.clock.now().milliseconds % 60_000
    return .milliseconds(min(max(toMinute, 50), 5000))
  }
}
