/// Reminders of days that come near and of days that are past: once a working day, merged for each
/// person. Outside of working hours they wait for the next opening.
enum CaseReminding {
  static let rule = ClockRule(
    "case reminders",
    next: { casebook, now, rules in try next(Schedule(casebook, now, rules)) },
    decide: { casebook, now, rules in try decide(Schedule(casebook, now, rules)) })

  /// That the cases of a day were gone through.
  static func round(_ day: CivilDate) -> NoticeID { NoticeID("reminders/\(day)") }

  private static func next(_ schedule: Schedule) throws -> Instant? {
    guard let began = try schedule.began() else { return nil }
    if schedule.isWorkday {
      let moment = schedule.moment(schedule.today, schedule.hours.due)
      if schedule.now < moment { return moment }
      if began < moment, schedule.isOpen,
        try schedule.casebook.notice(round(schedule.today)) == nil
      {
        return moment
      }
    }
    return schedule.moment(schedule.workday(after: schedule.today), schedule.hours.due)
  }

  private static func decide(_ schedule: Schedule) throws -> Decision {
    guard let due = try next(schedule), due <= schedule.now else { return Decision() }
    let items = try Reminders.due(schedule, urgent: false)
    var decision = try Reminders.decision(items, schedule)
    decision.events.append(schedule.noticed(round(schedule.today)))
    return decision
  }
}

/// The same for urgent cases (加急): every day and every hour counts.
enum UrgentReminding {
  static let rule = ClockRule(
    "urgent reminders",
    next: { casebook, now, rules in try next(Schedule(casebook, now, rules)) },
    decide: { casebook, now, rules in try decide(Schedule(casebook, now, rules)) })

  private static func next(_ schedule: Schedule) throws -> Instant? {
    guard let began = try schedule.began() else { return nil }
    let moment = schedule.moment(schedule.today, schedule.hours.at)
    if schedule.now < moment { return moment }
    if began < moment, try !Reminders.due(schedule, urgent: true).isEmpty { return moment }
    return schedule.moment(schedule.today.adding(days: 1), schedule.hours.at)
  }

  private static func decide(_ schedule: Schedule) throws -> Decision {
    guard let due = try next(schedule), due <= schedule.now else { return Decision() }
    return try Reminders.decision(try Reminders.due(schedule, urgent: true), schedule)
  }
}

/// What both have in common: which cases, whom to tell.
enum Reminders {
  /// Cases that have come to a step which was not said yet.
  static func due(_ schedule: Schedule, urgent: Bool) throws -> [ReminderItem] {
    let steps = schedule.hours.steps
    let ahead = steps.flatMap(\.before).max() ?? 0
    let query = DutyQuery(
      kinds: Set(steps.map(\.duty)),
      through: schedule.calendar.adding(workdays: ahead + 1, to: schedule.today), urgent: urgent)
    let docket = try schedule.casebook.docket(query)
    guard !docket.isEmpty else { return [] }
    let days = try schedule.days()
    return try docket.compactMap { item in
      guard let found = try step(item, days, schedule),
        try schedule.casebook.notice(found.notice) == nil,
        let matter = try schedule.casebook.matter(item.duty.matter)
      else { return nil }
      let from = deadline(item.duty.kind, matter)?.from
      if let from, !found.step.isReached(after: from, due: found.day, urgent: urgent, days) {
        return nil
      }
      return ReminderItem(
        matter: matter, kind: item.duty.kind, due: found.day, step: found.step)
    }
  }

  /// The step a duty is at, and its name in the ledger.
  private static func step(
    _ item: Docketed, _ days: DayWording, _ schedule: Schedule
  ) throws -> (step: ReminderStep, day: CivilDate, notice: NoticeID)? {
    guard let day = item.duty.day, let steps = schedule.hours.steps(for: item.duty.kind),
      let step = ReminderStep.newest(steps, due: day, urgent: item.urgent, days)
    else { return nil }
    return (step, day, step.notice(item.duty, day))
  }

  /// Whether the duty was reminded of today, so that nothing more needs to be said of it.
  static func wasSaidToday(_ item: Docketed, _ days: DayWording, _ schedule: Schedule) throws
    -> Bool
  {
    guard let found = try step(item, days, schedule),
      let notice = try schedule.casebook.notice(found.notice)
    else { return false }
    return schedule.rules.zone.day(of: notice.at) == schedule.today
  }

  /// The deadline that the duty's day comes from.
  private static func deadline(_ kind: Duty.Kind, _ matter: Case) -> Deadline? {
    switch kind {
    case .lookBack: matter.handling?.lookback?.due
    case .review: matter.handling?.suspension?.review
    default: matter.due
    }
  }

  /// One message for each person, however many cases; a word that tells nothing for restricted ones.
  static func decision(_ items: [ReminderItem], _ schedule: Schedule) throws -> Decision {
    var decision = Decision()
    var open: [PersonID: [(item: ReminderItem, part: ReminderItem.Part)]] = [:]
    var order: [PersonID] = []
    var cleared: [PersonID] = []
    for item in items {
      let duty = Duty(
        matter: item.matter.number, kind: item.kind, day: item.due, since: schedule.now)
      decision.events.append(schedule.noticed(item.step.notice(duty, item.due)))
      guard item.matter.number.series == .open else {
        // A step long before the day is for whoever it will wait for.
        var near = duty
        near.day = min(item.due, schedule.today)
        cleared += try ReminderReceivers.awaited(near, of: item.matter, schedule).filter {
          !cleared.contains($0)
        }
        continue
      }
      for receiver in try ReminderReceivers.reminded(of: item, schedule) {
        if open[receiver.person] == nil { order.append(receiver.person) }
        open[receiver.person, default: []].append((item, receiver.part))
      }
    }
    let wording = ReminderWording(schedule: schedule, days: try schedule.days())
    for id in order {
      guard let person = try schedule.casebook.person(id), let items = open[id] else { continue }
      decision.replies.append(try wording.reply(to: person, items))
    }
    decision.replies += cleared.map(ReminderReceivers.veiled)
    return decision
  }
}
