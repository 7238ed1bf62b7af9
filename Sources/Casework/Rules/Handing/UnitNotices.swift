/// What is said privately to those who speak for a unit.
enum UnitNotices {
  /// A case that a unit was handed.
  struct Item {
    var matter: Case
    var handed: HandOver
    /// The unit had it already; something was added.
    var stays = false
  }

  /// Who is written to for a unit; nil where nobody can be.
  static func contact(
    of unit: UnitReference, on day: CivilDate, _ casebook: any Casebook
  ) throws -> Person? {
    try unit.id.flatMap { try casebook.contacts(of: $0, on: day).first }
  }

  /// Whoever of a unit hears what is written to it; nil where nothing gets through.
  static func hearer(
    of unit: UnitReference, on day: CivilDate, _ casebook: any Casebook
  ) throws -> Person? {
    guard let contact = try contact(of: unit, on: day, casebook) else { return nil }
    return try casebook.isOutOfReach(contact.id) ? nil : contact
  }

  /// All who speak for a unit, where none of them can be written to; nobody where one can.
  static func outOfReach(
    of unit: UnitReference, on day: CivilDate, _ casebook: any Casebook
  ) throws -> [Person] {
    guard let id = unit.id, try hearer(of: unit, on: day, casebook) == nil else { return [] }
    return try casebook.contacts(of: id, on: day)
  }

  /// Why nothing that is written to a unit is heard, and who is to say it; nil where it is heard.
  static func unheard(
    _ unit: UnitReference, on day: CivilDate, _ casebook: any Casebook
  ) throws -> String? {
    guard try hearer(of: unit, on: day, casebook) == nil else { return nil }
    let closed = try outOfReach(of: unit, on: day, casebook)
    if !closed.isEmpty {
      return "\(closed.map(\.address).joined(separator: "、"))私聊不到，请专班当面告知。"
    }
    return unit.id == nil
      ? "“\(Cards.brief(unit.name, limit: 20))”没有登记过，我送不到，请专班当面告知。"
      : "\(try People.name(of: unit, casebook))还没有联络员，我送不到，请专班当面告知。"
  }

  /// What an answer adds where the unit that has the case was to hear of it, and nobody can; else nothing.
  static func unheard(
    of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    guard let unit = matter.details.unit, matter.isWith(unit),
      !Handing.speaksForUnit(of: matter, situation),
      let why = try unheard(unit, on: situation.today, casebook)
    else { return Wording() }
    return Wording(why)
  }

  /// Adds one message for all that a unit was handed to a decision, and before it the card of first
  /// words where its reader was never greeted. Nothing where the unit has no contact.
  static func add(
    handOver items: [Item], to unit: UnitReference, _ decision: inout Decision,
    _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let id = unit.id, let first = items.first,
      let contact = try contact(of: unit, on: situation.today, casebook)
    else { return }
    let name = try People.name(of: unit, casebook)
    try greet(contact, about: first.matter, &decision, casebook, Occasion(situation))
    let text =
      items.count == 1
      ? try one(first, contact, name, casebook, situation)
      : several(items, contact, name, situation)
    decision.replies.append(
      Reply(
        to: .contact(of: id), about: .cases(items.map(\.matter.number)), text: text,
        card: items.count == 1 ? first.matter.number : nil))
  }

  /// 您只要会四句: said once to whoever speaks for a unit.
  static func greet(
    _ person: Person, about matter: Case, _ decision: inout Decision, _ casebook: any Casebook,
    _ occasion: Occasion
  ) throws {
    let id = NoticeID("welcome/\(person.id)")
    let isGreeted = decision.events.contains { $0.record == .notice(id) }
    guard !isGreeted, try casebook.notice(id) == nil else { return }
    decision.events.append(
      Event(
        stamp: occasion.stamp, record: .notice(id), change: .noticed(Notice(at: occasion.now))))
    let number = matter.number
    var text = Wording("\(person.address)您好，我是联督机器人，帮专班记事和提醒。您只要会四句：")
    text.add("收到（签收）")
    text.add("\(typed: "进展 \(number) 内容")")
    text.add("\(typed: "反馈 \(number) 结果 审签：领导")")
    text.add("\(typed: "延期 \(number) 到几号 理由")")
    text.add("照片私聊发我。发“\(typed: "帮助")”看更多。")
    decision.replies.append(Reply(to: .person(person.id), about: .cases([number]), text: text))
  }

  private static func one(
    _ item: Item, _ contact: Person, _ unit: String, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    var text = Wording(
      item.stays
        ? "\(contact.address)您好，\(item.matter.number)号的交办有补充。"
        : "\(contact.address)您好，\(item.matter.number)号请\(unit)牵头办理。")
    text.add("事项：\(Cards.brief(item.matter.title, limit: 60))")
    if let requirement = item.handed.requirement {
      text.add("要求：\(Cards.brief(requirement, limit: 60))")
    }
    if !item.handed.assisting.isEmpty {
      text.add("配合：\(try Handing.names(item.handed.assisting, casebook))")
    }
    text.add(
      "有困难请直接说，我们一起协调；"
        + Wording(
          item.handed.due.map { due in
            let day = situation.days.full(due.day)
            return situation.days.isOverdue(due) ? "期限仍为\(day)。" : "期限\(day)下班前。"
          } ?? "期限另行告知。"))
    if item.handed.received == nil {
      text.add("收到请回“收到”，或发：\(typed: "签收 \(item.matter.number)")")
    }
    return text
  }

  private static func several(
    _ items: [Item], _ contact: Person, _ unit: String, _ situation: Situation
  ) -> Wording {
    var text = Wording("\(contact.address)您好，有\(items.count)件请\(unit)牵头办理，有困难请直接说。")
    for item in items.prefix(5) {
      let due = item.handed.due.map { situation.days.full($0.day) } ?? "期限另行告知"
      text.add("\(item.matter.number) \(Cards.brief(item.matter.title, limit: 20))：\(due)")
    }
    if items.count > 5 { text.add("还有\(items.count - 5)件，看全部：\(typed: "查 \(unit)")") }
    let numbers = Handing.list(items.map(\.matter.number))
    text.add("收到请回：\(typed: "签收 \(numbers)")")
    return text
  }

  /// Who helps is told so, once for all cases.
  static func add(
    assisting items: [Item], _ decision: inout Decision, _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    var units: [UnitReference] = []
    for unit in items.flatMap(\.handed.assisting)
    where !units.contains(where: { Handing.isSame($0, unit) }) {
      units.append(unit)
    }
    for unit in units {
      guard let id = unit.id, let contact = try contact(of: unit, on: situation.today, casebook)
      else { continue }
      let its = items.filter { $0.handed.assisting.contains { Handing.isSame($0, unit) } }
      var text = Wording(
        "\(contact.address)您好，\(its.count == 1 ? "\(its[0].matter.number)号" : "有\(its.count)件")请\(try People.name(of: unit, casebook))配合。"
      )
      for item in its.prefix(5) {
        let lead = try People.name(of: item.handed.unit, casebook)
        text.add("\(item.matter.number) \(Cards.brief(item.matter.title, limit: 20))（\(lead)牵头）")
      }
      if its.count > 5 { text.add("还有\(its.count - 5)件，请与牵头单位联系。") }
      decision.replies.append(
        Reply(
          to: .contact(of: id), about: .cases(its.map(\.matter.number)), text: text,
          card: its.count == 1 ? its[0].matter.number : nil))
    }
  }

  /// A unit that no longer has the case.
  static func add(
    released unit: UnitReference, from matter: Case, to new: UnitReference,
    _ decision: inout Decision, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let id = unit.id, let contact = try contact(of: unit, on: situation.today, casebook)
    else { return }
    let name = try People.name(of: new, casebook)
    var text: Wording =
      "\(contact.address)您好，\(matter.number)号改由\(name)办理，您这边不用再办。\n事项：\(Cards.brief(matter.title, limit: 60))"
    if matter.papers(endingWith: new).contains(where: {
      Handing.isSame($0.unit, unit) && $0.waits != true
    }) {
      text.add("先前送的文书终止，不用再签收、反馈。")
    }
    decision.replies.append(
      Reply(to: .contact(of: id), about: .cases([matter.number]), text: text))
  }
}
