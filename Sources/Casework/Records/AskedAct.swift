/// What one person asked for and a second one has to agree to: 作废, 合并, a long 挂起.
public struct AskedAct: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, CaseIterable, Codable {
    case void, merge, suspend

    /// The word members read.
    public var name: String {
      switch self {
      case .void: "作废"
      case .merge: "合并"
      case .suspend: "挂起"
      }
    }
  }

  public var kind: Kind
  public var by: PersonID
  public var at: Instant
  public var reason: String?
  /// 合并: the case it goes into.
  public var into: CaseNumber?
  /// 挂起: when somebody looks at it again.
  public var review: Deadline?

  private enum CodingKeys: String, CodingKey {
    case kind, by, at, reason, into, review
  }

  public init(
    _ kind: Kind, by: PersonID, at: Instant, reason: String? = nil, into: CaseNumber? = nil,
    review: Deadline? = nil
  ) {
    self.kind = kind
    self.by = by
    self.at = at
    self.reason = reason
    self.into = into
    self.review = review
  }
}
