import Casework

/// Photos and files.
extension CommandParser {
  /// `附件 12` puts what is at hand into a case or lists what it has; `附件 什么事` registers with it.
  func evidence() -> Outcome {
    var scanner = Scanner(text, from: start)
    let fields = FieldedText(text, from: start, known: [.page])
    let rest = FoldedText(fields.rest)
    if rest.count == 0 {
      if let card { return .act(.evidence(.attach(card, page: page))) }
      return ask(0, typed: "/附件 \(MentionToken.gap)")
    }
    if let numbers = CaseNumbers.all(in: rest) {
      guard numbers.count == 1 else {
        return refuse(.valueUnknown, "附件一次只能放进一件，没有办。")
      }
      return .act(.evidence(.attach(numbers[0], page: page)))
    }
    if rest.foldedString(0..<rest.count) == "请联系我" { return .act(.evidence(.callBack)) }
    if let number = scanner.caseNumber() {
      return .answer(
        "附件后面只写编号，没有办。\n要写办到哪一步，请发：\(typed: "进展 \(number) 内容")", .keep)
    }
    guard case .act(.register(let registration)) = clue() else { return clue() }
    return .act(.evidence(.register(registration)))
  }
}
