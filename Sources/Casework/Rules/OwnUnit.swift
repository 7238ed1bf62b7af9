/// The responsible unit's own people decide nothing about its case, whatever roles they hold beside: one guard for every
/// act, asked before its rule is. What they may do is an allow-list (`AccessPolicy.isOpenToUnit`).
enum OwnUnit {
  /// Whether he is one of the people of the unit that has the case, or was since its course runs.
  /// - Parameter unit: The unit in question, where it is not the one that has the case.
  static func has(
    _ person: Person, _ matter: Case, of unit: UnitReference? = nil, _ casebook: any Casebook
  ) throws -> Bool {
    try UnitPeople.of(matter, to: unit, casebook)?.has(person, casebook) == true
  }

  /// Whether he is one of that unit's people now, whatever case it is about.
  static func has(
    _ person: Person, now unit: UnitReference?, _ casebook: any Casebook
  ) throws -> Bool {
    guard let unit, let id = try People.reference(unit, casebook).id else { return false }
    if person.unit == id { return true }
    return try casebook.unit(id)?.contacts.contains(person.id) ?? false
  }

  /// Whether that act is kept from him as one of the unit's people.
  static func bars(
    _ actor: Actor, _ verb: Verb, on matter: Case, _ casebook: any Casebook
  ) throws -> Bool {
    guard !AccessPolicy.isOpenToUnit(verb) else { return false }
    return try has(actor.person, matter, casebook)
  }

  // MARK: What they do

  /// Refuses an act that decides about a case of whoever acts.
  static func check(_ act: Act, _ casebook: any Casebook, _ situation: Situation) throws {
    guard !AccessPolicy.isOpenToUnit(act.verb) else { return }
    for number in act.decided {
      guard let matter = try casebook.matter(number),
        // Whoever may not do it at all hears that from its rule.
        AccessPolicy.allows(situation.actor, act.verb, on: matter),
        // Whoever may be the second person is a rule of its own.
        act.verb != .close || matter.state != .closing,
        !corrects(act, matter, situation)
      else { continue }
      try SecondPerson.checkNotOfUnit(act.verb.deed, act.verb, matter, casebook, situation)
    }
  }

  /// What somebody registered himself he may correct until the unit has it: neither the unit nor the day.
  private static func corrects(_ act: Act, _ matter: Case, _ situation: Situation) -> Bool {
    guard case .course(.amend(let wish)) = act else { return false }
    return matter.registrant == situation.actor.id && matter.holder == nil
      && wish.unit == nil && wish.due == nil
  }

  // MARK: What they are named for

  /// Refuses to put one of the unit's people where others decide about its case.
  /// - Parameter way: The command that names somebody else.
  static func checkNamed(
    _ people: [Person], for deed: String, in matters: [Case], way: Wording,
    _ casebook: any Casebook, _ situation: Situation
  ) throws {
    for matter in matters {
      for person in people {
        guard try has(person, matter, casebook) else { continue }
        throw Refusal(
          .samePerson,
          "\(person.address)是\(matter.number)号责任单位的人，不能\(deed)，没有办。\n请另定一位：" + way)
      }
    }
  }
}

extension Act {
  /// The cases it decides about by itself. Left out is what asks the same guard in its own place: 交办 and 催办, for each
  /// one of several; drafts, behind the place where a private kind may be named; and what a second person decides.
  fileprivate var decided: [CaseNumber] {
    switch self {
    case .lead(let leading): [leading.number]
    case .close(let number, _, _, _): [number]
    case .handing(let act): act.decided
    case .course(let act): act.decided
    case .persons(.strike(.matter(let number))): [number]
    default: []
    }
  }
}

extension Act {
  /// The cases it would change.
  var changed: [CaseNumber] {
    switch self {
    case .confirmed(let act, _), .vouched(let act), .suspected(let act): act.changed
    case .handing(.assign(let asked)): asked.numbers
    case .persons(.transfer(let asked)): [asked.number].compactMap { $0 }
    default: decided
    }
  }
}

extension HandingAct {
  fileprivate var decided: [CaseNumber] {
    switch self {
    case .triage(let triaging): [triaging.number]
    case .contact(let change): [change.number]
    case .rule(let adjudging): [adjudging.number]
    case .assign, .urge, .draft, .propose, .drop, .show, .agree, .dispute, .receive: []
    }
  }
}

extension CourseAct {
  fileprivate var decided: [CaseNumber] {
    switch self {
    case .paper(let number), .verify(let number, _), .sendBack(let number, _),
      .rebase(let number, _, _), .suspend(let number, _, _), .resume(let number, _):
      [number]
    case .void(let wish): wish.numbers
    case .amend(let wish): [wish.number]
    case .merge(let numbers, let target): numbers + [target]
    case .lookBack(let number, let wish): wish == .show ? [] : [number]
    case .report, .extend, .approve, .refuse: []
    }
  }
}

extension Verb {
  /// What a refusal calls it.
  fileprivate var deed: String {
    switch self {
    case .lead: "领衔"
    case .close: "销号"
    case .triage: "研判"
    case .contact: "联系人"
    case .ruling: "异议"
    case .paper: "收件"
    case .verify: "验收"
    case .sendBack: "退回"
    case .rebase: "改期"
    case .suspend: "挂起"
    case .resume: "恢复"
    case .void: "作废"
    case .amend: "更正"
    case .merge: "合并"
    case .lookBack: "回头看"
    case .strike: "抹除"
    default: "这一步"
    }
  }
}
