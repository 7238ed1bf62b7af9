import Casework

/// Several cases in one command: `12`, `12、13和15`, `43-48`, and by spaces where one only reads.
enum CaseNumbers {
  /// At most so many are answered at once.
  static let limit = 20

  /// The numbers, if the text is nothing else.
  static func all(in text: FoldedText) -> [CaseNumber]? {
    var scanner = Scanner(text)
    var numbers: [CaseNumber] = []
    while true {
      scanner.skip { $0.isBlank || $0 == "," || $0 == "和" || $0 == "." }
      if scanner.isAtEnd { break }
      if let range = range(&scanner) {
        numbers.append(contentsOf: range)
      } else if let number = scanner.caseNumber() {
        numbers.append(number)
      } else {
        return nil
      }
      if numbers.count > limit { return nil }
    }
    return numbers.isEmpty ? nil : numbers
  }

  private static func range(_ scanner: inout Scanner) -> [CaseNumber]? {
    let start = scanner.index
    if let (low, next) = Numerals.read(scanner.text.folded, at: start), low > 0 {
      var inner = Scanner(scanner.text, from: next)
      if inner.take("-") || inner.take("~") || inner.take("至") || inner.take("到"),
        let (high, end) = Numerals.read(scanner.text.folded, at: inner.index), high > low,
        high - low < limit
      {
        inner.index = end
        _ = inner.take("号")
        if inner.isAtEnd || inner.current?.isBlank == true || inner.current == "," {
          scanner.index = inner.index
          return (low...high).map { CaseNumber($0) }
        }
      }
    }
    return nil
  }
}

/// The words of a search, with what only asks taken off.
enum SearchPhrase {
  private static let fillers = [
    "怎么样了", "怎么样", "咋样了", "咋样", "什么情况", "那个", "这个", "请问", "查一下", "吗", "呢", "?", "!", ".",
  ]

  static func words(_ text: FoldedText) -> [String] {
    var words: [String] = []
    var start = 0
    for index in 0...text.count {
      let ends = index == text.count || text.folded[index].isBlank || text.folded[index] == ","
      if ends {
        if index > start, let word = stripped(text, start..<index) { words.append(word) }
        start = index + 1
      }
    }
    return Array(words.prefix(8))
  }

  private static func stripped(_ text: FoldedText, _ range: Range<Int>) -> String? {
    var word = MentionToken.readable(text.typed(range))
    if word.hasPrefix("@") { word.removeFirst() }
    var changed = true
    while changed {
      changed = false
      for filler in fillers {
        if word.hasSuffix(filler) || FoldedText(word).foldedString(0..<word.unicodeScalars.count)
          .hasSuffix(filler)
        {
          word.unicodeScalars.removeLast(filler.unicodeScalars.count)
          changed = true
        } else if word.hasPrefix(filler) {
          word.unicodeScalars.removeFirst(filler.unicodeScalars.count)
          changed = true
        }
      }
    }
    return word.isEmpty ? nil : word
  }
}
