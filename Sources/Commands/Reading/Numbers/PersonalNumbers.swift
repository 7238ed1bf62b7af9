import Casework

/// Numbers that name a person: of mobile telephones, identity papers, bank cards, telephones at home,
/// accounts of other IMs, and the plates of their cars. The only rule about them.
///
/// Each is struck out whole, however it is written: in either width, in Chinese or circled digits, in
/// groups with blanks, dashes or dots between. A star stands for each digit, so that every other scalar
/// keeps its place.
enum PersonalNumbers {
  /// The text without them. Persons' tokens stay as they are.
  static func masked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let kept = masked(scalars)
    return kept == scalars ? text : String(String.UnicodeScalarView(kept))
  }

  static func masked(_ text: FoldedText) -> FoldedText {
    let kept = masked(text.original)
    return kept == text.original ? text : FoldedText(kept)
  }

  /// Whether there is one.
  static func stand(in text: String) -> Bool { !places(in: Array(text.unicodeScalars)).isEmpty }

  /// The places of what is struck out, in order.
  static func places(in scalars: [Unicode.Scalar]) -> [Int] {
    guard scalars.contains(where: { WrittenDigit.value($0) != nil }) else { return [] }
    let text = FoldedText(scalars)
    let tokens = tokens(in: scalars)
    var places = Set<Int>()
    places.formUnion(DigitChain.places(in: text))
    places.formUnion(LicencePlate.places(in: text.folded))
    places.formUnion(NamedAccount.places(in: text))
    return places.filter { place in !tokens.contains { $0.contains(place) } }.sorted()
  }

  private static func masked(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var kept = scalars
    for place in places(in: scalars) { kept[place] = "*" }
    return kept
  }

  private static func tokens(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
      if let end = MentionToken.end(in: scalars, at: index) {
        tokens.append(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    return tokens
  }
}

/// One digit, in whatever form people or their programs write it.
enum WrittenDigit {
  static func value(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: return Int(scalar.value) - 0x30
    case 0..<0xB2, 0x3400...0x9FFF, 0xAC00...0xD7FF: return chinese[scalar]
    case 0x2000...0x206F, 0x3000...0x3006, 0x3008...0x3020, 0xFF01...0xFF0F, 0xFF1A...0xFFEF:
      return nil
    default: break
    }
    if let value = chinese[scalar] { return value }
    // Of every script, raised, lowered, circled, in brackets, with a full stop.
    guard scalar.properties.numericType != nil, let value = scalar.properties.numericValue else {
      return nil
    }
    return (0...9).contains(value) ? Int(exactly: value) : nil
  }

  private static let chinese: [Unicode.Scalar: Int] = {
    var values: [Unicode.Scalar: Int] = [:]
    for (value, forms) in ["〇零○洞", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾"]
      .enumerated()
    {
      for form in forms.unicodeScalars { values[form] = value }
    }
    return values
  }()

  /// What shows nothing of its own between two digits: joiners, marks above and below, the frame of a keycap.
  static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0xAD, 0x3400...0x9FFF: return false
    default:
      switch scalar.properties.generalCategory {
      case .format, .nonspacingMark, .enclosingMark: return true
      default: return false
      }
    }
  }
}
