/// 为何: why a case is due on its day, counted out, with all that moved it.
enum Why {
  static func explain(
    _ number: CaseNumber, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.why, situation, what: "查询")
    let matter = try Guards.matter(number, casebook)
    let chain = DueChain(
      try casebook.history(of: .matter(number)), zone: situation.rules.zone)
    let leave = try Viewer.of(situation, casebook).leave(for: matter)
    guard let due = matter.due else {
      var rows = try chain.links.map { Wording(try line($0, leave, casebook, situation)) }
      if rows.isEmpty { rows = ["交办、领衔时写明期限就有了，如：期限：10个工作日"] }
      return pages("\(number)号现在没有期限", rows, page, number, situation)
    }
    let days = situation.days
    var rows = counting(due, chain.stops, situation)
    if days.isOverdue(due), matter.state.clockRuns, let leave {
      rows += overdue(due, leave, situation)
    }
    for link in chain.links { rows.append(Wording(try line(link, leave, casebook, situation))) }
    if let first = matter.handling?.firstDue, first.day != due.day {
      rows.append("最早定的是\(days.full(first.day))，一直留着。")
    }
    rows.append(calendar(due, situation))
    if matter.procedure != situation.rules.procedure.version {
      rows.append(
        "登记时用的是\(matter.procedure)版办事规程，现在是\(situation.rules.procedure.version)版。")
    }
    let rule = Cards.brief(due.rule, limit: 12)
    let isWord = CivilDate(iso: due.rule) == nil
    return pages(
      "\(number)号期限\(days.full(due.day))\(isWord ? "，\(rule)" : "")", rows, page, number, situation)
  }

  private static func pages(
    _ first: String, _ rows: [Wording], _ page: Int, _ number: CaseNumber, _ situation: Situation
  ) -> Decision {
    // Where everything stands on one page the first line is a sentence of its own.
    if rows.count <= Lists.pageLength, page == 1 {
      var text = Wording(first)
      for row in rows { text.add(row) }
      return Decision(replies: [Reply(text: text, card: number)])
    }
    let shown = Array(Lists.part(rows, page: page))
    guard !shown.isEmpty else {
      return Decision(replies: [Reply(text: Refusal.unavailable.text)])
    }
    var decision = Lists.page(
      first, rows: shown, page: page, total: rows.count, measure: "行", next: "为何 \(number)",
      situation)
    decision.replies[0].card = number
    return decision
  }

  // MARK: The count

  private static func counting(
    _ due: Deadline, _ stops: [Range<CivilDate>], _ situation: Situation
  ) -> [Wording] {
    let calendar = situation.rules.calendar
    let days = situation.days
    let words = RuleWords(due.rule)
    guard let words, words.unit == .workdays else { return named(due, words, situation) }
    let count = DueCount(from: due.from, through: due.day, stops: stops, calendar: calendar)
    var rows: [Wording] = []
    for month in months(count.counted) {
      let list = month.map { "\($0.day)" }.joined(separator: "、")
      let name = month.first.map { "\(days.short($0).prefix { $0 != "月" })月" } ?? ""
      rows.append("\(name)算\(month.count)个工作日：\(list)日")
    }
    let makeUps = count.makeUps.map { "\(days.short($0))（\($0.weekday.name)）" }
    let worked = makeUps.isEmpty ? "" : "\(makeUps.joined(separator: "、"))调休上班，照算；"
    rows.append("\(worked)\(days.short(due.from))当天不算。")
    rows += rests(count.rests, days)
    if let first = count.stopped.first, let last = count.stopped.last {
      rows.append("\(Spans.text(first...last, days))挂起，停\(count.stopped.count)个工作日。")
    }
    // What the calendar says now need not be what it said then.
    if count.counted.count != words.count, due.calendar != calendar.version {
      let now = calendar.adding(workdays: words.count, to: due.from)
      rows.append("现在的日历数到\(days.full(now))，期限照定的时候算。")
    }
    return rows
  }

  /// 不算：19日（周六）, 9月25日至27日（中秋放假）.
  private static func rests(_ rests: [DueCount.Rest], _ days: DayWording) -> [Wording] {
    var rows: [Wording] = []
    let weekends = rests.filter { $0.holiday == nil }.map { Spans.text($0.days, days) }
    for part in stride(from: 0, to: weekends.count, by: 4) {
      let list = weekends[part..<min(part + 4, weekends.count)].joined(separator: "、")
      rows.append("周末不算：\(list)")
    }
    let holidays = rests.compactMap { rest in
      rest.holiday.map { "\(Spans.text(rest.days, days))\(Holiday(rawValue: $0)?.name ?? $0)" }
    }
    if !holidays.isEmpty { rows.append("放假不算：\(holidays.joined(separator: "、"))") }
    return rows
  }

  /// A term in calendar days, or a day that was named.
  private static func named(
    _ due: Deadline, _ words: RuleWords?, _ situation: Situation
  ) -> [Wording] {
    let days = situation.days
    let calendar = situation.rules.calendar
    var rows: [Wording] = []
    if let words, let end = words.end(from: due.from) {
      rows.append("从\(days.short(due.from))的第二天数起，数到\(days.full(end))。")
      if end < due.day { rows.append("那天不上班，顺延到下一个工作日\(days.full(due.day))。") }
    } else if let holiday = Holiday.allCases.first(where: { due.rule.contains($0.name) }),
      let off = calendar.daysOff(holiday, in: due.day.year)
    {
      rows.append("\(holiday.name)\(Spans.text(off, days))放假。")
      if due.day < off.lowerBound { rows.append("放假前最后一个工作日是\(days.full(due.day))。") }
    } else if CivilDate(iso: due.rule) == nil {
      rows.append("\(days.short(due.from))说的“\(Cards.brief(due.rule, limit: 20))”就是这一天。")
    } else {
      rows.append("\(days.short(due.from))定的就是这一天，含当天。")
    }
    return rows
  }

  private static func overdue(
    _ due: Deadline, _ leave: LatenessLeave, _ situation: Situation
  ) -> [Wording] {
    let days = situation.days
    let count = DueCount(
      from: due.day, through: situation.today, calendar: situation.rules.calendar)
    guard let first = count.counted.first, let last = count.counted.last else {
      return ["期限已过，之后还没有工作日，不算超期。"]
    }
    return ["现在\(days.overdueNote(due, leave))，从\(days.short(first))数到\(days.short(last))。"]
  }

  private static func calendar(_ due: Deadline, _ situation: Situation) -> Wording {
    let calendar = situation.rules.calendar
    var text = "日历：\(due.calendar)"
    if due.calendar != calendar.version { text += "，现在用的是\(calendar.version)" }
    if !calendar.hasData(for: due.day.year) { text += "；\(due.day.year)年放假安排未公布" }
    return Wording(text)
  }

  private static func months(_ days: [CivilDate]) -> [[CivilDate]] {
    var months: [[CivilDate]] = []
    for day in days {
      if let last = months.last?.last, last.month == day.month, last.year == day.year {
        months[months.count - 1].append(day)
      } else {
        months.append([day])
      }
    }
    return months
  }

  // MARK: The chain

  private static func line(
    _ link: DueChain.Link, _ leave: LatenessLeave?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> String {
    let days = situation.days
    let on = days.short(situation.rules.zone.day(of: link.at))
    let who = try link.by.map { try People.address(of: $0, casebook) } ?? "机器人"
    switch link.what {
    case .set(let due, let how): return "\(on) \(who)\(how)：\(days.short(due.day))"
    case .extended(let due, let old):
      let before = old.map { "，原定\(days.short($0.day))" } ?? ""
      return "\(on) \(who)批准延期：\(days.short(due.day))\(before)"
    case .refused(let reason):
      return "\(on) \(who)没有批准延期" + (reason.map { "：\(Cards.brief($0, limit: 20))" } ?? "")
    case .rebased(let due, let old, let late):
      let before = old.map { "，原定\(days.short($0.day))" } ?? ""
      let note = leave == nil ? "" : "，已超\(late)个工作日照记"
      return "\(on) \(who)改期：\(days.short(due.day))\(before)\(note)"
    case .suspended(let it):
      return "\(on) \(who)挂起：\(Cards.brief(it.reason, limit: 20))，\(days.short(it.from))起不算"
    case .resumed(let due, let workdays):
      let until = due.map { "，顺延到\(days.short($0.day))" } ?? ""
      return "\(on) \(who)恢复：停了\(workdays)个工作日\(until)"
    case .dropped: return "\(on) 期限取消"
    }
  }
}
