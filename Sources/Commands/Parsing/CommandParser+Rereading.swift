import Casework

/// Commands that are kept with a question, or that a plain answer came to: read again by the same
/// parser as what was typed.
extension CommandParser {
  /// What a stored command comes to.
  static func reread(
    _ command: String, card: CaseNumber? = nil, isSettled: Bool = false, _ hearing: Hearing
  ) -> Outcome? {
    if command.isEmpty { return .answer("好，没有办。", .close) }
    if let relay = Relay(option: command) { return .act(.speech(.relay(relay))) }
    let said = FoldedText(command)
    let head = CommandHead.read(said, bare: true, handle: nil)
    switch head {
    case .command(let verb, let next):
      var hearing = hearing
      hearing.dialogue = nil
      return Entrance(said: said, head: head, hearing: hearing).admit {
        CommandParser(
          verb: verb, $0, start: next, card: card, hearing: hearing, isSettled: isSettled
        ).parse()
      }
    case .reserved(let name): return notYet(name)
    case .unknown, .foreign, .none: return nil
    }
  }

  /// The answer to a name that the method has and this version has not.
  static func notYet(_ name: String) -> Outcome {
    .answer("“\(name)”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
  }
}

extension Interpreter {
  /// What a command that a plain answer came to comes to itself.
  public func reread(_ command: String, _ hearing: Hearing) -> Outcome? {
    CommandParser.reread(command, isSettled: true, hearing)
  }
}

extension Interpreter {
  /// A stored command as members read it: each person as `@name`.
  public static func readable(_ command: String) -> String { MentionToken.readable(command) }
}
