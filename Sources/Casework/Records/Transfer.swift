/// 移送 or a handed-over clue about a person: who gave what to whom, received or not, result
/// returned or not. No text, no name of the person concerned.
public struct Transfer: Sendable, Equatable, Codable {
  public var from: PersonID
  public var to: PersonID
  public var at: Instant
  /// The open case it came from (由事及人); that case does not change by it.
  public var origin: CaseNumber?
  public var received: Receipt?
  /// The result was given back; what it was is not kept.
  public var returned: Receipt?

  private enum CodingKeys: String, CodingKey {
    case from, to, at, origin, received, returned
  }

  public init(from: PersonID, to: PersonID, at: Instant, origin: CaseNumber? = nil) {
    self.from = from
    self.to = to
    self.at = at
    self.origin = origin
  }
}
