/// Private persons in a line: how they are called, where they live, what they suffer from. Told by their
/// form and by lists of the table, and not by what was learnt.
struct PersonsHomes {
  struct Name {
    var range: Range<Int>
    /// Called as colleagues are called: 老张, 孙工.
    var isShort = false
    /// Said with a home: 张桂花家, 张桂花住….
    var isHome = false
    var isMention = false
  }

  private let line: [PersonsToken]
  private let table: PersonsTable
  private(set) var names: [Name] = []
  let addresses: [PersonsAddresses.Address]

  /// - Parameter always: false where names are worth looking for only beside what is told of them.
  init(_ line: [PersonsToken], _ table: PersonsTable, always: Bool = true) {
    self.line = line
    self.table = table
    addresses = PersonsAddresses(line).found
    guard
      always || !addresses.isEmpty
        || line.contains(where: { PersonsHomes.telling.contains($0.kind) })
        || line.indices.contains(where: { words(.condition, at: $0) > 0 })
    else { return }
    var index = 0
    while index < line.count {
      guard let name = name(at: index), isPrivate(name) else {
        index += 1
        continue
      }
      names.append(name)
      index = name.range.upperBound
    }
  }

  // MARK: What a line tells

  /// Where a private person lives: a door and a name, or a building and whose home is there.
  var tellsHome: Bool {
    let named = names.filter { !$0.isMention && !isAtWork($0) }
    guard !named.isEmpty else { return false }
    if line.contains(where: { $0.kind == .door }) { return true }
    return addresses.contains { address in
      address.isDoor
        || named.contains { name in
          let gap =
            name.range.lowerBound >= address.range.upperBound
            ? name.range.lowerBound - address.range.upperBound
            : address.range.lowerBound - name.range.upperBound
          if name.isHome { return isOneClause(name.range, address.range) }
          guard name.range.count > 2 else { return false }
          return gap == 0 || gap == 1 && "的".contains(name.range.lowerBound - 1, line)
            || gap <= 8 && standsAlone(name)
        }
    }
  }

  /// What a private person suffers from, or did or suffered once.
  var tellsCondition: Bool {
    line.indices.contains { place in
      let length = words(.condition, at: place)
      guard length > 0 else { return false }
      return names.contains { name in
        guard isOneClause(name.range, place..<(place + length)), !isOfUnit(name) else {
          return false
        }
        if name.range.upperBound <= place {
          let between = line[name.range.upperBound..<place]
          return between.count <= 8 && !between.contains { PersonsHomes.work.contains($0.kind) }
        }
        return (0...3).contains(name.range.lowerBound - place - length)
      }
    }
  }

  /// 董大妈，花园路12号，…: a clause that is a name.
  private func standsAlone(_ name: Name) -> Bool {
    func ends(_ place: Int) -> Bool {
      !line.indices.contains(place) || line[place].isComma || line[place].isStop
        || ":".contains(place, line)
    }
    return ends(name.range.lowerBound - 1) && ends(name.range.upperBound)
  }

  // MARK: Names

  private func name(at place: Int) -> Name? {
    let token = line[place]
    if token.kind == .name || token.kind == .likelyName {
      guard token.isHead else { return nil }
      var end = place + 1
      while end < line.count, line[end].kind == token.kind, !line[end].isHead { end += 1 }
      // 路 in 和平路居民 is read as 王 in 王阿姨 is.
      if end == place + 1, place > 0, words(.placeEnd, at: place) > 0 { return nil }
      end += words(.calling, at: end)
      // 幸福小 in 幸福小区 has the form of a name.
      guard words(.business, at: end) == 0,
        token.kind == .name || !isLookalike(place) && !isOfPlace(end)
      else { return nil }
      let isShort =
        end - place == 2 && ("小老阿".contains(place, line) || "总工科局处".contains(end - 1, line))
      return made(
        place..<end, isShort: isShort, isMention: token.value == PersonsToken.mention)
    }
    guard token.isHan, !isInWord(place) else { return nil }
    return familyName(at: place) ?? childName(at: place) ?? framed(at: place)
  }

  /// 张桂花, 欧阳春, 王大爷, 周婶.
  private func familyName(at place: Int) -> Name? {
    let compound = words(.compoundSurname, at: place)
    let surname = compound > 0 ? compound : isSurname(place) ? 1 : 0
    guard surname > 0, compound > 0 || !isLookalike(place) else { return nil }
    let begins = isEdge(place)
    let calling = words(.calling, at: place + surname)
    if calling > 0, begins || calling > 1, !isDoubtful(place) {
      let end = place + surname + calling
      return words(.business, at: end) == 0 ? made(place..<end) : nil
    }
    var end = place + surname
    while end < min(place + surname + 2, line.count), isGiven(end), line[end].kind != .folk,
      words(.condition, at: end) == 0
    {
      end += 1
    }
    guard end > place + surname, words(.business, at: end) == 0, !splitsWord(end), !isOfPlace(end)
    else { return nil }
    let isWhole = end - place > 2
    // 和平路 is written as a name might be.
    if isWhole, "路街巷弄村镇".contains(end - 1, line) { return nil }
    guard
      isWhole ? begins || "家".contains(end, line) : begins && isBoundary(end) && !isDoubtful(place)
    else { return nil }
    return made(place..<end)
  }

  /// 小芳, 阿毛.
  private func childName(at place: Int) -> Name? {
    guard "小阿".contains(place, line), isEdge(place), isGiven(place + 1), !isInWord(place + 1),
      isBoundary(place + 2), words(.business, at: place + 2) == 0, !isLookalike(place)
    else { return nil }
    return made(place..<(place + 2), isShort: true)
  }

  /// 户主陈…, 患者：孟…, 姓庾的: what stands there is a name, whatever its characters.
  private func framed(at place: Int) -> Name? {
    if "姓".contains(place, line), place + 1 < line.count, line[place + 1].isHan,
      !"名氏".contains(place + 1, line), !"同贵百".contains(place - 1, line)
    {
      return made(place..<(place + 2))
    }
    guard isFramed(place) else { return nil }
    let compound = words(.compoundSurname, at: place)
    let surname = compound > 0 ? compound : isSurname(place) ? 1 : 0
    guard surname > 0, !isLookalike(place), !isDoubtful(place) else { return nil }
    var end = place + surname
    while end < min(place + surname + 2, line.count), line[end].isHan, !isInWord(end),
      !isBoundary(end)
    { end += 1 }
    guard end > place + surname, isGiven(place + surname), isBoundary(end) else { return nil }
    return made(place..<end)
  }

  /// Behind 户主, 患者：.
  private func isFramed(_ place: Int) -> Bool {
    let isLabelled = ":".contains(place - 1, line) || "是为叫".contains(place - 1, line)
    let end = isLabelled ? place - 1 : place
    return (2...9).contains { end >= $0 && words(.household, at: end - $0) == $0 }
  }

  private func made(_ range: Range<Int>, isShort: Bool = false, isMention: Bool = false) -> Name {
    let end = range.upperBound
    let isHome =
      "户住".contains(end, line) || "家".contains(end - 1, line)
      || "家".contains(end, line) && !"长园具政纺访".contains(end + 1, line)
    return Name(range: range, isShort: isShort, isHome: isHome, isMention: isMention)
  }

  // MARK: What is none

  /// 王局长, 民警张建国: what an office does is no private person's affair, unless his home is told.
  private func isPrivate(_ name: Name) -> Bool {
    let (begin, end) = (name.range.lowerBound, name.range.upperBound)
    if end < line.count, line[end].kind == .office, line[end].isHead { return false }
    return name.isHome || begin == 0 || line[begin - 1].kind != .office
  }

  /// 老李已到…, 张建国走访…: a colleague at work.
  private func isAtWork(_ name: Name) -> Bool {
    guard !name.isHome else { return false }
    let end = name.range.upperBound
    if name.isShort, "工总科局处".contains(end - 1, line) || "去到来在看".contains(end, line) {
      return true
    }
    let reach = name.isShort ? 6 : 3
    return line[end...].prefix(reach).prefix { !$0.isComma && !$0.isStop }
      .contains { $0.kind == .attending || name.isShort && PersonsHomes.work.contains($0.kind) }
  }

  /// 安康苑6幢, 东方花园7幢: a place, with a number behind it.
  private func isOfPlace(_ end: Int) -> Bool {
    words(.placeEnd, at: end - 1) > 0 && end < line.count
      && (line[end].isNumber || addresses.contains { $0.range.lowerBound == end })
  }

  /// 残联小翟, 民政所的老唐.
  private func isOfUnit(_ name: Name) -> Bool {
    var before = name.range.lowerBound - 1
    if "的".contains(before, line) { before -= 1 }
    return before >= 0 && line[before].kind == .unit
  }

  private static let telling: Set<PersonsClass?> = [.number, .door, .identity, .illness]
  private static let work: Set<PersonsClass?> = [.attending, .answering, .repairing, .serving]

  // MARK: Characters

  private func words(_ list: PersonsList, at place: Int) -> Int {
    table.lists[list]?.length(at: place, in: line) ?? 0
  }

  private func isSurname(_ place: Int) -> Bool {
    Unicode.Scalar(line[place].value).map(table.surnames.contains) ?? false
  }

  /// A surname that is a word by itself.
  private func isDoubtful(_ place: Int) -> Bool { PersonsHomes.doubtful.contains(place, line) }

  private func isGiven(_ place: Int) -> Bool {
    place < line.count && Unicode.Scalar(line[place].value).map(table.given.contains) ?? false
  }

  /// A word of the table, by its characters.
  private func isWord(_ place: Int) -> Bool {
    guard line.indices.contains(place), let kind = line[place].kind, !line[place].bySound else {
      return false
    }
    return ![.name, .likelyName, .door, .number, .identity, .plate].contains(kind)
  }

  private func isInWord(_ place: Int) -> Bool {
    isWord(place) && (!line[place].isHead || splitsWord(place + 1))
  }

  private func splitsWord(_ place: Int) -> Bool { isWord(place) && !line[place].isHead }

  private func isLookalike(_ place: Int) -> Bool {
    words(.lookalike, at: place) > 1 || place > 0 && words(.lookalike, at: place - 1) > 1
  }

  /// A name may begin there.
  private func isEdge(_ place: Int) -> Bool {
    guard place > 0, line[place - 1].isHan, line[place - 1].kind == nil else { return true }
    return words(.placeEnd, at: place - 1) > 0
      || "叫主名者款人是的户给为找和与及跟被把对让住请".contains(place - 1, line)
  }

  /// A name may end before that place.
  private func isBoundary(_ place: Int) -> Bool {
    guard place < line.count, line[place].isHan, line[place].kind == nil else { return true }
    return "家的患得病住在反说有因于去已又还没现要和与跟及她他一这今昨离怀吸刚从也是被把对让".contains(place, line)
      || words(.condition, at: place) > 0
  }

  private func isOneClause(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    let between =
      min(
        one.upperBound, other.upperBound)..<max(
        min(one.upperBound, other.upperBound), max(one.lowerBound, other.lowerBound))
    return !line[between].contains { $0.isComma || $0.isStop }
  }

  private static let doubtful = "全和平乐高常时明成于向应单方农师商边干官车班万"
}

extension String {
  /// Whether one of these characters stands there.
  fileprivate func contains(_ place: Int, _ line: [PersonsToken]) -> Bool {
    guard line.indices.contains(place), let scalar = Unicode.Scalar(line[place].value) else {
      return false
    }
    return unicodeScalars.contains(scalar)
  }
}
