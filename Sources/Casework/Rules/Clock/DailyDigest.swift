/// 日报: on working days at the set time, to each bound group and to each person who has something to
/// see to. Decided once for each group and date.
public enum DailyDigest {
  static let rule = ClockRule(
    "daily digest", next: { casebook, now, rules in try next(Schedule(casebook, now, rules)) },
    decide: { casebook, now, rules in try decide(Schedule(casebook, now, rules)) })

  /// Whom a digest goes to.
  enum Target {
    case group(Group)
    case people

    /// That the digest of a date was decided.
    func notice(_ day: CivilDate) -> NoticeID {
      switch self {
      case .group(let group): NoticeID("digest/\(group.id)/\(day)")
      case .people: NoticeID("digest/people/\(day)")
      }
    }
  }

  private static func next(_ schedule: Schedule) throws -> Instant? {
    guard try schedule.began() != nil else { return nil }
    let minute = try schedule.digestMinute()
    if schedule.isWorkday {
      let moment = schedule.moment(schedule.today, minute)
      if schedule.now < moment { return moment }
      // After closing time it waits for the next working day, whose digest says so.
      if schedule.now < schedule.closing(schedule.today, for: minute),
        try !undecided(schedule, at: moment).isEmpty
      {
        return moment
      }
    }
    return schedule.moment(schedule.workday(after: schedule.today), minute)
  }

  /// Those there were at that moment, and that have no digest of the day yet.
  private static func undecided(_ schedule: Schedule, at moment: Instant) throws -> [Target] {
    let groups = try schedule.boundGroups().filter { Schedule.boundAt($0) < moment }
    guard !groups.isEmpty else { return [] }
    return try (groups.map(Target.group) + [.people]).filter {
      try schedule.casebook.notice($0.notice(schedule.today)) == nil
    }
  }

  private static func decide(_ schedule: Schedule) throws -> Decision {
    let minute = try schedule.digestMinute()
    let moment = schedule.moment(schedule.today, minute)
    guard schedule.isWorkday, moment <= schedule.now,
      schedule.now < schedule.closing(schedule.today, for: minute)
    else { return Decision() }
    let targets = try undecided(schedule, at: moment)
    guard !targets.isEmpty else { return Decision() }
    let days = try schedule.days()
    var decision = Decision()
    for target in targets {
      decision.events.append(schedule.noticed(target.notice(schedule.today)))
      let late = try Lateness.note(of: target, at: minute, days, schedule)
      switch target {
      case .group(let group):
        var text = try GroupDigest.of(group, days, schedule).text(late: late)
        if let (event, report) = try WeeklyReport.madeUp(for: group, schedule) {
          decision.events.append(event)
          text.add(report)
        }
        decision.replies.append(Reply(to: .group(group.id), about: .open, text: text))
      case .people:
        decision.replies += try PersonalDigests(schedule: schedule, days: days).all(
          DigestDocket.open(schedule), late: late)
      }
    }
    return decision
  }

  /// The minute of the day at which it is due.
  public static func minute(_ casebook: any Casebook, _ rules: Rules) throws -> Int {
    try Schedule(casebook, Instant(milliseconds: 0), rules).digestMinute()
  }

  // MARK: Asked for

  /// The digest as of now, for where it is asked: for the group it is typed in; in private, for
  /// whoever speaks for a unit their own, for others that of the work group.
  static func show(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    try Guards.allow(.digest, situation, what: "看日报")
    let schedule = Schedule(casebook, situation.now, situation.rules)
    let days = try schedule.days()
    let docket = try DigestDocket.open(schedule)
    func whole(_ group: Group?) throws -> Decision {
      let viewer = try Viewer.of(situation, casebook)
      var digest = GroupDigest(
        schedule: schedule, days: days, docket: try docket.counted(for: viewer, casebook),
        group: group, viewer: viewer)
      digest.isAsked = true
      return Decision(replies: [Reply(text: try digest.text(late: nil))])
    }
    switch situation.place {
    case .group(let chat): return try whole(try casebook.group(chat))
    case .privateChat:
      guard situation.actor.roles.contains(.unit) else { return try whole(nil) }
      let person = situation.actor.person
      let own = docket.filtered { item in
        // What waits for the lead is not the unit's to do.
        item.lead == person.id
          || (person.unit != nil && item.unit == person.unit
            && !PersonalDigests.leadsDo.contains(item.duty.kind))
      }
      let text = try PersonalDigests(schedule: schedule, days: days).text(
        for: person, own, late: nil, isAsked: true)
      return Decision(
        replies: [Reply(text: text ?? "\(days.full(schedule.today))：您这里没有逾期和临期事项。")])
    }
  }

  /// What the digest of a moment says to whom, for an operator to look at. Nothing is decided by it.
  public static func preview(
    _ casebook: any Casebook, at now: Instant, _ rules: Rules
  ) throws -> [Reply] {
    let schedule = Schedule(casebook, now, rules)
    let days = try schedule.days()
    let groups = try schedule.boundGroups().map { group in
      Reply(
        to: .group(group.id), about: .open,
        text: try GroupDigest.of(group, days, schedule).text(late: nil))
    }
    return groups
      + (try PersonalDigests(schedule: schedule, days: days).all(
        DigestDocket.open(schedule), late: nil))
  }
}

/// Whether a digest comes after an outage, and how that is said.
enum Lateness {
  /// 补发：…; nil where no digest fell into a silence since the last one.
  static func note(
    of target: DailyDigest.Target, at minute: Int, _ days: DayWording, _ schedule: Schedule
  ) throws -> String? {
    let silences = try schedule.casebook.silences()
    guard !silences.isEmpty else { return nil }
    let last = try lastSaid(target, schedule)
    let missed = try silences.filter { silence in
      guard last.map({ $0 < silence.to }) ?? true else { return false }
      return try covers(silence, target, minute, schedule)
    }
    guard let from = missed.map(\.from).min(), let to = missed.map(\.to).max() else { return nil }
    let note = "补发：机器人\(span(from, to, days, schedule))停用"
    let silent = SilentDays(missed, schedule.rules).days.count
    return silent == 0 ? "\(note)。" : "\(note)，其中\(silent)个工作日不计超期。"
  }

  static func lastSaid(_ target: DailyDigest.Target, _ schedule: Schedule) throws
    -> Instant?
  {
    var day = schedule.today
    for _ in 0..<40 {
      day = schedule.calendar.workday(before: day)
      if let notice = try schedule.casebook.notice(target.notice(day)) { return notice.at }
    }
    return nil
  }

  /// Whether a digest was due while the bot was away, and was not said: a clock that was set back and
  /// forth is no absence.
  private static func covers(
    _ silence: Silence, _ target: DailyDigest.Target, _ minute: Int, _ schedule: Schedule
  ) throws -> Bool {
    var day = schedule.rules.zone.day(of: silence.from)
    let last = schedule.rules.zone.day(of: silence.to)
    while day <= last {
      let moment = schedule.moment(day, minute)
      if schedule.calendar.isWorkday(day), silence.from < moment, moment <= silence.to,
        try schedule.casebook.notice(target.notice(day)) == nil
      {
        return true
      }
      day = day.adding(days: 1)
    }
    return false
  }

  private static func span(
    _ from: Instant, _ to: Instant, _ days: DayWording, _ schedule: Schedule
  ) -> String {
    let zone = schedule.rules.zone
    let (first, last) = (zone.day(of: from), zone.day(of: to))
    let begin = days.full(first) + TimeOfDay.text(zone.minuteOfDay(of: from))
    let end = TimeOfDay.text(zone.minuteOfDay(of: to))
    return "\(begin)至\(first == last ? "" : days.full(last))\(end)"
  }
}
