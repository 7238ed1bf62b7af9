/// From the unit's report to the look-back, and what changes a case on the way.
public enum CourseAct: Sendable, Equatable {
  case resume(CaseNumber)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .resume: .resume
    }
  }
}
