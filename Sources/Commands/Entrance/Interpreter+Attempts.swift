import Casework

/// What was meant for a command of ours and is none: a word that is misspelt (/现锁 …), a sign that came
/// out wrong (、线索 …), a slash and no word. Nothing of it is carried out; what it says is judged as any
/// text that is said to the bot.
extension Interpreter {
  /// How a text is judged that begins so.
  func judge(_ text: FoldedText, _ head: CommandHead, isPrivate: Bool) -> Judge {
    Judge(
      persons: persons, text: text, head: head, isPrivate: isPrivate, meant: { meant(text, head) })
  }

  /// Whether a message that is neither a command nor said to the bot was meant for it, and is held back:
  /// it is heard as a command is.
  public func holdsAttempt(_ utterance: Utterance, handle: String?) -> Bool {
    let text = FoldedText(utterance.text)
    let head = CommandHead.read(text, bare: false, handle: handle)
    return isAttempt(text, head)
      && judge(text, head, isPrivate: utterance.isPrivate)
        .refusal(fileNames: utterance.fileNames) != nil
  }

  /// Whether the text, or a line of it, begins with a command's sign, or with what that sign often comes
  /// out as and a command's name or sounds. Another bot's command is not ours.
  func isAttempt(_ text: FoldedText, _ head: CommandHead) -> Bool {
    switch head {
    case .command, .reserved, .unknown: true
    case .foreign: false
    case .none:
      text.original.split { Folding.fold($0) == "\n" }.contains { beginsWithSign(FoldedText($0)) }
    }
  }

  private func beginsWithSign(_ line: FoldedText) -> Bool {
    var scanner = Scanner(line)
    scanner.skip { $0.isBlank || WrittenDigit.isUnseen($0) }
    let start = scanner.index
    if scanner.current == "/" { return true }
    guard start < line.count, Interpreter.slips.contains(line.original[start]) else { return false }
    let rest = line.original[start...].drop { $0.isBlank || Interpreter.slips.contains($0) }
    return wordMeant(FoldedText(rest)) != nil
  }

  /// Where a text goes on behind a word that was meant for a command; nil where none was.
  func meant(_ text: FoldedText, _ head: CommandHead) -> Int? {
    switch head {
    case .command, .reserved, .foreign: return nil
    case .unknown(let word, let next):
      // 现锁村支书…: by its sound the word ends earlier.
      guard let name = suggestions.exact(word, among: Catalogue.all)?.name else { return next }
      return next - word.unicodeScalars.count + name.unicodeScalars.count
    case .none:
      var scanner = Scanner(text)
      scanner.skip { !$0.isHan && !$0.isLetter }
      let start = scanner.index
      guard let length = wordMeant(FoldedText(text.original[start...])) else { return nil }
      scanner.index = start + length
      // 现所 in a sentence is none.
      return start > 0 || scanner.endsName ? scanner.index : nil
    }
  }

  /// The length of a command's name at the text's beginning, spelt right or by its sound.
  private func wordMeant(_ text: FoldedText) -> Int? {
    if case .command(_, let next) = CommandHead.read(text, bare: true, handle: nil) { return next }
    var scanner = Scanner(text)
    return scanner.word().flatMap { suggestions.exact($0, among: Catalogue.all) }?.name
      .unicodeScalars.count
  }

  /// What a keyboard gives where somebody wants the slash, or the exclamation mark.
  static let slips: Set<Unicode.Scalar> = [
    "、", "\\", "！", "!", "|", "丶", "÷", "∕", "⁄", "╱", "⧸",
  ]
}
