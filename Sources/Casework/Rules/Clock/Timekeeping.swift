/// What the clock says by itself, and what members ask of it.
public enum Timekeeping {
  /// Everything that can fall due, in the order in which it is looked at. What comes first may spare
  /// what comes later: whoever was reminded of a case is not told of it again in the digest.
  public static let rules: [ClockRule] = [
    Lapsing.rule, Reminding.rule, Delivering.rule, CaseReminding.rule, UrgentReminding.rule,
    DailyDigest.rule,
    WeeklyReport.rule,
  ]

  /// Leads each act to its rule.
  static func decide(
    _ act: ClockAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .digest: try DailyDigest.show(casebook, situation)
    case .weekly: try WeeklyReport.show(casebook, situation)
    case .set(let change): try PolicySettings.decide(change, casebook, situation)
    }
  }
}

/// One thing that falls due without anybody's doing. Pure as every rule: the casebook of the clock and
/// a moment in, a decision out. Due means at or before now.
public struct ClockRule: Sendable {
  public typealias Next = @Sendable (any Casebook, Instant, Rules) throws -> Instant?
  public typealias Decide = @Sendable (any Casebook, Instant, Rules) throws -> Decision

  /// For the log, where it fails.
  public let name: String
  /// The next moment at which there may be something to do; at or before now where there is, nil
  /// where nothing will be. Cheap: it is asked every few seconds.
  public let next: Next
  /// What is to be said and kept now. Whatever is said is kept in the same decision, so that it is
  /// said once.
  public let decide: Decide

  public init(_ name: String, next: @escaping Next, decide: @escaping Decide) {
    self.name = name
    self.next = next
    self.decide = decide
  }
}
