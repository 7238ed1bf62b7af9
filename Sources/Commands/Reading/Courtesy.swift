import Casework

/// Words of courtesy and of putting off: never answered, never taken for an answer.
enum Courtesy {
  private static let words: Set<String> = [
    "谢谢", "谢了", "多谢", "感谢", "收到", "好", "好的", "好滴", "好嘞", "嗯", "嗯嗯", "哦", "ok", "okay", "行",
    "可以", "辛苦", "辛苦了", "大家辛苦", "大家辛苦了", "明白", "知道了", "了解", "马上", "马上办", "稍等", "等等",
    "等一下", "稍后", "在吗", "在", "你好", "您好", "早", "早上好", "下午好", "晚上好", "没事", "不客气", "再见", "赞",
    "马上落实", "尽快落实", "是", "是的", "对", "对的", "thanks", "hi", "hello",
  ]

  /// Whether the text is nothing but such words and marks.
  static func isOnlyCourtesy(_ text: FoldedText) -> Bool {
    var rest: [Unicode.Scalar] = []
    var depth = 0
    // Emoji, punctuation and [抱拳] say nothing by themselves.
    for scalar in text.folded {
      if scalar == "[" { depth += 1 }
      if depth == 0, scalar.isHan || scalar.isLetter { rest.append(scalar) }
      if depth == 0, scalar.isDigit { return false }
      if scalar == "]" { depth = max(0, depth - 1) }
    }
    // ？ by itself asks.
    return isMade(rest[...], of: words, longest: 8) && !(rest.isEmpty && text.folded.contains("?"))
  }

  /// Whether nothing but those words stands there, one behind the other.
  static func isMade(
    _ scalars: ArraySlice<Unicode.Scalar>, of words: Set<String>, longest: Int
  ) -> Bool {
    if scalars.isEmpty { return true }
    guard scalars.count <= 16 else { return false }
    for length in stride(from: min(longest, scalars.count), through: 1, by: -1) {
      let head = String(String.UnicodeScalarView(scalars.prefix(length)))
      if words.contains(head), isMade(scalars.dropFirst(length), of: words, longest: longest) {
        return true
      }
    }
    return false
  }
}
