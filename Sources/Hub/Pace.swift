import Synchronization

/// How fast somebody may go: so many things a minute in the long run, a few at once. Who is too fast is
/// told how long to wait; nothing is dropped for it.
final class Pace: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Int64
  }

  private let buckets = Mutex<[String: Bucket]>([:])
  private let perMinute: Double
  private let burst: Double
  /// Keys remembered at most, so that a flood of addresses fills no memory.
  private static let capacity = 10_000

  /// - Parameters:
  ///   - perMinute: 0 for no limit.
  ///   - burst: How many may go at once.
  init(perMinute: Int, burst: Int) {
    self.perMinute = Double(perMinute)
    self.burst = Double(max(1, burst))
  }

  /// Takes one out.
  /// - Parameter now: Milliseconds since 1970.
  /// - Returns: nil if it may go, else the seconds to wait, one at least.
  func take(_ key: String, at now: Int64) -> Int? {
    guard perMinute > 0 else { return nil }
    return buckets.withLock { buckets in
      if buckets.count >= Pace.capacity, buckets[key] == nil {
        // Whose bucket is full again need not be remembered.
        let full = Int64(burst / perMinute * 60_000)
        buckets = buckets.filter { now - $0.value.at < full }
        if buckets.count >= Pace.capacity { return 60 }
      }
      var bucket = buckets[key] ?? Bucket(tokens: burst, at: now)
      // A clock set back must not fill the bucket.
      let passed = Double(max(0, now - bucket.at)) / 60_000
      bucket.tokens = min(burst, bucket.tokens + passed * perMinute)
      bucket.at = now
      defer { buckets[key] = bucket }
      guard bucket.tokens >= 1 else {
        return max(1, Int(((1 - bucket.tokens) / perMinute * 60).rounded(.up)))
      }
      bucket.tokens -= 1
      return nil
    }
  }
}
