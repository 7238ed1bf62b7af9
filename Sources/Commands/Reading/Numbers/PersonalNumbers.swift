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
    let code = Int(scalar.value)
    switch code {
    case 0x30...0x39: return code - 0x30
    case 0..<0xB2: return nil
    case 0xFF10...0xFF19: return code - 0xFF10
    case 0x2460...0x2468: return code - 0x2460 + 1
    case 0x2776...0x277E: return code - 0x2776 + 1
    case 0x24EA, 0x24FF: return 0
    case 0x1D7CE...0x1D7FF: return (code - 0x1D7CE) % 10
    case 0x3007...0x9FFF: return chinese[scalar]
    case 0x660...0xABF9:
      guard scalar.properties.numericType == .decimal else { return chinese[scalar] }
      return scalar.properties.numericValue.map { Int($0) }
    default: return nil
    }
  }

  private static let chinese: [Unicode.Scalar: Int] = {
    var values: [Unicode.Scalar: Int] = [:]
    for (value, forms) in ["〇零○", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
      .enumerated()
    {
      for form in forms.unicodeScalars { values[form] = value }
    }
    return values
  }()

  /// What shows nothing between two digits: joiners, the frame of a keycap.
  static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFE0F, 0x20E3, 0xFEFF: true
    default: false
    }
  }
}
