import Dispatch
import Foundation
import Synchronization

/// Sleeping on a thread of its own, by relative waits on the monotonic clock. Task.sleep sets absolute
/// timers in the kernel, and those go astray under the faked clocks that other dates are tested with:
/// a scheduler that then sleeps for months cannot be shown to wake in time.
final class AlarmThread: Sendable {
  static let shared = AlarmThread()

  private struct Sleeper {
    var until: UInt64
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var sleepers: [UInt64: Sleeper] = [:]
    var next: UInt64 = 0
    var isRunning = false
    /// Ended before it began to sleep.
    var cancelled: Set<UInt64> = []
  }

  private let state = Mutex(State())
  /// Wakes the thread through a pipe; never closed, as the thread never ends.
  private let (reading, writing): (Int32, Int32) = {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  /// Sleeps that long; ends early with a `CancellationError` where the task is cancelled.
  func sleep(_ duration: Duration) async throws {
    let (seconds, attoseconds) = duration.components
    guard seconds > 0 || attoseconds > 0 else { return }
    let length = UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let sleeper = Sleeper(until: AlarmThread.now() + length, continuation: continuation)
        let wasCancelled = state.withLock { state in
          guard state.cancelled.remove(id) == nil else { return true }
          state.sleepers[id] = sleeper
          return false
        }
        if wasCancelled { return continuation.resume(throwing: CancellationError()) }
        startOnce()
        wake()
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let found = state.sleepers.removeValue(forKey: id)
        if found == nil { state.cancelled.insert(id) }
        return found
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
    // A cancellation that came too late to end the sleep leaves no trace.
    _ = state.withLock { $0.cancelled.remove(id) }
  }

  private func startOnce() {
    let starts = state.withLock { state in
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard starts else { return }
    let thread = Thread { [self] in run() }
    thread.name = "alarm"
    thread.stackSize = 256 << 10
    thread.start()
  }

  private func wake() {
    var one: UInt8 = 1
    _ = write(writing, &one, 1)
  }

  private func run() {
    while true {
      let now = AlarmThread.now()
      let (due, nearest) = state.withLock { state in
        let due = state.sleepers.filter { $0.value.until <= now }
        for id in due.keys { state.sleepers[id] = nil }
        return (due.values.map(\.continuation), state.sleepers.values.map(\.until).min())
      }
      for continuation in due { continuation.resume() }
      // Rounded up, so that nobody wakes before the time.
      let wait = nearest.map { Int32(min(($0 - now + 999_999) / 1_000_000, 60_000)) } ?? 60_000
      var descriptor = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, wait) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 64)
      _ = read(reading, &bytes, bytes.count)
    }
  }

  private static func now() -> UInt64 {
    // CLOCK_MONOTONIC on Linux.
    DispatchTime.now().uptimeNanoseconds
  }
}
