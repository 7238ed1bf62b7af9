/// Phenomena of conduct by their names, said where nobody can be told: such a matter is the inner
/// circle's until it is triaged.
enum Conduct {
  /// Whether the text names one.
  static func isNamed(in text: String) -> Bool {
    let text = FoldedText(text)
    let folded = text.foldedString(0..<text.count)
    return phenomena.contains(where: folded.contains)
  }

  private static let phenomena = [
    "吃拿卡要", "优亲厚友", "冒领", "套取", "挪用", "围标", "串标", "弄虚作假", "违规收费",
  ]
}
