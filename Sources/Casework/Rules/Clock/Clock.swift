/// Reminders, digests and settings.
enum Clock {
  /// Leads each act to its rule.
  static func decide(
    _ act: ClockAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .digest: throw Refusal.unavailable
    }
  }
}
