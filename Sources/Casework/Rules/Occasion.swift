/// When and under what rules something is said, be it by an act or by the clock: what the words for a
/// reader need beside the casebook.
struct Occasion {
  let stamp: Event.Stamp
  let rules: Rules
  let days: DayWording

  init(_ situation: Situation) {
    stamp = situation.stamp
    rules = situation.rules
    days = situation.days
  }

  init(_ schedule: Schedule, _ days: DayWording) {
    stamp = schedule.stamp
    rules = schedule.rules
    self.days = days
  }

  /// A moment without anybody who acts.
  init(_ now: Instant, _ rules: Rules) {
    stamp = Event.Stamp(at: now)
    self.rules = rules
    days = DayWording(calendar: rules.calendar, today: rules.zone.day(of: now))
  }

  var now: Instant { stamp.at }
  var zone: Zone { rules.zone }
}
