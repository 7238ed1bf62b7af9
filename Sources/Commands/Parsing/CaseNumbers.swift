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
