/// Projects, statistics, the register, activities, who stands in for whom.
public enum ReportingAct: Sendable, Equatable {
  case todo(page: Int)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .todo: .todo
    }
  }
}
