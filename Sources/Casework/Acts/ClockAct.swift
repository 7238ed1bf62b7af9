/// Reminders, digests and settings.
public enum ClockAct: Sendable, Equatable {
  /// 日报, as of now.
  case digest
  /// 周报, as of now.
  case weekly
  /// 设置.
  case set(SettingRequest)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .digest: .digest
    case .weekly: .weekly
    case .set: .set
    }
  }
}

/// What is asked of the settings.
public enum SettingRequest: Sendable, Equatable {
  case list
  /// A value, as typed.
  case give(SettingName, String)
  /// What holds without it holds again.
  case takeBack(SettingName)
}
