/// 裁定: the team answers a dispute. Upheld, the term runs on; reassigned, it starts anew.
enum Rulings {
  static func rule(
    _ asked: Adjudging, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.ruling, situation, what: "裁定")
    let matter = try Handing.matter(asked.number, casebook, situation, what: "裁定")
    let transition = try Guards.transition(.ruling, of: matter, reason: asked.note, situation)
    guard let dispute = matter.handling?.dispute else { throw Refusal.unavailable }
    try Awaited.checkShown(.dispute, of: matter)
    try Guards.field(asked.unit, what: "改派")
    try Guards.text(asked.note ?? "", what: "理由")
    let old = matter.handling?.handed
    return asked.upholds
      ? try uphold(asked, dispute, old, matter, transition, casebook, situation)
      : try reassign(asked, dispute, old, matter, transition, casebook, situation)
  }

  private static func uphold(
    _ asked: Adjudging, _ dispute: Dispute, _ old: HandOver?, _ matter: Case,
    _ transition: Procedure.Transition, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var handed =
      old
      ?? HandOver(
        unit: dispute.unit, assisting: matter.details.assisting, due: matter.due,
        by: situation.actor.id, at: situation.now)
    let added = try Handing.assisting(asked.assisting, besides: handed.unit, casebook)
    handed.assisting += added.filter { unit in
      !handed.assisting.contains { Handing.isSame($0, unit) }
    }
    handed.due = matter.due
    handed.upheld = true
    let unit = try People.name(of: handed.unit, casebook)
    var first = "\(matter.number)号仍由\(unit)牵头"
    if !handed.assisting.isEmpty { first += "，\(try Handing.names(handed.assisting, casebook))配合" }
    var text = Wording(first + "。")
    if let note = asked.note { text.add("理由：\(Cards.brief(note, limit: 60))") }
    if let due = matter.due { text.add("期限\(situation.days.full(due.day))不变。") }
    text.add("再有异议，转工作联席会议议定。")
    let ruling = Ruling(upheld: true, handed: handed, by: situation.actor.id)
    var answer = text
    answer.add(try UnitNotices.unheard(of: matter, casebook, situation))
    var decision = Decision(
      events: [
        Handing.turned(.ruled(ruling), of: matter, to: transition.to, note: asked.note, situation)
      ],
      replies: [Reply(text: answer, card: matter.number)], dialogue: .close)
    if let id = handed.unit.id,
      try UnitNotices.contact(of: handed.unit, on: situation.today, casebook) != nil
    {
      decision.replies.append(Reply(to: .contact(of: id), text: text, card: matter.number))
    }
    let item = UnitNotices.Item(
      matter: matter,
      handed: HandOver(
        unit: handed.unit, assisting: added, due: handed.due, by: handed.by, at: handed.at))
    try UnitNotices.add(assisting: [item], &decision, casebook, situation)
    return decision
  }

  private static func reassign(
    _ asked: Adjudging, _ dispute: Dispute, _ old: HandOver?, _ matter: Case,
    _ transition: Procedure.Transition, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    // What the unit suggested counts only where it is a unit.
    let suggested = try dispute.suggestion.flatMap { try People.unit(named: $0, casebook) }?.name
    guard let name = asked.unit ?? suggested else {
      return Decision(
        replies: [Reply(text: "\(matter.number)号改派哪个单位？请回单位名称。", card: matter.number)],
        dialogue: situation.ask(
          .missing(text: "/裁定 \(matter.number) 改派 \u{FFFC}", part: "单位"), for: .question))
    }
    let unit = try People.reference(UnitReference(id: nil, name: name), casebook)
    guard !Handing.isSame(unit, dispute.unit) else {
      let same = try People.name(of: unit, casebook)
      throw Refusal(
        .wrongState, "\(matter.number)号本来就是\(same)，不是改派。\n仍由它办请发：\(typed: "裁定 \(matter.number) 维持")"
      )
    }
    guard let due = asked.due ?? anew(old, matter, situation) else {
      return Decision(
        replies: [Reply(text: "\(matter.number)号改派以后期限到哪天？", card: matter.number)],
        dialogue: situation.ask(
          .missing(
            text: "/裁定 \(matter.number) 改派 \(name)\n期限：\u{FFFC}", part: "期限"), for: .question))
    }
    let handed = HandOver(
      unit: unit, assisting: try Handing.assisting(asked.assisting, besides: unit, casebook),
      due: due, requirement: old?.requirement, by: situation.actor.id, at: situation.now)
    let shown = try People.name(of: unit, casebook)
    var text = Wording("\(matter.number)号改派\(shown)，期限从今天重新起算。")
    text.add("期限：\(situation.days.full(due.day))下班前")
    if let note = asked.note { text.add("理由：\(Cards.brief(note, limit: 60))") }
    if let contact = try UnitNotices.hearer(of: unit, on: situation.today, casebook) {
      text.add("请\(contact.address)回“收到”签收。")
    } else if let unheard = try UnitNotices.unheard(unit, on: situation.today, casebook) {
      text.add(Wording(unheard))
    }
    let ended = try ExtensionEnding.by(giving: matter, to: unit, casebook, situation)
    if let ended { text.add(ended.line) }
    if let papers = Issuing.ended(matter, givenTo: unit, situation.rules) { text.add(papers) }
    let ruling = Ruling(upheld: false, handed: handed, by: situation.actor.id)
    var decision = Decision(
      events: [ended?.event].compactMap { $0 } + [
        Handing.turned(.ruled(ruling), of: matter, to: transition.to, note: asked.note, situation)
      ],
      replies: [Reply(text: text, card: matter.number)], dialogue: .close)
    let item = UnitNotices.Item(matter: matter, handed: handed)
    try UnitNotices.add(handOver: [item], to: unit, &decision, casebook, situation)
    try UnitNotices.add(assisting: [item], &decision, casebook, situation)
    try UnitNotices.add(
      released: dispute.unit, from: matter, to: unit, &decision, casebook, situation)
    decision.replies += ended?.notices ?? []
    return decision
  }

  /// As many working days as the first unit had, from today on.
  private static func anew(_ old: HandOver?, _ matter: Case, _ situation: Situation) -> Deadline? {
    guard let due = old?.due ?? matter.due else { return nil }
    let start = old.map { situation.rules.zone.day(of: $0.at) } ?? due.from
    let count = situation.rules.calendar.workdays(after: start, through: due.day)
    return count > 0 ? Handing.term(count, situation) : nil
  }
}
