/// A due day that keeps what made it, so that it can explain itself later.
public struct Deadline: Sendable, Hashable, Codable {
  /// The last day, included.
  public var day: CivilDate
  /// The words it was given in: 10个工作日.
  public var rule: String
  /// The day from which it was counted; that day itself does not count.
  public var from: CivilDate
  /// The version of the working-day calendar it was counted with.
  public var calendar: String

  private enum CodingKeys: String, CodingKey {
    case day, rule, from, calendar
  }

  public init(day: CivilDate, rule: String, from: CivilDate, calendar: String) {
    self.day = day
    self.rule = rule
    self.from = from
    self.calendar = calendar
  }
}
