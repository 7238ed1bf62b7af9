/// A step on the way to a day, or past it: what the clock reminds of once.
struct ReminderStep: Hashable, Sendable {
  enum Side: Hashable, Sendable { case before, overdue }

  var side: Side
  /// Days before the last one, or after it.
  var days: Int

  /// `T-3`, `T-0`, `T+1`.
  var name: String { side == .before ? "T-\(days)" : "T+\(days)" }

  /// Under which it stands in the ledger once it was said.
  func notice(_ duty: Duty, _ due: CivilDate) -> NoticeID {
    let kind = duty.kind == .rectify ? "due" : duty.kind.rawValue
    return NoticeID("\(kind)/\(duty.matter)/\(due)/\(name)", audience: duty.matter.series)
  }

  /// The newest step reached by today. Steps missed before it are not made up for: one reminder tells
  /// how things stand.
  static func newest(
    _ steps: Procedure.Reminders.Steps, due: CivilDate, urgent: Bool, _ days: DayWording
  ) -> ReminderStep? {
    if due >= days.today {
      let left =
        urgent
        ? days.today.days(until: due)
        : days.calendar.workdays(after: days.today, through: due)
      return steps.before.last { left <= $0 }.map { ReminderStep(side: .before, days: $0) }
    }
    guard let every = steps.overdueEvery else { return nil }
    let late = late(due, by: days.today, urgent: urgent, days)
    guard late > 0 else { return nil }
    return ReminderStep(side: .overdue, days: 1 + (late - 1) / every * every)
  }

  /// Whether the step was reached only after the term was set: a term of two days has no T-3, and who
  /// was just given a day is not reminded of it at once.
  func isReached(after from: CivilDate, due: CivilDate, urgent: Bool, _ days: DayWording) -> Bool {
    switch side {
    case .before: day(before: due, urgent: urgent, days.calendar) > from
    case .overdue: ReminderStep.late(due, by: from, urgent: urgent, days) < self.days
    }
  }

  /// The day on which a step before the last day is due.
  private func day(before due: CivilDate, urgent: Bool, _ calendar: WorkCalendar) -> CivilDate {
    if urgent { return due.adding(days: -days) }
    var day = calendar.isWorkday(due) ? due : calendar.workday(before: due)
    for _ in 0..<days { day = calendar.workday(before: day) }
    return day
  }

  /// How many days a day is past, those of the bot's silence left out.
  private static func late(
    _ due: CivilDate, by day: CivilDate, urgent: Bool, _ days: DayWording
  ) -> Int {
    guard due < day else { return 0 }
    let all = urgent ? due.days(until: day) : days.calendar.workdays(after: due, through: day)
    return all - days.silent.count(after: due, through: day)
  }
}

/// A case that has come to a step, with whom to tell.
struct ReminderItem: Sendable {
  /// Why somebody is told.
  enum Part: Sendable, CaseIterable {
    case lead, unit
    /// In the place of a lead who left.
    case team

    /// Whose the cases are: 您领衔的….
    var name: String {
      switch self {
      case .lead: "领衔的"
      case .unit: "单位的"
      case .team: "专班的"
      }
    }
  }

  var matter: Case
  var kind: Duty.Kind
  var due: CivilDate
  var step: ReminderStep
}
