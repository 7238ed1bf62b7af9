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
    if next == "文", range.upperBound + 1 < scalars.count, scalars[range.upperBound + 1] == "件" {
      // 商业秘密文件 is none of it; 机密文件 is.
      return scalars[range.lowerBound] != "秘" || !(previous?.isHan ?? false)
    }
    if next == "级", range.upperBound + 1 >= scalars.count || !scalars[range.upperBound + 1].isHan {
      return true
    }
    // 机密：某文件里说 — a label at the head of a line or a word.
    let startsWord = previous.map { $0.isBlank || $0 == ":" } ?? true
    return startsWord && (next == ":" || next.map(\.isBlank) ?? true)
  }

  static let gradeRefusal = Refusal(
    .secretGrade,
    "这里不能办涉密的事。我没有登记，也没有留下内容。\n请马上撤回原消息，用专用渠道办理，并报告本单位保密工作机构。")
}
