import CCurl
import Glibc
import Synchronization

/// Commands on their way from any thread to the loop, with an eventfd that wakes the loop.
final class Mailbox: Sendable {
  private struct State {
    var commands: [Command] = []
    var isClosed = false
  }

  /// The eventfd; the loop watches it, and reads it through `take`.
  let descriptor: Int32
  private let state = Mutex(State())

  /// Fails with the system's error, which is given as text without any path.
  init() throws(TransportError) {
    descriptor = ccurl_eventfd()
    guard descriptor >= 0 else {
      throw TransportError(
        .other, .notSent, label: "start", reason: "no eventfd for the HTTP loop",
        systemError: errno)
    }
  }

  deinit {
    Glibc.close(descriptor)
  }

  /// Hands a command over. False after `close`: the command was not taken.
  func post(_ command: Command) -> Bool {
    let (taken, isFirst) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      state.commands.append(command)
      return (true, state.commands.count == 1)
    }
    // One wake-up serves everything posted before the loop looks.
    if isFirst { wake() }
    return taken
  }

  private func wake() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Everything posted since the last call, in order.
  func take() -> [Command] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    return state.withLock { state in
      let commands = state.commands
      state.commands = []
      return commands
    }
  }

  /// Refuses further commands and gives the last ones.
  func close() -> [Command] {
    state.withLock { state in
      state.isClosed = true
      let commands = state.commands
      state.commands = []
      return commands
    }
  }
}
