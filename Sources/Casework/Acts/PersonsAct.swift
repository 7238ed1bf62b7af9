/// What touches persons.
public enum PersonsAct: Sendable, Equatable {
  case audit(CaseNumber)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .audit: .audit
    }
  }
}
