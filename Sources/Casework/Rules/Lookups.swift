/// 查, 状态, 逾期, 我的, 关于: reading without leaving an event.
enum Lookups {
  static func find(
    _ finding: Finding, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "查询")
    do {
      var decision =
        finding.numbers.isEmpty
        ? try search(finding, casebook, situation) : try numbers(finding, casebook, situation)
      if finding.answersQuestion, decision.dialogue == .keep { decision.dialogue = .close }
      return decision
    } catch var refusal as Refusal {
      if finding.answersQuestion { refusal.dialogue = .close }
      throw refusal
    }
  }

  private static func numbers(
    _ finding: Finding, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if finding.numbers.count == 1 {
      let matter = try Guards.matter(finding.numbers[0], casebook)
      var text = try Cards.full(matter, try Viewer.of(situation, casebook), casebook, situation)
      if let meant = finding.meant {
        text.add("这一句像是在问，没有办。")
        if try fits(meant, matter, casebook, situation) {
          text.add("要办请发：\(typed: meant.command)")
        }
      }
      return answer(text, card: matter.number)
    }
    let found = try finding.numbers.compactMap { try casebook.matter($0) }
    let inside = try finding.numbers.filter { try casebook.isKeptInside($0) }
    let shown = Lists.part(found, page: finding.page)
    guard !shown.isEmpty else {
      guard found.isEmpty, !inside.isEmpty else { throw Refusal.unavailable }
      throw Refusal.keptInside(inside)
    }
    let viewer = try Viewer.of(situation, casebook)
    let rows = try shown.map { Wording(try Cards.line($0, viewer, casebook, situation.days)) }
    let names = finding.numbers.map { "\($0)" }.joined(separator: "、")
    var decision = Lists.page(
      "共\(found.count)件", rows: rows, page: finding.page, total: found.count, measure: "件",
      next: "查 \(names)", situation)
    if !inside.isEmpty { decision.replies[0].text.add(Refusal.keptInside(inside).text) }
    if found.count + inside.count < finding.numbers.count {
      decision.replies[0].text.add("别的编号没有可以提供的内容。")
    }
    return decision
  }

  /// Whether the command would go through as the case stands.
  private static func fits(
    _ meant: Finding.Meant, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    let duties: [Duty.Kind] =
      switch meant.verb {
      case .agree: [.consent, .approveClosing, .approveAct]
      case .approve, .refuse: [.decideExtension]
      case .verify: [.verify]
      case .ruling: [.rule]
      default: []
      }
    guard duties.isEmpty else {
      return try duties.contains {
        try Awaited.waits(
          $0, on: matter, for: situation.actor, casebook, now: situation.now, situation.rules)
      }
    }
    let name = meant.command.prefix { $0 != " " }
    guard let move = Procedure.Move(rawValue: String(name)) else { return false }
    return try NextStep.isOpen(
      meant.verb, move, on: matter, to: situation.actor, casebook, now: situation.now,
      situation.rules)
  }

  private static func search(
    _ finding: Finding, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if InstrumentNumber.canonical(finding.words.joined()) != nil {
      return try InstrumentLookup.show(
        .numbered(finding.words.joined()), casebook, situation)
    }
    let query = try SearchWords.query(finding.words, casebook, situation)
    return try list(
      query, page: finding.page, next: "查 \(finding.words.joined(separator: " "))",
      title: { "找到\($0)件" }, showsOne: true, casebook, situation)
  }

  static func status(
    _ number: CaseNumber?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.status, situation, what: "查询")
    if let number {
      let matter = try Guards.matter(number, casebook)
      var text = Wording("\(Cards.brief(matter.title, limit: 30))（\(number)号）：\(matter.state.name)")
      if let due = matter.due, matter.state.clockRuns {
        let viewer = try Viewer.of(situation, casebook)
        text.add(Wording(situation.days.term(of: matter, due, viewer)))
      }
      return answer(text, card: number)
    }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    func count(_ query: CaseQuery) throws -> Int { try casebook.find(query).total }
    let inHand = try count(CaseQuery(states: open, limit: 0))
    let viewer = try Viewer.of(situation, casebook)
    var overdueQuery = CaseQuery(overdueOn: situation.today, limit: 0)
    overdueQuery.lateness = viewer.totals
    let overdue = try count(overdueQuery)
    var unledQuery = CaseQuery(states: open, limit: 0)
    unledQuery.isUnled = true
    let unled = try count(unledQuery)
    let closing = try count(CaseQuery(states: [.closing], limit: 0))
    let closed = try count(CaseQuery(states: [.closed], limit: 0))
    var text = Wording("在办\(inHand)件，逾期\(overdue)件\(viewer.totalsNote)，已销号\(closed)件。")
    text.add("没有领衔人\(unled)件，待销号\(closing)件。")
    if overdue > 0 { text.add("看逾期的：\(typed: "逾期")") }
    return answer(text)
  }

  static func overdue(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.overdue, situation, what: "查询")
    var query = CaseQuery(overdueOn: situation.today, byDue: true)
    query.lateness = try Viewer.of(situation, casebook).lateness
    let others = query.lateness.isWhole ? "" : "其他单位的这里不列。"
    var decision = try list(
      query, page: page, next: "逾期", title: { "逾期\($0)件" },
      empty: query.lateness.isWhole ? "没有逾期的事项。" : "这里能列的没有逾期的。\(others)", casebook,
      situation)
    if !others.isEmpty, decision.replies[0].text.lines.count > 1 {
      decision.replies[0].text.add(Wording(others))
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

  /// One page of the cases that fit; where one is looked for and found, it is shown whole.
  private static func list(
    _ query: CaseQuery, page: Int, next command: String, title: (Int) -> String,
    empty: String? = nil, showsOne: Bool = false, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var query = query
    query.limit = Lists.pageLength
    query.offset = (page - 1) * Lists.pageLength
    let found = try casebook.find(query)
    guard let first = found.cases.first else {
      guard let empty, page == 1 else { throw Refusal.unavailable }
      return answer(Wording(empty))
    }
    let viewer = try Viewer.of(situation, casebook)
    if showsOne, found.total == 1 {
      return answer(try Cards.full(first, viewer, casebook, situation), card: first.number)
    }
    let rows = try found.cases.map {
      Wording(try Cards.line($0, viewer, casebook, situation.days))
    }
    return Lists.page(
      title(found.total), rows: rows, page: page, total: found.total, measure: "件", next: command,
      situation)
  }
}
