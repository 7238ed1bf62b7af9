/// Photos and files.
public enum EvidenceAct: Sendable, Equatable {
  case attach(CaseNumber)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .attach: .attach
    }
  }
}
