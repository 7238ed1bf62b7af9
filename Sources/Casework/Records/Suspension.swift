/// 挂起: the clock stands still for a stated reason.
public struct Suspension: Sendable, Equatable, Codable {
  public var reason: String
  public var since: Instant
  /// The first day that is not counted.
  public var from: CivilDate
  /// When somebody looks at it again.
  public var review: Deadline
  public var previous: CaseState
  /// Who agreed that it lasts longer than one person alone may say; nil where nobody was asked.
  public var agreedBy: PersonID?

  private enum CodingKeys: String, CodingKey {
    case reason, since, from, review, previous, agreedBy
  }

  public init(
    reason: String, since: Instant, from: CivilDate, review: Deadline, previous: CaseState,
    agreedBy: PersonID? = nil
  ) {
    self.agreedBy = agreedBy
    self.reason = reason
    self.since = since
    self.from = from
    self.review = review
    self.previous = previous
  }
}
