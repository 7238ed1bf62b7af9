/// 周报: on the last working day between Monday and Friday, to each bound group. The group's own
/// lateness stands in it.
enum WeeklyReport {
  static let rule = ClockRule(
    "weekly report", next: { casebook, now, rules in try next(Schedule(casebook, now, rules)) },
    decide: { casebook, now, rules in try decide(Schedule(casebook, now, rules)) })

  static func notice(_ group: Group, _ day: CivilDate) -> NoticeID {
    NoticeID("weekly/\(group.id)/\(day)")
  }

  // MARK: When

  /// The day of the report in that day's week; nil where all of Monday to Friday is off.
  static func reportDay(inWeekOf day: CivilDate, _ calendar: WorkCalendar) -> CivilDate? {
    let monday = day.adding(days: 1 - day.weekday.rawValue)
    return (0..<5).reversed().lazy.map { monday.adding(days: $0) }.first(where: calendar.isWorkday)
  }

  /// The last report day before that day's week.
  static func reportDay(beforeWeekOf day: CivilDate, _ calendar: WorkCalendar) -> CivilDate {
    var week = day.adding(days: -7)
    while true {
      if let found = reportDay(inWeekOf: week, calendar) { return found }
      week = week.adding(days: -7)
    }
  }

  private static func next(_ schedule: Schedule) throws -> Instant? {
    guard try schedule.began() != nil else { return nil }
    let minute = try schedule.weeklyMinute()
    if let day = reportDay(inWeekOf: schedule.today, schedule.calendar) {
      let moment = schedule.moment(day, minute)
      if schedule.now < moment { return moment }
      if schedule.today == day, schedule.now < schedule.closing(day, for: minute),
        try !undecided(schedule, day, moment).isEmpty
      {
        return moment
      }
    }
    return schedule.moment(schedule.today.adding(days: 8 - schedule.today.weekday.rawValue), 0)
  }

  /// The latest report day whose moment has come.
  private static func latest(_ schedule: Schedule, _ minute: Int) -> (CivilDate, Instant) {
    if let day = reportDay(inWeekOf: schedule.today, schedule.calendar), day <= schedule.today,
      schedule.moment(day, minute) <= schedule.now
    {
      return (day, schedule.moment(day, minute))
    }
    let day = reportDay(beforeWeekOf: schedule.today, schedule.calendar)
    return (day, schedule.moment(day, minute))
  }

  private static func undecided(_ schedule: Schedule, _ day: CivilDate, _ moment: Instant) throws
    -> [Group]
  {
    try schedule.boundGroups().filter { group in
      guard Schedule.boundAt(group) < moment else { return false }
      return try schedule.casebook.notice(notice(group, day)) == nil
    }
  }

  private static func decide(_ schedule: Schedule) throws -> Decision {
    guard let due = try next(schedule), due <= schedule.now else { return Decision() }
    let (day, moment) = latest(schedule, try schedule.weeklyMinute())
    var decision = Decision()
    for group in try undecided(schedule, day, moment) {
      let (event, text) = try report(to: group, day, isLate: false, schedule)
      decision.events.append(event)
      decision.replies.append(Reply(to: .group(group.id), about: .open, text: text))
    }
    return decision
  }

  /// A report that the bot was not there to give comes with the group's next digest: after an absence
  /// one message is enough.
  static func madeUp(for group: Group, _ schedule: Schedule) throws -> (Event, Wording)? {
    let (day, moment) = latest(schedule, try schedule.weeklyMinute())
    guard day < schedule.today, Schedule.boundAt(group) < moment,
      try schedule.casebook.silences().contains(where: { $0.from < moment && moment <= $0.to }),
      try schedule.casebook.notice(notice(group, day)) == nil
    else { return nil }
    return try report(to: group, day, isLate: true, schedule)
  }

  private static func report(
    to group: Group, _ day: CivilDate, isLate: Bool, _ schedule: Schedule
  ) throws -> (Event, Wording) {
    let week = Week(endingOn: day, schedule.calendar)
    let figures = try WeekFigures(of: week, schedule.seen(by: .group(group.id)))
    let text = WeekWording(schedule: schedule, days: try schedule.days()).text(
      week, figures, overdueBefore: try lastWeek(group, week, schedule), isLate: isLate)
    return (schedule.noticed(notice(group, day), ["overdue": figures.overdue]), text)
  }

  /// How many were overdue in the group's report of the week before.
  private static func lastWeek(_ group: Group, _ week: Week, _ schedule: Schedule) throws -> Int? {
    let day = reportDay(beforeWeekOf: week.end, schedule.calendar)
    return try schedule.casebook.notice(notice(group, day))?.values?["overdue"]
  }

  // MARK: Asked for

  static func show(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    try Guards.allow(.weekly, situation, what: "看周报")
    let schedule = Schedule(casebook, situation.now, situation.rules)
    let week = Week(endingOn: schedule.today, schedule.calendar)
    let viewer = try Viewer.of(situation, casebook)
    let before: Int? =
      switch situation.place {
      case .group(let chat):
        try casebook.group(chat).flatMap { try lastWeek($0, week, schedule) }
      // What a group was told counts more.
      case .privateChat where !viewer.totals.isWhole: nil
      case .privateChat:
        try likeGroup(casebook, situation, schedule).flatMap { try lastWeek($0, week, schedule) }
      }
    let text = WeekWording(schedule: schedule, days: try schedule.days()).text(
      week, try WeekFigures(of: week, schedule, for: viewer), overdueBefore: before,
      isLate: false, note: viewer.totalsNote)
    return Decision(replies: [Reply(text: text)])
  }

  /// The first group whose report counts what the reader's counts.
  private static func likeGroup(
    _ casebook: any Casebook, _ situation: Situation, _ schedule: Schedule
  ) throws -> Group? {
    let groups = try schedule.boundGroups()
    let units = groups.first { $0.kind == .units }
    return try Inside.isShown(casebook, situation)
      ? groups.first { $0.kind == .inner } ?? units : units
  }

  /// The days a report is about: the calendar's week, as 统计 本周 has it, up to the day of the report.
  struct Week {
    var monday: CivilDate
    /// The first working day in it, which the report names.
    var start: CivilDate
    var end: CivilDate
    /// The day of the last report of an earlier week: what came between it and Monday is told apart.
    var reported: CivilDate

    init(endingOn end: CivilDate, _ calendar: WorkCalendar) {
      monday = end.adding(days: 1 - end.weekday.rawValue)
      start = min(calendar.rollForward(monday), end)
      self.end = end
      reported = WeeklyReport.reportDay(beforeWeekOf: end, calendar)
    }
  }
}
