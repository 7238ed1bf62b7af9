import Casework
import Synchronization

/// A clock that stands still until it is moved. Waiting moves nothing and takes no time.
final class SimulatedClock: Sendable {
  private let moment: Mutex<Instant>

  init(_ start: Instant) { moment = Mutex(start) }

  var now: Instant {
    get { moment.withLock { $0 } }
    set { moment.withLock { $0 = newValue } }
  }

  var clock: Clock { Clock(now: { self.now }, sleep: { _ in }, random: { 0 }) }
}
