import Casework
import Chat
import Foundation
import Ledger
import Logging

/// Has the IM delete what the ledger says is to go. Apart from the outbox: no message waits for it. What
/// fails is tried again; what the IM does not allow is tried again for as long as it may change its mind,
/// since a right can be given and its writer can recall it.
actor DeletionWorker: PacedService {
  static let pace = Duration.seconds(1)
  /// IMs delete nothing that is older, whoever asks.
  static let patience: Int64 = 47 * 3600

  let pipeline: Pipeline
  private let service: any ChatService
  private let outbox: OutboxWorker
  private let log: Logger
  /// The server asked to wait, or is out of reach: nothing is asked of it before.
  private var notBefore: Instant?

  init(pipeline: Pipeline, service: any ChatService, outbox: OutboxWorker, log: Logger) {
    self.pipeline = pipeline
    self.service = service
    self.outbox = outbox
    self.log = log
  }

  /// Deletes, one after the other, whatever may go now; then what goes with it.
  func step() async {
    do {
      try await purge()
      while let next = try await due() { try await delete(next) }
    } catch {
      log.error("deletions cannot be kept", metadata: ["reason": "\(error)"])
    }
  }

  /// What was struck out is to leave no bytes behind: neither files nor unused pages of the ledger.
  private func purge() async throws {
    let files = try await pipeline.ledger.read { snapshot -> [String]? in
      try snapshot.isPurgeDue() ? try snapshot.struckFiles() : nil
    }
    guard let files else { return }
    if let data = pipeline.exports?.data {
      let store = FileStore(data: data)
      for file in files { store.remove(file) }
    }
    CrashPoint.pass(.beforePurge)
    if try await !pipeline.ledger.purge() { log.info("the ledger is read just now; purged later") }
  }

  private func due() async throws -> Deletion? {
    let now = pipeline.clock.now()
    if let notBefore, notBefore > now { return nil }
    let (first, hasOrphans) = try await pipeline.ledger.read { snapshot in
      (
        try snapshot.dueDeletions(at: now, limit: 1).first,
        try snapshot.hasOrphans()
      )
    }
    guard hasOrphans else { return first }
    try await pipeline.ledger.transact { try $0.enqueueOrphans(at: now) }
    return try await pipeline.ledger.read { try $0.dueDeletions(at: now, limit: 1).first }
  }

  private func delete(_ deletion: Deletion) async throws {
    let chat = pipeline.names.local(deletion.chat.text) ?? deletion.chat.text
    do throws(ChatError) {
      try await service.delete(message: deletion.message, in: chat)
    } catch {
      return try await failed(deletion, error)
    }
    CrashPoint.pass(.afterDelete)
    try await settle { try $0.deleted(deletion) }
  }

  private func failed(_ deletion: Deletion, _ error: ChatError) async throws {
    let now = pipeline.clock.now()
    var backoff = Backoff()
    for _ in 0..<min(deletion.attempts, 16) { _ = backoff.next(random: 0) }
    switch error {
    case .cancelled: throw CancellationError()
    case .unsupported:
      try await settle { try $0.refusedDeletion(of: deletion, until: nil) }
    case .refused, .moved:
      let age = now.milliseconds - deletion.createdAt.milliseconds
      let next = now.adding(seconds: min(3600, 60 << Int64(min(deletion.attempts, 6))))
      let isOver = age >= DeletionWorker.patience * 1000
      try await settle {
        try $0.refusedDeletion(of: deletion, until: isOver ? nil : next)
      }
    case .rateLimited, .unavailable, .conflict, .unauthorized, .unreadable:
      var pause = backoff.next(random: pipeline.clock.random())
      if case .rateLimited(let asked) = error {
        pause = backoff.next(retryAfter: min(asked, .seconds(3600)), random: 0)
      }
      let until = now.adding(milliseconds: pause.milliseconds)
      // One server: the others would fare no better.
      notBefore = until
      try await pipeline.ledger.transact {
        try $0.postponeDeletion(
          deletion.id, until: until, attempts: deletion.attempts + 1, wasRefused: false)
      }
    }
    log.warning(
      "message not deleted",
      metadata: ["deletion": "\(deletion.id)", "chat": "\(deletion.chat)", "reason": "\(error)"])
  }

  private func settle(
    _ work: @escaping @Sendable (Round) throws -> Void
  ) async throws {
    try await outbox.commit { [pipeline] turn in try await pipeline.commit(turn, work) }
  }
}
