/// From triage to the instruments: who gets a case, and what is sent to a unit.
enum Handing {
  /// Leads each act to its rule.
  static func decide(
    _ act: HandingAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .urge: throw Refusal.unavailable
    }
  }
}
