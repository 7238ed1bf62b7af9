import Casework
import Chat
import Foundation
import Ledger
import Logging
import ServiceLifecycle

/// Fetches what the ledger says is to be fetched: a few files at a time, each under a temporary name
/// until it is whole, then its event. Whatever ends in between is done again, and once only.
actor FetchWorker: Service {
  /// So many at a time.
  static let concurrent = 4
  /// A server that has not handed a file over for so long never will.
  static let patience: Int64 = 7 * 86_400
  /// Refusals and damaged files are tried so often: servers say "gone" of what is only busy.
  static let patientTries = 5

  private let pipeline: Pipeline
  private let service: any ChatService
  private let store: FileStore
  private let outbox: OutboxWorker
  private let log: Logger
  private var inFlight: Set<Int64> = []
  /// The server asked to wait: no file is asked for before.
  private var notBefore: Instant?

  init(
    pipeline: Pipeline, service: any ChatService, store: FileStore, outbox: OutboxWorker,
    log: Logger
  ) {
    self.pipeline = pipeline
    self.service = service
    self.store = store
    self.outbox = outbox
    self.log = log
  }

  /// Makes the folder ready and takes up what a rebuilt ledger knows of. Called once, at start.
  func load() async throws {
    try store.prepare()
    let now = pipeline.clock.now()
    try await pipeline.ledger.transact { try $0.adoptFetches(at: now) }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        while !Task.isCancelled {
          await self.step { job in group.addTask { await self.fetch(job) } }
          // Jobs come from many places; a look each second finds them all.
          await self.pipeline.clock.wait(.seconds(1))
        }
      }
    }
  }

  /// Fetches, one after the other, whatever may be fetched now. For a simulated clock, where nothing
  /// else runs the worker.
  func drain() async throws {
    try await settleBursts()
    while let job = await due(limit: 1).first {
      inFlight.insert(job.id)
      await fetch(job)
    }
  }

  private func settleBursts() async throws {
    try await outbox.commit { [pipeline] in try await pipeline.settleBursts($0) }
  }

  private func step(_ start: (FetchJob) -> Void) async {
    do {
      try await settleBursts()
    } catch {
      log.error("photos without words", metadata: ["reason": "\(error)"])
    }
    let free = FetchWorker.concurrent - inFlight.count
    guard free > 0 else { return }
    for job in await due(limit: free) {
      inFlight.insert(job.id)
      start(job)
    }
  }

  private func due(limit: Int) async -> [FetchJob] {
    let now = pipeline.clock.now()
    if let notBefore, notBefore > now { return [] }
    let busy = inFlight
    do {
      let jobs = try await pipeline.ledger.read {
        try $0.dueFetches(at: now, limit: limit + busy.count)
      }
      return Array(jobs.filter { !busy.contains($0.id) }.prefix(limit))
    } catch {
      log.error("jobs cannot be read", metadata: ["reason": "\(error)"])
      return []
    }
  }

  // MARK: One file

  private func fetch(_ job: FetchJob) async {
    defer { inFlight.remove(job.id) }
    let temporary = store.temporary(job.id)
    do {
      try await service.fetch(
        file: job.reference, to: temporary, limit: Int(FilePolicy.maximumBytes))
      CrashPoint.pass(.afterDownload)
      let stored = try await store.keep(temporary)
      CrashPoint.pass(.afterRename)
      try await end(job, .stored(sha256: stored.sha256, size: stored.size))
      pipeline.health.fetched()
      log.info(
        "file stored",
        metadata: ["case": "\(job.matter)", "sha256": "\(stored.sha256)", "size": "\(stored.size)"])
    } catch let error as ChatError {
      await failed(job, error)
    } catch {
      // Our own disk: the file is still to be had.
      log.error("file not stored", metadata: ["job": "\(job.id)", "reason": "\(error)"])
      await postpone(job, by: .seconds(60), countsAsTry: false)
    }
  }

  private func end(_ job: FetchJob, _ fetched: Fetched) async throws {
    try await outbox.commit { [pipeline] in try await pipeline.end(job, fetched, $0) }
  }

  private func failed(_ job: FetchJob, _ error: ChatError) async {
    if case .cancelled = error { return }
    pipeline.health.failed(.fetch, error)
    guard let failure = failure(job, error) else {
      var backoff = Backoff()
      for _ in 0..<min(job.attempts, 16) { _ = backoff.next(random: 0) }
      var pause = backoff.next(random: pipeline.clock.random())
      if case .rateLimited(let asked) = error {
        // One budget for the whole bot: none of the others may ask either.
        pause = backoff.next(retryAfter: asked, random: pipeline.clock.random())
        notBefore = pipeline.clock.now().adding(milliseconds: pause.milliseconds)
      }
      log.warning(
        "file not fetched, tried again later",
        metadata: ["job": "\(job.id)", "wait": "\(pause)", "reason": "\(error)"])
      return await postpone(job, by: pause, countsAsTry: true)
    }
    log.error(
      "file given up",
      metadata: [
        "job": "\(job.id)", "case": "\(job.matter)", "as": "\(failure.rawValue)",
        "reason": "\(error)",
      ])
    do {
      try await end(job, .failed(failure))
    } catch {
      log.error("outcome not stored", metadata: ["reason": "\(error)"])
    }
  }

  /// Why it is given up; nil where it is tried again.
  private func failure(_ job: FetchJob, _ error: ChatError) -> FetchFailure? {
    let isLastTry = job.attempts + 1 >= FetchWorker.patientTries
    let waited = pipeline.clock.now().milliseconds - job.createdAt.milliseconds
    switch error {
    case .refused(413, _, _): return .tooLarge
    case .refused, .unsupported, .moved: return isLastTry ? .gone : nil
    case .unreadable: return isLastTry ? .damaged : nil
    case .rateLimited, .unavailable, .conflict, .unauthorized:
      return waited >= FetchWorker.patience * 1000 ? .unreachable : nil
    case .cancelled: return nil
    }
  }

  private func postpone(_ job: FetchJob, by pause: Duration, countsAsTry: Bool) async {
    let until = pipeline.clock.now().adding(milliseconds: pause.milliseconds)
    let attempts = job.attempts + (countsAsTry ? 1 : 0)
    do {
      try await pipeline.ledger.transact {
        try $0.postponeFetch(job.id, until: until, attempts: attempts)
      }
    } catch {
      log.error("outcome not stored", metadata: ["reason": "\(error)"])
    }
  }
}
