import Casework

/// What goes on with a begun report without naming a command.
enum CourseAnswer {
  static func read(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    signedReport(text, utterance, hearing)
  }

  /// `49 审签：何镇长 纸质件下午送`: who signed off belongs to a report and to nothing else.
  private static func signedReport(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    guard utterance.isAddressed else { return nil }
    var scanner = Scanner(text)
    guard let number = scanner.caseNumber() ?? utterance.card else { return nil }
    scanner.skipSeparators()
    let signed = SignedText(FieldedText(text, from: scanner.index, known: [.signedOff]))
    guard let signer = signed.signer, !signer.isEmpty else { return nil }
    func kept(_ typed: String) -> String? {
      let text = MentionToken.readable(typed)
      return text.isEmpty ? nil : text
    }
    return .act(
      .course(
        .report(
          UnitReport(
            number: number, text: kept(signed.text), signedOffBy: kept(signer), continues: true))))
  }
}
