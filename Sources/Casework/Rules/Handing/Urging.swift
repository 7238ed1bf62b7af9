/// 催办: a polite chaser to the unit's contact, counted, since it is evidence for the next rung. One a day
/// counts for a case, and only of what is overdue or unsigned; at night and on days off it waits.
enum Urging {
  /// On how many days the unit that has the case was urged since it has it.
  static func count(_ matter: Case, _ rules: Rules) -> Int {
    guard let handling = matter.handling, let unit = matter.details.unit else { return 0 }
    let counted = handling.urges.filter { urge in
      urge.counts && (urge.unit.map { Handing.isSame($0, unit) } ?? true)
        && (handling.handed.map { urge.at >= $0.at } ?? true)
    }
    return Set(counted.map { rules.zone.day(of: $0.told) }).count
  }

  struct Item {
    var matter: Case
    var unit: UnitReference
    /// Of which day of urging it is.
    var count: Int
    /// When it is said, where it waits.
    var until: Instant?
  }

  static func urge(
    _ numbers: [CaseNumber], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var items: [Item] = []
    var left: [(number: CaseNumber, refusal: Refusal)] = []
    var seen: Set<CaseNumber> = []
    for number in numbers where seen.insert(number).inserted {
      do {
        items.append(try item(number, casebook, situation))
      } catch let refusal as Refusal {
        left.append((number, refusal))
      }
    }
    guard !items.isEmpty else { throw none(left.map(\.refusal)) }
    var decision = Decision(dialogue: .close)
    decision.events = items.map { item in
      let urge = Urge(
        unit: item.unit, by: situation.actor.id, at: situation.now, until: item.until)
      return Handing.turned(.urged(urge), of: item.matter, situation)
    }
    decision.replies = [
      try answer(grouped(items), left.map(\.refusal), seen.count, casebook, situation)
    ]
    decision.replies += try messages(
      grouped(items.filter { $0.until == nil }), casebook, Occasion(situation))
    return decision
  }

  /// Nothing was urged: why not, one line for each.
  private static func none(_ refusals: [Refusal]) -> Refusal {
    guard let first = refusals.first else { return Refusal.unavailable }
    guard refusals.count > 1 else { return first }
    var text = Wording("这\(refusals.count)件都没有催。")
    for refusal in refusals.prefix(5) { text.lines += refusal.text.lines.prefix(1) }
    if refusals.count > 5 { text.add("别的请单独发。") }
    return Refusal(first.code, text)
  }

  // MARK: Whether it may be

  /// Why nobody is urged now.
  enum Hindrance {
    case notHanded
    case withoutUnit
    case owed(OwedDecision)
    /// Signed for, and not over its term.
    case early
    case already(Urge)
  }

  /// What hinders an urge about a case as it stands; nil where nothing does.
  static func hindrance(_ matter: Case, _ occasion: Occasion) -> Hindrance? {
    if let owed = OwedDecision(matter) { return .owed(owed) }
    guard matter.state != .registered, matter.state != .triaged else { return .notHanded }
    guard let unit = matter.details.unit else { return .withoutUnit }
    // What a unit was never sent it is not pressed for.
    guard matter.isWith(unit) else { return .notHanded }
    let isLate = occasion.days.isOverdue(matter.due)
    guard isLate || Duty.of(matter).contains(where: { $0.kind == .sign }) else { return .early }
    let today = occasion.zone.day(
      of: QuietHours(occasion.rules).opening(QuietHours.Tone(for: matter), from: occasion.now))
    let last = matter.handling?.urges.last {
      ($0.unit.map { Handing.isSame($0, unit) } ?? true)
        && ($0.waits || ($0.wasSaid && occasion.zone.day(of: $0.told) == today))
    }
    return last.map(Hindrance.already)
  }

  /// The command that urges, where it would be taken.
  static func isOffered(_ matter: Case, _ occasion: Occasion) -> Bool {
    matter.number.series == .open && !matter.isInner && hindrance(matter, occasion) == nil
      && occasion.rules.procedure.transition(.urge, from: matter.state) != nil
  }

  private static func item(
    _ number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Item {
    let matter = try Handing.matter(number, casebook, situation, what: "催办")
    try Guards.allow(.urge, on: matter, situation, what: "催办\(number)号")
    try SecondPerson.checkNotOfUnit("催办", .urge, matter, casebook, situation)
    if !matter.state.isOpen || matter.state == .suspended {
      throw Guards.wrongState(matter, "催办")
    }
    if let found = hindrance(matter, Occasion(situation)) {
      throw try refusal(found, matter, casebook, situation)
    }
    _ = try Guards.transition(.urge, of: matter, situation)
    guard let named = matter.details.unit else { throw Refusal.unavailable }
    let unit = try People.reference(named, casebook)
    // What did not reach anybody would be no evidence.
    guard try UnitNotices.hearer(of: unit, on: situation.today, casebook) != nil else {
      let name = try People.name(of: unit, casebook)
      let closed = try UnitNotices.outOfReach(of: unit, on: situation.today, casebook)
      if !closed.isEmpty {
        let names = closed.map(\.address).joined(separator: "、")
        let one = closed.count == 1 ? "他" : "其中一位"
        throw Refusal(
          .unknownPerson,
          "\(name)的\(names)私聊不到，催办送不到，没有记。\n请当面或电话催，并请\(one)先私聊我一次；以后催办就能送到。")
      }
      throw Refusal(
        .unknownPerson,
        "\(name)还没有联络员，催办送不到，没有记。\n请当面或电话催，或请管理员登记：\(typed: "单位 \(unit.name) 联络员：@某人")")
    }
    let opening = QuietHours(situation.rules).opening(
      QuietHours.Tone(for: matter), from: situation.now)
    return Item(
      matter: matter, unit: unit, count: count(matter, situation.rules) + 1,
      until: opening == situation.now ? nil : opening)
  }

  private static func refusal(
    _ hindrance: Hindrance, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let number = matter.number
    let days = situation.days
    switch hindrance {
    case .notHanded, .withoutUnit:
      let lacks = matter.details.unit == nil ? "责任单位，不知道催谁" : "交办，先不催单位"
      let way = try NextStep.first(
        "交办", NextStep.handOver(of: matter, situation.today), .assign, .assign, on: matter,
        casebook, situation)
      return Refusal(.wrongState, Wording("\(number)号还没有\(lacks)。\n") + way)
    case .owed(let owed):
      return Refusal(
        .wrongState,
        try Wording("\(number)号\(owed.fact(days))，先不催单位。\n") + owed.way(matter, casebook, situation)
      )
    case .early:
      let name = try matter.details.unit.map { try People.name(of: $0, casebook) } ?? "单位"
      guard let due = matter.due else {
        return Refusal(
          .wrongState,
          "\(number)号没有期限，\(name)也已签收，还不用催。\n看现在的情况：\(typed: "查 \(number)")")
      }
      return Refusal(
        .notPastDue,
        "\(number)号\(days.full(due.day))才到期，\(name)已签收，还不用催。\n过了期限没有办结再催；看进展：\(typed: "查 \(number)")"
      )
    case .already(let urge):
      let who = try People.address(of: urge.by, casebook)
      guard urge.waits else {
        return Refusal(
          .alreadyAsked,
          "\(number)号今天已经催过（\(who)），一天只记一次，没有再发。\n看进展：\(typed: "查 \(number)")")
      }
      return Refusal(
        .alreadyAsked,
        "\(number)号的催办（\(who)）已经等着，\(days.moment(urge.told, situation.rules.zone))送到，没有再记。\n看进展：\(typed: "查 \(number)")"
      )
    }
  }

  // MARK: What waited

  /// What waited, if it is still in order; nil where it is needed no more.
  static func held(
    _ urge: Urge, _ matter: Case, _ occasion: Occasion, _ casebook: any Casebook
  ) throws -> Item? {
    var before = matter
    before.handling?.urges.removeAll { $0 == urge }
    guard isOffered(before, occasion), let named = matter.details.unit,
      urge.unit.map({ Handing.isSame($0, named) }) ?? true
    else { return nil }
    let unit = try People.reference(named, casebook)
    guard try UnitNotices.hearer(of: unit, on: occasion.days.today, casebook) != nil else {
      return nil
    }
    return Item(
      matter: matter, unit: unit, count: count(matter, occasion.rules) + 1, until: urge.until)
  }

  /// Whoever urged hears that it was not said after all; where he is gone, the lead or the team.
  static func lapsed(
    _ urge: Urge, _ matter: Case, _ occasion: Occasion, _ casebook: any Casebook
  ) throws -> Reply {
    let why = OwedDecision(matter)?.fact(occasion.days) ?? "情况有了变化"
    let told = try casebook.firstPresent(of: [urge.by, matter.lead].compactMap { $0 })
    return Reply(
      to: try told.map { Reply.Destination.person($0.id) } ?? Telling.ours(casebook),
      text: "\(matter.number)号的催办没有送，也不记次数：\(why)。\n看现在的情况：\(typed: "查 \(matter.number)")",
      card: matter.number)
  }

  // MARK: Words

  static func grouped(_ items: [Item]) -> [[Item]] {
    var groups: [[Item]] = []
    for item in items {
      if let index = groups.firstIndex(where: { Handing.isSame($0[0].unit, item.unit) }) {
        groups[index].append(item)
      } else {
        groups.append([item])
      }
    }
    return groups
  }

  /// One message for each unit.
  static func messages(
    _ groups: [[Item]], _ casebook: any Casebook, _ occasion: Occasion
  ) throws -> [Reply] {
    try groups.compactMap { group in
      guard let unit = group[0].unit.id,
        let contact = try UnitNotices.contact(
          of: group[0].unit, on: occasion.days.today, casebook)
      else { return nil }
      var reply = Reply(
        to: .contact(of: unit), about: .cases(group.map(\.matter.number)),
        text: group.count == 1
          ? one(group[0], contact, occasion) : several(group, contact, occasion),
        card: group.count == 1 ? group[0].matter.number : nil)
      reply.urged = group.map(\.matter.number)
      return reply
    }
  }

  private static func answer(
    _ groups: [[Item]], _ left: [Refusal], _ asked: Int, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Reply {
    let waiting = groups.joined().filter { $0.until != nil }
    let when = waiting.compactMap(\.until).min().map {
      situation.days.moment($0, situation.rules.zone)
    }
    if asked == 1, let item = groups.first?.first {
      let name = try People.name(of: item.unit, casebook)
      guard let when else {
        return Reply(
          text: "已催办\(name)，第\(item.count)次，\(try heard(item, casebook, situation))",
          card: item.matter.number)
      }
      return Reply(
        text: "已记下，\(when)提醒\(name)（第\(item.count)次催办）。\n晚上和休息日不打扰；到时已经办了的不再送。",
        card: item.matter.number)
    }
    var text = Wording(
      when == nil || waiting.count < groups.joined().count
        ? "已催办\(groups.count)个单位，正在私聊联络员。" : "已记下，\(when ?? "")提醒\(groups.count)个单位。")
    for group in groups.prefix(5) {
      let times = group.map { "\($0.matter.number)号第\($0.count)次" }.joined(separator: "、")
      text.add("\(try People.name(of: group[0].unit, casebook))：\(times)")
    }
    if groups.count > 5 { text.add("还有\(groups.count - 5)个单位。") }
    if let when, waiting.count < groups.joined().count {
      text.add("其中\(Handing.list(waiting.map(\.matter.number)))号不加急，\(when)送到。")
    } else if when != nil {
      text.add("晚上和休息日不打扰；到时已经办了的不再送。")
    }
    // Why not, one line for each.
    for refusal in left.prefix(4) { text.lines += refusal.text.lines.prefix(1) }
    if left.count > 4 { text.add("没有催的还有\(left.count - 4)件。") }
    return Reply(text: text)
  }

  /// 正在私聊李工。
  private static func heard(
    _ item: Item, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let contact = try UnitNotices.contact(of: item.unit, on: situation.today, casebook)
    return try Telling.reach([contact].compactMap { $0 }, casebook)
  }

  private static func one(_ item: Item, _ contact: Person, _ occasion: Occasion) -> Wording {
    var text = Wording(
      "\(contact.address)您好，\(item.matter.number)号“\(Cards.brief(item.matter.title, limit: 24))”\(standing(item.matter, occasion))。"
    )
    text.add("请\(answerBy(occasion))回个进展；有困难请直接说，我们一起协调。")
    text.add("回“\(typed: "进展 \(item.matter.number) 内容")”即可。监督工作专班")
    return text
  }

  private static func several(
    _ items: [Item], _ contact: Person, _ occasion: Occasion
  ) -> Wording {
    var text = Wording("\(contact.address)您好，有\(items.count)件想问问办到哪一步了。")
    for item in items.prefix(5) {
      text.add(
        "\(item.matter.number)“\(Cards.brief(item.matter.title, limit: 20))”\(standing(item.matter, occasion))"
      )
    }
    if items.count > 5 {
      text.add("还有：\(Handing.list(items.dropFirst(5).map(\.matter.number)))号")
    }
    text.add("请\(answerBy(occasion))回个进展；有困难请直接说，我们一起协调。")
    text.add("回“\(typed: "进展 \(items[0].matter.number) 内容")”即可。监督工作专班")
    return text
  }

  private static func standing(_ matter: Case, _ occasion: Occasion) -> String {
    guard let due = matter.due else { return "还没有收到反馈" }
    let day = occasion.days.full(due.day)
    if occasion.days.isOverdue(due) { return "原定\(day)办结，还没有收到反馈" }
    return "\(day)到期，还没有收到反馈"
  }

  /// Nobody is asked for an answer within the last hour of a working day, or on a day off.
  private static func answerBy(_ occasion: Occasion) -> String {
    let today = occasion.days.today
    let calendar = occasion.rules.calendar
    if calendar.isWorkday(today), occasion.zone.minuteOfDay(of: occasion.now) < 16 * 60 + 30 {
      return "今天下班前"
    }
    return "\(occasion.days.full(calendar.rollForward(today.adding(days: 1))))下班前"
  }
}
