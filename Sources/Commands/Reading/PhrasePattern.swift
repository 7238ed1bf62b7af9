import Casework

/// A pattern of the phrase table, taken apart once.
struct PhrasePattern: Sendable {
  enum Piece: Sendable {
    case one(of: [[Unicode.Scalar]], optional: Bool)
    case number(String)
    case text(String)
  }

  let pieces: [Piece]

  init(_ pattern: String) {
    var pieces: [Piece] = []
    var literal: [Unicode.Scalar] = []
    var rest = Array(pattern.unicodeScalars)[...]
    func flush() {
      if !literal.isEmpty { pieces.append(.one(of: [literal], optional: false)) }
      literal = []
    }
    func words(upTo end: Unicode.Scalar) -> [[Unicode.Scalar]] {
      let inner = rest.prefix { $0 != end }
      rest = rest.dropFirst(inner.count + 1)
      // Longest first, so that 没办完 is not read as 没办 and a rest.
      return inner.split(separator: "|", omittingEmptySubsequences: false).map(Array.init)
        .sorted { $0.count > $1.count }
    }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "[":
        flush()
        pieces.append(.one(of: words(upTo: "]"), optional: true))
      case "<":
        flush()
        pieces.append(.one(of: words(upTo: ">"), optional: false))
      case "{":
        flush()
        let name = String(String.UnicodeScalarView(words(upTo: "}").joined()))
        pieces.append(name == "号" || name == "另" ? .number(name) : .text(name))
      default:
        literal.append(scalar)
      }
    }
    flush()
    self.pieces = pieces
  }

  /// Longer sentences are tales.
  static let longest = 60

  /// What stands in the slots, as typed; nil where the text does not fit as a whole.
  func match(_ text: FoldedText) -> [String: String]? {
    let range = text.trimmed(0..<text.count)
    guard (1...PhrasePattern.longest).contains(range.count) else { return nil }
    return match(pieces[...], text, at: range.lowerBound, end: range.upperBound)
  }

  private func match(
    _ pieces: ArraySlice<Piece>, _ text: FoldedText, at start: Int, end: Int
  ) -> [String: String]? {
    var index = start
    while index < end, text.folded[index].isMark { index += 1 }
    guard let piece = pieces.first else { return index == end ? [:] : nil }
    let rest = pieces.dropFirst()
    switch piece {
    case .one(let words, let optional):
      for word in words where index + word.count <= end && text.matches(word, at: index) {
        if let found = match(rest, text, at: index + word.count, end: end) { return found }
      }
      return optional ? match(rest, text, at: index, end: end) : nil
    case .number(let name):
      guard let (value, next) = number(text, at: index, end: end) else { return nil }
      guard var found = match(rest, text, at: next, end: end) else { return nil }
      found[name] = value
      return found
    case .text(let name):
      var stop = index + 1
      while stop <= end {
        // A person's token is one piece.
        if let close = MentionToken.end(in: text.folded, at: stop - 1) { stop = min(close, end) }
        if var found = match(rest, text, at: stop, end: end) {
          let typed = trimmed(text, index..<stop)
          guard !typed.isEmpty else { return nil }
          found[name] = typed
          return found
        }
        stop += 1
      }
      return nil
    }
  }

  /// 18, #18, 18号, 十八号: also where a Han character follows, since the pattern says what it is.
  private func number(_ text: FoldedText, at start: Int, end: Int) -> (String, next: Int)? {
    var index = start
    if index < end, text.folded[index] == "#" { index += 1 }
    guard index < end, let (value, next) = Numerals.read(text.folded, at: index), next <= end,
      value > 0, next - index <= 4
    else { return nil }
    let isDigits = text.folded[index].isDigit
    let hasSign = next < end && text.folded[next] == "号"
    // 一 by itself is a word.
    guard isDigits || hasSign else { return nil }
    return ("\(value)", next + (hasSign ? 1 : 0))
  }

  private func trimmed(_ text: FoldedText, _ range: Range<Int>) -> String {
    var range = range
    while let first = range.first, text.folded[first].isMark {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, text.folded[last].isMark { range = range.lowerBound..<last }
    return text.typed(range)
  }
}

extension Unicode.Scalar {
  /// A blank or a mark that separates, after folding.
  var isMark: Bool {
    isBlank || ",.:;!?~".unicodeScalars.contains(self) || self == "…" || self == "·"
  }
}
