extension Reminding {
  /// Said later than this, it says for when it was meant.
  static let tolerance: Int64 = 10 * 60

  /// Due with the earliest reminder; one that is held back, when the quiet ends.
  public static let rule = ClockRule(
    "reminders", next: { casebook, now, rules in try nextDue(casebook, now: now, rules: rules) },
    decide: { casebook, now, rules in try decideDue(casebook, now: now, rules: rules) })

  /// The next moment at which there is something to say: now, where there is already; nil where
  /// nothing waits.
  /// - Parameter casebook: The clock's.
  public static func nextDue(
    _ casebook: any Casebook, now: Instant, rules: Rules
  ) throws -> Instant? {
    let due = try casebook.reminders(dueBy: now)
    if due.contains(where: { !waits($0, now, rules) }) { return now }
    let held = due.isEmpty ? nil : QuietHours(rules).opening(.named, from: now)
    return [held, try casebook.nextReminder(after: now)].compactMap { $0 }.min()
  }

  /// Says what fell due. Its next time follows from its rule: what was missed meanwhile is said
  /// once, marked, and not made up for. What has nobody to be said to ends, and whoever else it concerns
  /// hears so.
  /// - Parameter casebook: The clock's.
  public static func decideDue(
    _ casebook: any Casebook, now: Instant, rules: Rules
  ) throws -> Decision {
    var decision = Decision()
    for reminder in try casebook.reminders(dueBy: now) {
      guard let due = reminder.next, !waits(reminder, now, rules) else { continue }
      func record(_ change: Change) {
        decision.events.append(
          Event(stamp: Event.Stamp(at: now), record: .reminder(reminder.id), change: change))
      }
      guard let destination = try destination(of: reminder, casebook) else {
        record(.reminderCancelled(ReminderCancelled()))
        decision.replies += try dropped(reminder, casebook)
        continue
      }
      record(.reminderSaid(ReminderSaid(next: next(reminder, after: now, rules))))
      decision.replies.append(
        Reply(
          // Its words are its receiver's own; what goes into a private chat is sealed while it waits.
          to: destination, about: .open,
          text: try wording(reminder, due: due, to: destination, casebook, now: now, rules)))
    }
    return decision
  }

  /// Held back till morning: what another person is to be told at night.
  private static func waits(_ reminder: Reminder, _ now: Instant, _ rules: Rules) -> Bool {
    reminder.isForAnother && QuietHours(rules).holds(.named, at: now)
  }

  private static func next(_ reminder: Reminder, after now: Instant, _ rules: Rules) -> Instant? {
    guard let recurrence = reminder.recurrence, recurrence.isRepeating else { return nil }
    var next = recurrence.next(after: now, calendar: rules.calendar, zone: rules.zone)
    guard reminder.isForAnother else { return next }
    // One meant for last night and held till now is over.
    let quiet = QuietHours(rules)
    if let last = reminder.next, let found = next, quiet.opening(.named, from: found) <= last {
      next = recurrence.next(after: last, calendar: rules.calendar, zone: rules.zone)
    }
    return next.map { quiet.opening(.named, from: $0) }
  }

  /// Where it is said; nil where nobody is left who would hear it, or of a private one who asked for it. A
  /// group's is the group's, whoever set it.
  private static func destination(
    of reminder: Reminder, _ casebook: any Casebook
  ) throws -> Reply.Destination? {
    if let id = reminder.to {
      guard try casebook.firstPresent(of: [reminder.owner]) != nil,
        try casebook.firstPresent(of: [id]) != nil
      else { return nil }
      return .person(id)
    }
    var group = try casebook.group(reminder.id.chat)
    var seen: Set<ChatID> = []
    while let next = group?.movedTo, seen.insert(next).inserted { group = try casebook.group(next) }
    guard let group, group.bound else { return nil }
    return .group(group.id)
  }

  /// That it ended unsaid: to whoever set it, else to whoever was to hear it, of a group's to the team.
  private static func dropped(
    _ reminder: Reminder, _ casebook: any Casebook
  ) throws -> [Reply] {
    let words = Cards.brief(reminder.text, limit: 20)
    let owner = try casebook.firstPresent(of: [reminder.owner])
    guard let id = reminder.to else {
      let told = try owner.map { Reply.Destination.person($0.id) } ?? Telling.ours(casebook)
      return [
        Reply(to: told, about: .open, text: "群里的提醒没有说，已取消：\(words)\n那个群不再是工作群。")
      ]
    }
    if let owner {
      let name = try People.address(of: id, casebook)
      return [
        Reply(
          to: .person(owner.id), about: .open,
          text: "您请我提醒\(name)的没有送，已取消：\(words)\n\(name)现在不在工作群里。")
      ]
    }
    guard let receiver = try casebook.firstPresent(of: [id]) else { return [] }
    let name = try People.address(of: reminder.owner, casebook)
    return [
      Reply(
        to: .person(receiver.id), about: .open,
        text: "\(name)请我提醒您的不再提醒：\(words)\n\(name)不在工作群里了。")
    ]
  }

  private static func wording(
    _ reminder: Reminder, due: Instant, to destination: Reply.Destination,
    _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Wording {
    let owner = try People.address(of: reminder.owner, casebook)
    let isShort = reminder.text.unicodeScalars.count <= 24
    let gap = isShort ? "" : "\n"
    var text: Wording
    switch destination {
    case .person(let id) where id != reminder.owner:
      let person = try People.address(of: id, casebook)
      text = "\(person)您好，\(owner)请我提醒您：\(gap)\(reminder.text)"
      if reminder.recurrence?.isRepeating == true {
        text.add("不再提醒请发：\(typed: "提醒 取消 \(owner) \(reminder.id.serial)")")
      }
    case .person: text = "提醒您：\(gap)\(reminder.text)"
    default:
      let isGone = try casebook.firstPresent(of: [reminder.owner]) == nil
      text = "提醒（\(owner)设的\(isGone ? "，已离开" : "")）：\(gap)\(reminder.text)"
    }
    if due.adding(seconds: tolerance) < now {
      let days = DayWording(calendar: rules.calendar, today: rules.zone.day(of: now))
      text.add("补发：原定\(days.moment(due, rules.zone))")
    }
    return text
  }
}
