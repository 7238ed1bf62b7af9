import Casework

/// What must not be written down: claims of a state-secret grade, and numbers that name a person.
enum SensitiveText {
  /// Whether the text claims a grade: 秘密, 机密 or 绝密 as a label, not as a word of a sentence.
  static func claimsGrade(_ text: FoldedText) -> Bool {
    for index in text.folded.indices.dropFirst() where text.folded[index] == "密" {
      let start = index - 1
      guard "秘机绝".unicodeScalars.contains(text.folded[start]) else { continue }
      if isLabel(text.folded, start..<(index + 1)) { return true }
    }
    return false
  }

  private static func isLabel(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    var before = range.lowerBound
    while before > 0, scalars[before - 1] == " " || scalars[before - 1] == ":" { before -= 1 }
    let head = scalars[..<before]
    if head.suffix(2).elementsEqual("密级".unicodeScalars) { return true }
    let previous: Unicode.Scalar? = range.lowerBound > 0 ? scalars[range.lowerBound - 1] : nil
    let next: Unicode.Scalar? = range.upperBound < scalars.count ? scalars[range.upperBound] : nil
    if next == "★" || next == "☆" || next == "*" { return true }
    if let previous, let next, "([{<\"'《".unicodeScalars.contains(previous),
      ")]}>\"'》".unicodeScalars.contains(next)
    {
      return true
    }
    if next == "级", range.upperBound + 1 >= scalars.count || !scalars[range.upperBound + 1].isHan {
      return true
    }
    // 机密：某文件里说 — a label at the head of a line or a word.
    let startsWord = previous.map { $0.isBlank || $0 == ":" } ?? true
    return startsWord && (next == ":" || next.map(\.isBlank) ?? true)
  }

  /// The text with the middle of every mobile and ID number taken out.
  static func masked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      guard Folding.fold(scalars[index]).isDigit else {
        result.append(scalars[index])
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, Folding.fold(scalars[end]).isDigit { end += 1 }
      if end - index == 17, end < scalars.count, Folding.fold(scalars[end]) == "x" { end += 1 }
      let run = scalars[index..<end]
      let isMobile =
        run.count == 11 && Folding.fold(run[index]) == "1" && Folding.fold(run[index + 1]) >= "3"
      if isMobile || run.count == 18 {
        let kept = isMobile ? (3, 4) : (6, 2)
        result.append(contentsOf: run.prefix(kept.0))
        result.append(
          contentsOf: [Unicode.Scalar](repeating: "*", count: run.count - kept.0 - kept.1))
        result.append(contentsOf: run.suffix(kept.1))
      } else {
        result.append(contentsOf: run)
      }
      index = end
    }
    return String(String.UnicodeScalarView(result))
  }

  static let gradeRefusal = Refusal(
    .secretGrade,
    "这里不能办涉密的事。我没有登记，也没有留下内容。\n请马上撤回原消息，用专用渠道办理，并报告本单位保密工作机构。")
}
