/// Photos and files.
enum EvidenceKeeping {
  /// Leads each act to its rule.
  static func decide(
    _ act: EvidenceAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .attach: throw Refusal.unavailable
    }
  }
}
