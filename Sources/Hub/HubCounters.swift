import Synchronization

/// What the hub counts since its start, for its metrics. Kinds only, never a text.
final class HubCounters: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// Answers of the Bot API that were errors, by their code.
  func refused(_ code: Int) { counts.withLock { $0["\(code)", default: 0] += 1 } }

  /// Something of the hub's own went wrong, in a call or on a page.
  func failed(_ place: String) { counts.withLock { $0[place, default: 0] += 1 } }

  var all: [String: Int] { counts.withLock { $0 } }
}
