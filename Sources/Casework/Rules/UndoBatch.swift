/// What one message brought about, and so what one 撤回 takes back: all entries of one stamp.
struct UndoBatch {
  /// Oldest first.
  var entries: [JournalEntry]

  /// The last thing a person did that still stands: neither undone nor itself an undoing.
  static func last(of entries: [JournalEntry]) -> UndoBatch? {
    let standing = standing(in: entries)
    guard let stamp = standing.last?.event.stamp else { return nil }
    return UndoBatch(entries: standing.filter { $0.event.stamp == stamp })
  }

  var stamp: Event.Stamp? { entries.first?.event.stamp }

  /// The cases it is about, in the order in which they were touched.
  var numbers: [CaseNumber] {
    var seen: Set<CaseNumber> = []
    return entries.compactMap { entry in
      guard case .matter(let number)? = entry.event.record, seen.insert(number).inserted else {
        return nil
      }
      return number
    }
  }

  /// Its entries about one case.
  func entries(about number: CaseNumber) -> [JournalEntry] {
    entries.filter { $0.event.record == .matter(number) }
  }

  /// What a sentence calls it: 登记, 进展、催办.
  var name: String {
    var seen: Set<String> = []
    return entries.compactMap { KindWords.name(of: $0.event.change.kind) }
      .filter { seen.insert($0).inserted }.joined(separator: "、")
  }

  /// `43至48号的作废`.
  var title: String { "\(NumberWords.list(numbers.sorted()))的\(name)" }

  /// Whether it is nothing but registering cases that everybody's numbers are given to.
  var isRegistration: Bool {
    entries.allSatisfy { entry in
      if case .registered = entry.event.change { entry.event.audience == .open } else { false }
    }
  }

  /// The first entry that no 撤回 takes back; nil where all may be.
  var final: JournalEntry? { entries.first { !UndoBatch.isUndoable($0.event.change) } }

  // MARK: What stands

  /// An act on a record, whatever entries it left there.
  private struct Deed: Hashable {
    var at: Instant
    var actor: PersonID?
    var chat: ChatID?
    var message: String?
    var record: RecordID?

    init(_ event: Event) {
      at = event.stamp.at
      actor = event.stamp.actor
      chat = event.stamp.chat
      message = event.stamp.message
      record = event.record
    }
  }

  /// A place in one of the two chains.
  private struct Place: Hashable {
    var audience: Audience
    var sequence: Int
  }

  /// The entries that were not undone, without the undoings and without what changes nothing.
  static func standing(in entries: [JournalEntry]) -> [JournalEntry] {
    var taken: Set<Place> = []
    for entry in entries {
      guard let sequence = undone(by: entry.event.change) else { continue }
      taken.insert(Place(audience: entry.event.audience, sequence: sequence))
    }
    var deeds: Set<Deed> = []
    for entry in entries {
      let place = Place(audience: entry.event.audience, sequence: entry.sequence)
      if taken.contains(place) { deeds.insert(Deed(entry.event)) }
    }
    return entries.filter { entry in
      undone(by: entry.event.change) == nil && !isPassedOver(entry.event.change)
        && !deeds.contains(Deed(entry.event))
    }
  }

  private static func undone(by change: Change) -> Int? {
    switch change {
    case .undone(let undone): undone.sequence
    case .turned(let turned):
      if case .restored(let restoring) = turned.turn { restoring.sequence } else { nil }
    default: nil
    }
  }

  /// What the program adds by itself, and looks.
  private static func isPassedOver(_ change: Change) -> Bool {
    switch change {
    case .viewed, .noticed, .figureGiven, .exportGiven: return true
    case .turned(let turned):
      if case .evidenceStored = turned.turn { return true }
      return false
    default: return false
    }
  }

  private static func isUndoable(_ change: Change) -> Bool {
    switch change {
    case .registered, .led, .progressed, .closeProposed, .closeLapsed: true
    case .turned(let turned):
      switch turned.turn {
      case .issued, .transferred, .transferReceived, .transferReturned, .receiversSet,
        .evidenceStored, .restored:
        false
      default: true
      }
    default: false
    }
  }
}
