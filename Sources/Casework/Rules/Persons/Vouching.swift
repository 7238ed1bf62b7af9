/// 范围：对事: the words only look as if they accused somebody. Allowed, and audited without the words.
enum Vouching {
  static func decide(
    _ act: Act, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var decision = try lead(act, casebook, situation)
    decision.dialogue = decision.dialogue.vouched
    if let first = decision.events.first {
      let vouched = Change.vouched(ActVouched(verb: act.verb.rawValue))
      decision.events.append(situation.event(first.record, vouched))
    }
    return decision
  }
}

extension DialogueChange {
  /// The same question; whatever command it leads to is vouched for too.
  fileprivate var vouched: DialogueChange {
    guard case .open(var dialogue) = self else { return self }
    func vouch(_ command: String) -> String { command + "\n范围：对事" }
    switch dialogue.question {
    case .missing(let text, let part):
      dialogue.question = .missing(text: vouch(text), part: part)
    case .choice(let options): dialogue.question = .choice(options.map(vouch))
    case .confirm(var confirmation):
      confirmation.command = vouch(confirmation.command)
      dialogue.question = .confirm(confirmation)
    case .offer(let options): dialogue.question = .offer(options.map(vouch))
    // A table's rows are vetted one by one, and what is offered by name was not typed.
    case .next, .named, .batch: break
    }
    return .open(dialogue)
  }
}
