import Synchronization

/// How much a bot may send: so many messages a minute into one chat, a few at once. What is over is
/// answered by 429 with the seconds to wait; nothing is dropped.
final class RateBudget: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Int64
  }

  private let buckets = Mutex<[String: Bucket]>([:])
  private let perMinute: Double
  private let burst: Double

  /// - Parameters:
  ///   - perMinute: Messages a minute in the long run; 0 for no limit.
  ///   - burst: How many may go at once.
  init(perMinute: Int, burst: Int) {
    self.perMinute = Double(perMinute)
    self.burst = Double(max(1, burst))
  }

  /// Takes one message out; nil if it may go, else the seconds to wait.
  func take(_ key: String, at now: Int64) -> Int? {
    guard perMinute > 0 else { return nil }
    return buckets.withLock { buckets in
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
