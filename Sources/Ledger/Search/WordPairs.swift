/// Text as the search index holds it, so that a word is found from its first character on.
///
/// Scripts without spaces are split into overlapping pairs, the last character standing alone as
/// well: 积水点 becomes 积水, 水点, 点. A word of two or more characters is then a row of pairs, a
/// single character the beginning of some pair. ASCII letters and digits make whole words. Width
/// and case are folded scalar by scalar; punctuation separates.
enum WordPairs {
  /// In front of each token of what only some may find. No text makes such a token: its own never hold
  /// a letter beside an unspaced character.
  private static let mark = "s\u{E000}"

  /// The text's tokens with spaces between, for the index.
  /// - Parameter marked: Found only by a phrase that looks for marked ones too.
  static func indexed(_ text: String, marked: Bool = false) -> String {
    var tokens: [String] = []
    for run in runs(of: text) {
      switch run {
      case .word(let word): tokens.append(word)
      case .unspaced(let scalars):
        tokens.append(contentsOf: pairs(scalars))
        if let last = scalars.last { tokens.append(String(Character(last))) }
      }
    }
    return tokens.map { marked ? mark + $0 : $0 }.joined(separator: " ")
  }

  /// The FTS5 phrase that finds a word as part of a text; nil where nothing of the word can be
  /// searched (punctuation only).
  ///
  /// The phrase holds nothing but letters, digits and signs between two quotes, so that no text
  /// can be read as an operator. Only the first 64 tokens of a word count.
  /// - Parameter marked: Whether it finds the word among what is marked as well.
  static func phrase(_ word: String, marked: Bool = false) -> String? {
    let runs = runs(of: word)
    var tokens: [String] = []
    var endsOpen = false
    for (index, run) in runs.enumerated() {
      switch run {
      case .word(let word): tokens.append(word)
      case .unspaced(let scalars):
        tokens.append(contentsOf: pairs(scalars))
        let isLast = index == runs.count - 1
        // The text may go on after the word, unless something else follows in the word itself.
        if let last = scalars.last, !isLast || scalars.count == 1 {
          tokens.append(String(Character(last)))
          endsOpen = isLast
        }
      }
    }
    guard !tokens.isEmpty else { return nil }
    let cut = tokens.count > tokenLimit
    func phrase(_ mark: String) -> String {
      let phrase = tokens.prefix(tokenLimit).map { mark + $0 }.joined(separator: " ")
      return endsOpen && !cut ? "\"\(phrase)\" *" : "\"\(phrase)\""
    }
    return marked ? "(\(phrase("")) OR \(phrase(mark)))" : phrase("")
  }

  private static let tokenLimit = 64

  private enum Run {
    case word(String)
    case unspaced([Unicode.Scalar])
  }

  private static func pairs(_ scalars: [Unicode.Scalar]) -> [String] {
    guard scalars.count > 1 else { return [] }
    return (1..<scalars.count).map { index in
      var pair = String.UnicodeScalarView()
      pair.append(scalars[index - 1])
      pair.append(scalars[index])
      return String(pair)
    }
  }

  private static func runs(of text: String) -> [Run] {
    var runs: [Run] = []
    var word = ""
    var unspaced: [Unicode.Scalar] = []
    func endWord() {
      guard !word.isEmpty else { return }
      runs.append(.word(word))
      word = ""
    }
    func endUnspaced() {
      guard !unspaced.isEmpty else { return }
      runs.append(.unspaced(unspaced))
      unspaced = []
    }
    for scalar in text.unicodeScalars {
      switch Sort(scalar) {
      case .ascii(let folded):
        endUnspaced()
        word.unicodeScalars.append(folded)
      case .unspaced:
        endWord()
        unspaced.append(scalar)
      case .invisible: continue
      case .separator:
        endWord()
        endUnspaced()
      }
    }
    endWord()
    endUnspaced()
    return runs
  }
}

/// What a scalar is to the index.
private enum Sort {
  case ascii(Unicode.Scalar)
  case unspaced
  /// Variation selectors, joiners: as if they were not there.
  case invisible
  case separator

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: self = .ascii(scalar)
    case 0x41...0x5A: self = .folded(scalar.value + 0x20)
    case 0x00...0x7F: self = .separator
    case 0x4E00...0x9FFF: self = .unspaced
    case 0xFF10...0xFF19, 0xFF41...0xFF5A: self = .folded(scalar.value - 0xFEE0)
    case 0xFF21...0xFF3A: self = .folded(scalar.value - 0xFEE0 + 0x20)
    default: self = .other(scalar)
    }
  }

  private static func folded(_ value: UInt32) -> Sort {
    Unicode.Scalar(value).map(Sort.ascii) ?? .separator
  }

  private static func other(_ scalar: Unicode.Scalar) -> Sort {
    if scalar.properties.isDefaultIgnorableCodePoint { return .invisible }
    return switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .spaceSeparator, .lineSeparator,
      .paragraphSeparator, .control, .format, .surrogate:
      .separator
    // Letters, marks, numbers and signs; unassigned ones too, since younger Han blocks are
    // unknown to older tables.
    default: .unspaced
    }
  }
}
