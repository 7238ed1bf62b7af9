/// How long to wait after one failure more. Pure: chance is handed in.
public struct Backoff: Sendable, Equatable {
  private static let longest = 64.0
  /// The longest that a jitter adds to the time a server asks for, in seconds.
  private static let longestJitter = 2.0

  /// Failures since the last success.
  public private(set) var failures = 0

  /// With no failure yet.
  public init() {}

  /// A call has succeeded.
  public mutating func reset() {
    failures = 0
  }

  /// At least 1 s, doubling with each failure to at most 64 s, spread over a factor of two.
  ///
  /// - Parameter random: evenly spread over 0..<1.
  public mutating func next(random: Double) -> Duration {
    let floor = min(Self.longest / 2, Double(1 << min(failures, 16)))
    failures += 1
    return .milliseconds(Int64((floor + floor * Self.unit(random)) * 1000))
  }

  /// The time that the server asked for, and a little more, so that not all come back at once.
  public mutating func next(retryAfter: Duration, random: Double) -> Duration {
    failures += 1
    let seconds =
      Double(retryAfter.components.seconds) + Double(retryAfter.components.attoseconds) * 1e-18
    let jitter = min(Self.longestJitter, max(0, seconds) / 10) * Self.unit(random)
    return max(retryAfter, .zero) + .milliseconds(Int64((jitter * 1000).rounded(.up)))
  }

  private static func unit(_ random: Double) -> Double {
    random.isNaN ? 0 : min(max(random, 0), 1)
  }
}
