/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Passed in from outside; nothing in this
/// module reads a clock.
public struct Instant: Sendable, Hashable, Comparable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public init(seconds: Int64) {
    self.milliseconds = seconds * 1000
  }

  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment that many seconds later; negative seconds go back.
  public func adding(seconds: Int64) -> Instant {
    Instant(milliseconds: milliseconds + seconds * 1000)
  }

  /// The moment that many minutes later.
  public func adding(minutes: Int64) -> Instant {
    adding(seconds: minutes * 60)
  }

  /// The moment that many days of 24 hours later.
  public func adding(days: Int64) -> Instant {
    adding(seconds: days * 86_400)
  }
}
