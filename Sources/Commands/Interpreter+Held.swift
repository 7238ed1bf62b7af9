import Casework

/// Texts that a rule holds back, seen from outside: their messages are to go.
extension Interpreter {
  /// Whether a message with that text, and files of those names, would be held back.
  public func holdsBack(_ text: String, _ fileNames: [String] = []) -> Bool {
    let folded = FoldedText(text)
    if SensitiveText.claimsGrade(folded) { return true }
    if Accusation.suspects(folded), !Accusation.isVouched(folded) { return true }
    return fileNames.contains {
      Accusation.suspects($0) || SensitiveText.claimsGrade(FoldedText($0))
    }
  }

  /// 撤回 and nothing else, which may be said to a message.
  public func isRecall(_ utterance: Utterance, handle: String?) -> Bool {
    let text = FoldedText(utterance.text)
    guard case .command(.undo, let next) = CommandHead.read(text, bare: true, handle: handle) else {
      return false
    }
    return text.trimmed(next..<text.count).isEmpty
  }
}
