import Casework

extension PersonsReader {
  /// Where a text tells who a private person is and where his home: names, with what says whose home it is,
  /// and doors. Places of the text as it stands.
  func privateParts(of text: FoldedText) -> [Range<Int>] {
    var (line, places) = PersonsText(table: table).aligned(text)
    PersonsTagger(table: table).tag(&line)
    let homes = PersonsHomes(line, table)
    return (homes.names.map(\.range) + homes.addresses.map(\.range)).map { range in
      places[range.lowerBound].lowerBound..<places[range.upperBound - 1].upperBound
    }
  }

  /// Whether a private person is named, as 来源：王桂兰 does who it came from.
  func namesPrivatePerson(_ text: String) -> Bool {
    lines(of: text).contains { !PersonsHomes($0, table).names.filter { !$0.isMention }.isEmpty }
  }

  /// Whether it is a place and tells nothing of it: 幸福小区.
  func isPlace(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last else { return false }
    return table.lists[.placeEnd]?.contains([last]) ?? false
  }

  /// Whether it only says what somebody is: 户主, 低保户.
  func isHousehold(_ text: String) -> Bool {
    table.lists[.household]?.contains(text.unicodeScalars) ?? false
  }
}

extension PersonsText {
  /// The text as tokens, each with its place: nothing that was taken apart is put together.
  func aligned(_ text: FoldedText) -> (tokens: [PersonsToken], places: [Range<Int>]) {
    var tokens: [PersonsToken] = []
    var places: [Range<Int>] = []
    var index = 0
    while index < text.count {
      let start = index
      let scalar = table.simplified[text.folded[index]] ?? text.folded[index]
      index += 1
      if scalar.isDigit {
        while index < text.count, text.folded[index].isDigit { index += 1 }
        tokens.append(PersonsToken(value: PersonsToken.number + UInt32(min(index - start, 31))))
      } else {
        let mark: Unicode.Scalar = scalar == "\n" ? "." : scalar == " " ? "," : scalar
        tokens.append(PersonsToken(value: mark.value, sound: table.sounds[mark] ?? 0))
      }
      places.append(start..<index)
    }
    return (tokens, places)
  }
}
