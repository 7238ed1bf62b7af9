import Casework
import Foundation

/// The one place that tells the time and draws lots. Tests hand in their own.
struct Clock: Sendable {
  /// The wall clock.
  var now: @Sendable () -> Instant
  /// Waits; ends early where the task is cancelled. Never longer than five seconds at a time, so
  /// that a step of the wall clock is seen soon.
  var sleep: @Sendable (Duration) async throws -> Void
  /// Even over 0..<1.
  var random: @Sendable () -> Double

  static let live = Clock(
    now: {
      Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    },
    sleep: { try await AlarmThread.shared.sleep($0) },
    random: { Double.random(in: 0..<1) })

  /// Waits that long, in steps, until cancelled.
  func wait(_ duration: Duration) async {
    var left = duration
    while left > .zero, !Task.isCancelled {
      let step = min(left, .seconds(5))
      do { try await sleep(step) } catch { return }
      left -= step
    }
  }
}
