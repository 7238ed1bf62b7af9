import Casework
import Chat
import Synchronization

/// What the running bot knows of itself: kept by those who poll, send, fetch and commit, read by the
/// health page. Numbers and moments only, never a text.
final class Health: Sendable {
  /// What was being done when something went wrong.
  enum Task: String, Sendable, CaseIterable {
    case poll, send, fetch, store, clock
  }

  /// An error's place among the counters.
  struct Error: Hashable, Sendable, Comparable {
    var task: Task
    var kind: String

    static func < (left: Error, right: Error) -> Bool {
      (left.task.rawValue, left.kind) < (right.task.rawValue, right.kind)
    }
  }

  /// Everything at one moment.
  struct State: Sendable {
    /// On the clock that only goes forward, so that setting the date makes nobody ill.
    var lastPoll: ContinuousClock.Instant?
    var lastPollAt: Instant?
    var polls = 0
    var updates = 0
    var sent = 0
    var retried = 0
    var givenUp = 0
    var fetched = 0
    var errors: [Error: Int] = [:]
    /// The ledger took the last thing that was to be written.
    var canStore = true
  }

  private let kept = Mutex(State())

  var state: State { kept.withLock { $0 } }

  /// A poll was answered, and what it brought is committed.
  func polled(updates: Int, at now: Instant) {
    kept.withLock {
      $0.lastPoll = ContinuousClock.now
      $0.lastPollAt = now
      $0.polls += 1
      $0.updates += updates
    }
  }

  func sent() { kept.withLock { $0.sent += 1 } }
  func retried() { kept.withLock { $0.retried += 1 } }
  func gaveUp() { kept.withLock { $0.givenUp += 1 } }
  func fetched() { kept.withLock { $0.fetched += 1 } }
  func stored() { kept.withLock { $0.canStore = true } }

  /// The ledger could not be written.
  func storeFailed() {
    kept.withLock {
      $0.canStore = false
      $0.errors[Error(task: .store, kind: "ledger"), default: 0] += 1
    }
  }

  func failed(_ task: Task, _ error: ChatError) {
    guard let kind = error.kind else { return }
    failed(task, kind: kind)
  }

  func failed(_ task: Task, kind: String) {
    kept.withLock { $0.errors[Error(task: task, kind: kind), default: 0] += 1 }
  }
}

extension ChatError {
  /// The error's sort, for a counter; nil for what is no error.
  fileprivate var kind: String? {
    switch self {
    case .rateLimited: "rate_limited"
    case .unavailable: "unavailable"
    case .conflict: "conflict"
    case .unauthorized: "unauthorized"
    case .refused: "refused"
    case .moved, .cancelled: nil
    case .unsupported: "unsupported"
    case .unreadable: "unreadable"
    }
  }
}
