/// What a reminder says: in full where it is one case, line by line where there are several.
struct ReminderWording {
  let schedule: Schedule
  let days: DayWording

  private var casebook: any Casebook { schedule.casebook }

  /// At most this many cases are listed; the rest is counted.
  private static let most = 6

  func reply(
    to person: Person, _ items: [(item: ReminderItem, part: ReminderItem.Part)]
  ) throws -> Reply {
    let numbers = items.map(\.item.matter.number)
    let text =
      items.count == 1
      ? try one(items[0].item, items[0].part, person) : try several(items, person)
    return Reply(
      to: .person(person.id), about: .cases(numbers), text: text,
      card: numbers.count == 1 ? numbers[0] : nil,
      unreachable: try ReminderReceivers.inGroup(person, numbers, schedule)
    ).alsoForDeputy()
  }

  // MARK: One case

  private func one(_ item: ReminderItem, _ part: ReminderItem.Part, _ person: Person) throws
    -> Wording
  {
    switch item.kind {
    case .rectify:
      part == .unit ? try rectifyForUnit(item, person) : try rectifyForLead(item, person)
    case .lookBack: try lookBack(item, person)
    default: try review(item, person)
    }
  }

  /// After R7 of the model answers.
  private func rectifyForLead(_ item: ReminderItem, _ person: Person) throws -> Wording {
    let number = item.matter.number
    let name = item.matter.lead == person.id ? "您领衔的\(number)号" : "您代管的\(number)号"
    var text: Wording = "\(person.address)您好：\(name)\(standing(item))。"
    text.add(Wording("事项：\(try subject(item.matter))"))
    text.add(Wording("\(item.due < days.today ? "原定" : "期限")：\(days.full(item.due))"))
    if let progress = item.matter.lastProgress {
      let day = days.short(schedule.rules.zone.day(of: progress.at))
      text.add(Wording("最近：\(day)，\(Cards.brief(progress.text, limit: 40))"))
    } else {
      text.add("还没有进展记录。")
    }
    let command = try command(for: item, person)
    text.add(
      command.hasPrefix("催办")
        ? "请您方便时过问。要提醒单位请发：\(typed: command)" : "请您方便时过问。看详情请发：\(typed: "查 \(number)")")
    return text
  }

  /// After R6: what is hard comes before the day.
  private func rectifyForUnit(_ item: ReminderItem, _ person: Person) throws -> Wording {
    let number = item.matter.number
    var text: Wording =
      "\(person.address)您好：\(number)号“\(Cards.brief(item.matter.title, limit: 20))”\(standing(item))。"
    text.add("有困难请直接说，我们一起协调。")
    text.add(Wording("\(item.due < days.today ? "原定" : "期限")：\(days.full(item.due))"))
    text.add("记一条进展：\(typed: "进展 \(number) 内容")")
    text.add("监督工作专班")
    return text
  }

  private func lookBack(_ item: ReminderItem, _ person: Person) throws -> Wording {
    let number = item.matter.number
    var text: Wording = "\(person.address)您好：\(number)号该回头看了。"
    text.add(Wording("事项：\(try subject(item.matter))"))
    text.add(Wording("回头看：\(days.full(item.due))"))
    guard try command(for: item, person).hasPrefix("回头看") else {
      text.add("看过请告诉专班，由专班记。看详情请发：\(typed: "查 \(number)")")
      return text
    }
    text.add("没有反复请发：\(typed: "回头看 \(number) 巩固")")
    text.add("又有问题请发：\(typed: "回头看 \(number) 反弹 情况")")
    return text
  }

  private func review(_ item: ReminderItem, _ person: Person) throws -> Wording {
    let number = item.matter.number
    var text: Wording = "\(person.address)您好：挂起的\(number)号该核实了。"
    text.add(Wording("事项：\(try subject(item.matter))"))
    if let suspension = item.matter.handling?.suspension {
      text.add(Wording("挂起理由：\(Cards.brief(suspension.reason, limit: 40))"))
    }
    let command = try command(for: item, person)
    text.add(
      command.hasPrefix("恢复")
        ? "可以办了请发：\(typed: command)" : "可以办了请告诉专班，由专班恢复。看详情请发：\(typed: "查 \(number)")")
    return text
  }

  /// What that person may send next.
  private func command(for item: ReminderItem, _ person: Person) throws -> String {
    try NextStep.command(
      for: item.kind, on: item.matter,
      to: try Actor.spokenTo(person, on: schedule.today, casebook), casebook, now: schedule.now,
      schedule.rules)
  }

  /// 已超过办理期限2个工作日, 今天到期 …
  private func standing(_ item: ReminderItem) -> String {
    guard item.due < days.today else {
      return item.due == days.today ? "今天到期" : "\(days.short(item.due))到期"
    }
    let late = days.calendar.workdays(after: item.due, through: days.today)
    let silent = days.silentWorkdays(since: item.due)
    let note = silent == 0 ? "" : "（机器人停用\(silent)天不计）"
    return late - silent > 0 ? "已超过办理期限\(late - silent)个工作日\(note)" : "已到期\(note)"
  }

  private func subject(_ matter: Case) throws -> String {
    let title = Cards.brief(matter.title, limit: 30)
    guard let unit = matter.details.unit else { return title }
    return "\(title)（\(try People.name(of: unit, casebook))）"
  }

  // MARK: Several cases

  private func several(
    _ items: [(item: ReminderItem, part: ReminderItem.Part)], _ person: Person
  ) throws -> Wording {
    let isOurs = items.contains { $0.part != .unit }
    let whose = ReminderItem.Part.allCases.filter { part in items.contains { $0.part == part } }
      .map(\.name).joined(separator: "和")
    var text: Wording = "\(person.address)您好：您\(whose)\(items.count)件请看一下。"
    for (item, part) in items.prefix(ReminderWording.most) {
      text.add(Wording(try line(item, namesUnit: part != .unit)))
    }
    let left = items.count - ReminderWording.most
    if left > 0 {
      text.add("还有\(left)件，请发：\(typed: "我的")")
    } else if isOurs {
      let mayUrge = try items.contains { try command(for: $0.item, person).hasPrefix("催办") }
      text.add(
        mayUrge
          ? "请您方便时过问。要提醒单位请发：\(typed: "催办 编号")" : "请您方便时过问。看详情请发：\(typed: "查 编号")")
    } else {
      text.add("有困难请直接说。记进展请发：\(typed: "进展 编号 内容")")
    }
    return text
  }

  private func line(_ item: ReminderItem, namesUnit: Bool) throws -> String {
    var parts = ["\(item.matter.number) \(Cards.brief(item.matter.title, limit: 20))"]
    if namesUnit, let unit = item.matter.details.unit {
      parts.append(try People.name(of: unit, casebook))
    }
    switch item.kind {
    case .lookBack: parts.append("\(days.short(item.due))回头看")
    case .review: parts.append("\(days.short(item.due))核实")
    default:
      let due = Deadline(day: item.due, rule: "", from: item.due, calendar: "")
      parts.append(
        item.due < days.today
          ? days.overdueNote(due, .answering)
          : item.due == days.today ? "今天到期" : "\(days.short(item.due))到期")
    }
    return parts.joined(separator: " ")
  }
}
