/// A count that was given to somebody (统计): what was asked, what came out, and as of when, so that
/// it can be reckoned again. Its number is what it is checked by: TJ3.
public struct Figure: Sendable, Equatable, Codable {
  public var serial: Int
  /// The command that asked, to be read again.
  public var command: String
  public var asOf: Instant
  /// Names to values, as they were said.
  public var values: [String: Int]
  /// It counts cases that only the inner circle knows of; nil where it does not.
  public var inner: Bool?

  public init(
    serial: Int, command: String, asOf: Instant, values: [String: Int], inner: Bool? = nil
  ) {
    self.inner = inner
    self.serial = serial
    self.command = command
    self.asOf = asOf
    self.values = values
  }
}
