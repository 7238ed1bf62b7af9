/// When nobody is written to unasked: the one rule for whatever reaches a person and is no answer to
/// them. The hours are the procedure table's; what falls outside of them keeps its place and is said
/// at the next opening.
struct QuietHours {
  /// What is to be said, and so which hours are quiet for it.
  enum Tone {
    /// Chasers, reminders of days, papers to sign or to take in: working hours of working days.
    case ordinary
    /// Somebody named the day and the hour: only nights are quiet.
    case named
    /// 加急: every day and every hour counts.
    case urgent

    init(for matter: Case) { self = matter.details.urgent ? .urgent : .ordinary }
  }

  private let rules: Rules

  init(_ rules: Rules) { self.rules = rules }

  /// Whether it has to wait at that moment.
  func holds(_ tone: Tone = .ordinary, at instant: Instant) -> Bool {
    opening(tone, from: instant) != instant
  }

  /// That moment, or the next one at which it may be said.
  func opening(_ tone: Tone = .ordinary, from instant: Instant) -> Instant {
    guard tone != .urgent else { return instant }
    var day = rules.zone.day(of: instant)
    if isOpen(day, tone) {
      let opens = moment(day, rules.procedure.reminders.opens)
      if instant < opens { return opens }
      if instant < moment(day, rules.procedure.reminders.closes) { return instant }
    }
    repeat { day = day.adding(days: 1) } while !isOpen(day, tone)
    return moment(day, rules.procedure.reminders.opens)
  }

  private func isOpen(_ day: CivilDate, _ tone: Tone) -> Bool {
    tone == .named || rules.calendar.isWorkday(day)
  }

  private func moment(_ day: CivilDate, _ minute: Int) -> Instant {
    rules.zone.moment(on: day, minute: minute)
  }
}
