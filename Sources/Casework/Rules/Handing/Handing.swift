/// From triage to the instruments: who gets a case, and what is sent to a unit.
enum Handing {
  /// Leads each act to its rule.
  static func decide(
    _ act: HandingAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .triage(let triaging): try Triage.decide(triaging, casebook, situation)
    case .contact(let change): try Contacts.change(change, casebook, situation)
    case .assign(let assigning): try HandOvers.assign(assigning, casebook, situation)
    case .urge(let numbers): try Urging.urge(numbers, casebook, situation)
    case .draft(let drafting): try Drafts.draft(drafting, casebook, situation)
    case .propose(let drafting): try Proposals.passOn(drafting, casebook, situation)
    case .drop(let drafting): try Drafts.drop(drafting, casebook, situation)
    case .show(let query): try InstrumentLookup.show(query, casebook, situation)
    case .agree(let agreement): try Agreeing.agree(agreement, casebook, situation)
    case .dispute(let disputing): try dispute(disputing, casebook, situation)
    case .rule(let adjudging): try Rulings.rule(adjudging, casebook, situation)
    case .receive(let numbers, let quietly):
      try Receiving.receive(numbers, quietly: quietly, casebook, situation)
    }
  }

  /// 异议. 退回 typed by whoever speaks for the unit means the same and leads here.
  static func dispute(
    _ disputing: Disputing, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Disputes.dispute(disputing, casebook, situation)
  }

  /// Whether the actor speaks for the unit that has the case.
  static func speaksForUnit(of matter: Case, _ situation: Situation) -> Bool {
    guard let unit = matter.details.unit, situation.actor.roles.contains(.unit) else {
      return false
    }
    return unit.id != nil && unit.id == situation.actor.person.unit
  }

  /// The case, for an act that concerns a unit: nothing that touches a person goes there.
  static func matter(
    _ number: CaseNumber, _ casebook: any Casebook, _ situation: Situation, what: String
  ) throws -> Case {
    // Whoever is not even a member learns nothing about numbers.
    try Guards.allow(.find, situation, what: what)
    let matter = try Guards.matter(number, casebook)
    guard number.series == .open else {
      throw Refusal(
        .restrictedNotHere, "\(number)号不经这里交单位，没有办。\n请走内部专用渠道。")
    }
    try Guards.opened(matter, what: what, situation)
    return matter
  }

  /// A unit is sent nothing that must not be read any more.
  static func titleHidden(of matter: Case, _ undone: String) -> Refusal {
    Refusal(
      .changedSince,
      "\(matter.number)号的标题已遮盖，\(undone)。\n请先写一个能看的：\(typed: "更正 \(matter.number) 标题：…")")
  }

  static func isSame(_ left: UnitReference, _ right: UnitReference) -> Bool {
    if let id = left.id, let other = right.id { return id == other }
    return left.name == right.name
  }

  /// Whether what was issued is still its unit's to answer: the case is open, and no other unit has it.
  static func isStill(_ issued: Instrument, with matter: Case) -> Bool {
    matter.state.isOpen && issued.stands
  }

  /// Names as typed, resolved, the leading unit and doubles left out.
  static func assisting(
    _ typed: [String], besides unit: UnitReference, _ casebook: any Casebook
  ) throws -> [UnitReference] {
    var units: [UnitReference] = []
    for name in typed {
      try Guards.field(name, what: "配合")
      let reference = try People.reference(UnitReference(id: nil, name: name), casebook)
      if !isSame(reference, unit), !units.contains(where: { isSame($0, reference) }) {
        units.append(reference)
      }
    }
    return units
  }

  static func names(_ units: [UnitReference], _ casebook: any Casebook) throws -> String {
    try units.map { try People.name(of: $0, casebook) }.joined(separator: "、")
  }

  /// A term of that many working days from today.
  static func term(_ workdays: Int, _ situation: Situation) -> Deadline {
    let calendar = situation.rules.calendar
    return Deadline(
      day: calendar.adding(workdays: workdays, to: situation.today), rule: "\(workdays)个工作日",
      from: situation.today, calendar: calendar.version)
  }

  static func turned(
    _ turn: Turn, of matter: Case, to state: CaseState? = nil, note: String? = nil,
    _ situation: Situation
  ) -> Event {
    let step = Step(old: matter.state, new: state ?? matter.state)
    return situation.event(
      .matter(matter.number),
      .turned(CaseTurned(turn, step: step, note: note, evidence: situation.evidenceKept)))
  }

  /// `41` or `41、42`.
  static func list(_ numbers: [CaseNumber]) -> String {
    numbers.map(\.description).joined(separator: "、")
  }
}
