/// What touches persons.
enum Persons {
  /// Leads each act to its rule.
  static func decide(
    _ act: PersonsAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .audit: throw Refusal.unavailable
    }
  }
}
