import Synchronization

/// How many POSTs one address may make: so many at once, so many a minute. Keeps guessing slow.
final class AddressLimits: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Int64
  }

  private let buckets = Mutex<[String: Bucket]>([:])
  private let burst: Double
  private let perMinute: Double
  /// Addresses remembered at most; the oldest go first.
  private static let capacity = 10_000

  init(burst: Int, perMinute: Int) {
    self.burst = Double(burst)
    self.perMinute = Double(perMinute)
  }

  func allows(_ address: String, at now: Int64) -> Bool {
    buckets.withLock { buckets in
      if buckets.count >= AddressLimits.capacity, buckets[address] == nil {
        // Whoever was quiet for a minute has a full bucket again and need not be remembered.
        buckets = buckets.filter { now - $0.value.at < 60_000 }
        if buckets.count >= AddressLimits.capacity { return false }
      }
      var bucket = buckets[address] ?? Bucket(tokens: burst, at: now)
      bucket.tokens = min(
        burst, bucket.tokens + Double(max(0, now - bucket.at)) / 60_000 * perMinute)
      bucket.at = now
      defer { buckets[address] = bucket }
      guard bucket.tokens >= 1 else { return false }
      bucket.tokens -= 1
      return true
    }
  }
}
