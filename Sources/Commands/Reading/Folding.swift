/// What recognition folds: full-width ASCII (U+FF01–FF5E), the ideographic space, case, quotes and
/// dashes, scalar by scalar, so that every position in the folded text is the same position in
/// the text as typed. (NFKC would turn ① into 1.)
enum Folding {
  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x41...0x5A: Unicode.Scalar(scalar.value + 0x20) ?? scalar
    case 0xFF01...0xFF5E: fold(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
    case 0x3000, 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x09: " "
    case 0x0D, 0x2028, 0x2029, 0x85: "\n"
    case 0x2018, 0x2019, 0x201A, 0x300E, 0x300F: "'"
    case 0x201C, 0x201D, 0x201E, 0x300C, 0x300D: "\""
    case 0x2010...0x2015, 0x2212: "-"
    case 0x3001: ","
    case 0x3002: "."
    case 0x3010, 0x3014: "["
    case 0x3011, 0x3015: "]"
    default: scalar
    }
  }
}

/// A text with its folded twin; both have the same length.
struct FoldedText {
  let original: [Unicode.Scalar]
  let folded: [Unicode.Scalar]

  init(_ text: some StringProtocol) {
    self.init(Array(text.unicodeScalars))
  }

  init(_ scalars: some Sequence<Unicode.Scalar>) {
    original = Array(scalars)
    folded = original.map(Folding.fold)
  }

  var count: Int { original.count }

  /// The part as typed.
  func typed(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(original[range]))
  }

  func foldedString(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(folded[range]))
  }

  /// Whether these scalars stand there, after folding.
  func matches(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + scalars.count <= folded.count else { return false }
    for offset in scalars.indices where folded[index + offset] != scalars[offset] { return false }
    return true
  }

  /// The part without spaces at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, folded[first].isBlank { range = (first + 1)..<range.upperBound }
    while let last = range.last, folded[last].isBlank { range = range.lowerBound..<last }
    return range
  }
}

extension Unicode.Scalar {
  var isBlank: Bool { self == " " || self == "\n" }
  /// 0…9, after folding.
  var isDigit: Bool { ("0"..."9").contains(self) }
  /// a…z, after folding.
  var isLetter: Bool { ("a"..."z").contains(self) }
}
