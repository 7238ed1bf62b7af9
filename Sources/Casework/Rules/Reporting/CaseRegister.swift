/// 台账 and 导出: the register, in pages here, or whole as a file in private.
enum CaseRegister {
  /// The columns district offices know.
  static let columns = ["序号", "问题", "整改措施", "责任单位", "责任领导", "责任人", "整改时限", "进展", "是否销号"]

  static func show(
    _ words: [String], page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.register, situation, what: "看台账")
    let query = try query(words, casebook, situation)
    let facts = try query.facts(casebook, situation)
    let past = query.isPast(situation) ? "登记的（今天的情况）" : ""
    let name = "\(query.period.name)\(past)台账\(query.topic.isEmpty ? "" : "（\(query.topic)）")"
    guard !facts.isEmpty else {
      return Decision(replies: [Reply(text: Wording("\(name)没有登记的事项。"))])
    }
    let shown = Lists.part(facts, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let rows = try shown.map { fact in
      Wording(try row(try Guards.matter(fact.number, casebook), casebook, situation))
    }
    return Lists.page(
      "\(name)：\(FigureCount(facts, query.viewer, situation).sentence)", rows: rows, page: page,
      total: facts.count, measure: "件",
      next: (["台账"] + words).joined(separator: " "), situation)
  }

  /// 12 幸福路停车场 区住建局 9月11日 整改中 未销号.
  private static func row(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    var parts = ["\(matter.number) \(Cards.brief(matter.title, limit: 18))"]
    if let unit = matter.details.unit { parts.append(try People.name(of: unit, casebook)) }
    if let due = matter.due { parts.append("\(situation.days.short(due.day))前") }
    parts.append(matter.state.name)
    if matter.isInner { parts.append(Inside.mark) }
    return parts.joined(separator: " ")
  }

  /// A register counts from the first of the year where nothing else is said.
  private static func query(
    _ words: [String], _ casebook: any Casebook, _ situation: Situation
  ) throws -> FigureQuery {
    let query = try FigureQuery.read(words, today: situation.today, casebook, situation)
    try query.understood(casebook, situation)
    guard query.dimension == nil, query.activity == nil else {
      throw Refusal(
        .valueUnknown, "台账按期间、单位、地点来取，不能再分类。\n要分类的数请发：\(typed: "统计 本月 按单位")")
    }
    return query
  }

  // MARK: The file

  static func export(
    _ words: [String], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.export, situation, what: "导出台账")
    guard situation.place.isPrivate else {
      throw Refusal(
        .privateOnly, "文件不发在群里，没有导出。\n请私聊我发：\(copied: (["导出 台账"] + words).joined(separator: " "))")
    }
    let query = try query(words, casebook, situation)
    let facts = try query.facts(casebook, situation)
    guard !facts.isEmpty else {
      return Decision(replies: [Reply(text: Wording("\(query.period.name)没有登记的事项，没有可导出的。"))])
    }
    var rows: [[String]] = []
    for (index, fact) in facts.enumerated() {
      let matter = try Guards.matter(fact.number, casebook)
      rows.append(try cells(index + 1, matter, casebook, situation))
    }
    let count = FigureCount(facts, query.viewer, situation)
    var text = Wording("\(query.period.name)台账\(facts.count)件，文件见附件。")
    text.add(Wording(count.sentence))
    text.add(
      "截至\(Statistics.moment(situation.now, situation))。内部使用，请勿转发；可用WPS或Excel打开。")
    var reply = Reply(text: text)
    let day = situation.today
    reply.table = ReplyTable(
      name: "台账_\(query.period.name)_\(day.description)", what: "台账",
      filters: [query.period.name] + (query.topic.isEmpty ? [] : [query.topic]), columns: columns,
      rows: rows)
    return Decision(replies: [reply])
  }

  private static func cells(
    _ serial: Int, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [String] {
    let days = situation.days
    let zone = situation.rules.zone
    let handling = matter.handling
    // What the latest instrument of the unit that has it asked for, else the hand-over.
    let measure =
      handling?.instruments.last { $0.stands && !$0.isPrivate }?.requirement
      ?? handling?.handed?.requirement ?? ""
    let unit = try matter.details.unit.map { try People.name(of: $0, casebook) } ?? ""
    let contact = try matter.details.unit?.id.flatMap {
      try casebook.contacts(of: $0, on: situation.today).first
    }
    let progress = matter.lastProgress.map {
      "\(days.short(zone.day(of: $0.at)))：\($0.text)"
    }
    let closed =
      matter.state == .closed ? "是（\(matter.result?.name ?? "已销号")）" : "否（\(matter.state.name)）"
    // The file is passed on: what is not public says so there.
    let mark = matter.isInner ? "（\(Inside.mark)，未公开）" : ""
    return [
      String(serial), "\(matter.number)号 \(matter.title)\(mark)", measure, unit,
      handling?.report?.signedOffBy ?? "", contact?.address ?? "",
      matter.due.map { days.short($0.day) } ?? "", progress ?? "", closed,
    ]
  }
}
