/// A chat of the IM that is bound as a work group.
public struct Group: Sendable, Equatable, Codable {
  /// Who sits in it: decides what may be said there.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// 内部: the two offices and the team.
    case inner
    /// 含单位: units sit in it too.
    case units

    public var name: String {
      switch self {
      case .inner: "内部"
      case .units: "含单位"
      }
    }
  }

  public var id: ChatID
  public var kind: Kind
  public var title: String?
  public var bound: Bool
  /// Where the group went when the IM moved it to a new id.
  public var movedTo: ChatID?
  /// Since when it is bound: nothing is said of what was due before.
  public var boundAt: Instant?

  public init(
    id: ChatID, kind: Kind, title: String? = nil, bound: Bool = true, movedTo: ChatID? = nil
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.bound = bound
    self.movedTo = movedTo
  }
}
