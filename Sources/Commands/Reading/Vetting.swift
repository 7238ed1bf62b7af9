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

extension Interpreter {
  /// A name as it may be kept, such as a file's or a person's in the IM: numbers that name a person
  /// masked; nil where it may accuse somebody or claims a grade.
  public static func storable(_ name: String) -> String? {
    let text = FoldedText(name)
    if Accusation.suspects(text) || SensitiveText.claimsGrade(text) { return nil }
    return SensitiveText.masked(name)
  }
}
