import Casework

/// What is told by rules and not by what was learnt: numbers, doors and illnesses of private persons, who
/// raised something, unpublished steps against somebody.
struct PersonsRules {
  let line: [PersonsToken]
  let table: PersonsTable

  /// The reason to hold the line back; nil where no rule has one.
  var reason: PersonsVerdict.Reason? {
    if let reporter { return reporter }
    if let privacy { return .privacy(privacy) }
    if raisesIt { return .reporter }
    return tellsProcedure ? .procedure : nil
  }

  // MARK: Who

  /// Says enough to tell what somebody did: more than a few characters without a word of the table, and
  /// more than who. A name, an office or a unit alone is nothing that anybody did.
  var saysEnough: Bool {
    let length = line.count(where: \.isRead)
    guard length >= 3, length > 4 || line.contains(where: { $0.kind != nil }) else { return false }
    let weight = line.reduce(0) { sum, token in
      switch token.kind {
      case .name, .likelyName, .office, .hint, .kin, .unit, .company: sum
      case nil: token.isRead && token.value != PersonsRules.of ? sum + 1 : sum
      default: sum + 2
      }
    }
    return weight >= 2
  }

  private static let of: UInt32 = 0x7684  // 的
  private static let already: UInt32 = 0x5DF2  // 已

  /// A private person is named: by a name that no office follows, by a calling, 姓毛的.
  private var namesPrivately: Bool {
    line.indices.contains { place in
      let token = line[place]
      guard token.isHead, token.kind == .name || token.kind == .likelyName else { return false }
      var next = place + 1
      while next < line.count, line[next].kind == token.kind, !line[next].isHead { next += 1 }
      return next >= line.count || line[next].kind != .office
    }
  }

  /// Somebody is meant: by name, office, kinship, pointing at or plate.
  var meansSomebody: Bool {
    line.contains {
      switch $0.kind {
      case .name, .likelyName, .office, .hint, .kin, .plate: true
      default: false
      }
    }
  }

  private func has(_ kind: PersonsClass) -> Bool { line.contains { $0.kind == kind } }

  // MARK: Private persons

  private var privacy: PersonsVerdict.Privacy? {
    let homes = PersonsHomes(line, table, always: false)
    let illness = has(.illness)
    let named = !homes.names.isEmpty
    if has(.identity) { return PersonsVerdict.Privacy(offersMatter: !illness) }
    if has(.number), named || meansSomebody || has(.door) || illness || has(.folk) {
      return PersonsVerdict.Privacy(offersMatter: !illness)
    }
    if illness, named || has(.door) { return PersonsVerdict.Privacy(offersMatter: false) }
    if homes.tellsCondition { return PersonsVerdict.Privacy(offersMatter: false) }
    if homes.tellsHome { return PersonsVerdict.Privacy(offersMatter: true) }
    return nil
  }

  // MARK: Who raised it

  private var reporter: PersonsVerdict.Reason? {
    guard has(.reporter) else { return nil }
    return namesPrivately || has(.number) || has(.identity) || has(.door)
      || !PersonsHomes(line, table).names.isEmpty ? .reporter : nil
  }

  /// 王桂兰来信, 9幢王阿姨昨天打热线: a private person is said to have turned to an office.
  private var raisesIt: Bool {
    let raising = line.indices.filter { (table.lists[.raising]?.length(at: $0, in: line) ?? 0) > 0 }
    guard !raising.isEmpty else { return false }
    let named = PersonsHomes(line, table).names.filter { !$0.isShort && !$0.isMention }
    return raising.contains { place in
      named.contains { name in
        let end = name.range.upperBound
        guard end <= place, place - end <= 6 else { return false }
        // 张建国已反映给住建局 is a colleague's report.
        return !line[end..<place].contains {
          $0.isComma || $0.isStop || $0.value == PersonsRules.already
        }
      }
    }
  }

  // MARK: Unpublished steps

  private var tellsProcedure: Bool {
    guard !has(.frame) else { return false }
    if has(.measure), meansSomebody { return true }
    // What is under way and said to be kept quiet is unpublished, whoever is meant.
    return (has(.measure) || has(.procedure)) && isKeptQuiet
  }

  private var isKeptQuiet: Bool {
    line.indices.contains { (table.lists[.secrecy]?.length(at: $0, in: line) ?? 0) > 0 }
  }
}
