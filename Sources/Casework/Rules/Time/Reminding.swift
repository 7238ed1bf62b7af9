/// 提醒: what members want to be said later, into their chat or to a person.
public enum Reminding {
  /// At most so many wait in one chat.
  static let limit = 50
  /// Unicode scalars of one reminder.
  static let maximumText = 200

  static func set(
    _ request: ReminderRequest, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.remind, situation, what: "设提醒")
    try check(request.text)
    // A group would read it now, and once more when it is said.
    if request.isInner, !situation.place.isPrivate,
      try !ClueReaders.include(readersOf: situation, casebook)
    {
      throw Refusal(.keptInside, "这条写到的先在内部办理，本群不提醒，没有设。\n请私聊我设提醒。")
    }
    let person = try request.to.map { try People.member($0, casebook, situation) }
    if request.tellsOfVisit, let person, person.id != situation.actor.id,
      try !mayKnowOfVisits(person, casebook)
    {
      throw Refusal(
        .visitPlan, "暗访一类的安排只提醒您自己、专班和两办的同志，没有设。")
    }
    let shelf = ReminderShelf(to: person, situation)
    let state = try shelf.state(casebook)
    guard state.active < limit else {
      throw Refusal(
        .tooMany,
        "这里已有\(state.active)条提醒，最多\(limit)条，没有再设。\n先取消不用的：\(typed: "提醒 列表")")
    }
    let rules = situation.rules
    guard
      let next = request.recurrence.next(
        after: situation.now, calendar: rules.calendar, zone: rules.zone)
    else {
      throw Refusal(.datePast, "“\(request.rule)”已经过去，没有设。\n请改成以后的时间，如：明天9点")
    }
    let id = ReminderID(chat: shelf.chat, serial: state.last + 1, audience: shelf.audience)
    var reminder = Reminder(
      id: id, text: request.text, owner: situation.actor.id, to: shelf.to(situation, person),
      rule: request.rule, next: next)
    reminder.recurrence = request.recurrence
    if reminder.isForAnother { reminder.next = QuietHours(rules).opening(.named, from: next) }
    return Decision(
      events: [situation.event(.reminder(id), .reminderSet(reminder))],
      replies: [Reply(text: answer(reminder, person, named: next, situation))], dialogue: .close)
  }

  /// The team and the two offices; nobody who also speaks for a unit.
  private static func mayKnowOfVisits(_ person: Person, _ casebook: any Casebook) throws -> Bool {
    guard case .office = try Viewer.Standing.of(.person(person.id), casebook) else { return false }
    return person.unit == nil
  }

  /// What may not stand in a reminder here.
  private static func check(_ text: String) throws(Refusal) {
    try Guards.visible(text, what: "提醒")
    let count = text.unicodeScalars.count
    if count > maximumText {
      throw Refusal(.textTooLong, "这条提醒有\(count)字，最多\(maximumText)字，没有设。\n请写短一些再发。")
    }
  }

  private static func answer(
    _ reminder: Reminder, _ person: Person?, named: Instant, _ situation: Situation
  ) -> Wording {
    let zone = situation.rules.zone
    let when =
      reminder.recurrence?.isRepeating == true
      ? reminder.recurrence?.words ?? "" : situation.days.moment(named, zone)
    let whom =
      if let person { person.id == situation.actor.id ? "提醒您" : "私聊提醒\(person.address)" } else {
        situation.place.isPrivate ? "提醒您" : "在本群提醒"
      }
    var text: Wording
    if reminder.text.unicodeScalars.count <= 20 {
      text = "\(when)\(whom)：\(reminder.text)"
    } else {
      text = "\(when)\(whom)：\n\(reminder.text)"
    }
    if let next = reminder.next {
      if next != named {
        text.add("晚上不打扰，改在\(situation.days.moment(next, zone))送到。")
      } else if reminder.recurrence?.isRepeating == true {
        text.add("下一次：\(situation.days.moment(next, zone))")
      }
    }
    // It is filed where it is said, and called by its number there.
    let isHere = situation.place.isPrivate || reminder.id.chat == situation.place.chat
    text.add(
      isHere
        ? "不要了请发：\(typed: "提醒 取消 \(reminder.id.serial)")"
        : "不要了请私聊我发：\(copied: "提醒 取消 \(reminder.id.serial)")")
    return text
  }

  // MARK: List and cancel

  static func list(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.remind, situation, what: "看提醒")
    let all = try ReminderShelf(here: situation).reminders(casebook)
    let shown = Lists.part(all, page: page)
    guard !shown.isEmpty else {
      return Decision(
        replies: [Reply(text: "没有等着的提醒。\n要设一条：\(typed: "提醒 明天9点 开会")")])
    }
    let rows = try shown.map { reminder -> Wording in
      let days = situation.days
      let next = reminder.next.map { days.moment($0, situation.rules.zone) } ?? ""
      var parts = ["\(reminder.id.serial)"]
      if let recurrence = reminder.recurrence, recurrence.isRepeating {
        parts += [recurrence.words, "下次\(next)"]
      } else {
        parts.append(next)
      }
      if let to = reminder.to, to != reminder.owner {
        parts.append("给\(try People.address(of: to, casebook))")
      }
      parts.append(Cards.brief(reminder.text, limit: 20))
      return Wording(parts.joined(separator: " "))
    }
    return Lists.page(
      "提醒\(all.count)条", rows: rows, page: page, total: all.count, measure: "条", next: "提醒 列表",
      situation)
  }

  static func cancel(
    _ serial: Int, of owner: PersonReference?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.remind, situation, what: "取消提醒")
    let person = try owner.map { try People.meant($0, casebook, situation) }
    let shelf = person.map { ReminderShelf(of: $0.id) } ?? ReminderShelf(here: situation)
    guard let reminder = try shelf.reminders(casebook).first(where: { $0.id.serial == serial })
    else {
      throw Refusal(.unavailable, "没有第\(serial)条提醒。\n看有哪些：\(typed: "提醒 列表")")
    }
    // Somebody else's is taken back by whoever it is said to, and in a group by the team.
    let isTheirs = reminder.owner == situation.actor.id || reminder.to == situation.actor.id
    let roles = situation.actor.roles
    guard isTheirs || (reminder.to == nil && !roles.isDisjoint(with: [.team, .admin])) else {
      throw Refusal(
        .notAllowed,
        "取消别人设的提醒由设的人或专班办，您这里不能直接办。\n这一条是\(try People.address(of: reminder.owner, casebook))设的。")
    }
    return Decision(
      events: [situation.event(.reminder(reminder.id), .reminderCancelled(ReminderCancelled()))],
      replies: [Reply(text: "已取消第\(serial)条提醒：\(Cards.brief(reminder.text, limit: 20))")],
      dialogue: .close)
  }
}

extension Reminder {
  /// Said to somebody who did not set it.
  var isForAnother: Bool { to.map { $0 != owner } ?? false }
}
