/// Accounts that are told by the word before them: of other IMs, of passports.
enum NamedAccount {
  static func places(in text: FoldedText) -> [Int] {
    var places: [Int] = []
    for (label, length) in labels {
      var index = 0
      while index + label.count < text.count {
        guard text.matches(label, at: index) else {
          index += 1
          continue
        }
        var start = index + label.count
        while start < text.count, "是为号 :".unicodeScalars.contains(text.folded[start]) { start += 1 }
        var end = start
        while end < text.count, isOfAccount(text.folded[end]) { end += 1 }
        let account = text.folded[start..<end]
        if length.contains(account.count), account.contains(where: \.isDigit) {
          places += account.indices
        }
        index = max(end, index + 1)
      }
    }
    return places
  }

  private static func isOfAccount(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isDigit || scalar.isLetter || scalar == "_" || scalar == "-"
  }

  private static let labels: [(label: [Unicode.Scalar], length: ClosedRange<Int>)] = [
    ("微信", 6...20), ("qq", 5...11), ("扣扣", 5...11), ("护照", 8...9), ("通行证", 8...11),
  ].map { (Array($0.unicodeScalars), $1) }
}
