import Casework
import Chat
import Commands
import Ledger

/// What an outcome of the language leads to.
extension Round {
  /// The decision. Where a plain answer comes to a command, that command is read and decided in its
  /// place, once: areas reach one another by what can be typed, and nothing goes round in circles.
  func decide(
    _ outcome: Outcome, _ casebook: any Casebook, _ situation: Situation, _ hearing: Hearing
  ) throws -> Decision {
    var hearing = hearing
    hearing.isPrivate = situation.place.isPrivate
    let decision = try once(outcome, casebook, situation, hearing)
    if let again = listedAnew(outcome, decision, hearing) {
      var whole = try once(again, casebook, situation, hearing)
      if let first = whole.replies.first?.text {
        whole.replies[0].text = "清单有变化，从头列。" + first
      }
      return whole
    }
    guard let rerun = decision.rerun else { return decision }
    guard let again = pipeline.interpreter.reread(rerun.command, hearing) else {
      return Decision(dialogue: decision.dialogue)
    }
    var decided: Decision
    if let confirmation = rerun.confirmation, case .act(let act) = again {
      decided = try Casework.decide(
        .confirmed(act, confirmation), casebook, situation)
    } else {
      decided = try once(again, casebook, situation, hearing)
    }
    decided.rerun = nil
    return decided
  }

  /// 下一页 of a list that grew shorter meanwhile: what was to come may have moved to a page that was shown
  /// already, so it is given from its beginning. Nil where that is not so.
  private func listedAnew(
    _ outcome: Outcome, _ decision: Decision, _ hearing: Hearing
  ) -> Outcome? {
    guard let dialogue = hearing.dialogue, case .next(let command) = dialogue.question,
      let before = dialogue.listed, (decision.listed ?? 0) < before,
      let mark = command.firstRange(of: " 页："),
      pipeline.interpreter.reread("/" + command, hearing) == outcome
    else { return nil }
    return pipeline.interpreter.reread("/\(command[..<mark.lowerBound])", hearing)
  }

  private func once(
    _ outcome: Outcome, _ casebook: any Casebook, _ situation: Situation, _ hearing: Hearing
  ) throws -> Decision {
    switch outcome {
    case .act(let act): try Casework.decide(act, casebook, situation)
    case .answer(let text, let dialogue):
      Decision(replies: [Reply(text: text)], dialogue: dialogue)
    case .suggested(let suggested): try suggest(suggested, casebook, situation, hearing)
    case .refused(let verb, let refusal): refuse(verb, refusal, situation)
    }
  }

  /// Asks whether that command was meant. One that would be refused now is not offered; its rule is
  /// told instead. Rules write nothing, so that this costs nothing but the look.
  private func suggest(
    _ suggested: Suggested, _ casebook: any Casebook, _ situation: Situation, _ hearing: Hearing
  ) throws -> Decision {
    var text = suggested.question
    var command = suggested.command
    if case .act(let act)? = pipeline.interpreter.reread(command, hearing),
      let number = suggested.number
    {
      let tried = try Casework.decide(act, casebook, situation)
      if tried.isRefusal, let why = tried.replies.first?.text {
        text.add(Wording(lines: Array(why.lines.prefix(1))))
        text.add("回1看\(number)号。")
        command = "/查 \(number)"
        return Decision(
          replies: [Reply(text: text)], dialogue: situation.ask(.offer([command]), for: .question))
      }
    }
    if try isInside(.offer([command]), situation) {
      text.add("回1就办。")
    } else {
      let shown = command.split(separator: "\n").filter { !$0.hasPrefix("范围：") }
        .joined(separator: "\n")
      let readable = Interpreter.readable(shown)
      // Of several lines the first alone has a slash.
      text.add(
        readable.hasPrefix("/") && !readable.contains("\n")
          ? "回1就办：\(typed: String(readable.dropFirst()))" : "回1就办：\(copied: readable)")
    }
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.offer([command]), for: .question))
  }

  /// Whether that question is about a clue for the inner circle, where others read as well.
  private func isInside(
    _ question: Dialogue.Question, _ situation: Situation
  ) throws -> Bool {
    guard !situation.place.isPrivate, pipeline.interpreter.registersInside(question) else {
      return false
    }
    return try !ClueReaders.include(readersOf: situation, casebook)
  }

  /// Whether a clue for the inner circle was not registered yet, but asked about or refused, where others
  /// read it: what was typed goes as it would once it is registered.
  func asksInside(
    _ decision: Decision, of verb: Verb?, _ utterance: Utterance, _ situation: Situation
  ) throws -> Bool {
    if case .open(let dialogue) = decision.dialogue, try isInside(dialogue.question, situation) {
      return true
    }
    let isRegistered = decision.events.contains {
      if case .registered = $0.change { true } else { false }
    }
    if try !isRegistered && isInside(.offer([utterance.text]), situation) { return true }
    return try speaksOfInner(decision, of: verb, utterance, situation)
  }

  /// Whether something was said of a case of the inner circle where it is not shown, whatever was answered.
  private func speaksOfInner(
    _ decision: Decision, of verb: Verb?, _ utterance: Utterance, _ situation: Situation
  ) throws -> Bool {
    // Whoever only asks after it says nothing of it.
    guard verb?.isLookup != true else { return false }
    guard !situation.place.isPrivate,
      try !ClueReaders.include(readersOf: situation, casebook)
    else { return false }
    let spoken = Interpreter.spoken(of: utterance)
    guard spoken.saysMore else { return false }
    // An answer to a question names no number itself.
    if decision.refusal == .keptInside { return true }
    let numbers = spoken.numbers + [utterance.card].compactMap { $0 }
    return try numbers.contains { try casebook.isKeptInside($0) }
  }

  /// The 更正 that an edited registration comes to; nil where it comes to none.
  func amended(
    _ utterance: Utterance, _ message: Message, _ actor: Actor, _ chat: ChatID
  ) throws -> Wording? {
    guard pipeline.interpreter.isCommand(utterance, handle: pipeline.bot.handle) else { return nil }
    let hearing = Hearing(
      actor: actor, dialogue: nil, now: now, rules: pipeline.rules, handle: pipeline.bot.handle,
      persons: pipeline.interpreter.persons)
    guard case .act(.register(let new))? = pipeline.interpreter.reread(utterance.text, hearing),
      let command = try Editing.amendment(
        new, of: message.id, in: chat, by: actor.id, casebook, now: now)
    else { return nil }
    return "改过的消息不算数，请复制这行重发：\n\(typed: command)"
  }

  /// The message whose words are carried out by an answer to the question that it led to: what comes of
  /// it belongs to those words, so that they are found by it, and it by them.
  func source(
    of outcomes: [Outcome], _ utterance: Utterance, _ hearing: Hearing, _ chat: ChatID
  ) -> String? {
    guard let source = hearing.dialogue?.source, source.chat == chat else { return nil }
    // Whoever looks further did nothing by those words.
    let isLook = outcomes.allSatisfy { outcome in
      if case .act(let act) = outcome { act.verb.isLookup } else { false }
    }
    if isLook { return nil }
    var fresh = hearing
    fresh.dialogue = nil
    return pipeline.interpreter.interpret(utterance, fresh) == outcomes ? nil : source.message
  }
}

extension Decision {
  var isRefusal: Bool { refusal != nil }

  /// The code of the rule that refused.
  var refusal: Refusal.Code? {
    for event in events {
      if case .refused(let refused) = event.change {
        return Refusal.Code(rawValue: refused.code)
      }
    }
    return nil
  }
}
