import Casework

/// What is looked at before a text is read, echoed or kept, whatever the command: one place, so
/// that no command forgets it.
enum Vetting {
  /// The rule that holds a text back; nil where none does.
  /// - Parameter verb: of the command, where it is one.
  static func refusal(
    _ text: FoldedText, _ verb: Verb?, fileNames: [String] = [], _ hearing: Hearing
  ) -> Outcome? {
    if SensitiveText.claimsGrade(text)
      || fileNames.contains(where: { SensitiveText.claimsGrade(FoldedText($0)) })
    {
      return .refused(verb ?? .clue, SensitiveText.gradeRefusal)
    }
    if fileNames.contains(where: Accusation.suspects) || suspects(text, verb, hearing) {
      return .refused(verb ?? .clue, Confidential.accusation)
    }
    guard Discretion.plansVisit(text, verb) else { return nil }
    if !hearing.isPrivate { return .refused(verb ?? .remind, Discretion.visitInGroup) }
    // In private a reminder is the way; what a case says the whole group reads.
    guard let verb, verb != .remind, !verb.isLookup else { return nil }
    return .refused(verb, Discretion.visitAnywhere)
  }

  private static func suspects(_ text: FoldedText, _ verb: Verb?, _ hearing: Hearing) -> Bool {
    guard Accusation.suspects(text) else { return false }
    if hearing.isPrivate {
      // 范围：限知 is led to where such things belong.
      if verb == .clue, Accusation.scope(of: text) == "限知" { return false }
      // Where contents are sealed, those who may see a restricted case write about it.
      if hearing.sealsPersons, CaseNumbers.namesRestricted(text) { return false }
    }
    return !Accusation.isVouched(text)
  }

  /// The rows of a pasted batch are vetted one by one where they are read; here it is looked at that
  /// none that may accuse a person came through.
  static func batch(_ outcome: Outcome, _ hearing: Hearing) -> Outcome {
    Accusation.suspects(FoldedText(String(describing: outcome)))
      ? .refused(.clue, Confidential.accusation) : outcome
  }

  /// 线索 批量 …
  static func isBatch(_ text: FoldedText, from start: Int) -> Bool {
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    return scanner.take("批量")
  }
}

extension CaseNumbers {
  /// Whether a restricted number stands in the text where a number may stand: at its beginning, behind
  /// a blank or mark, or directly behind a command.
  static func namesRestricted(_ text: FoldedText) -> Bool {
    guard text.original.contains("限") else { return false }
    for index in text.folded.indices where text.folded[index] == "限" {
      var scanner = Scanner(text, from: index)
      guard scanner.caseNumber()?.series == .restricted else { continue }
      if index == 0 || !text.folded[index - 1].isHan { return true }
      let head = CommandHead.read(text, bare: true, handle: nil)
      if case .command(_, let next) = head, next == index { return true }
      if text.folded[index - 1] == "和" { return true }
    }
    return false
  }
}

extension Interpreter {
  /// Whether what somebody said, or the question it answers, is about a restricted case. What comes
  /// of it then leaves no trace in the open journal.
  public static func concernsRestricted(_ utterance: Utterance, _ dialogue: Dialogue?) -> Bool {
    if utterance.card?.series == .restricted { return true }
    let text = FoldedText(utterance.text)
    if CaseNumbers.namesRestricted(text) { return true }
    guard let dialogue else { return false }
    // Another command does not answer the question that is open.
    if case .command(let verb, _) = CommandHead.read(text, bare: utterance.isAddressed, handle: nil),
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

  /// A name as it may be kept, such as a file's or a person's in the IM: numbers that name a person
  /// masked; nil where it may accuse somebody or claims a grade.
  public static func storable(_ name: String) -> String? {
    let text = FoldedText(name)
    if Accusation.suspects(text) || SensitiveText.claimsGrade(text) { return nil }
    return SensitiveText.masked(name)
  }
}
