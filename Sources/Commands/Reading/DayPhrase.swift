import Casework

/// A day inside a sentence: `到9月30日，等检定机构排期`, `等省级审批 到10月20日`.
struct DayPhrase {
  /// The words of the day, as typed.
  var day: String
  /// What else was said.
  var rest: String

  /// The first place where a day may stand: at the beginning, or where a word begins with 到. There
  /// the longest words that read as a day count.
  static func find(in typed: String, _ hearing: Hearing) -> DayPhrase? {
    let text = FoldedText(typed)
    let reader = DateReader(today: hearing.today, calendar: hearing.rules.calendar)
    for start in places(in: text) {
      guard let range = longest(in: text, from: skipWords(text, start), reader) else { continue }
      let before = text.typed(text.trimmed(0..<start))
      let after = text.typed(text.trimmed(trimmedMarks(text, range.upperBound)..<text.count))
      return DayPhrase(
        day: text.typed(range), rest: [before, after].filter { !$0.isEmpty }.joined(separator: " "))
    }
    return nil
  }

  private static let longestDay = 16

  /// The beginning, and every word that begins with 到, 至 or 核实.
  private static func places(in text: FoldedText) -> [Int] {
    var places = [0]
    for index in text.folded.indices.dropFirst() where isMark(text.folded[index - 1]) {
      let scanner = Scanner(text, from: index)
      for word in ["到", "至", "延到", "延至"] {
        var scanner = scanner
        if scanner.take(word) {
          places.append(index)
          break
        }
      }
    }
    return places
  }

  /// 想延到, 申请延期至 … says nothing of the day.
  private static func skipWords(_ text: FoldedText, _ start: Int) -> Int {
    var scanner = Scanner(text, from: start)
    var again = true
    while again {
      again = false
      scanner.skipBlanks()
      for word in words where scanner.take(word) {
        again = true
        break
      }
    }
    return scanner.index
  }

  private static let words = [
    "申请", "希望", "需要", "拟", "想", "请", "要", "延期", "延长", "推迟", "顺延", "改期", "延", "改", "挂起", "到", "至",
  ]

  private static func longest(
    in text: FoldedText, from start: Int, _ reader: DateReader
  ) -> Range<Int>? {
    let limit = min(text.count, start + longestDay)
    guard start + 1 < limit else { return nil }
    for end in stride(from: limit, to: start + 1, by: -1) {
      // Half a number is another number.
      if end < text.count, text.folded[end].isDigit, text.folded[end - 1].isDigit { continue }
      // The day is one word: a blank ends it.
      let range = text.trimmed(start..<end)
      guard range == start..<end, !text.folded[range].contains(where: isMark) else { continue }
      if reader.read(text.typed(range)) != .unreadable { return range }
    }
    return nil
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isBlank || scalar == "," || scalar == ";"
  }

  private static func trimmedMarks(_ text: FoldedText, _ start: Int) -> Int {
    var scanner = Scanner(text, from: start)
    scanner.skip { $0.isBlank || $0 == "," || $0 == ";" || $0 == ":" || $0 == "." }
    return scanner.index
  }
}
