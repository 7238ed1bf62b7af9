/// A text that may accuse a person, heard in private. Where contents about persons are kept sealed it is
/// carried out if the record that it comes to is a restricted one: told by what would be written, never
/// by how the text looks. Everything else is held back.
enum Suspecting {
  static func decide(
    _ act: Act, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard situation.place.isPrivate else { throw Confidential.accusation }
    let isSealed = try casebook.sealsPersons(situation.rules)
    if case .persons(.clue) = act {
      // 范围：限知 is led to where such things belong; what was typed stays nowhere unless it is sealed.
      do {
        var decision = try lead(act, casebook, situation)
        decision.holdsBack = !isSealed
        return decision
      } catch let refusal as Refusal {
        throw refusal.held
      }
    }
    guard isSealed, let decision = try decided(act, casebook, situation), isRestricted(decision)
    else { throw Confidential.accusation }
    return decision
  }

  /// Nil where it is refused, or a name in it is in doubt.
  private static func decided(
    _ act: Act, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    do {
      return try lead(act, casebook, situation)
    } catch is Refusal {
      return nil
    } catch is NameDoubt {
      return nil
    }
  }

  /// Whether all that it would write, or asks to confirm, stands in restricted records.
  private static func isRestricted(_ decision: Decision) -> Bool {
    // What was said comes to a command, which is judged when it is read.
    if decision.rerun != nil { return decision.events.isEmpty && decision.replies.isEmpty }
    var numbers: [CaseNumber?] = decision.events.map { event in
      if case .matter(let number)? = event.record { number } else { nil }
    }
    if case .open(let dialogue) = decision.dialogue {
      guard case .confirm(let confirmation) = dialogue.question else { return false }
      numbers += confirmation.subjects.map(\.number)
    }
    return !numbers.isEmpty && numbers.allSatisfy { $0?.series == .restricted }
  }
}
