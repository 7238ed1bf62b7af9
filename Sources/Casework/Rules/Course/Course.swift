/// From the unit's report to the look-back, and what changes a case on the way.
enum Course {
  /// Leads each act to its rule.
  static func decide(
    _ act: CourseAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .resume: throw Refusal.unavailable
    }
  }
}
