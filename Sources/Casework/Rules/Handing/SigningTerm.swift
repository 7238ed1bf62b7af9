/// How long a unit may leave unsigned what it was sent: after that the team asks after it. The digest's
/// 待我们办 and the team's 待办 both ask here.
enum SigningTerm {
  /// What waits since before that moment is over the term.
  static func over(on today: CivilDate, _ rules: Rules) -> Instant {
    let first = rules.calendar.day(
      notMoreThan: rules.procedure.workdays(.signing), before: today)
    return rules.zone.moment(on: first, minute: 0)
  }
}
