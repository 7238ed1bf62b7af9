import Casework

/// Several cases in one command: `12`, `12、13和15`, `43-48`, and by spaces where one only reads. A number
/// that is written twice is meant once.
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
    return numbers.isEmpty ? nil : distinct(numbers)
  }

  /// The numbers a command's text begins with: `12`, `12、13和15`, `43-48`. A number further on counts
  /// only where it stands as one: in `48 和45重复了` the reason begins at 和.
  static func leading(_ scanner: inout Scanner) -> [CaseNumber] {
    var numbers: [CaseNumber] = []
    while numbers.count < limit {
      let start = scanner.index
      if numbers.isEmpty {
        scanner.skipBlanks()
      } else {
        scanner.skipBlanks()
        guard scanner.take("、") || scanner.take(",") || scanner.take("和") else {
          scanner.index = start
          break
        }
        scanner.skipBlanks()
      }
      if let range = range(&scanner) {
        numbers.append(contentsOf: range)
      } else if let number = scanner.caseNumber(),
        numbers.isEmpty || scanner.isAtEnd || scanner.current?.isHan != true
          || scanner.current == "和"
      {
        numbers.append(number)
      } else {
        scanner.index = start
        break
      }
    }
    return distinct(numbers)
  }

  private static func distinct(_ numbers: [CaseNumber]) -> [CaseNumber] {
    var met: Set<CaseNumber> = []
    return numbers.filter { met.insert($0).inserted }
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
