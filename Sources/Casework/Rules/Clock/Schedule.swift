/// A moment as the clock's rules see it: the day, the working hours, and since when there is a group
/// to speak to.
struct Schedule {
  let casebook: any Casebook
  let now: Instant
  let rules: Rules
  let today: CivilDate

  init(_ casebook: any Casebook, _ now: Instant, _ rules: Rules) {
    self.casebook = casebook
    self.now = now
    self.rules = rules
    today = rules.zone.day(of: now)
  }

  var calendar: WorkCalendar { rules.calendar }
  var hours: Procedure.Reminders { rules.procedure.reminders }
  var isWorkday: Bool { calendar.isWorkday(today) }
  /// The stamp of what the clock does now.
  var stamp: Event.Stamp { Event.Stamp(at: now) }

  func moment(_ day: CivilDate, _ minute: Int) -> Instant {
    rules.zone.moment(on: day, minute: minute)
  }

  var quiet: QuietHours { QuietHours(rules) }

  /// Working hours of a working day: what is not urgent is said in them only.
  var isOpen: Bool { !quiet.holds(at: now) }

  /// Now, or when working hours begin next.
  var nextOpening: Instant { quiet.opening(from: now) }

  func workday(after day: CivilDate) -> CivilDate { calendar.adding(workdays: 1, to: day) }

  /// How days are written and counted now.
  func days() throws -> DayWording {
    DayWording(
      calendar: calendar, today: today, silent: SilentDays(try casebook.silences(), rules))
  }

  // MARK: Groups

  func boundGroups() throws -> [Group] { try casebook.groups().filter(\.bound) }

  /// Since when there is a work group; what was due before is not made up for.
  func began() throws -> Instant? {
    try boundGroups().map(Schedule.boundAt).min()
  }

  static func boundAt(_ group: Group) -> Instant { group.boundAt ?? Instant(milliseconds: 0) }

  // MARK: Times that administrators set

  func digestMinute() throws -> Int { try minute(.digestAt, else: 8 * 60 + 30) }
  func weeklyMinute() throws -> Int { try minute(.weeklyAt, else: 16 * 60 + 30) }

  private func minute(_ name: SettingName, else usual: Int) throws -> Int {
    try casebook.setting(name)?.value.flatMap(TimeOfDay.read) ?? usual
  }

  /// Until when something due at that minute of a day may still be said on that day.
  func closing(_ day: CivilDate, for minute: Int) -> Instant {
    moment(day, minute < hours.closes ? hours.closes : 24 * 60)
  }

  /// The entry that something was said.
  func noticed(_ id: NoticeID, _ values: [String: Int]? = nil) -> Event {
    Event(
      stamp: stamp, record: .notice(id), change: .noticed(Notice(at: now, values: values)))
  }
}
