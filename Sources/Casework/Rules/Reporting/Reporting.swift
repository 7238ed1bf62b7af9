/// Projects, statistics, the register, activities, who stands in for whom.
enum Reporting {
  /// Leads each act to its rule.
  static func decide(
    _ act: ReportingAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .todo: throw Refusal.unavailable
    }
  }
}
