import Casework

/// What somebody looks for: case numbers, or words with what only asks taken off.
enum SearchPhrase {
  /// Questions that end a sentence.
  private static let endings = [
    "到哪一步了", "怎么样了", "怎么样", "咋样了", "咋样", "什么情况", "谁负责", "电话多少", "电话是多少", "了没有", "了没", "吗", "呢",
    "?",
  ].map { Array($0.unicodeScalars) }

  private static let fillers =
    endings
    + ["那个", "这个", "请问", "请看", "看一下", "看看", "看下", "查一下", "查下", "帮我", "吧", "啊", "呀", "!", "."]
    .map { Array($0.unicodeScalars) }

  /// What to find; nil where nothing is left to look for.
  static func finding(_ text: FoldedText, page: Int = 1) -> Finding? {
    if let numbers = CaseNumbers.all(in: text) { return Finding(numbers: numbers, page: page) }
    let words = words(text)
    guard !words.isEmpty else { return nil }
    // 12号呢, 请看 12: what is left may be numbers after all.
    if let numbers = CaseNumbers.all(in: FoldedText(words.joined(separator: " "))) {
      return Finding(numbers: numbers, page: page)
    }
    return Finding(words: words, page: page)
  }

  /// Whether it is a question about something, not a tale.
  static func asks(_ text: FoldedText) -> Bool {
    var range = text.trimmed(0..<text.count)
    while let last = range.last, text.folded[last] == "." || text.folded[last] == "!" {
      range = range.lowerBound..<last
    }
    return endings.contains { ends(text, range, with: $0) }
  }

  /// At most eight words.
  static func words(_ text: FoldedText) -> [String] {
    var words: [String] = []
    var start = 0
    var index = 0
    while index <= text.count, words.count < 8 {
      if let next = MentionToken.end(in: text.folded, at: index) {
        index = next
        continue
      }
      if index == text.count || text.folded[index].isBlank || text.folded[index] == "," {
        if index > start, let word = stripped(text, start..<index) { words.append(word) }
        start = index + 1
      }
      index += 1
    }
    return words
  }

  private static func stripped(_ text: FoldedText, _ range: Range<Int>) -> String? {
    var range = range
    var changed = true
    while changed {
      changed = false
      for filler in fillers {
        if ends(text, range, with: filler) {
          range = range.lowerBound..<(range.upperBound - filler.count)
          changed = true
        } else if filler.count <= range.count, text.matches(filler, at: range.lowerBound) {
          range = (range.lowerBound + filler.count)..<range.upperBound
          changed = true
        }
      }
    }
    var word = MentionToken.readable(text.typed(range))
    if word.hasPrefix("@") { word.removeFirst() }
    return word.isEmpty ? nil : word
  }

  private static func ends(
    _ text: FoldedText, _ range: Range<Int>, with filler: [Unicode.Scalar]
  ) -> Bool {
    filler.count <= range.count && text.matches(filler, at: range.upperBound - filler.count)
  }
}
