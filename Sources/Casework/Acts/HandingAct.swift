/// From triage to the instruments: who gets a case, and what is sent to a unit.
public enum HandingAct: Sendable, Equatable {
  case urge([CaseNumber])

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .urge: .urge
    }
  }
}
