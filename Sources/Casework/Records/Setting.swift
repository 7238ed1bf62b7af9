/// A policy or time that administrators set by command (设置). Kept as text; the rule that reads it
/// knows what it means and what holds where nothing was set.
public enum SettingName: String, Sendable, Hashable, CaseIterable, Codable {
  /// When the daily digest is due: 08:30.
  case digestAt
  /// When the weekly report is due on its day: 16:30.
  case weeklyAt
  /// 点名: whether the digest names leads in the group.
  case namesLeads
  /// 加入: 自动, or 确认 by the team.
  case admission
  /// 对人: 交接 or 密存.
  case persons
  /// Whether other units' lateness is shown in a group of the kind 含单位.
  case showsOtherUnits
  /// The first sign of instruments' numbers: 协同督.
  case letterhead
  /// 挂起上限: for how many working days in all one person alone may hang a case up.
  case longestPause
}

/// A setting's value at one moment; nil where it was taken back.
public struct Setting: Sendable, Equatable, Codable {
  public var value: String?
  public var by: PersonID?
  public var at: Instant

  public init(value: String?, by: PersonID?, at: Instant) {
    self.value = value
    self.by = by
    self.at = at
  }
}
