/// What falls due by itself. The clock takes the same way into the ledger as a command does.
public enum Lapsing {
  /// Due when the earliest proposal lapses, or what was asked for ended; one that does so at night or on a
  /// day off, when the next working day opens.
  public static let rule = ClockRule(
    "lapsing proposals",
    next: { casebook, now, rules in
      let lapses = try [
        casebook.nextLapse(), SecondingEnd.next(casebook, now: now, rules),
      ].compactMap { $0 }
      guard let lapse = lapses.min() else { return nil }
      let schedule = Schedule(casebook, now, rules)
      return schedule.isOpen ? lapse : max(lapse, schedule.nextOpening)
    },
    decide: { casebook, now, rules in
      var decision = try decide(casebook, now: now)
      if Schedule(casebook, now, rules).isOpen {
        try SecondingEnd.drop(casebook, now: now, rules, &decision)
      }
      return decision
    })

  /// Proposals to close that nobody approved in time go back to where they were.
  public static func decide(
    _ casebook: any Casebook, now: Instant
  ) throws -> Decision {
    var decision = Decision()
    for matter in try casebook.lapsedProposals(at: now) {
      guard let proposal = matter.proposal else { continue }
      let change = CloseLapsed(
        proposer: proposal.by, step: Step(old: matter.state, new: proposal.previous))
      decision.events.append(
        Event(
          stamp: Event.Stamp(at: now), record: .matter(matter.number),
          change: .closeLapsed(change)))
      decision.replies.append(
        Reply(
          to: .person(proposal.by),
          text: """
            \(matter.number)号的销号提请已过期，没有第二人确认，现在是\(proposal.previous.name)。
            要再提请：\(typed: "销号 \(matter.number)")
            """,
          card: matter.number
        ).alsoForDeputy())
    }
    return decision
  }
}
