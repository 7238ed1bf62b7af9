/// 催办: a polite chaser to the unit's contact, counted, since it is evidence for the next rung.
enum Urging {
  /// How often the unit that has the case was urged since it has it.
  static func count(_ matter: Case) -> Int {
    guard let handling = matter.handling, let unit = matter.details.unit else { return 0 }
    return handling.urges.count { urge in
      (urge.unit.map { Handing.isSame($0, unit) } ?? true)
        && (handling.handed.map { urge.at >= $0.at } ?? true)
    }
  }

  private struct Item {
    var matter: Case
    var unit: UnitReference
    var count: Int
    var event: Event
  }

  static func urge(
    _ numbers: [CaseNumber], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var items: [Item] = []
    var left: [(number: CaseNumber, refusal: Refusal)] = []
    for number in numbers {
      do {
        items.append(try item(number, casebook, situation))
      } catch let refusal as Refusal {
        left.append((number, refusal))
      }
    }
    guard !items.isEmpty else {
      throw left.first?.refusal ?? Refusal.unavailable
    }
    var decision = Decision(events: items.map(\.event), dialogue: .close)
    var groups: [[Item]] = []
    for item in items {
      if let index = groups.firstIndex(where: { Handing.isSame($0[0].unit, item.unit) }) {
        groups[index].append(item)
      } else {
        groups.append([item])
      }
    }
    decision.replies = [
      try answer(groups, left.map(\.number), numbers.count, casebook)
    ]
    for group in groups {
      guard let unit = group[0].unit.id,
        let contact = try UnitNotices.contact(of: group[0].unit, casebook)
      else { continue }
      decision.replies.append(
        Reply(
          to: .contact(of: unit), about: .cases(group.map(\.matter.number)),
          text: group.count == 1
            ? one(group[0], contact, situation) : several(group, contact, situation),
          card: group.count == 1 ? group[0].matter.number : nil))
    }
    return decision
  }

  private static func item(
    _ number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Item {
    let matter = try Handing.matter(number, casebook, situation, what: "催办")
    try Guards.allow(.urge, on: matter, situation, what: "催办\(number)号")
    let isBegun = matter.state != .registered && matter.state != .triaged
    guard let named = matter.details.unit, isBegun else {
      throw Refusal(
        .wrongState,
        "\(number)号还没有\(isBegun ? "责任单位" : "交办")，不知道催谁。\n请先交办：\(typed: "交办 \(number) 单位 期限")")
    }
    _ = try Guards.transition(.urge, of: matter, situation)
    let unit = try People.reference(named, casebook)
    // What did not reach anybody would be no evidence.
    guard try UnitNotices.contact(of: unit, casebook) != nil else {
      let name = try People.name(of: unit, casebook)
      throw Refusal(
        .unknownPerson,
        "\(name)还没有联络员，催办送不到，没有记。\n请当面或电话催，或请管理员登记：\(typed: "单位 \(unit.name) 联络员：@某人")")
    }
    let urge = Urge(unit: unit, by: situation.actor.id, at: situation.now)
    return Item(
      matter: matter, unit: unit, count: count(matter) + 1,
      event: Handing.turned(.urged(urge), of: matter, situation))
  }

  private static func answer(
    _ groups: [[Item]], _ left: [CaseNumber], _ asked: Int, _ casebook: any Casebook
  ) throws -> Reply {
    if asked == 1, let item = groups.first?.first {
      let name = try People.name(of: item.unit, casebook)
      return Reply(text: "已提醒\(name)，第\(item.count)次催办。", card: item.matter.number)
    }
    var text = Wording("已提醒\(groups.count)个单位。")
    for group in groups.prefix(5) {
      let times = group.map { "\($0.matter.number)号第\($0.count)次" }.joined(separator: "、")
      text.add("\(try People.name(of: group[0].unit, casebook))：\(times)")
    }
    if groups.count > 5 { text.add("还有\(groups.count - 5)个单位。") }
    if !left.isEmpty {
      text.add("没有催的：\(Handing.list(left))。原因请单独发：\(typed: "催办 \(left[0])")")
    }
    return Reply(text: text)
  }

  private static func one(_ item: Item, _ contact: Person, _ situation: Situation) -> Wording {
    var text = Wording(
      "\(contact.address)您好，\(item.matter.number)号“\(Cards.brief(item.matter.title, limit: 24))”\(standing(item.matter, situation))。"
    )
    text.add("请\(answerBy(situation))回个进展；有困难请直接说，我们一起协调。")
    text.add("回“\(typed: "进展 \(item.matter.number) 内容")”即可。监督工作专班")
    return text
  }

  private static func several(
    _ items: [Item], _ contact: Person, _ situation: Situation
  ) -> Wording {
    var text = Wording("\(contact.address)您好，有\(items.count)件想问问办到哪一步了。")
    for item in items.prefix(5) {
      text.add(
        "\(item.matter.number)“\(Cards.brief(item.matter.title, limit: 20))”\(standing(item.matter, situation))"
      )
    }
    text.add("请\(answerBy(situation))回个进展；有困难请直接说，我们一起协调。")
    text.add("回“\(typed: "进展 \(items[0].matter.number) 内容")”即可。监督工作专班")
    return text
  }

  private static func standing(_ matter: Case, _ situation: Situation) -> String {
    guard let due = matter.due else { return "还没有收到反馈" }
    let day = situation.days.full(due.day)
    return situation.days.isOverdue(due)
      ? "原定\(day)办结，还没有收到反馈" : "\(day)到期，还没有收到反馈"
  }

  /// Nobody is asked for an answer within the last hour of a working day, or on a day off.
  private static func answerBy(_ situation: Situation) -> String {
    let minute = situation.rules.zone.minuteOfDay(of: situation.now)
    let calendar = situation.rules.calendar
    if calendar.isWorkday(situation.today), minute < 16 * 60 + 30 { return "今天下班前" }
    let day = calendar.rollForward(situation.today.adding(days: 1))
    return "\(situation.days.full(day))下班前"
  }
}
