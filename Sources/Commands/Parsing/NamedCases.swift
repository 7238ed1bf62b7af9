import Casework

extension CaseNumbers {
  /// What a text is about.
  struct Named {
    var numbers: [CaseNumber]
    /// Something stands besides the command and its numbers.
    var saysMore: Bool
    /// It only looks.
    var isLookup = false
  }

  /// The cases named where the command has its case, or a sentence begins with one. Anywhere else a number
  /// is a word of a text.
  static func named(in text: FoldedText, bare: Bool = true) -> Named {
    var scanner = Scanner(text)
    var isLookup = false
    if case .command(let verb, let next) = CommandHead.read(text, bare: bare, handle: nil) {
      isLookup = verb.isLookup
      guard Catalogue.spec(for: verb)?.takesCase ?? false else {
        return Named(numbers: [], saysMore: true, isLookup: isLookup)
      }
      scanner.index = next
      scanner.skipSeparators()
      // 督办 取消 限3
      if scanner.take("取消") { scanner.skipBlanks() }
      // 合并 12 限3 names two by blanks.
      if verb == .merge {
        var numbers: [CaseNumber] = []
        while let number = scanner.caseNumber() {
          numbers.append(number)
          scanner.skipSeparators()
        }
        return Named(numbers: numbers, saysMore: !scanner.isAtEnd)
      }
    }
    let numbers = leading(&scanner)
    scanner.skipSeparators()
    return Named(numbers: numbers, saysMore: !scanner.isAtEnd, isLookup: isLookup)
  }

  /// Whether a restricted case is named so: 限3.
  static func namesRestricted(_ text: FoldedText, bare: Bool = true) -> Bool {
    guard text.original.contains("限") else { return false }
    return named(in: text, bare: bare).numbers.contains { $0.series == .restricted }
  }
}

extension Interpreter {
  /// Of what cases somebody says something, line by line, and whether he says more than their numbers.
  /// Whoever only looks says nothing of them.
  public static func spoken(of utterance: Utterance) -> (numbers: [CaseNumber], saysMore: Bool) {
    let lines = FoldedText(utterance.text).original.split(separator: "\n").map(FoldedText.init)
    let named = lines.map { CaseNumbers.named(in: $0, bare: utterance.isAddressed) }
      .filter { !$0.isLookup && ($0.saysMore || utterance.files > 0) }
    return (named.flatMap(\.numbers), utterance.files > 0 || !named.isEmpty)
  }

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
