import Casework

/// What reports read of the book in memory.
extension Book {
  func facts(_ query: FactQuery) -> [CaseFacts] {
    let states = query.states ?? FactQuery.counted
    return known.filter { $0.number.series == .open }
      .filter { matter in
        let text = SearchText.of(matter)
        return query.words.allSatisfy { text.contains($0) }
      }
      .map { CaseFacts($0) }
      .filter { fact in
        let moment = query.moment == .registered ? fact.registeredAt : fact.closedAt
        if query.from != nil || query.before != nil, moment == nil { return false }
        if let from = query.from, let moment, moment < from { return false }
        if let before = query.before, let moment, moment >= before { return false }
        if let unit = query.unit, fact.unit?.id != unit { return false }
        if let lead = query.lead, fact.lead != lead { return false }
        if let project = query.project, fact.project != project { return false }
        if query.inProjects, fact.project == nil { return false }
        return states.contains(fact.state)
      }
      .sorted { $0.number < $1.number }
  }

  func issues(from: Instant?, before: Instant?) -> [IssueFacts] {
    known.filter { $0.number.series == .open }.sorted { $0.number < $1.number }
      .flatMap { IssueFacts.of($0) }
      .filter { issue in
        (from.map { issue.issuedAt >= $0 } ?? true) && (before.map { issue.issuedAt < $0 } ?? true)
      }
  }

  func duties(claimed claims: [DutyClaim], limit: Int, offset: Int) -> DutyPage {
    let all = duties(DutyQuery()).filter { duty in
      guard let matter = matters[duty.matter] else { return false }
      return claims.contains { $0.covers(duty, of: matter) }
    }
    return DutyPage(
      duties: Array(all.dropFirst(offset).prefix(limit)), total: all.count,
      cases: Set(all.map(\.matter)))
  }

  func gaps() -> Gaps {
    let open = known.filter { $0.state.isOpen && $0.number.series == .open }
      .sorted { $0.number < $1.number }
    return Gaps(
      undated: open.filter { matter in
        matter.due == nil && Duty.of(matter).allSatisfy { $0.day == nil }
      }.map(\.number),
      unled: open.filter { (try? leader(of: $0)) == nil }.map(\.number),
      unhanded: open.filter { Duty.of($0).contains { $0.kind == .assign } }.map(\.number))
  }

  func activities(_ days: ClosedRange<CivilDate>?) -> [Activity] {
    activities.filter { $0.stands && (days?.contains($0.day) ?? true) }
      .sorted { ($0.day, $0.serial) < ($1.day, $1.serial) }
  }

  func activities(newest limit: Int, offset: Int) -> (activities: [Activity], total: Int) {
    let all = activities(nil)
    return (Array(all.reversed().dropFirst(offset).prefix(limit)), all.count)
  }

  func waitingActivities() -> [Activity] {
    activities.filter { !$0.withdrawn && ($0.waits == true || $0.more != nil) }.sorted {
      $0.serial < $1.serial
    }
  }

  private var activities: [Activity] {
    others.values.compactMap { if case .activity(let activity) = $0 { activity } else { nil } }
  }

  func activity(_ serial: Int) -> Activity? { activities.first { $0.serial == serial } }

  func figure(_ serial: Int) -> Figure? {
    if case .figure(let figure)? = others[.figure(serial)] { figure } else { nil }
  }

  func nextActivity() -> Int { activities.count + 1 }

  func nextFigure() -> Int {
    others.values.count { if case .figure = $0 { true } else { false } } + 1
  }
}
