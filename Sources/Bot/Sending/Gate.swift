import Synchronization

/// Leave to commit what may queue messages. It comes from a gate alone, one at a time, and ends with
/// its holder: of two commits the earlier one is handed over first.
struct CommitTurn: ~Copyable {
  private let gate: Gate

  fileprivate init(_ gate: Gate) { self.gate = gate }

  deinit { gate.leave() }
}

/// Lets one in at a time, in the order of their coming.
final class Gate: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func enter() async -> CommitTurn {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.isTaken {
          state.waiting.append(continuation)
          return false
        }
        state.isTaken = true
        return true
      }
      if isFree { continuation.resume() }
    }
    return CommitTurn(self)
  }

  fileprivate func leave() {
    let next = state.withLock { state in
      if state.waiting.isEmpty {
        state.isTaken = false
        return nil as CheckedContinuation<Void, Never>?
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
