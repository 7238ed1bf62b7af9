import Casework

/// Whether what stands behind a command and its case asks, instead of saying what is to be done: 同意 5
/// 了吗. The one rule about that; how a question ends is told by `SearchPhrase.asks`.
enum Asking {
  enum Reading { case not, partly, wholly }

  /// - Parameter isStrict: behind a command that takes no sentence any word that asks makes a question;
  ///   in a sentence, such as that of a 进展, it must ask as a whole.
  static func read(_ text: FoldedText, isStrict: Bool) -> Reading {
    let parts = parts(text)
    guard let first = parts.first, let last = parts.last else {
      return text.folded.contains("?") ? .wholly : .not
    }
    let isMarked = endsWithMark(text)
    let scanned = parts.map(scan)
    let mentions = scanned.contains { $0.asks }
    if scanned.allSatisfy({ $0.isPlain }), mentions || isMarked { return .wholly }
    let isPlainQuestion = scanned.contains { $0.asks && $0.isPlain }
    if isMarked || isPlainQuestion || ends(last) || word(first, at: 0) != nil { return .partly }
    if last.last == "呢", mentions { return .partly }
    if isStrict { return mentions || isUnanswered(last) ? .partly : .not }
    let tells = String(String.UnicodeScalarView(text.folded))
    let isShort = parts.count == 1 && first.count <= 12 && mentions
    return isShort && !telling.occurs(in: tells) ? .partly : .not
  }

  /// 同意？
  static func endsWithMark(_ text: FoldedText) -> Bool {
    var range = text.trimmed(0..<text.count)
    while let last = range.last, text.folded[last] == "." || text.folded[last] == "!" {
      range = range.lowerBound..<last
    }
    return range.last.map { text.folded[$0] == "?" } ?? false
  }

  /// In them a question is only told of: 群众问什么时候修好.
  private static let telling: WordSet = [
    "问", "说", "知道", "清楚", "明白", "查明", "查清", "了解", "研究", "商量", "讨论", "答复", "告知", "核实", "弄清",
  ]

  private static let words = [
    "为什么", "怎么", "怎样", "咋", "什么", "啥", "谁", "哪里", "哪儿", "哪天", "哪个", "哪些", "哪家", "哪一", "多少", "几时",
    "几号", "为何", "如何", "何时", "是否", "能否", "可否",
  ].map { Array($0.unicodeScalars) }

  /// Of these a sentence that only asks is made, besides the words that ask.
  private static let plain = Set(
    """
    了的是在到办弄回事情况时候截止期完好发起提做写报收合适该应还现都已经就啊呀吧来着这件个那它您你我们看知道行可以能会要得需\
    样一步进展处理解决下给成对定批准签验退挂恢复同意确认作废遮盖督催交反馈延改更正维持巩固弹结号先
    """.unicodeScalars)

  private static func parts(_ text: FoldedText) -> [[Unicode.Scalar]] {
    text.folded.split {
      $0.isBlank || [",", ";", ".", "!", "?", ":", "\""].contains($0)
    }.map(Array.init)
  }

  /// Whether a word in it asks, and whether nothing else is in it.
  private static func scan(_ part: [Unicode.Scalar]) -> (asks: Bool, isPlain: Bool) {
    var index = 0
    var asks = false
    var isPlain = true
    while index < part.count {
      if let length = word(part, at: index) {
        asks = true
        index += length
      } else {
        isPlain = isPlain && plain.contains(part[index])
        index += 1
      }
    }
    return (asks, isPlain)
  }

  /// How long the word that asks there is; nil where none stands there.
  private static func word(_ part: [Unicode.Scalar], at index: Int) -> Int? {
    let rest = part[index...]
    if rest.elementsEqual(["吗"]) { return 1 }
    if index > 0, rest.elementsEqual(["没", "有"]) || rest.elementsEqual(["没"]),
      isUnanswered(part)
    {
      return rest.count
    }
    // 能不能, 亮没亮, 合适不合适; 动不动 asks nothing.
    for length in [1, 2] where rest.count >= 2 * length + 1 {
      let middle = part[index + length]
      guard middle == "不" || middle == "没", !["动", "时", "不"].contains(part[index]),
        part[index..<(index + length)]
          == part[(index + length + 1)..<(index + 2 * length + 1)]
      else { continue }
      return 2 * length + 1
    }
    guard let found = words.first(where: { rest.starts(with: $0) }) else { return nil }
    // 没什么问题, 什么都没装 say something.
    let before = index > 0 ? part[index - 1] : " "
    let end = index + found.count
    let after = end < part.count ? part[end] : " "
    let isDenied =
      ["没", "无", "不", "论", "管"].contains(before)
      || (before == "有" && index > 1 && part[index - 2] == "没")
    return isDenied || after == "都" || after == "也" ? nil : found.count
  }

  /// 报了没, 收到没有; 还没有 answers.
  private static func isUnanswered(_ part: [Unicode.Scalar]) -> Bool {
    var rest = part[...]
    if rest.last == "有" { rest.removeLast() }
    guard rest.popLast() == "没", let before = rest.last else { return false }
    return ["了", "过", "到", "好", "完", "着", "掉", "成", "清", "通"].contains(before)
  }

  private static func ends(_ part: [Unicode.Scalar]) -> Bool {
    if part.last == "呢" { return false }
    if SearchPhrase.asks(FoldedText(part)) { return true }
    return [3, 5].contains { length in
      part.count >= length && word(part, at: part.count - length) == length
    }
  }
}
