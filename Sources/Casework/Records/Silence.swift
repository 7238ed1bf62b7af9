/// A time in which the bot was not there to say anything: stopped, or its machine was.
public struct Silence: Sendable, Hashable, Codable {
  /// The last moment at which it was known to be there.
  public var from: Instant
  public var to: Instant

  public init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// Shorter than this nobody misses it: a restart, an update.
  static let shortest: Int64 = 600

  /// The silence that ends now, if the bot was away for long.
  ///
  /// A clock that stepped forward looks the same as an absence, and is treated as one: what fell due
  /// in between is said once.
  public static func since(_ lastAlive: Instant?, now: Instant) -> Silence? {
    guard let lastAlive, lastAlive.adding(seconds: shortest) < now else { return nil }
    return Silence(from: lastAlive, to: now)
  }

  /// The entry by which the journal keeps it.
  public var event: Event {
    Event(stamp: Event.Stamp(at: to), record: .silence(from), change: .silent(self))
  }
}

/// The working days through which the bot was silent from opening to closing. No unit is charged for
/// them: nobody reminded it.
public struct SilentDays: Sendable, Equatable {
  public private(set) var days: Set<CivilDate> = []

  public init() {}

  public init(_ silences: [Silence], _ rules: Rules) {
    let hours = rules.procedure.reminders
    for silence in silences {
      var day = rules.zone.day(of: silence.from)
      let last = rules.zone.day(of: silence.to)
      while day <= last {
        if rules.calendar.isWorkday(day),
          silence.from <= rules.zone.moment(on: day, minute: hours.opens),
          rules.zone.moment(on: day, minute: hours.closes) <= silence.to
        {
          days.insert(day)
        }
        day = day.adding(days: 1)
      }
    }
  }

  /// How many lie after the first day, up to and including the last.
  func count(after first: CivilDate, through last: CivilDate) -> Int {
    days.count { first < $0 && $0 <= last }
  }
}
