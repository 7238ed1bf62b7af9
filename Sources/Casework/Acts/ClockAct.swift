/// Reminders, digests and settings.
public enum ClockAct: Sendable, Equatable {
  case digest

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .digest: .digest
    }
  }
}
