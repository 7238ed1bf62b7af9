import Casework

/// Digits in groups, with no more than blanks, dashes, dots and the like between them, and the numbers
/// of persons that some of these groups make together.
struct DigitChain {
  private let text: FoldedText
  /// The places of each group's digits.
  private var groups: [[Int]] = []
  /// The place behind it.
  private(set) var end: Int

  static func places(in text: FoldedText) -> [Int] {
    var places: [Int] = []
    var index = 0
    while index < text.count {
      guard WrittenDigit.value(text.original[index]) != nil else {
        index += 1
        continue
      }
      var chain = DigitChain(text, at: index)
      places += chain.hidden()
      // 王五13800001111: a name's 五 is no part of the number behind it.
      if chain.splitScripts() { places += chain.hidden() }
      index = chain.end
    }
    return places
  }

  private init(_ text: FoldedText, at start: Int) {
    self.text = text
    end = start
    var index = start
    while index < text.count {
      var group: [Int] = []
      while index < text.count {
        let scalar = text.original[index]
        if WrittenDigit.value(scalar) != nil || (!group.isEmpty && isLookAlike(at: index)) {
          group.append(index)
        } else if group.isEmpty || !WrittenDigit.isUnseen(scalar) {
          break
        }
        index += 1
      }
      groups.append(group)
      end = index
      guard let next = nextGroup(from: index) else { break }
      index = next
    }
  }

  /// O and l among digits are what they look like.
  private func isLookAlike(at index: Int) -> Bool {
    guard "olOl".unicodeScalars.contains(text.folded[index]), index + 1 < text.count else {
      return false
    }
    return WrittenDigit.value(text.original[index + 1]) != nil
      || isLookAlike(at: index + 1)
  }

  private func value(at place: Int) -> Int {
    WrittenDigit.value(text.original[place]) ?? (text.folded[place] == "o" ? 0 : 1)
  }

  /// Where the next group begins, behind at most three marks.
  private func nextGroup(from index: Int) -> Int? {
    var next = index
    while next < text.count, next - index < 4 {
      let scalar = text.folded[next]
      if next > index, WrittenDigit.value(text.original[next]) != nil { return next }
      guard DigitChain.parts(scalar) || DigitChain.spoken.contains(scalar) else { return nil }
      next += 1
    }
    return nil
  }

  /// Signs that stand between digits: blanks, dashes, brackets, whatever is drawn there.
  private static func parts(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isBlank || WrittenDigit.isUnseen(scalar) { return true }
    guard !scalar.isHan, !scalar.isLetter else { return false }
    return switch scalar.properties.generalCategory {
    case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .connectorPunctuation, .otherPunctuation, .mathSymbol, .modifierSymbol,
      .otherSymbol:
      !DigitChain.spoken.contains(scalar)
    default: false
    }
  }

  /// They part a list, a time or an amount as well: 138，0000，1111 is told by its groups alone.
  private static let spoken = Set(",:;%'号点转横杠和".unicodeScalars)

  /// Ends a group where its script changes; false where none does.
  private mutating func splitScripts() -> Bool {
    let count = groups.count
    groups = groups.flatMap { group in
      group.reduce(into: [[Int]]()) { runs, place in
        if let last = runs.last?.last, text.original[last].isHan == text.original[place].isHan {
          runs[runs.count - 1].append(place)
        } else {
          runs.append([place])
        }
      }
    }
    return groups.count > count
  }

  // MARK: Which groups are a number together

  private static let shortest = 7
  private static let longest = 20

  private func hidden() -> [Int] {
    var places: [Int] = []
    var first = 0
    while first < groups.count {
      if let (number, next) = number(from: first) {
        places += number
        first = next
      } else {
        first += 1
      }
    }
    return places
  }

  /// The longest number of a person that begins with that group, and the group behind it.
  private func number(from first: Int) -> (places: [Int], next: Int)? {
    // Nothing shorter names a person.
    guard groups[first...].reduce(0, { $0 + $1.count }) >= DigitChain.shortest else { return nil }
    var places: [Int] = []
    var best: (places: [Int], next: Int)?
    let context = NumberContext(text, before: groups[first][0])
    for last in first..<groups.count {
      places += groups[last]
      if places.count > DigitChain.longest {
        // Nothing of an office has so many digits without a break.
        if last == first, !context.namesTicket { best = (places, last + 1) }
        break
      }
      let sizes = groups[first...last].map(\.count)
      if let mark = closing(of: places), isIdentity(places, context) {
        best = (places + [mark], last + 1)
      } else if isNumber(places, sizes, context) {
        best = (places, last + 1)
      }
    }
    return best
  }

  private func isNumber(_ places: [Int], _ sizes: [Int], _ context: NumberContext) -> Bool {
    guard places.count >= DigitChain.shortest else { return false }
    let digits = places.map(value)
    // Three groups at most, or digit by digit: a list of numbers is neither.
    let isParted = text.folded[places[0]...places[places.count - 1]]
      .contains(where: DigitChain.spoken.contains)
    let isWritten =
      isParted
      ? sizes == [3, 4, 4]
      : sizes.count <= 3 || sizes.allSatisfy { $0 == 1 } || context.namesNumber
    switch digits.count {
    case 11 where isMobile(digits[...]): return isWritten
    case 12 where digits[0] == 0 && isMobile(digits[1...]): return isWritten
    case 13 where digits.starts(with: [8, 6]) && isMobile(digits[2...]),
      15 where digits.starts(with: [0, 0, 8, 6]) && isMobile(digits[4...]):
      return sizes.count <= 4 && !isParted || isWritten
    case 15 where isOldIdentity(digits): return isWritten && !context.namesTicket
    case 18 where isIdentity(places, context): return true
    case 16...19: return !isParted && isCard(digits, sizes, context)
    case 7...12: return !isParted && isLandline(digits, sizes) && context.namesHome
    default: return false
    }
  }

  private func isMobile(_ digits: ArraySlice<Int>) -> Bool {
    digits.count == 11 && digits.first == 1 && digits[digits.startIndex + 1] >= 3
  }

  /// The X that ends an identity number of seventeen digits.
  private func closing(of places: [Int]) -> Int? {
    guard places.count == 17, let last = places.last else { return nil }
    var next = last + 1
    while next < text.count, next - last <= 2 {
      let scalar = text.folded[next]
      if scalar == "x" { return next }
      guard scalar == " " || scalar == "-" || WrittenDigit.isUnseen(scalar) else { return nil }
      next += 1
    }
    return nil
  }

  /// Six digits of a place, then a day of birth.
  private func isIdentity(_ places: [Int], _ context: NumberContext) -> Bool {
    let digits = places.map(value)
    let isDay =
      (1...12).contains(digits[10] * 10 + digits[11])
      && (1...31).contains(digits[12] * 10 + digits[13])
    let year = digits[6..<10].reduce(0) { $0 * 10 + $1 }
    return (1900...2099).contains(year) && isDay || context.namesIdentity
  }

  private func isOldIdentity(_ digits: [Int]) -> Bool {
    (11...65).contains(digits[0] * 10 + digits[1])
      && (1...12).contains(digits[8] * 10 + digits[9])
      && (1...31).contains(digits[10] * 10 + digits[11])
  }

  private func isCard(_ digits: [Int], _ sizes: [Int], _ context: NumberContext) -> Bool {
    if context.namesCard { return true }
    guard !context.namesTicket, (3...6).contains(digits[0]) || digits[0] == 9 else { return false }
    // 3001 3002 3003 3004 is a list of cases.
    return sizes.count == 1 || digits.starts(with: [6, 2])
  }

  private func isLandline(_ digits: [Int], _ sizes: [Int]) -> Bool {
    if digits[0] == 0 { return digits.count >= 10 && sizes.count <= 3 }
    return digits.count <= 8 && (2...8).contains(digits[0]) && sizes.count <= 2
  }
}
