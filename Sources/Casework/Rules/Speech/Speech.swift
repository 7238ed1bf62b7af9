/// What is said without a command's name: leads each to its rule.
enum Speech {
  static func decide(
    _ act: SpeechAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .card(let answer): try CardAnswers.decide(answer, casebook, situation)
    case .relay(let relay): try Relaying.pass(relay, casebook, situation)
    case .vouching(_, let command): try Vouching.ask(command, casebook, situation)
    case .batch(let batch, let step):
      try BatchRegistering.decide(batch, step, casebook, situation)
    case .alarm(let text, let inner):
      try Alarming.hear(text, inner: inner, casebook, situation)
    }
  }
}
