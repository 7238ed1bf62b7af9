/// Where a case stands in its closed loop. The procedure table says which act leads from where to
/// where; the states themselves are the method's own and fixed.
public enum CaseState: String, Sendable, Hashable, CaseIterable, Codable {
  case registered, triaged, assigned, handed, disputed, rectifying, reported, verified, closing
  case closed, relapsed, suspended, merged, returned, transferred, voided, withdrawn, archived

  /// The word members read.
  public var name: String {
    switch self {
    case .registered: "已登记"
    case .triaged: "已研判"
    case .assigned: "已领衔"
    case .handed: "已交办"
    case .disputed: "异议中"
    case .rectifying: "整改中"
    case .reported: "待验收"
    case .verified: "已验收"
    case .closing: "待销号"
    case .closed: "已销号"
    case .relapsed: "反弹"
    case .suspended: "已挂起"
    case .merged: "已并入"
    case .returned: "已退回"
    case .transferred: "已移送"
    case .voided: "已作废"
    case .withdrawn: "已撤回"
    case .archived: "已归档"
    }
  }

  /// In hand (在办): it still needs somebody to do something.
  public var isOpen: Bool {
    switch self {
    case .closed, .merged, .returned, .transferred, .voided, .withdrawn, .archived: false
    default: true
    }
  }

  /// Whether a term may run: an open case that is not suspended and does not wait for us. What was reported in
  /// time does not grow late by our own slow verification.
  public var clockRuns: Bool {
    switch self {
    case .suspended, .reported, .verified, .closing: false
    default: isOpen
    }
  }
}

/// What a closing found. Only 整改完成 counts as solved.
public enum ClosingResult: String, Sendable, Hashable, CaseIterable, Codable {
  case rectified, persistent, unfounded, explained, redirected

  public var name: String {
    switch self {
    case .rectified: "整改完成"
    case .persistent: "长期坚持"
    case .unfounded: "不属实"
    case .explained: "解释答复"
    case .redirected: "转其他渠道"
    }
  }
}
