/// What each lead and each unit's contact gets by private message: their own cases alone. Whoever has
/// nothing to see to, or was reminded of all of it this morning, is left in peace.
struct PersonalDigests {
  let schedule: Schedule
  let days: DayWording

  private var casebook: any Casebook { schedule.casebook }

  func all(_ docket: DigestDocket, late: String?) throws -> [Reply] {
    var own: [PersonID: [Docketed]] = [:]
    var leads: [PersonID: PersonID?] = [:]
    var contacts: [UnitID: PersonID?] = [:]
    func give(_ item: Docketed, to person: PersonID?) throws {
      guard try ReminderReceivers.mayBeTold(person, item, schedule) else { return }
      // Who both leads a case and speaks for its unit has it once.
      if let person, own[person]?.last != item { own[person, default: []].append(item) }
    }
    func lead(_ item: Docketed) throws -> PersonID? {
      guard let id = item.lead else { return nil }
      if let known = leads[id] { return known }
      let found = try ReminderReceivers.lead(id, schedule)
      leads[id] = .some(found)
      return found
    }
    func contact(_ item: Docketed) throws -> PersonID? {
      guard let id = item.unit else { return nil }
      if let known = contacts[id] { return known }
      let found = try ReminderReceivers.contact(of: id, schedule)
      contacts[id] = .some(found)
      return found
    }
    // A unit hears of no day of what it was not sent; what nobody leads may not have been.
    let unsent = Set(docket.ours.filter { $0.duty.kind == .assign }.map(\.duty.matter))
    func isSent(_ item: Docketed) throws -> Bool {
      if unsent.contains(item.duty.matter) { return false }
      guard item.lead == nil else { return true }
      return try casebook.matter(item.duty.matter).flatMap { matter in
        matter.details.unit.map(matter.isWith)
      } ?? true
    }
    for item in docket.overdue + docket.soon {
      try give(item, to: try lead(item))
      if try isSent(item) { try give(item, to: try contact(item)) }
    }
    for item in docket.unsigned { try give(item, to: try contact(item)) }
    for item in docket.ours where PersonalDigests.leadsDo.contains(item.duty.kind) {
      try give(item, to: try lead(item))
    }
    for item in docket.lookBacks { try give(item, to: try lead(item)) }
    var replies: [Reply] = []
    for (id, items) in own.sorted(by: { $0.key < $1.key }) {
      guard let person = try casebook.person(id),
        let text = try text(for: person, DigestDocket(items, schedule), late: late)
      else { continue }
      // The group's digest has the same.
      replies.append(Reply(to: .person(id), about: .open, text: text, unreachable: .leave))
    }
    return replies + (try restricted())
  }

  /// That these were in this morning's reminders: counted all the same, and not listed again.
  private func alreadySaid(_ items: [Docketed]) -> Wording {
    guard !items.isEmpty else { return Wording() }
    let numbers = items.prefix(10).map { "\($0.duty.matter)" }.joined(separator: "、")
    return Wording("\(numbers)\(items.count > 10 ? "等" : "")今天已提醒过您，不再列。")
  }

  /// What waits for the lead themselves.
  static let leadsDo: Set<Duty.Kind> = [.verify, .setTerm, .assign, .review]

  /// Whether a lead does it: what they may not hand over waits for the team, as 待办 says.
  private func isTheirs(_ item: Docketed, _ person: Person) throws -> Bool {
    guard PersonalDigests.leadsDo.contains(item.duty.kind) else { return false }
    guard item.duty.kind == .assign else { return true }
    guard let matter = try casebook.matter(item.duty.matter) else { return false }
    return AccessPolicy.allows(
      try Actor.spokenTo(person, on: schedule.today, casebook), .assign, on: matter)
  }

  private func wasSaid(_ item: Docketed) throws -> Bool {
    try Reminders.wasSaidToday(item, days, schedule)
  }

  /// Nil where there is nothing to say.
  /// - Parameter isAsked: Whoever asks is told all of it, whatever was said this morning.
  func text(
    for person: Person, _ own: DigestDocket, late: String?, isAsked: Bool = false
  ) throws -> Wording? {
    let mine = try own.ours.filter { try isTheirs($0, person) } + own.unsigned
    let new = isAsked ? own : try own.filtered { try !wasSaid($0) }
    guard !new.overdue.isEmpty || !new.soon.isEmpty || !mine.isEmpty || !new.lookBacks.isEmpty
    else { return nil }
    let said =
      isAsked ? [] : try (own.overdue + own.soon + own.lookBacks).filter(wasSaid)
    let lines = DigestLines(schedule: schedule, days: days)
    var counts = ["逾期\(own.overdue.count)件", "临期\(own.soon.count)件"]
    let waiting = Set((mine + own.lookBacks).map(\.duty.matter)).count
    if waiting > 0 { counts.append("待您办\(waiting)件") }
    var text = Wording(
      "\(person.address)您好，\(days.full(schedule.today))：\(counts.joined(separator: "，"))")
    if let late { text.add(Wording(late)) }
    text.add(
      try lines.section("逾期", new.overdue, more: "我的") { item, matter in
        [.plain(try lines.overdue(matter, .answering, namesUnit: item.unit != person.unit))]
      })
    text.add(
      try lines.section("3个工作日内到期", new.soon, more: "我的") { item, matter in
        [.plain(lines.soon(item, matter))]
      })
    // What a unit leaves unsigned it is told itself.
    if !mine.isEmpty { text.add(Wording("【待您办】\(try lines.waiting(mine) { _ in true })")) }
    if !new.lookBacks.isEmpty {
      text.add(Wording("【回头看】\(lines.lookBacks(new.lookBacks))"))
    }
    text.add(alreadySaid(said))
    text.add("看详情：\(typed: "查 编号")")
    return text
  }

  /// A word to each in whose 待办 something of a restricted case stands, once however many.
  private func restricted() throws -> [Reply] {
    var told: [PersonID] = []
    for item in try casebook.docket(DutyQuery())
    where try item.duty.matter.series == .restricted && !wasSaid(item) {
      guard let matter = try casebook.matter(item.duty.matter) else { continue }
      told += try ReminderReceivers.awaited(item.duty, of: matter, schedule).filter {
        !told.contains($0)
      }
    }
    return told.map(ReminderReceivers.veiled)
  }
}
