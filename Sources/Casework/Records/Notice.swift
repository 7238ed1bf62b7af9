/// Names one thing the clock says once: a digest of a day, a step of a reminder. Once it stands in
/// the ledger it is never said again, whatever the clock does.
public struct NoticeID: Sendable, Hashable {
  /// `digest/botapi:-100/2026-09-14`, `due/12/2026-09-20/T-3` …
  public let text: String
  /// A notice about restricted records goes into their chain.
  public let audience: Audience

  public init(_ text: String, audience: Audience = .open) {
    self.text = text
    self.audience = audience
  }
}

/// That something was said, and when it was decided.
public struct Notice: Sendable, Equatable, Codable {
  public var at: Instant
  /// Counts that were said, for what is compared with them later.
  public var values: [String: Int]?

  public init(at: Instant, values: [String: Int]? = nil) {
    self.at = at
    self.values = values
  }
}
