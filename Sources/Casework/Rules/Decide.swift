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
    return refuse(act.verb, try keptInside(act, refusal, casebook) ?? refusal, situation)
  } catch let doubt as NameDoubt {
    return try doubt.decision(for: act, casebook, situation)
  }
}

/// Who may do it is no answer about a case of the inner circle where that is not shown: it is the one sentence,
/// whoever asks.
private func keptInside(
  _ act: Act, _ refusal: Refusal, _ casebook: any Casebook
) throws -> Refusal? {
  guard refusal.code == .notAllowed else { return nil }
  let inside = try act.changed.filter { try casebook.isKeptInside($0) }
  return inside.isEmpty ? nil : Refusal.keptInside(inside)
}

/// The decision that a refusal is: its answer, and its event unless it was an open look-up.
public func refuse(_ verb: Verb, _ refusal: Refusal, _ situation: Situation) -> Decision {
  let change = Change.refused(
    ActRefused(verb: verb.rawValue, code: refusal.code.rawValue, about: nil))
  var event = situation.event(nil, change)
  var replies = [Reply(text: refusal.text)]
  // Plans of a visit are at home in private.
  let isHeld = refusal.isHeld && !(refusal.code == .visitPlan && situation.place.isPrivate)
  if situation.place.isPrivate {
    // That somebody began to write about a person is no less than what he wrote.
    if [.accusation, .restrictedNotHere, .reporterNamed].contains(refusal.code) {
      event = event.kept(.restricted)
    }
    if let aside = refusal.aside { replies[0].text = aside }
    // What is said in the group about a message goes with it.
  } else if let aside = refusal.aside ?? (isHeld ? refusal.text : nil) {
    replies.append(Reply(to: .person(situation.actor.id), about: .open, text: aside))
  }
  var decision = Decision(
    events: verb.isLookup && refusal.aside == nil ? [] : [event], replies: replies,
    dialogue: refusal.dialogue)
  decision.holdsBack = isHeld
  return decision
}

func lead(
  _ act: Act, _ casebook: any Casebook, _ situation: Situation
) throws -> Decision {
  try OwnUnit.check(act, casebook, situation)
  return switch act {
  case .register(let registration): try Registering.register(registration, casebook, situation)
  case .lead(let leading): try Leadership.name(leading, casebook, situation)
  case .progress(let number, let text):
    try Progressing.add(text, to: number, casebook, situation)
  case .find(let finding): try Lookups.find(finding, casebook, situation)
  case .status(let number): try Lookups.status(number, casebook, situation)
  case .timeline(let number, let page):
    try Timeline.show(number, page: page, casebook, situation)
  case .overdue(let page): try Lookups.overdue(page: page, casebook, situation)
  case .mine(let page): try Mine.show(page: page, casebook, situation)
  case .close(let number, let result, let reason, let lookback):
    try Closing.close(
      number, result, reason: reason, lookback: lookback, casebook, situation)
  case .confirmed(let act, let confirmation):
    try confirmed(act, confirmation, casebook, situation)
  case .vouched(let act): try Vouching.decide(act, casebook, situation)
  case .suspected(let act): try Suspecting.decide(act, casebook, situation)
  case .confirmNothing: try Consenting.bare(casebook, situation)
  case .undo(let number): try Undoing.undo(number, casebook, situation)
  case .about: try Lookups.about(casebook, situation)
  case .bind(let binding): try Organising.bind(binding, casebook, situation)
  case .member(let card, let page):
    try Organising.member(card, page: page, casebook, situation)
  case .grant(let granting): try Granting.grant(granting, casebook, situation)
  case .unit(let card, let page): try Organising.unit(card, page: page, casebook, situation)
  case .handing(let act): try Handing.decide(act, casebook, situation)
  case .course(let act): try Course.decide(act, casebook, situation)
  case .clock(let act): try Timekeeping.decide(act, casebook, situation)
  case .persons(let act): try Persons.decide(act, casebook, situation)
  case .reporting(let act): try Reporting.decide(act, casebook, situation)
  case .evidence(let act): try EvidenceKeeping.decide(act, casebook, situation)
  case .time(let act): try Times.decide(act, casebook, situation)
  case .speech(let act): try Speech.decide(act, casebook, situation)
  }
}

/// Does what was shown and confirmed, if every case is still as it was shown.
private func confirmed(
  _ act: Act, _ confirmation: Confirmation, _ casebook: any Casebook, _ situation: Situation
) throws -> Decision {
  for subject in confirmation.subjects {
    let matter = try Guards.matter(subject.number, casebook)
    guard matter.revision == subject.revision else {
      throw Refusal(
        .changedSince,
        "\(matter.number)号在您确认之前有了新的记录，这次没有办。\n请再看一遍：\(typed: PersonToken.readable(String(confirmation.command.dropFirst())))",
        dialogue: .close)
    }
  }
  var situation = situation
  situation.confirmed = true
  var decision = try lead(act, casebook, situation)
  if decision.dialogue == .keep { decision.dialogue = .close }
  return decision
}

extension Verb {
  /// Reads only: an open look-up writes no event, not even when it finds nothing.
  public var isLookup: Bool {
    switch self {
    case .find, .status, .timeline, .overdue, .mine, .help, .about, .next, .project, .todo, .why,
      .statistics, .register, .digest, .weekly, .audit:
      true
    default: false
    }
  }
}
