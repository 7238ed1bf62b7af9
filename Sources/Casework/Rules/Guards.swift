/// What several rules ask before they go on.
enum Guards {
  /// The case, if it exists and the reader may see it.
  static func matter(_ number: CaseNumber, _ casebook: any Casebook) throws -> Case {
    guard let matter = try casebook.matter(number) else { throw Refusal.unavailable }
    return matter
  }

  /// Refuses whoever the policy does not allow, naming who is.
  static func allow(
    _ verb: Verb, on matter: Case? = nil, _ situation: Situation, what: String
  ) throws(Refusal) {
    if AccessPolicy.allows(situation.actor, verb, on: matter) { return }
    let who = AccessPolicy.permission(for: verb).wording
    throw Refusal(.notAllowed, "\(what)由\(who)办，您这里不能直接办。\n请把意见告诉专班，由专班来办。")
  }

  /// The transition of that move, or the refusal that names the state.
  static func transition(
    _ move: Procedure.Move, of matter: Case, _ situation: Situation
  ) throws(Refusal) -> Procedure.Transition {
    guard let found = situation.rules.procedure.transition(move, from: matter.state) else {
      throw Refusal(
        .wrongState,
        "\(matter.number)号\(matter.state.name)，不能\(move.rawValue)。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    return found
  }

  static func step(_ transition: Procedure.Transition, of matter: Case) -> Step {
    Step(old: matter.state, new: transition.to ?? matter.state)
  }

  /// Text that goes into the ledger: of sensible length, with no claim to a state-secret grade.
  static func text(_ text: String, what: String) throws(Refusal) {
    let count = text.unicodeScalars.count
    if count > maximumText {
      throw Refusal(
        .textTooLong,
        "这条\(what)有\(count)字，最多\(maximumText)字，没有记录。\n请先写要点，其余的分几条用“进展”补充。")
    }
  }

  /// Unicode scalars of one text.
  static let maximumText = 2000
}
