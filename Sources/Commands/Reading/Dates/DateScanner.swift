import Casework

/// Reads words for days and times from left to right, scalar by scalar. What does not fit leaves it
/// where it was.
struct DateScanner {
  let scalars: [Unicode.Scalar]
  var index: Int

  init(_ text: FoldedText, from index: Int = 0) {
    scalars = text.folded.map { DateScanner.simplified[$0] ?? $0 }
    self.index = index
  }

  /// The expression that the whole text is; nil where it is anything else.
  static func whole(_ text: FoldedText) -> DateExpression? {
    var scanner = DateScanner(text)
    scanner.skipLead()
    guard let expression = scanner.expression() else { return nil }
    scanner.skipVerbs()
    return scanner.isAtEnd ? expression : nil
  }

  /// The expression that the text begins with, and where it ends.
  static func prefix(_ text: FoldedText, from start: Int) -> (DateExpression, next: Int)? {
    var scanner = DateScanner(text, from: start)
    guard let expression = scanner.expression() else { return nil }
    // 5号楼开会 names no day, 12.5米 neither.
    if expression.time == nil, scanner.runsOn { return nil }
    return (expression, scanner.index)
  }

  /// Traditional characters that occur in words for days.
  private static let simplified: [Unicode.Scalar: Unicode.Scalar] = [
    "個": "个", "週": "周", "禮": "礼", "號": "号", "點": "点", "兩": "两", "內": "内", "後": "后",
    "國": "国", "慶": "庆", "節": "节", "這": "这", "當": "当", "勞": "劳", "動": "动", "間": "间",
    "鐘": "钟", "時": "时", "鍾": "钟", "過": "过", "從": "从", "為": "为", "結": "结", "辦": "办",
    "處": "处",
  ]

  // MARK: Steps

  var isAtEnd: Bool {
    var rest = self
    rest.skipBlanks()
    return rest.index >= scalars.count
  }

  var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func skipBlanks() {
    while let scalar = current, scalar.isBlank { index += 1 }
  }

  /// Takes the word, blanks before it included.
  mutating func take(_ word: String) -> Bool {
    let start = index
    skipBlanks()
    let wanted = Array(word.unicodeScalars)
    guard index + wanted.count <= scalars.count,
      scalars[index..<(index + wanted.count)].elementsEqual(wanted)
    else {
      index = start
      return false
    }
    index += wanted.count
    return true
  }

  /// Takes the first of the words that stands there: longer ones are named first.
  mutating func takeAny(_ words: [String]) -> String? {
    words.first { take($0) }
  }

  /// Whether the word stands next.
  func sees(_ word: String) -> Bool {
    var copy = self
    return copy.take(word)
  }

  func seesAny(_ words: [String]) -> Bool { words.contains(where: sees) }

  /// A number, and whether it was written with digits beginning with a zero.
  mutating func number() -> (value: Int, digits: Int, hasZero: Bool)? {
    let start = index
    skipBlanks()
    let begin = index
    guard let (value, next) = Numerals.read(scalars, at: index) else {
      index = start
      return nil
    }
    let isDigits = scalars[begin].isDigit
    index = next
    return (value, isDigits ? next - begin : 0, isDigits && scalars[begin] == "0")
  }

  /// Tries a reading; where it gives nothing, nothing was taken.
  mutating func attempt<T>(_ reading: (inout DateScanner) -> T?) -> T? {
    var copy = self
    guard let result = reading(&copy) else { return nil }
    self = copy
    return result
  }

  /// A day without a time that runs into the next word: 5号楼.
  private var runsOn: Bool {
    guard index > 0, let next = current else { return false }
    let last = scalars[index - 1]
    if last == "号" || last == "月" { return next.isHan }
    return last.isDigit
  }

  // MARK: The expression

  /// 到, 截至, 自即日起: said before a day without changing it.
  private mutating func skipLead() {
    let words = [
      "自即日起", "自今日起", "从今天起", "即日起", "截止到", "截至到", "截止", "截至", "改到", "延到", "延至", "定在",
      "定于", "期限", "最迟", "最晚", "不晚于", "限", "到", "至", "在", "于",
    ]
    while takeAny(words) != nil || take(":") || take(",") {}
  }

  /// 办结, 完成: said behind a day without changing it.
  private mutating func skipVerbs() {
    let words = [
      "全部完成", "完成", "办结", "办完", "办好", "办理完毕", "整改到位", "整改完成", "整改完毕", "到位", "到期", "反馈", "提交", "报",
      "为止", "止", ".", "!", ",",
    ]
    while takeAny(words) != nil {}
  }

  /// What stands here; nil where nothing of the kind does.
  mutating func expression() -> DateExpression? {
    if let every = attempt({ $0.every() }) {
      return DateExpression(time: attempt { $0.time() }, every: every)
    }
    if let delay = attempt({ $0.delay() }) { return DateExpression(delay: delay) }
    if let day = attempt({ $0.day() }) {
      var expression = DateExpression(day: day)
      expression.weekday = attempt { $0.weekdayBeside(day) }
      expression.bound = bound()
      if expression.bound != .before { expression.time = attempt { $0.time() } }
      if expression.time != nil, expression.bound == .plain { expression.bound = bound() }
      return expression
    }
    if let time = attempt({ $0.time() }) {
      return DateExpression(time: time, bound: bound())
    }
    return nil
  }

  private mutating func bound() -> DateExpression.Bound {
    if takeAny(["之前", "以前", "前"]) != nil { return .before }
    if takeAny(["之内", "以内", "内", "里"]) != nil { return .within }
    if takeAny(["之后", "以后", "过后", "后"]) != nil { return .after }
    return .plain
  }

  /// （周日，调休上班）, or 周日 right behind a written day.
  private mutating func weekdayBeside(_ day: DayWords) -> Weekday? {
    switch day {
    case .dayOfMonth, .offset: break
    default: return nil
    }
    let inBrackets = take("(")
    guard takeAny(["星期", "礼拜", "周"]) != nil, let weekday = weekdayName() else { return nil }
    guard inBrackets else { return weekday }
    while let scalar = current, scalar != ")", scalar != "\n" { index += 1 }
    return take(")") ? weekday : nil
  }
}
