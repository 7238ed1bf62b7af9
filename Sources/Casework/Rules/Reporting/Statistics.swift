/// 统计: what leaders ask for, with one sentence to be forwarded, its definitions, as of when, and
/// the number it is checked by. Each figure opens into its list (明细) and can be reckoned again.
enum Statistics {
  static func give(
    _ words: [String], page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.statistics, situation, what: "统计")
    let query = try FigureQuery.read(words, today: situation.today, casebook, situation)
    try query.understood(casebook, situation)
    if query.activity != nil {
      return try VisitFigures.give(query, words, casebook, situation)
    }
    let serial = try casebook.nextFigure()
    let facts = try query.facts(casebook, situation)
    let count = FigureCount(facts, query.viewer, situation)
    if let dimension = query.dimension {
      return try table(
        query, dimension, facts, count, page: page, words, serial, casebook, situation)
    }
    var text = Wording("\(query.period.name)\(title(query))：\(said(count, query))")
    text.add(Wording("可直接转发：“\(forward(query, count))”"))
    if let more = count.more { text.add(Wording(more)) }
    if let issued = try issues(query, facts, casebook, situation) { text.add(Wording(issued)) }
    text.add(Wording(definitions(query, situation)))
    text.add(closing(serial, situation))
    return Decision(
      events: [given(serial, words, count.values, of: facts, situation)],
      replies: [Reply(text: text)],
      dialogue: .close)
  }

  /// The event that keeps a figure.
  static func given(
    _ serial: Int, _ words: [String], _ values: [String: Int], of facts: [CaseFacts],
    _ situation: Situation
  ) -> Event {
    let figure = Figure(
      serial: serial, command: (["统计"] + words).joined(separator: " "), asOf: situation.now,
      values: values, inner: facts.contains(where: \.isInner) ? true : nil)
    return situation.event(.figure(serial), .figureGiven(figure))
  }

  /// 停车类问题, 区住建局的问题, 销号的问题.
  static func title(_ query: FigureQuery) -> String {
    (query.moment == .closed ? "销号的" : "") + query.topic + (query.overdueOnly ? "超期" : "") + "问题"
  }

  static func said(_ count: FigureCount, _ query: FigureQuery) -> String {
    query.moment == .closed ? count.closedSentence : count.sentence
  }

  /// One sentence, complete by itself.
  private static func forward(_ query: FigureQuery, _ count: FigureCount) -> String {
    let isClosed = query.moment == .closed
    let verb = isClosed ? "共办结" : "共受理"
    var parts = ["\(query.period.opening)\(verb)\(query.topic)问题\(count.registered)件"]
    if count.registered == 0 { return parts[0] + "。" }
    if isClosed {
      if count.solved > 0 { parts.append("其中整改完成\(count.solved)件") }
      if let (_, onTime) = count.onTimeShown { parts.append("按期\(onTime)件") }
      return parts.joined(separator: "，") + "。"
    }
    if count.solved > 0 { parts.append("已推动解决\(count.solved)件") }
    if count.otherwise > 0 { parts.append("以其他方式办结\(count.otherwise)件") }
    if count.inHand > 0 { parts.append("正在办理\(count.inHand)件") }
    if let overdue = count.overdueShown {
      parts.append("其中\(overdue)件超期")
      if count.urged == overdue { parts.append("已催办") }
    }
    return parts.joined(separator: "，") + "。"
  }

  static func definitions(_ query: FigureQuery, _ situation: Situation) -> String {
    let moment = query.moment == .closed ? "按销号日期" : "按登记日期"
    // What became of the cases of a period that is over is told as it stands now.
    let state = query.period.last < situation.today ? "，状态按今天" : ""
    return "口径：\(moment)\(state)；“解决”只算整改完成并销号，不含不属实、转办、合并；按期看反馈日。"
  }

  /// 截至9月17日09:13，复核号TJ3 …
  static func closing(_ serial: Int, _ situation: Situation) -> Wording {
    "截至\(moment(situation.now, situation))，复核号TJ\(serial)，随时可重算。看清单请回：\(typed: "明细")"
  }

  /// 9月17日09:13.
  static func moment(_ instant: Instant, _ situation: Situation) -> String {
    let zone = situation.rules.zone
    let minute = zone.minuteOfDay(of: instant)
    return situation.days.short(zone.day(of: instant))
      + "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
  }

  // MARK: Hand-overs and instruments

  /// 文书：交办5件（反馈4件），问题督办单2份（反馈1份）; nil where nothing was issued.
  private static func issues(
    _ query: FigureQuery, _ facts: [CaseFacts], _ casebook: any Casebook, _ situation: Situation
  ) throws -> String? {
    let numbers = Set(facts.map(\.number))
    var counts: [String: (issued: Int, answered: Int)] = [:]
    let (from, _) = query.period.moments(in: situation.rules.zone)
    for issue in try casebook.issues(from: from, before: nil) where numbers.contains(issue.matter) {
      counts[issue.kind, default: (0, 0)].issued += 1
      if issue.isAnswered { counts[issue.kind, default: (0, 0)].answered += 1 }
    }
    guard !counts.isEmpty else { return nil }
    var kinds = situation.rules.procedure.instruments.sorted { $0.rung < $1.rung }.map(\.kind)
    kinds += counts.keys.filter { !kinds.contains($0) }.sorted()
    let parts = kinds.compactMap { kind -> String? in
      guard let count = counts[kind] else { return nil }
      let measure = kind == IssueFacts.handOver ? "件" : "份"
      return "\(kind)\(count.issued)\(measure)（反馈\(count.answered)\(measure)）"
    }
    return "发出：" + parts.joined(separator: "，")
  }

  // MARK: By a dimension

  /// Rows of one page, so that with definitions and closing it stays eight lines.
  static let rowsPerPage = 4

  private static func table(
    _ query: FigureQuery, _ dimension: FigureQuery.Dimension, _ facts: [CaseFacts],
    _ count: FigureCount, page: Int, _ words: [String], _ serial: Int, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let groups = try FigureGroups.of(
      facts, by: dimension, query.viewer, casebook, situation)
    let shown = groups.dropFirst((page - 1) * rowsPerPage).prefix(rowsPerPage)
    guard page == 1 || !shown.isEmpty else { throw Refusal.unavailable }
    var text = Wording(
      "\(query.period.name)\(title(query))按\(dimension.rawValue)：共\(count.registered)件，分\(groups.count)类"
        + (page > 1 ? "，第\(page)页" : ""))
    for group in shown {
      text.add(Wording("\(Cards.brief(group.name, limit: 16))：\(said(group.count, query))"))
    }
    let left = groups.count - (page - 1) * rowsPerPage - shown.count
    var decision = Decision(replies: [])
    if left > 0 {
      text.add("还有\(left)类，请发：\(typed: "下一页")")
      let command = (["统计"] + words).joined(separator: " ")
      decision.dialogue = situation.ask(.next("\(command) 页：\(page + 1)"), for: .question)
    } else {
      decision.dialogue = .close
    }
    // The pages that follow belong to the figure of the first.
    if page == 1 {
      text.add(Wording(definitions(query, situation)))
      text.add(closing(serial, situation))
      var values = count.values
      for group in groups { values["\(group.name)/登记"] = group.count.registered }
      decision.events = [given(serial, words, values, of: facts, situation)]
    }
    decision.replies = [Reply(text: text)]
    return decision
  }
}

/// The cases of a figure, told apart by a dimension; most cases first, then by name.
struct FigureGroups {
  struct Group {
    var name: String
    var count: FigureCount
  }

  static func of(
    _ facts: [CaseFacts], by dimension: FigureQuery.Dimension, _ viewer: Viewer,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Group] {
    var names: [UnitReference: String] = [:]
    func unitName(_ unit: UnitReference) throws -> String {
      if let known = names[unit] { return known }
      let name = try People.name(of: unit, casebook)
      names[unit] = name
      return name
    }
    var leads: [PersonID: String] = [:]
    func leadName(_ lead: PersonID) throws -> String {
      if let known = leads[lead] { return known }
      let name = try Namesakes.distinct(lead, casebook, situation.rules)
      leads[lead] = name
      return name
    }
    var parts: [String: [CaseFacts]] = [:]
    for fact in facts {
      let name: String =
        switch dimension {
        case .unit: try fact.unit.map(unitName) ?? "没有责任单位"
        case .area: fact.area ?? "没写领域"
        case .township:
          try
            (fact.place.map { Places.township(in: $0) ?? $0 }
            ?? fact.unit.flatMap { try Places.township(in: unitName($0)) }) ?? "没写地点"
        case .lead: try fact.lead.map(leadName) ?? "没有领衔人"
        case .source: fact.source ?? "没写来源"
        case .state: fact.state.name
        case .project: fact.project ?? "没写项目"
        }
      parts[name, default: []].append(fact)
    }
    return parts.map { Group(name: $0.key, count: FigureCount($0.value, viewer, situation)) }
      .sorted {
        $0.count.registered == $1.count.registered
          ? $0.name < $1.name : $0.count.registered > $1.count.registered
      }
  }
}
