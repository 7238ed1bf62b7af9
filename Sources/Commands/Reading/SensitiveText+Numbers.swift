import Casework

/// Numbers that name a person: mobile numbers and numbers of identity cards.
extension SensitiveText {
  /// The text with the middle of every such number taken out. Persons' tokens stay as they are.
  static func masked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: { Folding.fold($0).isDigit }) else { return text }
    var result = scalars
    var index = 0
    while index < scalars.count {
      if let next = MentionToken.end(in: scalars, at: index) {
        index = next
      } else if Folding.fold(scalars[index]).isDigit {
        let number = WrittenNumber(scalars, at: index)
        for place in number.hidden { result[place] = "*" }
        index = number.end
      } else {
        index += 1
      }
    }
    return String(String.UnicodeScalarView(result))
  }
}

/// A run of digits, or groups of digits with one blank, dot or dash between them.
private struct WrittenNumber {
  /// Where its digits stand; an X that ends an identity number counts as one.
  private var places: [Int] = []
  private var digits: [Unicode.Scalar] = []
  private var groups: [Int] = []
  /// The place behind the part that was looked at.
  private(set) var end: Int

  init(_ scalars: [Unicode.Scalar], at start: Int) {
    end = start
    var index = start
    while index < scalars.count, groups.count < 3 {
      var length = 0
      while index < scalars.count {
        let scalar = Folding.fold(scalars[index])
        guard scalar.isDigit || (scalar == "x" && places.count == 17) else { break }
        places.append(index)
        digits.append(scalar)
        length += 1
        index += 1
        if scalar == "x" { break }
      }
      guard length > 0 else { break }
      groups.append(length)
      end = index
      guard index < scalars.count, [" ", "-", "."].contains(Folding.fold(scalars[index])) else {
        break
      }
      index += 1
    }
    if hidden.isEmpty, let first = groups.first, groups.count > 1 {
      // The groups are no number together; the first may be one alone.
      places.removeLast(places.count - first)
      digits.removeLast(digits.count - first)
      groups = [first]
      end = places[first - 1] + 1
    }
  }

  /// The places of the digits to be taken out.
  var hidden: ArraySlice<Int> {
    switch groups {
    case [11], [3, 4, 4], [4, 4, 3]: isMobile(digits[...]) ? places[3..<7] : []
    case [13], [2, 11]:
      digits[0] == "8" && digits[1] == "6" && isMobile(digits[2...]) ? places[5..<9] : []
    case [18], [6, 8, 4]: isIdentity ? places[6..<16] : []
    default: []
    }
  }

  private func isMobile(_ digits: ArraySlice<Unicode.Scalar>) -> Bool {
    digits.count == 11 && digits.first == "1" && digits[digits.startIndex + 1] >= "3"
  }

  /// Six digits of a place, then a day of birth.
  private var isIdentity: Bool {
    func value(_ range: Range<Int>) -> Int {
      range.reduce(0) { $0 * 10 + Int(digits[$1].value) - 48 }
    }
    return (1900...2099).contains(value(6..<10)) && (1...12).contains(value(10..<12))
      && (1...31).contains(value(12..<14))
  }
}
