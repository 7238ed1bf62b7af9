/// What a week came to. What was registered and closed is counted as 统计 counts it, of the same days;
/// what else happened, from the journal's open chain, undone entries and cases that count for nothing
/// left out.
struct WeekFigures {
  /// Of the week's days, by the day of registration and by that of closing.
  var registered: FigureCount
  var closed: FigureCount
  /// Of the closed ones those whose term the reader may be told of.
  var timely: FigureCount
  /// The same after the last report of the week before: no report told of it.
  var registeredLate = 0
  var closedLate = 0
  var relapsed = 0
  var urged = 0
  var overdue = 0
  /// Working days that reports waited for 验收, and requests for a decision.
  var verifying: [Int] = []
  var deciding: [Int] = []
  /// What waits for the work group now.
  var waiting = 0
  /// Due after today, up to and including Sunday.
  var left = 0
  /// Due in the week after this one, day by day.
  var next: [CivilDate: Int] = [:]

  private static let kinds: Set<String> = [
    "case.relapsed", "case.urged", "case.delivered", "case.verified", "case.sent_back",
    "case.extension_granted",
    "case.extension_refused", "case.undone", "case.restored",
  ]
  private var urgedOn: [RecordID: Set<CivilDate>] = [:]

  /// - Parameter viewer: Who reads it, where it is not a group.
  init(of week: WeeklyReport.Week, _ schedule: Schedule, for viewer: Viewer? = nil) throws {
    let monday = schedule.moment(week.monday, 0)
    let until = min(
      schedule.now.adding(seconds: 1), schedule.moment(week.end.adding(days: 1), 0))
    func figures(
      _ moment: FactQuery.Moment, _ from: Instant, _ before: Instant,
      of keeps: (CaseFacts) -> Bool = { _ in true }
    ) throws -> FigureCount {
      let facts = try schedule.casebook.facts(
        FactQuery(moment: moment, from: from, before: before))
      return FigureCount(
        facts.filter(keeps), today: schedule.today, zone: schedule.rules.zone)
    }
    registered = try figures(.registered, monday, until)
    closed = try figures(.closed, monday, until)
    timely =
      try viewer.map { viewer in
        try figures(.closed, monday, until) { viewer.counts($0) }
      } ?? closed
    let reported = schedule.moment(week.reported, try schedule.weeklyMinute())
    registeredLate = try figures(.registered, reported, monday).registered
    closedLate = try figures(.closed, reported, monday).registered
    let counted = Set(try schedule.casebook.facts(FactQuery()).map(\.number))
    let entries = try schedule.casebook.entries(
      of: WeekFigures.kinds, since: monday, before: until)
    let undone = Set(entries.compactMap { WeekFigures.undoes($0.event.change) })
    for entry in entries where !undone.contains(entry.sequence) {
      guard case .matter(let number)? = entry.event.record, counted.contains(number) else {
        continue
      }
      try count(entry, schedule)
    }
    var docket = try DigestDocket.open(schedule)
    if let viewer { docket = try docket.counted(for: viewer, schedule.casebook) }
    overdue = docket.overdue.count
    waiting = docket.waiting
    let sunday = schedule.today.adding(days: 7 - schedule.today.weekday.rawValue)
    for item in try schedule.casebook.docket(
      DutyQuery(kinds: [.rectify], through: sunday.adding(days: 7)))
    {
      guard item.duty.matter.series == .open, let day = item.duty.day, day > schedule.today else {
        continue
      }
      if day > sunday { next[day, default: 0] += 1 } else { left += 1 }
    }
  }

  /// The entry that this one takes back.
  private static func undoes(_ change: Change) -> Int? {
    switch change {
    case .undone(let undone): undone.sequence
    case .turned(let turned):
      if case .restored(let restoring) = turned.turn { restoring.sequence } else { nil }
    default: nil
    }
  }

  private mutating func count(_ entry: JournalEntry, _ schedule: Schedule) throws {
    switch entry.event.change {
    case .turned(let turned):
      switch turned.turn {
      case .relapsed: relapsed += 1
      case .urged(let urge) where urge.until == nil: countUrge(entry, schedule)
      case .delivered(let delivery) where delivery.serial == nil:
        if let sent = delivery.unheard {
          uncountUrge(entry, sent, schedule)
        } else if delivery.lapsed != true {
          countUrge(entry, schedule)
        }
      case .verified, .sentBack:
        if let days = try waited(entry, for: "case.reported", schedule) { verifying.append(days) }
      case .extensionGranted, .extensionRefused:
        if let days = try waited(entry, for: "case.extension_asked", schedule) {
          deciding.append(days)
        }
      default: break
      }
    default: break
    }
  }

  /// One a day counts for a case.
  private mutating func countUrge(_ entry: JournalEntry, _ schedule: Schedule) {
    let day = schedule.rules.zone.day(of: entry.event.stamp.at)
    if let record = entry.event.record, urgedOn[record, default: []].insert(day).inserted {
      urged += 1
    }
  }

  /// It reached nobody.
  private mutating func uncountUrge(
    _ entry: JournalEntry, _ sent: Instant, _ schedule: Schedule
  ) {
    let day = schedule.rules.zone.day(of: sent)
    if let record = entry.event.record, urgedOn[record]?.remove(day) != nil { urged -= 1 }
  }

  /// Working days between what was asked and this decision.
  private func waited(_ entry: JournalEntry, for kind: String, _ schedule: Schedule) throws -> Int?
  {
    guard let record = entry.event.record else { return nil }
    let asked = try schedule.casebook.history(of: record).last {
      $0.sequence < entry.sequence && $0.event.change.kind == kind
    }
    return asked.map {
      let zone = schedule.rules.zone
      return schedule.calendar.workdays(
        after: zone.day(of: $0.event.stamp.at), through: zone.day(of: entry.event.stamp.at))
    }
  }
}

/// How a week is told, after R19 of the model answers.
struct WeekWording {
  let schedule: Schedule
  let days: DayWording

  func text(
    _ week: WeeklyReport.Week, _ figures: WeekFigures, overdueBefore: Int?, isLate: Bool,
    note: String = ""
  ) -> Wording {
    var text = Wording(
      "\(isLate ? "补发周报" : "本周")（\(span(week))）：新登记\(figures.registered.registered)件，"
        + "销号\(figures.closed.registered)件，反弹\(figures.relapsed)件")
    if let late = late(figures) { text.add(Wording(late)) }
    text.add(Wording(work(figures, overdueBefore, note)))
    text.add(Wording(ours(figures)))
    text.add(Wording(outlook(figures)))
    return text
  }

  private func span(_ week: WeeklyReport.Week) -> String {
    if week.start == week.end { return days.short(week.end) }
    let sameMonth = week.start.month == week.end.month && week.start.year == week.end.year
    return "\(days.short(week.start))至\(sameMonth ? "\(week.end.day)日" : days.short(week.end))"
  }

  /// What came after the last report and before this week: it stands in no other report.
  private func late(_ figures: WeekFigures) -> String? {
    var parts: [String] = []
    if figures.registeredLate > 0 { parts.append("登记\(figures.registeredLate)件") }
    if figures.closedLate > 0 { parts.append("销号\(figures.closedLate)件") }
    return parts.isEmpty ? nil : "上周的周报之后到周日另有：\(parts.joined(separator: "，"))"
  }

  private func work(_ figures: WeekFigures, _ before: Int?, _ note: String) -> String {
    var parts: [String] = []
    if figures.timely.timed > 0 {
      parts.append("按期办结率\(figures.timely.onTime * 100 / figures.timely.timed)%\(note)")
    }
    var overdue = "逾期\(figures.overdue)件\(note)"
    if let before {
      let more = figures.overdue - before
      overdue +=
        more == 0 ? "，与上周一样" : more > 0 ? "，比上周多\(more)件" : "，比上周少\(-more)件"
    }
    return (parts + [overdue, "催办\(figures.urged)次"]).joined(separator: "；")
  }

  private func ours(_ figures: WeekFigures) -> String {
    var parts: [String] = []
    if let mean = WeekWording.mean(figures.verifying) { parts.append("验收平均等\(mean)个工作日") }
    if let mean = WeekWording.mean(figures.deciding) { parts.append("延期审批平均等\(mean)个工作日") }
    if parts.isEmpty { parts.append("没有办过验收和延期审批") }
    if figures.waiting > 0 { parts.append("现在待办\(figures.waiting)件") }
    return "我们自己：" + parts.joined(separator: "，")
  }

  /// One decimal at most, rounded half up.
  static func mean(_ values: [Int]) -> String? {
    guard !values.isEmpty else { return nil }
    let tenths = (values.reduce(0, +) * 20 + values.count) / (values.count * 2)
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private func outlook(_ figures: WeekFigures) -> String {
    let count = figures.next.values.reduce(0, +)
    let left = figures.left > 0 ? "本周还有\(figures.left)件到期；" : ""
    guard count > 0 else { return "\(left)下周没有到期的。" }
    let calendar = schedule.calendar
    let eve = figures.next.keys.sorted().first { day in
      guard calendar.isWorkday(day), case .holiday? = calendar.exception(on: day.adding(days: 1))
      else { return false }
      return figures.next[day, default: 0] > 1
    }
    guard let eve else { return "\(left)下周到期\(count)件。" }
    return "\(left)下周到期\(count)件，放假前（\(days.short(eve))）集中\(figures.next[eve, default: 0])件，请早安排。"
  }
}
