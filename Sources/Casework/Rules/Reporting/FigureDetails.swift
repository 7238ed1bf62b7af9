/// 明细 and 统计 TJ3: the list behind each figure, and the figure reckoned once more.
enum FigureDetails {
  static func show(
    _ serial: Int?, _ part: String?, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.statistics, situation, what: "统计")
    let figure = try figure(serial, casebook, situation)
    let query = try query(figure, casebook, situation)
    if query.activity != nil {
      return try visits(figure, query, part, page: page, casebook, situation)
    }
    let chosen = try part.map { typed in
      guard let found = FigurePart(typed: typed) else { throw unknown(typed, figure) }
      return found
    }
    let facts = try (chosen ?? .registered).of(
      query.facts(casebook, situation), query.viewer, situation)
    let isClosed = query.moment == .closed
    return try list(
      figure, name: (chosen ?? .registered).rawValue,
      shown: isClosed && chosen ?? .registered == .registered ? "办结" : nil, facts, page: page,
      offersParts: chosen == nil && !isClosed, casebook, situation)
  }

  private static func unknown(_ typed: String, _ figure: Figure) -> Refusal {
    let names = FigurePart.allCases.map(\.rawValue).joined(separator: "、")
    return Refusal(
      .valueUnknown,
      "“\(Cards.brief(typed, limit: 12))”没有单独的明细。\n可以写：\(names)\n例：\(typed: "明细 TJ\(figure.serial) 超期")"
    )
  }

  private static func list(
    _ figure: Figure, name: String, shown word: String? = nil, _ facts: [CaseFacts], page: Int,
    offersParts: Bool, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let then = figure.values[name] ?? 0
    var first = "TJ\(figure.serial)明细，\(word ?? name)\(facts.count)件"
    // Whatever happened since is said, so that the list is never taken for the figure.
    if then != facts.count { first += "（\(Statistics.moment(figure.asOf, situation))是\(then)件）" }
    guard !facts.isEmpty else { return Decision(replies: [Reply(text: Wording(first + "。"))]) }
    let shown = Lists.part(facts, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let viewer = try Viewer.of(situation, casebook)
    let rows = try shown.map { fact in
      let matter = try Guards.matter(fact.number, casebook)
      return Wording(try Cards.line(matter, viewer, casebook, situation.days))
    }
    var decision = Lists.page(
      first, rows: rows, page: page, total: facts.count, measure: "件",
      next: "明细 TJ\(figure.serial) \(name)", situation)
    if offersParts, rows.count < Lists.pageLength {
      decision.replies[0].text.add("只看一类：\(typed: "明细 TJ\(figure.serial) 在办")")
    }
    return decision
  }

  private static func visits(
    _ figure: Figure, _ query: FigureQuery, _ part: String?, page: Int,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let activities = try VisitFigures.activities(query, casebook)
    if let part {
      let cases = try VisitFigures.cases(query, activities, casebook, situation)
      switch part {
      case "问题":
        return try list(
          figure, name: part, cases, page: page, offersParts: false, casebook, situation)
      case "解决":
        return try list(
          figure, name: part, cases.filter(\.isSolved), page: page, offersParts: false, casebook,
          situation)
      default: throw unknown(part, figure)
      }
    }
    guard !activities.isEmpty else {
      return Decision(replies: [Reply(text: "TJ\(figure.serial)明细，没有记过走访。")])
    }
    let shown = Lists.part(activities, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    return Lists.page(
      "TJ\(figure.serial)明细，\(activities.count)次",
      rows: shown.map { VisitFigures.row($0, situation) }, page: page, total: activities.count,
      measure: "次", next: "明细 TJ\(figure.serial)", situation)
  }

  // MARK: Once more

  static func again(
    _ serial: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.statistics, situation, what: "统计")
    let figure = try figure(serial, casebook, situation)
    let query = try query(figure, casebook, situation)
    let values: [String: Int]
    let names: [String]
    if query.activity != nil {
      let activities = try VisitFigures.activities(query, casebook)
      let count = VisitFigures.Count(activities)
      let solved = try VisitFigures.cases(query, activities, casebook, situation)
        .count(where: \.isSolved)
      values = ["次数": count.visits, "点位": count.points, "单位": count.units, "解决": solved]
      names = ["次数", "点位", "单位", "解决"]
    } else {
      let facts = try query.facts(casebook, situation)
      values = FigureCount(facts, query.viewer, situation).values
      names =
        ["登记", "解决", "在办"] + (query.viewer.showsLateness(of: facts) ? ["超期"] : [])
    }
    func said(_ values: [String: Int]) -> String {
      names.map { "\($0)\(values[$0] ?? 0)" }.joined(separator: "，")
    }
    let isSame = names.allSatisfy { (values[$0] ?? 0) == (figure.values[$0] ?? 0) }
    var text = Wording("TJ\(serial)重算：\(said(values))")
    text.add(
      Wording("\(Statistics.moment(figure.asOf, situation))给出：\(said(figure.values))"))
    text.add(
      isSame
        ? "没有变化，可以照用。" : "有变化：之后又有登记，这些事项有了变动、过了期限，或者这里看得到的不同。要新的复核号请发：\(typed: figure.command)")
    text.add(Wording("口径不变，期间：\(days(query.period, situation))"))
    return Decision(replies: [Reply(text: text)])
  }

  private static func days(_ period: Period, _ situation: Situation) -> String {
    let days = situation.days
    let last = min(period.last, max(period.first, situation.today))
    return period.first == last
      ? days.short(period.first) : "\(days.short(period.first))至\(days.short(last))"
  }

  /// The figure named, or the last one that was given to whoever asks, in this chat.
  private static func figure(
    _ serial: Int?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Figure {
    if let serial {
      guard let figure = try casebook.figure(serial),
        try figure.inner != true || Inside.isShown(casebook, situation)
      else { throw Refusal.unavailable }
      return figure
    }
    let acts = try casebook.acts(
      of: situation.actor.id, since: situation.now.adding(seconds: -43_200))
    for entry in acts.reversed() where entry.event.stamp.chat == situation.place.chat {
      if case .figureGiven(let figure) = entry.event.change { return figure }
    }
    throw Refusal(
      .valueUnknown, "您还没有在这里要过数，没有明细可看。\n请先统计，或写上复核号。\n例：\(typed: "明细 TJ3")")
  }

  /// The question as it was asked: with the day on which it was.
  private static func query(
    _ figure: Figure, _ casebook: any Casebook, _ situation: Situation
  ) throws -> FigureQuery {
    let words = figure.command.split(separator: " ").dropFirst().map(String.init)
    return try FigureQuery.read(
      words, today: situation.rules.zone.day(of: figure.asOf), casebook, situation)
  }
}
