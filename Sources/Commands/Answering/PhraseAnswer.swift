import Casework

/// What a plain sentence comes to by the phrase table.
enum PhraseAnswer {
  static func read(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    for phrase in Phrases.all where phrase.place == .anywhere || hearing.isPrivate {
      guard let slots = phrase.pattern.match(text),
        let outcome = outcome(phrase.meaning, slots, hearing)
      else { continue }
      return outcome
    }
    return nil
  }

  /// What stands for a message that cannot be read: [语音]. In private only; in a group it is talk.
  static func placeholder(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    guard hearing.isPrivate, text.count < 20 else { return nil }
    let whole = text.foldedString(text.trimmed(0..<text.count))
    return Phrases.placeholders.first { $0.text == whole }.map { .answer($0.answer, .keep) }
  }

  private static func outcome(
    _ meaning: Phrase.Meaning, _ slots: [String: String], _ hearing: Hearing
  ) -> Outcome? {
    switch meaning {
    case .never: return .refused(.find, .unavailable)
    case .look(let command):
      return CommandParser.reread("/" + filled(command, slots), hearing)
    case .ask(let question, let answers):
      let commands = answers.map { $0.command.isEmpty ? "" : "/" + filled($0.command, slots) }
      // What the speaker may not do is not offered.
      if let first = commands.first, let verb = CommandHead.verb(of: first),
        !AccessPolicy.offers(verb, to: hearing.actor)
      {
        return relayed(first, slots, hearing)
      }
      var text = Wording(MentionToken.readable(filled(question, slots)))
      let names = answers.enumerated().map { "回\($0.offset + 1)\($0.element.name)" }
      text.add(Wording(names.joined(separator: "，") + "。"))
      return .answer(text, hearing.ask(.offer(commands)))
    }
  }

  /// What a leader would have and may not do himself goes to the working team, if he likes.
  private static func relayed(
    _ command: String, _ slots: [String: String], _ hearing: Hearing
  ) -> Outcome? {
    guard AccessPolicy.offers(.lead, to: hearing.actor),
      let number = slots["号"].flatMap({ CaseNumbers.all(in: FoldedText($0))?.first })
    else { return nil }
    let words = command.drop { $0 == "/" }
    var text = Wording(
      "这一步由专班办。要我把“\(MentionToken.readable(String(words)))”转给专班吗？")
    text.add("回1转，回2不转。")
    let relay = Relay(to: .team, number: number, text: String(words))
    return .answer(text, hearing.ask(.offer([relay.option, ""])))
  }

  private static func filled(_ template: String, _ slots: [String: String]) -> String {
    var text = template
    for (name, value) in slots {
      text = text.replacing("{\(name)}", with: value)
    }
    return text
  }
}

extension CommandHead {
  /// The command a stored text is; nil where it is none.
  static func verb(of command: String) -> Verb? {
    if case .command(let verb, _) = read(FoldedText(command), bare: true, handle: nil) {
      verb
    } else {
      nil
    }
  }
}
