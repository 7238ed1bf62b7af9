/// Whom the clock tells of a case.
enum ReminderReceivers {
  struct Receiver: Sendable {
    var person: PersonID
    var part: ReminderItem.Part
  }

  /// The lead, or who stands in for them; the team where a lead who left is asked for what nobody else is told
  /// of; and where a unit is to rectify, who speaks for it.
  static func reminded(of item: ReminderItem, _ schedule: Schedule) throws -> [Receiver] {
    var receivers: [Receiver] = []
    if let lead = try item.matter.lead.flatMap({ try lead($0, schedule) }) {
      receivers.append(Receiver(person: lead, part: .lead))
    } else if item.kind != .rectify {
      receivers += try schedule.casebook.people()
        .filter { $0.roles.contains(.team) && !$0.groups.isEmpty }
        .map { Receiver(person: $0.id, part: .team) }
    }
    // A unit hears of no day of what it was not sent.
    if item.kind == .rectify, let unit = item.matter.details.unit, item.matter.isWith(unit),
      let contact = try unit.id.flatMap({ try contact(of: $0, schedule) }),
      contact != receivers.first?.person
    {
      receivers.append(Receiver(person: contact, part: .unit))
    }
    guard item.matter.isInner else { return receivers }
    return try receivers.filter {
      try Viewer.Standing.of(.person($0.person), schedule.casebook).sees(item.matter)
    }
  }

  /// Whether somebody may be told of it: who stands in for a lead, or speaks for a unit, does not know
  /// of a case of the inner circle by that.
  static func mayBeTold(_ person: PersonID?, _ item: Docketed, _ schedule: Schedule) throws -> Bool
  {
    guard item.isInner, let person else { return true }
    return try Viewer.Standing.of(.person(person), schedule.casebook).seesInner(ledBy: item.lead)
  }

  /// The lead; on days on which somebody stands in for them, that person. Nil where they left.
  static func lead(_ id: PersonID, _ schedule: Schedule) throws -> PersonID? {
    guard let person = try schedule.casebook.person(id) else { return nil }
    if let deputy = try Deputies.inForce(for: id, on: schedule.today, schedule.casebook) {
      return deputy.id
    }
    return person.groups.isEmpty ? nil : id
  }

  /// The first contact of the unit who can be reached.
  static func contact(of unit: UnitID, _ schedule: Schedule) throws -> PersonID? {
    try People.contacts(of: unit, on: schedule.today, schedule.casebook).first?.id
  }

  /// Who may know of a restricted case: its lead, contacts and receivers.
  static func cleared(for matter: Case, _ schedule: Schedule) throws -> [PersonID] {
    let named =
      [matter.lead].compactMap { $0 } + matter.contacts + (matter.handling?.receivers ?? [])
    var seen: Set<PersonID> = []
    return try named.filter { id in
      let person = try schedule.casebook.person(id)
      return seen.insert(id).inserted && person?.groups.isEmpty == false
    }
  }

  /// Those of them in whose 待办 that duty stands.
  static func awaited(_ duty: Duty, of matter: Case, _ schedule: Schedule) throws -> [PersonID] {
    try cleared(for: matter, schedule).filter { id in
      guard let person = try schedule.casebook.person(id) else { return false }
      let actor = try Actor.spokenTo(person, on: schedule.today, schedule.casebook)
      return try Todo.lists(
        duty, of: matter, for: actor, schedule.casebook, now: schedule.now, schedule.rules)
    }
  }

  /// What goes to a person about restricted records: it tells a lock screen nothing, goes to no
  /// group, and waits where the IM lets nobody write to them.
  static func veiled(_ person: PersonID) -> Reply {
    .notice(to: person, unreachable: .wait)
  }

  /// Instead of a private message that the IM refused: a mention in a group that the person sits in.
  /// The numbers alone: how late a unit is stays between it and its lead.
  static func inGroup(
    _ person: Person, _ numbers: [CaseNumber], _ schedule: Schedule
  ) throws -> Reply.Unreachable {
    let groups = try schedule.boundGroups().filter { person.groups.contains($0.id) }
    guard let group = groups.first(where: { $0.kind == .inner }) ?? groups.first else {
      return .tellAdministrators
    }
    let list = numbers.prefix(10).map { "\($0)号" }.joined(separator: "、")
    let more = numbers.count > 10 ? "等\(numbers.count)件" : ""
    let text = Wording(lines: [
      [.mention(person.id, person.address), .plain(" \(list)\(more)请您看一下。")],
      [.plain("我还不能私聊您：请先私聊我发“我的”，以后就私下提醒。")],
    ])
    return .sayInGroup(group.id, text)
  }
}
