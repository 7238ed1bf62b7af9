/// What a person is in the work group. A person may have several.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
  /// 成员: every member of a bound group; not granted, it follows from membership.
  case member
  /// 专班: the working team that runs the day-to-day.
  case team
  /// 纪委监委, the discipline side.
  case discipline
  /// 人大, the People's Congress side.
  case congress
  /// 单位联络员: speaks for a unit.
  case unit
  /// 管理员.
  case admin

  /// The word members type and read.
  public var name: String {
    switch self {
    case .member: "成员"
    case .team: "专班"
    case .discipline: "纪委监委"
    case .congress: "人大"
    case .unit: "单位联络员"
    case .admin: "管理员"
    }
  }

  /// The one-character sign of the permission table.
  public var sign: String {
    switch self {
    case .member: "员"
    case .team: "专"
    case .discipline: "纪"
    case .congress: "人"
    case .unit: "单"
    case .admin: "管"
    }
  }
}

/// A right of its own beside the roles; nobody grants himself one.
public enum Right: String, Sendable, Hashable, CaseIterable, Codable {
  /// 签发: sign an instrument.
  case sign
  /// 审定: be the second person at a closing.
  case approve
  /// 接收: receive clues about persons.
  case receive

  public var name: String {
    switch self {
    case .sign: "签发"
    case .approve: "审定"
    case .receive: "接收"
    }
  }
}
