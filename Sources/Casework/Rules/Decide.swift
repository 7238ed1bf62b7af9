/// Leads each act to its rule. Pure: the same act, casebook and situation give the same decision.
///
/// A refusal comes back as a decision whose event says which rule refused; look-ups that find
/// nothing leave no event.
/// - Throws: only what the casebook throws.
public func decide(
  _ act: Act, _ casebook: any Casebook, _ situation: Situation
) throws -> Decision {
  do {
    return try lead(act, casebook, situation)
  } catch let refusal as Refusal {
    return refuse(act.verb, refusal, situation)
  } catch let doubt as NameDoubt {
    return try doubt.decision(for: act, casebook, situation)
  }
}

/// The decision that a refusal is: its answer, and its event unless it was an open look-up.
public func refuse(_ verb: Verb, _ refusal: Refusal, _ situation: Situation) -> Decision {
  let change = Change.refused(
    ActRefused(verb: verb.rawValue, code: refusal.code.rawValue, about: nil))
  return Decision(
    events: verb.isLookup ? [] : [situation.event(nil, change)],
    replies: [Reply(text: refusal.text)], dialogue: refusal.dialogue)
}

private func lead(
  _ act: Act, _ casebook: any Casebook, _ situation: Situation
) throws -> Decision {
  switch act {
  case .register(let registration): try Registering.register(registration, casebook, situation)
  case .lead(let leading): try Leadership.name(leading, casebook, situation)
  case .progress(let number, let text):
    try Progressing.add(text, to: number, casebook, situation)
  case .find(let finding): try Lookups.find(finding, casebook, situation)
  case .status(let number): try Lookups.status(number, casebook, situation)
  case .timeline(let number, let page):
    try Timeline.show(number, page: page, casebook, situation)
  case .overdue(let page): try Lookups.overdue(page: page, casebook, situation)
  case .mine(let page): try Lookups.mine(page: page, casebook, situation)
  case .close(let number, let result):
    try Closing.ask(number, result, casebook, situation)
  case .confirm(let confirmation): try Closing.confirm(confirmation, casebook, situation)
  case .confirmNothing: throw try Closing.nothingPending(casebook, situation)
  case .undo(let number): try Undoing.undo(number, casebook, situation)
  case .about: try Lookups.about(casebook, situation)
  case .bind(let binding): try Organising.bind(binding, casebook, situation)
  case .member(let card, let page):
    try Organising.member(card, page: page, casebook, situation)
  case .grant(let granting): try Granting.grant(granting, casebook, situation)
  case .unit(let card, let page): try Organising.unit(card, page: page, casebook, situation)
  }
}

extension Verb {
  /// Reads only: an open look-up writes no event, not even when it finds nothing.
  public var isLookup: Bool {
    switch self {
    case .find, .status, .timeline, .overdue, .mine, .help, .about, .next: true
    case .clue, .lead, .progress, .close, .undo, .bind, .member, .grant, .unit, .confirm: false
    }
  }
}
