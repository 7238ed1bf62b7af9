import Casework

/// A casebook in memory: nothing but a list of events and their fold. The rules cannot tell it from
/// the ledger; a copy is a fork of history.
struct Book: Casebook {
  private(set) var entries: [JournalEntry] = []
  private(set) var matters: [CaseNumber: Case] = [:]
  private var persons: [PersonID: Person] = [:] {
    didSet { sortedPeople = persons.values.sorted { $0.id < $1.id } }
  }
  // Kept beside what they follow from: the rules ask for them over and over.
  private var sortedPeople: [Person] = []
  private var histories: [RecordID: [JournalEntry]] = [:]
  private var remindersByID: [RecordID: Reminder] = [:]
  private var silencesByID: [RecordID: Silence] = [:]
  private var unitsByID: [UnitID: Unit] = [:]
  private var groupsByID: [ChatID: Group] = [:]
  /// Settings, notices, reminders, activities, figures.
  private(set) var others: [RecordID: Record] = [:]

  mutating func append(_ event: Event) throws {
    let entry = JournalEntry(sequence: entries.count + 1, event: event)
    entries.append(entry)
    guard let id = event.record else { return }
    if event.change.changesRecord { histories[id, default: []].append(entry) }
    switch (id, try fold(record(id), event)) {
    case (.matter(let number), .matter(let matter)): matters[number] = matter
    case (.person(let id), .person(let person)): persons[id] = person
    case (.unit(let id), .unit(let unit)): unitsByID[id] = unit
    case (.group(let id), .group(let group)): groupsByID[id] = group
    case (_, let other?):
      others[id] = other
      if case .reminder(let reminder) = other { remindersByID[id] = reminder }
      if case .silence(let silence) = other { silencesByID[id] = silence }
    default: break
    }
  }

  /// Puts a case in as it is, whatever would have led there.
  mutating func put(_ matter: Case) { matters[matter.number] = matter }

  mutating func put(_ person: Person) { persons[person.id] = person }
  mutating func put(_ unit: Unit) { unitsByID[unit.id] = unit }
  mutating func put(_ group: Group) { groupsByID[group.id] = group }

  private func record(_ id: RecordID) -> Record? {
    switch id {
    case .matter(let number): matters[number].map(Record.matter)
    case .person(let id): persons[id].map(Record.person)
    case .unit(let id): unitsByID[id].map(Record.unit)
    case .group(let id): groupsByID[id].map(Record.group)
    default: others[id]
    }
  }

  // MARK: Casebook

  func matter(_ number: CaseNumber) -> Case? { matters[number].flatMap { sees($0) ? $0 : nil } }

  /// Whom it is read by; the rules' tests read as somebody who sees everything.
  var reader = Reader.clock

  func seen(by reader: Reader) -> any Casebook {
    var book = self
    book.reader = reader
    return book
  }

  func isKeptInside(_ number: CaseNumber) -> Bool {
    matters[number].map { $0.isInner && !sees($0) } ?? false
  }

  func sees(_ matter: Case) -> Bool {
    guard matter.isInner, reader != .clock else { return true }
    return (try? Viewer.Standing.of(reader, self).sees(matter)) ?? false
  }

  /// Cases the reader may know of.
  var known: [Case] { matters.values.filter(sees) }
  func nextCaseNumber() -> CaseNumber { CaseNumber((matters.keys.map(\.key).max() ?? 0) + 1) }
  func nextPersonID() -> PersonID { PersonID("p\(persons.count + 1)") }
  func nextUnitID() -> UnitID { UnitID("u\(unitsByID.count + 1)") }
  func person(_ id: PersonID) -> Person? { persons[id] }
  func person(account: AccountID) -> Person? { people().first { $0.accounts.contains(account) } }
  /// Whose private chat the IM refused.
  var outOfReach: Set<PersonID> = []
  func isOutOfReach(_ person: PersonID) -> Bool { outOfReach.contains(person) }
  func people() -> [Person] { sortedPeople }
  func looks(_ lookalikes: Lookalikes) -> Looks { Looks(people(), lookalikes) }
  func isGranted(_ role: Role) -> Bool { persons.values.contains { $0.roles.contains(role) } }
  func unit(_ id: UnitID) -> Unit? { unitsByID[id] }
  func units() -> [Unit] { unitsByID.values.sorted { $0.id < $1.id } }
  func group(_ id: ChatID) -> Group? { groupsByID[id] }
  func groups() -> [Group] { groupsByID.values.sorted { $0.id < $1.id } }

  func find(_ query: CaseQuery) -> CasePage {
    let found = known.filter { fits($0, query) }.sorted { $0.number > $1.number }
    return CasePage(
      cases: Array(found.dropFirst(query.offset).prefix(query.limit)), total: found.count)
  }

  private func fits(_ matter: Case, _ query: CaseQuery) -> Bool {
    if let states = query.states, !states.contains(matter.state) { return false }
    if query.states == nil, matter.state == .withdrawn { return false }
    if let day = query.overdueOn {
      guard matter.state.clockRuns, let due = matter.due, due.day < day else { return false }
    }
    if let lead = query.lead, matter.lead != lead { return false }
    if query.isUnled, (try? leader(of: matter)) != nil { return false }
    if let unit = query.unit, matter.details.unit?.id != unit { return false }
    if let person = query.involving {
      let people =
        [matter.lead, matter.registrant].compactMap { $0 } + matter.contacts
        + (matter.handling?.receivers ?? [])
      let tied = [matter.lead].compactMap { $0 } + matter.contacts
      guard people.contains(person) || tied.contains(where: query.standingInFor.contains) else {
        return false
      }
    }
    let text = SearchText.of(matter) + (query.searchesSource ? SearchText.ofSource(matter) : "")
    return query.words.allSatisfy { text.contains($0) }
  }

  func lapsedProposals(at instant: Instant) -> [Case] {
    known.filter { ($0.proposal?.lapses).map { $0 <= instant } ?? false }
      .sorted { $0.number < $1.number }
  }

  func duties(_ query: DutyQuery) -> [Duty] {
    known.flatMap(Duty.of).filter { duty in
      (query.kinds?.contains(duty.kind) ?? true)
        && (query.through.map { through in duty.day.map { $0 <= through } ?? false } ?? true)
    }.sorted {
      ($0.day?.dayNumber ?? .max, $0.matter, $0.kind.rawValue)
        < ($1.day?.dayNumber ?? .max, $1.matter, $1.kind.rawValue)
    }
  }

  func setting(_ name: SettingName) -> Setting? {
    if case .setting(let setting)? = others[.setting(name)] { setting } else { nil }
  }

  func notice(_ id: NoticeID) -> Notice? {
    if case .notice(let notice)? = others[.notice(id)] { notice } else { nil }
  }

  func reminders(of chat: ChatID, _ audience: Audience) -> [Reminder] {
    allReminders.filter {
      $0.id.chat == chat && $0.id.audience == audience && $0.next != nil
    }.sorted { $0.id.serial < $1.id.serial }
  }

  func reminderCount(of chat: ChatID, _ audience: Audience) -> (last: Int, active: Int) {
    let filed = allReminders.filter { $0.id.chat == chat && $0.id.audience == audience }
    return (filed.map(\.id.serial).max() ?? 0, filed.count { $0.next != nil })
  }

  func reminders(dueBy instant: Instant) -> [Reminder] {
    allReminders.filter { $0.next.map { $0 <= instant } ?? false }
      .sorted { ($0.next ?? instant, $0.id.serial) < ($1.next ?? instant, $1.id.serial) }
  }

  func nextReminder(after instant: Instant) -> Instant? {
    allReminders.compactMap(\.next).filter { $0 > instant }.min()
  }

  private var allReminders: some Collection<Reminder> { remindersByID.values }

  func history(of record: RecordID) -> [JournalEntry] { histories[record] ?? [] }

  func registrations(by person: PersonID, titled title: String, since instant: Instant) -> [Case] {
    matters.values.filter {
      $0.registrant == person && $0.title == title && $0.registeredAt >= instant
    }.sorted { $0.number > $1.number }
  }

  func acts(of person: PersonID, since instant: Instant) -> [JournalEntry] {
    entries.filter { entry in
      if case .refused = entry.event.change { return false }
      return entry.event.stamp.actor == person && entry.event.stamp.at >= instant
    }
  }
}

// What the clock asks.
extension Book {
  func docket(_ query: DutyQuery) -> [Docketed] {
    duties(query).compactMap { duty in
      guard let matter = matter(duty.matter) else { return nil }
      let item = Docketed(duty, of: matter)
      return query.urgent.map { $0 == item.urgent } ?? true ? item : nil
    }
  }

  func nextLapse() -> Instant? { matters.values.compactMap { $0.proposal?.lapses }.min() }

  func silences() -> [Silence] {
    silencesByID.values.sorted { $0.from < $1.from }
  }

  func entries(of kinds: Set<String>, since: Instant, before: Instant) -> [JournalEntry] {
    entries.filter {
      kinds.contains($0.event.change.kind) && $0.event.stamp.at >= since
        && $0.event.stamp.at < before && $0.event.audience == .open
    }
  }
}

// MARK: Persons

extension Book {
  func nextRestrictedNumber() -> CaseNumber {
    CaseNumber(-(matters.keys.map(\.key).min().map { min($0, 0) } ?? 0) + 1, series: .restricted)
  }

  func handedOver(by person: PersonID) -> [Transfer] {
    matters.values.sorted { $0.number < $1.number }.flatMap { $0.handling?.transfers ?? [] }
      .filter { $0.from == person }
  }

  func trail(of record: RecordID) -> [JournalEntry] {
    entries.filter { $0.event.record == record }
  }

  func written(about record: RecordID) -> [JournalEntry] {
    entries.filter { $0.event.record == record }
  }

  func written(saying texts: [String]) -> [JournalEntry] {
    entries.filter { entry in
      texts.contains { String(describing: entry.event.change).contains($0) }
    }
  }

  func keepsRestricted(_ message: String, in chat: ChatID, by person: PersonID) -> Bool {
    entries.contains {
      $0.event.audience == .restricted && $0.event.stamp.message == message
        && $0.event.stamp.chat == chat && $0.event.stamp.actor == person
    }
  }

  func written(by message: String, in chat: ChatID) -> [JournalEntry] {
    entries.filter { $0.event.stamp.message == message && $0.event.stamp.chat == chat }
  }

  func replacements(of sequences: [Int]) -> [StruckEntry] {
    sequences.map { StruckEntry(sequence: $0, hash: "", replacement: "") }
  }

  func deletions(with held: HeldText) -> DeletionTally { DeletionTally() }
  func backups(since instant: Instant) -> [BackupMade] { [] }
}
