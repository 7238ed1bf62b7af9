/// 我的, 我们还有几个没办, 我那个…修了没.
enum Mine {
  private static let open = Set(CaseState.allCases.filter(\.isOpen))

  static func show(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.mine, situation, what: "查询")
    var query = CaseQuery(
      states: open, involving: situation.actor.id, limit: Lists.pageLength,
      offset: (page - 1) * Lists.pageLength, byDue: true)
    query.standingInFor = situation.actor.standsInFor
    let found = try casebook.find(query)
    let waiting = page == 1 ? try Todo.count(casebook, situation) : 0
    guard !found.cases.isEmpty else {
      guard page == 1 else { throw Refusal.unavailable }
      // Whoever only speaks for a unit asks for the unit's.
      if let unit = try unit(casebook, situation) {
        return try list(of: unit, page: 1, casebook, situation)
      }
      var text: Wording = "您手上没有在办的事项。"
      if waiting > 0 { text.add("等您办的有\(waiting)件：\(typed: "待办")") }
      var decision = Decision(replies: [Reply(text: text)])
      try Transfers.note(&decision, casebook, situation)
      return decision
    }
    let viewer = try Viewer.of(situation, casebook)
    let rows = try found.cases.map {
      Wording(try Cards.line($0, viewer, casebook, situation.days))
    }
    var decision = Lists.page(
      "您手上有\(found.total)件", rows: rows, page: page, total: found.total, measure: "件",
      next: "我的", situation)
    if waiting > 0 { decision.replies[0].text.add("等您办的有\(waiting)件：\(typed: "待办")") }
    if page == 1, !situation.actor.standsInFor.isEmpty {
      let names = try situation.actor.standsInFor.map { try People.address(of: $0, casebook) }
      decision.replies[0].text.add(Wording("含您今天代\(names.joined(separator: "、"))办的。"))
    }
    if page == 1 { try Transfers.note(&decision, casebook, situation) }
    return decision
  }

  // MARK: Ours

  /// 我们: the unit of whoever asks; who speaks for none has his own.
  static func ours(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.mine, situation, what: "查询")
    guard let unit = try unit(casebook, situation) else {
      return try show(page: page, casebook, situation)
    }
    return try list(of: unit, page: page, casebook, situation)
  }

  private static func unit(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Unit? {
    try situation.actor.person.unit.flatMap { try casebook.unit($0) }
  }

  /// 区教育局在办2件，无逾期。
  private static func list(
    of unit: Unit, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var query = CaseQuery(
      states: open, unit: unit.id, limit: Lists.pageLength,
      offset: (page - 1) * Lists.pageLength, byDue: true)
    let found = try casebook.find(query)
    query.overdueOn = situation.today
    query.limit = 0
    query.offset = 0
    let overdue = try casebook.find(query).total
    guard !found.cases.isEmpty else {
      guard page == 1 else { throw Refusal.unavailable }
      return Decision(replies: [Reply(text: "\(unit.shortName)没有在办的事项。")])
    }
    let viewer = try Viewer.of(situation, casebook)
    let rows = try found.cases.map {
      Wording(try Cards.line($0, viewer, casebook, situation.days))
    }
    let reference = UnitReference(id: unit.id, name: unit.name)
    let isTold = viewer.lateness.holds(reference, lead: nil, contacts: [])
    let late = isTold ? (overdue > 0 ? "，逾期\(overdue)件" : "，无逾期") : ""
    return Lists.page(
      "\(unit.shortName)在办\(found.total)件\(late)", rows: rows, page: page, total: found.total,
      measure: "件", next: "我的 单位", situation)
  }

  // MARK: What I reported

  /// 我那个路灯修了没: the case the asker registered, in a sentence; several in a list.
  static func reportedByMe(
    _ words: [String], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.mine, situation, what: "查询")
    var query = CaseQuery(words: words, involving: situation.actor.id, limit: 20)
    var mine = try casebook.find(query).cases.filter { $0.registrant == situation.actor.id }
    if mine.isEmpty, !words.isEmpty {
      // 路灯修 is in no title: whatever they reported and is in hand.
      query.words = []
      query.states = open
      mine = try casebook.find(query).cases.filter { $0.registrant == situation.actor.id }
    }
    guard let first = mine.first else { throw Refusal.unavailable }
    guard mine.count == 1 else {
      let viewer = try Viewer.of(situation, casebook)
      let rows = try mine.prefix(Lists.pageLength).map {
        Wording(try Cards.line($0, viewer, casebook, situation.days))
      }
      var text = Wording("您反映的有\(mine.count)件：")
      for row in rows { text.add(row) }
      text.add("看一件请发：\(typed: "查 \(first.number)")")
      return Decision(replies: [Reply(text: text)])
    }
    // A merged one goes on under another number.
    let matter = try Merging.end(of: first, casebook) ?? first
    return Decision(
      replies: [Reply(text: try sentence(matter, casebook, situation), card: matter.number)])
  }

  private static func sentence(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let days = situation.days
    let zone = situation.rules.zone
    var first = "\(matter.number)号\(Cards.brief(matter.title, limit: 16))："
    if let progress = matter.lastProgress, matter.state.isOpen {
      first += Cards.brief(progress.text, limit: 40)
    } else {
      first += matter.state.name
    }
    var text = Wording(first)
    if let result = matter.result, let closed = matter.closedAt {
      text.add(Wording("结果：\(result.name)，\(days.short(zone.day(of: closed)))销号"))
    } else if matter.state.isOpen {
      let viewer = try Viewer.of(situation, casebook)
      let due = matter.due.map { days.term(of: matter, $0, viewer) } ?? "还没有定期限"
      text.add(Wording("现在：\(matter.state.name)；\(due)"))
    }
    text.add("看全程：\(typed: "时间线 \(matter.number)")")
    return text
  }
}
