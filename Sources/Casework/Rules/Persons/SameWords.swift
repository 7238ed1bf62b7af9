/// Where words that are hidden stand besides, word for word: a case that was merged with theirs is taken
/// along, of any other its number is told, since the same words may be said of another thing.
struct SameWords {
  /// Hidden along with it.
  var taken: [HidingMeant.Part] = []
  /// What the speaker is told of the rest.
  var lines: [Wording] = []
  /// What the team is told of what the speaker may not see.
  var told: [Reply] = []

  /// Shorter ones are said of everything.
  private static let shortest = 6
  /// As many records are named.
  private static let limit = 5

  static func elsewhere(
    _ parts: [HidingMeant.Part], _ casebook: any Casebook, _ situation: Situation
  ) throws -> SameWords {
    let said = Set(parts.flatMap(\.entries).flatMap(\.event.change.sentences))
      .filter { $0.unicodeScalars.count >= shortest }
    let known = Set(parts.map(\.record))
    var found: [HidingMeant.Part] = []
    for entry in try casebook.written(saying: said.sorted()) {
      guard let record = entry.event.record, TextHolders.holds(record), !known.contains(record),
        stand(said, in: entry, atLeast: shortest)
      else { continue }
      if let index = found.firstIndex(where: { $0.record == record }) {
        found[index].seeds.append(entry)
        found[index].entries.append(entry)
      } else {
        found.append(HidingMeant.Part(record: record, seeds: [entry], entries: [entry]))
      }
    }
    let merged = try merged(with: known, casebook.seen(by: .clock))
    var same = SameWords(taken: found.filter { merged.contains($0.record) })
    try same.name(found.filter { !merged.contains($0.record) }, of: parts, casebook, situation)
    return same
  }

  /// Whether one of them is in it, or a long enough one within another sentence.
  static func stand(_ said: Set<String>, in entry: JournalEntry, atLeast length: Int) -> Bool {
    entry.event.change.sentences.contains { text in
      said.contains { text == $0 || $0.unicodeScalars.count >= length && text.contains($0) }
    }
  }

  private static func merged(
    with records: Set<RecordID>, _ casebook: any Casebook
  ) throws -> Set<RecordID> {
    var merged: Set<RecordID> = []
    for number in records.compactMap(\.caseNumber) {
      guard let handling = try casebook.matter(number)?.handling else { continue }
      merged.formUnion(handling.absorbed.map { .matter($0.number) })
      if let target = handling.mergedInto { merged.insert(.matter(target)) }
    }
    return merged
  }

  private mutating func name(
    _ found: [HidingMeant.Part], of parts: [HidingMeant.Part], _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    let reader = casebook.seen(by: .person(situation.actor.id))
    let (shown, unseen) = try found.reduce(into: ([RecordID](), [CaseNumber]())) { lists, part in
      if let number = part.record.caseNumber, try reader.matter(number) == nil {
        lists.1.append(number)
      } else {
        lists.0.append(part.record)
      }
    }
    if let first = shown.first {
      let names = try TextHolders.names(of: Array(shown.prefix(SameWords.limit)), casebook)
      let count = shown.count > SameWords.limit ? "等\(shown.count)处" : ""
      let typed = try TextHolders.typed(first, casebook)
      let isOwn = found.first { $0.record == first }?.entries.contains {
        $0.event.stamp.actor == situation.actor.id
      }
      let mayHide = AccessPolicy.allows(situation.actor, .redact) || isOwn == true
      lines.append(
        mayHide
          ? "同样的话还在\(names)\(count)里；也要遮盖请发：\(typed: "遮盖 \(typed)")"
          : "同样的话还在\(names)\(count)里，是别人写的；也要遮盖，请专班发：\(typed: "遮盖 \(typed)")")
    }
    let names = try TextHolders.names(of: parts.map(\.record), casebook)
    told = unseen.prefix(SameWords.limit).map { number in
      Reply(
        to: .team, about: .cases([number]),
        text: "\(names)遮盖的话，\(number)号里也有；也要遮盖请私聊我发：\(typed: "遮盖 \(number)")")
    }
  }
}
