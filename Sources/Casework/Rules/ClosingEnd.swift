/// What ends a closing that waits for its second person before its days are over: whoever started it may start none any
/// more, so that his half of it falls away. Nobody can confirm it from then on, and it goes back.
enum ClosingEnd {
  /// Whether it ended.
  static func isOver(_ matter: Case, _ casebook: any Casebook) throws -> Bool {
    guard matter.state == .closing, let proposal = matter.proposal,
      let starter = try casebook.person(proposal.by)
    else { return false }
    return try isOver(matter, by: starter, casebook)
  }

  private static func isOver(
    _ matter: Case, by starter: Person, _ casebook: any Casebook
  ) throws -> Bool {
    // An administrator who stood in for a team that there was none of yet started it rightly.
    let actor = Actor(person: starter, teamExists: starter.held.contains(.team))
    return try !Closing.mayStart(actor, matter)
      || OwnUnit.has(starter, now: matter.details.unit, casebook)
  }

  /// Why nobody confirms it any more.
  static func refusal(_ matter: Case, _ casebook: any Casebook) throws -> Refusal? {
    guard try isOver(matter, casebook) else { return nil }
    return Refusal(
      .changedSince,
      "\(matter.number)号的销号没有办：发起的同志不再有这个权限。\n看现在的情况：\(typed: "查 \(matter.number)")")
  }

  /// Takes it back where that person started it and may start none any more; the team hears.
  static func drop(
    _ lost: LostStanding, _ matter: Case, now: Instant, _ casebook: any Casebook,
    _ decision: inout Decision
  ) throws {
    guard matter.state == .closing, let proposal = matter.proposal,
      proposal.by == lost.before.id,
      try isOver(matter, by: lost.after, casebook)
    else { return }
    let number = matter.number
    let change = CloseLapsed(
      proposer: proposal.by, step: Step(old: matter.state, new: proposal.previous), ended: .asker)
    decision.events.append(
      Event(stamp: Event.Stamp(at: now), record: .matter(number), change: .closeLapsed(change)))
    guard number.series == .open else { return }
    decision.replies.append(
      Reply(
        to: .team,
        text: """
          \(number)号的销号没有办：发起的同志不再有这个权限，现在是\(proposal.previous.name)。
          要再提请：\(typed: "销号 \(number)")
          """,
        card: number))
  }
}
