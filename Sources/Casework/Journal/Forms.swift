// What the journal keeps of records. The records themselves may grow and change; these do not: each
// is version 1 of its kind for ever.

/// `setting.changed`
struct SettingForm: Form {
  var value: Setting { Setting(value: text, by: by, at: at) }

  private var text: String?
  private var by: PersonID?
  private var at: Instant

  private enum CodingKeys: String, CodingKey {
    case text = "value"
    case by, at
  }

  init(_ setting: Setting) {
    text = setting.value
    by = setting.by
    at = setting.at
  }
}

/// `clock.noticed`
struct NoticeForm: Form {
  var value: Notice { Notice(at: at, values: values) }

  private var at: Instant
  private var values: [String: Int]?

  init(_ notice: Notice) {
    at = notice.at
    values = notice.values
  }
}

/// `clock.silent`
struct SilenceForm: Form {
  var value: Silence { Silence(from: from, to: to) }

  private var from: Instant
  private var to: Instant

  init(_ silence: Silence) {
    from = silence.from
    to = silence.to
  }
}

/// `figure.given`
struct FigureForm: Form {
  var value: Figure {
    Figure(serial: serial, command: command, asOf: asOf, values: values, inner: inner)
  }

  private var serial: Int
  private var command: String
  private var asOf: Instant
  private var values: [String: Int]
  private var inner: Bool?

  init(_ figure: Figure) {
    inner = figure.inner
    serial = figure.serial
    command = figure.command
    asOf = figure.asOf
    values = figure.values
  }
}

/// `reminder.set`
struct ReminderForm: Form {
  var value: Reminder {
    var reminder = Reminder(
      id: id, text: text, owner: owner, to: to, rule: rule, next: next, said: said,
      cancelled: cancelled)
    reminder.recurrence = recurrence
    return reminder
  }

  private var id: ReminderID
  private var text: String
  private var owner: PersonID
  private var to: PersonID?
  private var rule: String
  private var recurrence: Recurrence?
  private var next: Instant?
  private var said: Int
  private var cancelled: Bool

  init(_ reminder: Reminder) {
    id = reminder.id
    text = reminder.text
    owner = reminder.owner
    to = reminder.to
    rule = reminder.rule
    recurrence = reminder.recurrence
    next = reminder.next
    said = reminder.said
    cancelled = reminder.cancelled
  }
}

/// `activity.recorded`
struct ActivityForm: Form {
  var value: ActivityRecorded {
    var activity = Activity(
      serial: serial, kind: kind, day: day, places: places, points: points,
      pointCount: pointCount, units: units, unitCount: unitCount, participants: participants,
      cases: cases, note: note, by: by, withdrawn: withdrawn, waits: waits)
    activity.more = more
    return ActivityRecorded(activity, undoes: undoes, reason: reason)
  }

  private var serial: Int
  private var kind: String
  private var day: CivilDate
  private var places: [String]
  private var points: [String]
  private var pointCount: Int
  private var units: [UnitReference]
  private var unitCount: Int
  private var participants: [String]
  private var cases: [CaseNumber]
  private var note: String
  private var by: PersonID?
  private var withdrawn: Bool
  private var waits: Bool?
  private var undoes: Int?
  private var more: Activity.More?
  private var reason: String?

  init(_ new: ActivityRecorded) {
    let activity = new.activity
    serial = activity.serial
    kind = activity.kind
    day = activity.day
    places = activity.places
    points = activity.points
    pointCount = activity.pointCount
    units = activity.units
    unitCount = activity.unitCount
    participants = activity.participants
    cases = activity.cases
    note = activity.note
    by = activity.by
    withdrawn = activity.withdrawn
    waits = activity.waits
    undoes = new.undoes
    more = activity.more
    reason = new.reason
  }
}
