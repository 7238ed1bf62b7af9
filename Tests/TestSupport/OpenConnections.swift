import Glibc
import Synchronization

/// The descriptors a server has open. A descriptor is closed and forgotten under one lock, so that
/// stopping never touches a number that the system has given away again.
final class OpenConnections: Sendable {
  private struct State {
    var descriptors: Set<Int32> = []
    var accepted = 0
    var isStopped = false
  }

  private let state = Mutex(State())

  var accepted: Int { state.withLock { $0.accepted } }
  var open: Int { state.withLock { $0.descriptors.count } }

  /// Notes a new one and gives its number, from 0; nil once stopped.
  func add(_ descriptor: Int32) -> Int? {
    state.withLock { state in
      guard !state.isStopped else { return nil }
      state.descriptors.insert(descriptor)
      state.accepted += 1
      return state.accepted - 1
    }
  }

  func close(_ descriptor: Int32) {
    state.withLock { state in
      if state.descriptors.remove(descriptor) != nil { Glibc.close(descriptor) }
    }
  }

  /// Ends every read and write; the behaviours notice and return.
  func shutDown() {
    state.withLock { state in
      state.isStopped = true
      for descriptor in state.descriptors { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }
}
