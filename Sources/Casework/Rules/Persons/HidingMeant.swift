/// What a 遮盖 is about, as far as its speaker may hide it.
struct HidingMeant {
  /// What is hidden of one record.
  struct Part {
    var record: RecordID
    /// What was meant.
    var seeds: [JournalEntry]
    /// All that goes with it.
    var entries: [JournalEntry]
  }

  /// Empty where nothing is left to hide.
  var parts: [Part] = []
  /// All records that are meant.
  var records: [RecordID] = []
  /// What cannot be hidden of what the message brought about.
  var beyond: [Wording] = []

  /// By what is typed, else by the message that is answered, else by the card.
  static func find(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> HidingMeant {
    var meant = HidingMeant()
    if let holder = wish.holder {
      let found = try TextHolders.find(holder, casebook, situation)
      guard found.count == 1, let record = found.first else {
        throw Refusal(
          .valueUnknown, "这个编号的提醒不止一个群有，没有遮盖。\n请到那个群里发，或直接回复那条消息写“遮盖”。")
      }
      try meant.take(record, casebook, situation)
      return meant
    }
    try meant.takeAnswered(casebook, situation)
    if meant.records.isEmpty, meant.beyond.isEmpty, let card = wish.card {
      try meant.take(.matter(card), casebook, situation)
    }
    return meant
  }

  // MARK: By its name

  private mutating func take(
    _ record: RecordID, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    // What is restricted is no text that slipped into the group.
    guard record.audience == .open else { throw Refusal.unavailable }
    let written = try casebook.written(about: record)
    let own = written.filter { $0.event.stamp.actor == situation.actor.id }
    // Whoever wrote it may hide it although the case is not shown to him.
    if let number = record.caseNumber {
      let shown = try HidingMeant.isShown(number, casebook, situation)
      guard shown || own.contains(where: { !$0.event.change.isRefusal }) else {
        _ = try Guards.matter(number, casebook)
        throw Refusal.unavailable
      }
    }
    records = [record]
    let standing = HidingMeant.standing(written, record)
    // A unit's other names are not meant all at once.
    if case .unit = record {
      guard HeldText.all(about: record, in: written).isEmpty else { return }
      throw Refusal(
        .valueUnknown, "遮盖单位的别名，请直接回复记它的那条消息，写“遮盖”。\n改名请发：\(typed: "单位")")
    }
    if try HidingMeant.mayAll(record, casebook, situation) {
      return add(record, standing, in: standing)
    }
    let seeds = standing.filter { $0.event.stamp.actor == situation.actor.id }
    if seeds.isEmpty, !standing.isEmpty, !HidingMeant.hides(own, record, written) {
      let what = try TextHolders.name(of: record, casebook) + "的内容"
      throw try HidingMeant.notYours(what, record, casebook, situation)
    }
    add(record, seeds, in: standing)
  }

  /// The same words went on: an amendment keeps what stood there before, a draft quotes a title. A small
  /// record is written whole with each change.
  private mutating func add(
    _ record: RecordID, _ seeds: [JournalEntry], in all: [JournalEntry]
  ) {
    guard !seeds.isEmpty else { return }
    let said = Set(seeds.flatMap(\.event.change.sentences))
    let places = Set(seeds.map(\.sequence))
    let entries = all.filter { entry in
      record.caseNumber == nil || places.contains(entry.sequence)
        || SameWords.stand(said, in: entry, atLeast: 4)
    }
    parts.append(Part(record: record, seeds: seeds, entries: entries))
  }

  // MARK: By a message

  private mutating func takeAnswered(
    _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let message = situation.answered ?? situation.answeredThrough else { return }
    let chat = situation.place.chat
    let entries = try casebook.written(by: message, in: chat).filter {
      !$0.event.change.isRefusal
    }
    var others: [RecordID?] = []
    for entry in entries {
      if let record = entry.event.record, TextHolders.holds(record) {
        if !records.contains(record) { records.append(record) }
      } else if !others.contains(entry.event.record) {
        others.append(entry.event.record)
      }
    }
    beyond = others.compactMap(TextHolders.beyond)
    if entries.isEmpty, situation.place.isPrivate,
      try casebook.keepsRestricted(message, in: chat, by: situation.actor.id)
    {
      beyond = ["记的只有能看到它的人看得到，不用遮盖。\n要改请用更正、撤回；您自己的提醒请发：\(typed: "提醒 列表")"]
    }
    for record in records {
      let written = try casebook.written(about: record)
      let said = entries.filter { $0.event.record == record }
      let isOwn = said.allSatisfy { $0.event.stamp.actor == situation.actor.id }
      let mayAll = try HidingMeant.mayAll(record, casebook, situation)
      guard isOwn || mayAll else {
        throw try HidingMeant.notYours("这条", record, casebook, situation)
      }
      let places = Set(said.map(\.sequence))
      let standing = HidingMeant.standing(written, record)
      add(record, standing.filter { places.contains($0.sequence) }, in: standing)
    }
  }

  // MARK: Who may

  private static func isShown(
    _ number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    // The answer is for the actor alone, wherever it was typed.
    try casebook.seen(by: .person(situation.actor.id)).matter(number) != nil
  }

  private static func mayAll(
    _ record: RecordID, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    guard AccessPolicy.allows(situation.actor, .redact) else { return false }
    guard let number = record.caseNumber else { return true }
    // What others wrote about his own unit's case somebody else hides.
    return try casebook.seen(by: .person(situation.actor.id)).matter(number).map {
      try !OwnUnit.has(situation.actor.person, $0, casebook)
    } ?? false
  }

  private static func notYours(
    _ what: String, _ record: RecordID, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let permission = AccessPolicy.permission(for: .redact)
    // Whoever may by his office, and sees the case, is kept from it by his unit alone.
    if AccessPolicy.allows(situation.actor, .redact), let number = record.caseNumber,
      try isShown(number, casebook, situation)
    {
      return Refusal(
        .samePerson,
        "\(what)不由责任单位自己的人来遮盖，您是这个单位的；自己写的可以。\n请马上告诉\(permission.another)。")
    }
    return Refusal(
      .notAllowed, "\(what)由\(permission.wording)遮盖，您这里不能直接办。\n请马上把情况告诉专班。")
  }

  // MARK: What stands there

  /// The entries with a text or a file in them that are not hidden yet.
  private static func standing(
    _ entries: [JournalEntry], _ record: RecordID
  ) -> [JournalEntry] {
    let hidden = Set(HeldText.all(about: record, in: entries).flatMap(\.hidden.entries))
    return entries.filter { entry in
      !hidden.contains(entry.sequence)
        && (entry.event.change.holdsText || !entry.event.change.files.isEmpty)
    }
  }

  /// Whether some of those are hidden already.
  private static func hides(
    _ own: [JournalEntry], _ record: RecordID, _ written: [JournalEntry]
  ) -> Bool {
    let hidden = Set(HeldText.all(about: record, in: written).flatMap(\.hidden.entries))
    return own.contains { hidden.contains($0.sequence) }
  }

  // MARK: What is left of it

  /// A reminder without words is not said; a unit keeps its name and the other names that it had from
  /// elsewhere.
  static func leaving(
    _ part: Part, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Event] {
    switch part.record {
    case .reminder(let id):
      let waits = try casebook.reminders(of: id.chat, id.audience).contains { $0.id == id }
      return waits
        ? [situation.event(part.record, .reminderCancelled(ReminderCancelled()))] : []
    case .unit(let id):
      guard let unit = try casebook.unit(id) else { return [] }
      let brought = Set(part.seeds.flatMap(\.event.change.newAliases))
      let new = UnitRegistered(
        name: unit.name, aliases: unit.aliases.filter { !brought.contains($0) },
        contacts: unit.contacts)
      let old = UnitRegistered(
        name: Skeleton.marker, aliases: [], contacts: unit.contacts)
      return [situation.event(part.record, .unitAmended(UnitAmended(new: new, old: old)))]
    default: return []
    }
  }
}

extension Change {
  fileprivate var isRefusal: Bool {
    switch self {
    case .refused, .viewed, .vouched: true
    default: false
    }
  }
  /// Other names that a unit got by it.
  fileprivate var newAliases: [String] {
    switch self {
    case .unitRegistered(let new): new.aliases
    case .unitAmended(let change): change.new.aliases.filter { !change.old.aliases.contains($0) }
    default: []
    }
  }
}
