extension Casebook {
  /// Who answers for a case: its lead, as long as they are in a group. Whoever left has no right to do
  /// anything about it, and a case of theirs waits for a lead like one that never had one.
  public func leader(of matter: Case) throws -> Person? {
    try firstPresent(of: [matter.lead].compactMap { $0 })
  }

  /// The first of them who is in a group.
  func firstPresent(of people: [PersonID]) throws -> Person? {
    try people.compactMap { try person($0) }.first { !$0.groups.isEmpty }
  }
}

/// 领衔: naming who answers for a case.
enum Leadership {
  static func name(
    _ leading: Leading, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if leading.number.series == .open {
      try Guards.allow(.lead, situation, what: "确定领衔人")
    }
    let matter = try Guards.matter(leading.number, casebook)
    try Guards.allow(.lead, on: matter, situation, what: "确定领衔人")
    let transition = try Guards.transition(.lead, of: matter, situation)
    let lead = try People.member(leading.lead, casebook, situation)
    if !leading.contacts.isEmpty { try Guards.opened(matter, what: "定联系人", situation) }
    var contacts: [PersonID] = leading.contacts.isEmpty ? matter.contacts : []
    let named = try leading.contacts.map { try People.member($0, casebook, situation) }
    for contact in named where !contacts.contains(contact.id) { contacts.append(contact.id) }
    // Whoever answers for a case keeps the line to the unit anyway.
    contacts.removeAll { $0 == lead.id }
    let old = CaseLed.Leadership(lead: matter.lead, contacts: matter.contacts, due: matter.due)
    let new = CaseLed.Leadership(
      lead: lead.id, contacts: contacts, due: leading.due ?? matter.due)
    let people = try [lead] + contacts.compactMap { try casebook.person($0) }
    try KeptFromUnits.check(
      people.filter { $0.id != matter.lead && !matter.contacts.contains($0.id) }, in: matter,
      way: "\(typed: "领衔 \(matter.number) 姓名")", casebook, situation)
    try OwnUnit.checkNamed(
      [lead], for: "领衔", in: [matter], way: "\(typed: "领衔 \(matter.number) 姓名")", casebook,
      situation)
    try OwnUnit.checkNamed(
      named, for: "当联系人", in: [matter], way: "\(typed: "联系 \(matter.number) 姓名")", casebook,
      situation)
    try DueMoving.check(matter, givenAnew: leading.due, situation)
    if new == old {
      let who = try Namesakes.distinct(lead.id, casebook, situation.rules)
      let reply = Reply(text: "\(matter.number)号本来就由\(who)领衔，没有变化。", card: matter.number)
      return Decision(replies: [reply])
    }
    let change = CaseLed(
      new: new, old: old, step: Guards.step(transition, of: matter),
      late: DueMoving.late(matter, givenAnew: new.due, situation))
    var decision = Decision(
      events: [situation.event(.matter(matter.number), .led(change))],
      replies: try replies(matter, lead, change, casebook, situation), dialogue: .close)
    try SecondPerson.warn(
      &decision, barring: people, from: matter,
      command: command(matter.number, lead, contacts, leading.due, casebook), .lead, casebook,
      situation)
    return decision
  }

  /// 领衔：孙主任; 领衔：吴十（已离开，要重新定）; （已离开） where it is closed and only to be looked at again. Nil
  /// where nobody was ever named.
  static func shown(
    _ matter: Case, _ casebook: any Casebook, _ rules: Rules
  ) throws -> String? {
    guard let lead = matter.lead else { return nil }
    let isAsked = matter.state.isOpen || Duty.of(matter).contains { $0.kind == .lookBack }
    let isGone = try isAsked && casebook.leader(of: matter) == nil
    let mark = isGone ? (matter.state.isOpen ? "（已离开，要重新定）" : "（已离开）") : ""
    return "领衔：\(try Namesakes.distinct(lead, casebook, rules))\(mark)"
  }

  /// 没有领衔人2件：2、3 is followed by who of them lost theirs: （3的领衔人已离开）.
  static func left(_ gone: [CaseNumber], of all: Int) -> String {
    if gone.isEmpty { return "" }
    let which = gone.count == all ? "" : gone.map(\.description).joined(separator: "、") + "的"
    return "（\(which)领衔人已离开）"
  }

  /// The act written out again, to be confirmed.
  private static func command(
    _ number: CaseNumber, _ lead: Person, _ contacts: [PersonID], _ due: Deadline?,
    _ casebook: any Casebook
  ) throws -> String {
    var text = "/领衔 \(number) \(HandingOver.written(lead))"
    let names = try contacts.compactMap { try casebook.person($0).map(HandingOver.written) }
    if !names.isEmpty { text += "\n联系：\(names.joined(separator: "、"))" }
    if let due { text += "\n期限：\(due.day)" }
    return text
  }

  private static func replies(
    _ matter: Case, _ lead: Person, _ change: CaseLed, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    let who = try Namesakes.distinct(lead.id, casebook, situation.rules)
    var first = "\(matter.number)号由\(who)领衔"
    if !change.new.contacts.isEmpty {
      let names = try change.new.contacts.map {
        try Namesakes.distinct($0, casebook, situation.rules)
      }
      first += "，联系人\(names.joined(separator: "、"))"
    }
    var answer = Wording(first + "。")
    if let due = change.new.due { answer.add("期限：\(situation.days.full(due.day))") }
    // Whoever names himself, or is named once more, knows already.
    let tells = lead.id != situation.actor.id && change.old.lead != lead.id
    if tells {
      let deputy = try Deputies.inForce(for: lead.id, on: situation.today, casebook)
      let isClosed = try casebook.isOutOfReach(lead.id)
      answer.add(
        Wording(try Telling.reach([lead] + (isClosed ? [deputy] : []).compactMap { $0 }, casebook)))
    }
    var replies = [Reply(text: answer, card: matter.number)]
    if tells {
      var notice = Wording("\(lead.address)您好，\(matter.number)号请您领衔。")
      notice.add("事项：\(Cards.brief(matter.title, limit: 60))")
      if let due = change.new.due { notice.add("期限：\(situation.days.full(due.day))") }
      notice.add("安排人：\(situation.actor.person.address)。看详情请回：\(typed: "查 \(matter.number)")")
      replies.append(Reply(to: .person(lead.id), text: notice, card: matter.number).alsoForDeputy())
    }
    if let before = change.old.lead, before != lead.id, before != situation.actor.id {
      let text: Wording =
        "\(matter.number)号改由\(who)领衔，您不用再办。\n安排人：\(situation.actor.person.address)"
      // It names nothing but the number, and he no longer sees a case of the inner circle.
      replies.append(
        Reply(
          to: .person(before), about: matter.isInner ? .open : .cases([matter.number]), text: text))
    }
    // A new lead has read of the day already.
    let unmoved = change.old.lead == lead.id ? lead.id : nil
    let heard = [unmoved, try Telling.unitContact(of: matter, casebook, situation)]
    return replies
      + DueMoving.notices(
        to: heard.compactMap { $0 }, matter, given: change.new.due, situation)
  }
}
