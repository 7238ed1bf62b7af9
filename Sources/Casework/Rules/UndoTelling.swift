/// Whoever was told of an act is told that it no longer holds.
enum UndoTelling {
  static func replies(
    _ batch: UndoBatch, _ cases: [(before: Case, after: Case)], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    var replies: [Reply] = []
    for (undone, restored) in cases {
      for entry in batch.entries(about: undone.number) {
        if case .led(let led) = entry.event.change {
          replies += leads(led, undone.number, situation)
          replies += try term(led, undone, restored, casebook, situation)
          continue
        }
        if case .closeLapsed(let lapsed) = entry.event.change {
          let text: Wording =
            "\(Telling.naming(undone))销号的不同意已撤回，现在：\(restored.state.name)。\n撤回人：\(situation.actor.person.address)"
          replies += Telling.privately(
            Telling.distinct([lapsed.proposer], situation), text, about: undone)
          continue
        }
        guard case .turned(let turned) = entry.event.change,
          let name = KindWords.name(of: turned.kind)
        else { continue }
        let fact: Wording =
          "\(Telling.naming(undone))刚才的\(name)已撤回，现在：\(restored.state.name)。"
        let by: Wording = "\n撤回人：\(situation.actor.person.address)"
        let told = try people(turned.turn, undone, restored, casebook, situation)
        for person in Telling.distinct(told, situation) {
          var text = fact
          if let change = try unitsPart(of: person, turned.turn, restored, casebook, situation) {
            text.add(change)
          }
          replies += Telling.privately([person], text + by, about: undone)
        }
        if case .reported = turned.turn, try casebook.leader(of: undone) == nil {
          replies.append(Reply(to: .team, text: fact + by, card: undone.number))
        }
      }
    }
    if let chat = batch.stamp?.chat, chat != situation.place.chat,
      try casebook.group(chat)?.bound == true,
      batch.numbers.allSatisfy({ $0.series == .open })
    {
      // It was said there, so it is taken back there.
      replies.append(
        Reply(
          to: .group(chat), about: .cases(batch.numbers),
          text: "\(batch.title)已撤回。\n撤回人：\(situation.actor.person.address)"))
    }
    return replies
  }

  /// Whoever was told that he leads, or that he does not, is told the contrary.
  private static func leads(
    _ led: CaseLed, _ number: CaseNumber, _ situation: Situation
  ) -> [Reply] {
    var replies: [Reply] = []
    guard led.new.lead != led.old.lead else { return [] }
    if let lead = led.new.lead, lead != situation.actor.id {
      let text: Wording =
        "\(number)号请您领衔的安排已撤回，您不用再办。\n撤回人：\(situation.actor.person.address)"
      replies.append(Reply(to: .person(lead), about: .cases([number]), text: text))
    }
    if let lead = led.old.lead, lead != situation.actor.id {
      let text: Wording =
        "\(number)号仍由您领衔，换人的安排已撤回。\n撤回人：\(situation.actor.person.address)"
      replies.append(Reply(to: .person(lead), text: text, card: number).alsoForDeputy())
    }
    return replies
  }

  /// Whoever was told of another day hears that the one before holds.
  private static func term(
    _ led: CaseLed, _ undone: Case, _ restored: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    let unmoved = led.new.lead == led.old.lead ? led.new.lead : nil
    let heard = [unmoved, try Telling.unitContact(of: undone, casebook, situation)]
    return DueMoving.notices(
      to: heard.compactMap { $0 }, undone, given: restored.due, situation)
  }

  /// Whoever speaks for a unit.
  private static func contact(
    _ unit: UnitReference?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [PersonID] {
    guard let id = unit?.id else { return [] }
    return try People.contacts(of: id, on: situation.today, casebook).prefix(1).map(\.id)
  }

  /// What it means for the unit of that person: that it has the case no longer, or that it has it still, with the
  /// papers that the hand-over had ended; nil where nothing changes for it.
  private static func unitsPart(
    of person: PersonID, _ turn: Turn, _ restored: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording? {
    let new: UnitReference
    switch turn {
    case .handed(let handed): new = handed.unit
    case .ruled(let ruling): new = ruling.handed.unit
    default: return nil
    }
    let old = restored.holder
    if let old, Handing.isSame(old, new) { return nil }
    if try contact(new, casebook, situation).contains(person) { return "您这边不用再办。" }
    guard let old, try contact(old, casebook, situation).contains(person) else { return nil }
    var text: Wording = restored.handling?.dispute == nil ? "仍由您这边办理。" : "异议仍等裁定。"
    if restored.papers(endingWith: new).contains(where: {
      Handing.isSame($0.unit, old) && $0.waits != true
    }) {
      text.add("先前送的文书仍然有效。")
    }
    return text
  }

  /// Who heard of a turn when it was made.
  private static func people(
    _ turn: Turn, _ undone: Case, _ restored: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [PersonID] {
    func contact(_ unit: UnitReference?) throws -> [PersonID] {
      try UndoTelling.contact(unit, casebook, situation)
    }
    let lead = [undone.lead].compactMap { $0 }
    func inPlace(of person: PersonID?, _ verb: Verb) throws -> [PersonID] {
      guard let person else { return [] }
      return try Telling.inPlace(of: person, verb, on: undone, casebook, situation)
    }
    let reporter = try inPlace(of: restored.handling?.report?.by, .report)
    let asker = try inPlace(of: restored.handling?.extensionAsked?.by, .extend)
    switch turn {
    case .contactsChanged(let change): return change.new.filter { !change.old.contains($0) }
    case .handed(let handed):
      return lead + (try contact(handed.unit)) + (try contact(restored.holder))
    case .ruled(let ruling):
      return lead + (try contact(ruling.handed.unit)) + (try contact(restored.details.unit))
    // Who was not told of it yet need not hear that it is taken back.
    case .urged(let urge): return urge.until == nil ? try contact(urge.unit) : []
    // An extension that the report ended waits again.
    case .reported: return lead + asker
    case .extensionAsked, .amended, .disputed: return lead
    case .verified: return reporter
    case .actDeclined: return [undone.handling?.asked?.by].compactMap { $0 }
    case .dropped(let dropped):
      let draft = restored.handling?.instruments.first { $0.serial == dropped.serial }
      guard dropped.declined == true, let draft else { return [] }
      return [draft.drafter] + draft.consents.map(\.by)
    case .sentBack: return reporter + (try contact(undone.details.unit))
    case .extensionGranted: return asker + lead
    case .extensionRefused: return asker
    case .rebased, .relapsed:
      return lead + (try contact(undone.details.unit))
    case .suspended, .resumed, .voided, .merged:
      return try Telling.concerned(undone, casebook, situation)
    default: return []
    }
  }
}
