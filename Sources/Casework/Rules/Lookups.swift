/// 查, 状态, 逾期, 我的, 关于: reading without leaving an event.
enum Lookups {
  /// Rows of one page: with its first and last line, eight lines.
  static let pageLength = 6

  static func find(
    _ finding: Finding, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "查询")
    if finding.numbers.count == 1 {
      let matter = try Guards.matter(finding.numbers[0], casebook)
      return answer(try Cards.full(matter, casebook, situation), card: matter.number)
    }
    if finding.numbers.count > 1 {
      let found = try finding.numbers.compactMap { try casebook.matter($0) }
      guard !found.isEmpty else { throw Refusal.unavailable }
      var text: Wording = "共\(found.count)件："
      for matter in found { text.add(Wording(try Cards.line(matter, casebook, situation.days))) }
      return answer(text)
    }
    let query = try SearchWords.query(finding.words, casebook, situation)
    return try list(
      query, page: finding.page, next: "查 \(finding.words.joined(separator: " "))",
      title: { "找到\($0)件：" }, casebook, situation)
  }

  static func status(
    _ number: CaseNumber?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.status, situation, what: "查询")
    if let number {
      let matter = try Guards.matter(number, casebook)
      var text = Wording("\(number)号：\(matter.state.name)")
      if let due = matter.due, matter.state.clockRuns {
        let days = situation.days
        text.add(
          days.isOverdue(due)
            ? "原定\(days.full(due.day))，\(days.overdueNote(due))" : "期限：\(days.full(due.day))")
      }
      return answer(text, card: number)
    }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    func count(_ query: CaseQuery) throws -> Int { try casebook.find(query).total }
    let inHand = try count(CaseQuery(states: open, limit: 0))
    let overdue = try count(CaseQuery(overdueOn: situation.today, limit: 0))
    let unled = try count(CaseQuery(states: [.registered, .triaged], limit: 0))
    let closing = try count(CaseQuery(states: [.closing], limit: 0))
    let closed = try count(CaseQuery(states: [.closed], limit: 0))
    var text = Wording("在办\(inHand)件，逾期\(overdue)件，已销号\(closed)件。")
    text.add("没有领衔人\(unled)件，待销号\(closing)件。")
    if overdue > 0 { text.add("看逾期的：\(typed: "逾期")") }
    return answer(text)
  }

  static func overdue(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.overdue, situation, what: "查询")
    let query = CaseQuery(overdueOn: situation.today, byDue: true)
    return try list(
      query, page: page, next: "逾期", title: { "逾期\($0)件：" }, empty: "没有逾期的事项。", casebook,
      situation)
  }

  static func mine(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.mine, situation, what: "查询")
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let query = CaseQuery(states: open, involving: situation.actor.id, byDue: true)
    var decision = try list(
      query, page: page, next: "我的", title: { "您手上有\($0)件：" }, empty: "您手上没有在办的事项。",
      casebook, situation)
    if page == 1, situation.actor.roles.contains(.team) {
      let waiting = try casebook.find(CaseQuery(states: [.closing], limit: 20)).cases.filter {
        $0.proposal?.by != situation.actor.id && $0.lead != situation.actor.id
      }
      if !waiting.isEmpty {
        let numbers = waiting.map { "\($0.number)" }.joined(separator: "、")
        decision.replies[0].text.add("等您确认销号：\(numbers)。请发：\(typed: "销号 编号")")
      }
    }
    return decision
  }

  static func about(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    let years = situation.rules.calendar.years.sorted().map(String.init)
    var text = Wording("我是联督机器人，帮专班记事和提醒。版本\(situation.rules.version)。")
    text.add("工作日历：\(years.joined(separator: "、"))年；程序表：\(situation.rules.procedure.version)")
    text.add("看能办什么：\(typed: "帮助")")
    return answer(text)
  }

  private static func answer(_ text: Wording, card: CaseNumber? = nil) -> Decision {
    Decision(replies: [Reply(text: text, card: card)])
  }

  /// One page of a list, and the open question for the next one.
  private static func list(
    _ query: CaseQuery, page: Int, next command: String, title: (Int) -> String,
    empty: String? = nil, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var query = query
    query.limit = pageLength
    query.offset = (page - 1) * pageLength
    let found = try casebook.find(query)
    guard !found.cases.isEmpty else {
      guard let empty, page == 1 else { throw Refusal.unavailable }
      return answer(Wording(empty))
    }
    var text = Wording(title(found.total))
    for matter in found.cases { text.add(Wording(try Cards.line(matter, casebook, situation.days))) }
    let rest = found.total - query.offset - found.cases.count
    var decision = answer(text)
    if rest > 0 {
      decision.replies[0].text.add("还有\(rest)件，请发：\(typed: "下一页")")
      decision.dialogue = situation.ask(.next("\(command) 页：\(page + 1)"), for: .question)
    }
    return decision
  }
}
