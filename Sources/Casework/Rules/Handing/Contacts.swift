/// 联系: who keeps the line to the unit.
enum Contacts {
  static func change(
    _ asked: ContactChange, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "定联系人")
    let matter = try Guards.matter(asked.number, casebook)
    try Guards.allow(.contact, on: matter, situation, what: "定\(matter.number)号的联系人")
    guard matter.state.isOpen else {
      throw Refusal(
        .wrongState,
        "\(matter.number)号\(matter.state.name)，不用再定联系人。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    // Who keeps the line to a unit would not be let see it.
    if !asked.removes { try Guards.opened(matter, what: "定联系人", situation) }
    var contacts = matter.contacts
    var changed: [Person] = []
    for reference in asked.people {
      if asked.removes {
        let person = try People.meant(reference, casebook, situation)
        if let index = contacts.firstIndex(of: person.id) {
          contacts.remove(at: index)
          changed.append(person)
        }
      } else {
        let person = try People.member(reference, casebook, situation)
        // Whoever answers for a case keeps the line to the unit anyway.
        if person.id != matter.lead, !contacts.contains(person.id) {
          contacts.append(person.id)
          changed.append(person)
        }
      }
    }
    if !asked.removes {
      try OwnUnit.checkNamed(
        changed, for: "当联系人", in: [matter], way: "\(typed: "联系 \(matter.number) 姓名")", casebook,
        situation)
    }
    let names = try contacts.map { try Namesakes.distinct($0, casebook, situation.rules) }
      .joined(separator: "、")
    let now = contacts.isEmpty ? "没有联系人" : "联系人是\(names)"
    guard !changed.isEmpty else {
      return Decision(
        replies: [Reply(text: "\(matter.number)号\(now)，没有变化。", card: matter.number)],
        dialogue: .close)
    }
    if !asked.removes {
      try KeptFromUnits.check(
        changed, in: matter, way: "\(typed: "联系 \(matter.number) 姓名")", casebook, situation)
    }
    let event = Handing.turned(
      .contactsChanged(ContactsChanged(new: contacts, old: matter.contacts)), of: matter, situation)
    var replies = [Reply(text: "\(matter.number)号现在\(now)。", card: matter.number)]
    for person in changed where person.id != situation.actor.id {
      replies.append(notice(to: person, of: matter, removed: asked.removes, situation))
    }
    var decision = Decision(events: [event], replies: replies, dialogue: .close)
    if !asked.removes {
      let names = changed.map(HandingOver.written).joined(separator: "、")
      try SecondPerson.warn(
        &decision, barring: changed, from: matter,
        command: "/联系 \(matter.number) \(names)", .contact, casebook, situation)
    }
    return decision
  }

  private static func notice(
    to person: Person, of matter: Case, removed: Bool, _ situation: Situation
  ) -> Reply {
    let by = "安排人：\(situation.actor.person.address)"
    guard !removed else {
      return Reply(
        to: .person(person.id), about: .cases([matter.number]),
        text: "\(person.address)您好，\(matter.number)号您不用再联系。\n\(by)")
    }
    var text = Wording("\(person.address)您好，\(matter.number)号请您当联系人。")
    text.add("事项：\(Cards.brief(matter.title, limit: 60))")
    if let due = matter.due { text.add("期限：\(situation.days.full(due.day))") }
    text.add("\(by)。看详情请回：\(typed: "查 \(matter.number)")")
    return Reply(to: .person(person.id), text: text, card: matter.number).alsoForDeputy()
  }
}
