import Casework

extension CaseNumbers {
  /// Whether a restricted case is named where the command has its case, or a sentence begins with one.
  /// Anywhere else 限3 is a word of a text.
  static func namesRestricted(_ text: FoldedText, bare: Bool = true) -> Bool {
    guard text.original.contains("限") else { return false }
    var scanner = Scanner(text)
    if case .command(let verb, let next) = CommandHead.read(text, bare: bare, handle: nil) {
      guard Catalogue.spec(for: verb)?.takesCase ?? false else { return false }
      scanner.index = next
      scanner.skipSeparators()
      // 督办 取消 限3
      if scanner.take("取消") { scanner.skipBlanks() }
      // 合并 12 限3 names two by blanks.
      if verb == .merge {
        while let number = scanner.caseNumber() {
          if number.series == .restricted { return true }
          scanner.skipSeparators()
        }
        return false
      }
    }
    return leading(&scanner).contains { $0.series == .restricted }
  }
}

extension Interpreter {
  /// Whether what somebody said, or the question it answers, names a restricted case. A refusal or
  /// question that met no record then leaves no trace in the open journal, whether there is such a case
  /// or not.
  public static func namesRestricted(_ utterance: Utterance, _ dialogue: Dialogue?) -> Bool {
    if utterance.card?.series == .restricted { return true }
    let text = FoldedText(utterance.text)
    let bare = utterance.isAddressed
    let lines = text.original.split(separator: "\n").map(FoldedText.init)
    if lines.contains(where: { CaseNumbers.namesRestricted($0, bare: bare) }) { return true }
    guard let dialogue else { return false }
    // Another command does not answer the question that is open.
    if case .command(let verb, _) = CommandHead.read(text, bare: bare, handle: nil),
      verb != .confirm, verb != .next
    {
      return false
    }
    let commands: [String] =
      switch dialogue.question {
      case .missing(let text, _): [text]
      case .choice(let options), .offer(let options): options
      case .named(let answers): answers.map(\.command)
      // A table's rows are matters for the whole group.
      case .batch: []
      case .confirm(let confirmation): [confirmation.command]
      case .next(let command): [command]
      }
    return commands.contains { CaseNumbers.namesRestricted(FoldedText($0)) }
  }
}
