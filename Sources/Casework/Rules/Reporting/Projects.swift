/// 项目: what is asked from the field. A project's card, the list of projects, and who answers for
/// a thing known by half a sentence.
enum Projects {
  static func show(
    _ name: String?, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.project, situation, what: "查询")
    guard let name else { return try list(page: page, casebook, situation) }
    let facts = try named(name, casebook)
    guard let first = facts.first else {
      // No project of that name: half a sentence about one case, or a search.
      return try Lookups.find(Finding(words: [name], page: page), casebook, situation)
    }
    let project = first.project ?? name
    return Decision(replies: [try card(project, facts, casebook, situation)])
  }

  /// The cases of the project of that name, or of the only one whose name holds it.
  private static func named(_ name: String, _ casebook: any Casebook) throws -> [CaseFacts] {
    let exact = try casebook.facts(FactQuery(project: name))
    if !exact.isEmpty { return exact }
    let near = try all(casebook).filter { $0.key.contains(name) }
    return near.count == 1 ? near.first?.value ?? [] : []
  }

  private static func all(_ casebook: any Casebook) throws -> [String: [CaseFacts]] {
    var query = FactQuery()
    query.inProjects = true
    return Dictionary(grouping: try casebook.facts(query), by: { $0.project ?? "" })
  }

  /// Counts, who answers for it, the last progress, what is late.
  private static func card(
    _ project: String, _ facts: [CaseFacts], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Reply {
    let viewer = try Viewer.of(situation, casebook)
    let count = FigureCount(facts, viewer, situation)
    var first = "\(Cards.brief(project, limit: 20))：在办\(count.inHand)件"
    if let overdue = count.overdueShown { first += "，超期\(overdue)件" }
    if count.solved + count.otherwise > 0 { first += "，办结\(count.solved + count.otherwise)件" }
    if count.relapsed > 0 { first += "，反弹\(count.relapsed)件" }
    var text = Wording(first)
    let open = facts.filter(\.state.isOpen)
    // The latest cases stand for the project; a project has few.
    let matters = try (open.isEmpty ? facts : open).suffix(20)
      .compactMap { try casebook.matter($0.number) }
    text.add(Wording(try responsible(open.isEmpty ? facts : open, casebook, situation)))
    let latest = matters.compactMap { matter in matter.lastProgress.map { (matter, $0) } }
      .max { $0.1.at < $1.1.at }
    if let (matter, progress) = latest {
      let day = situation.days.short(situation.rules.zone.day(of: progress.at))
      text.add(
        Wording("最近：\(day)，\(matter.number)号\(Cards.brief(progress.text, limit: 40))"))
    }
    // In front what is late, where the reader may know it.
    func isLate(_ fact: CaseFacts) -> Bool {
      fact.isOverdue(on: situation.today) && viewer.showsLateness(of: fact)
    }
    let rows = (open.filter(isLate) + open.filter { !isLate($0) }).prefix(4)
    for fact in rows {
      let matter = try Guards.matter(fact.number, casebook)
      text.add(Wording(try Cards.line(matter, viewer, casebook, situation.days)))
    }
    text.add("看清单：\(typed: "查 \(project)")")
    return Reply(text: text, card: matters.count == 1 ? matters.first?.number : nil)
  }

  /// 责任：区住建局（李工）；领衔：孙主任.
  private static func responsible(
    _ facts: [CaseFacts], _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    var units: [String] = []
    var leads: [String] = []
    for fact in facts {
      if let unit = fact.unit {
        let name = try withContact(unit, casebook, situation)
        if !units.contains(name) { units.append(name) }
      }
      if let lead = fact.lead {
        let name = try Namesakes.distinct(lead, casebook, situation.rules)
        if !leads.contains(name) { leads.append(name) }
      }
    }
    func some(_ names: [String]) -> String {
      names.isEmpty ? "还没有定" : names.prefix(3).joined(separator: "、") + (names.count > 3 ? "等" : "")
    }
    return "责任：\(some(units))；领衔：\(some(leads))"
  }

  /// 区住建局（李工）.
  private static func withContact(
    _ unit: UnitReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let name = try People.name(of: unit, casebook)
    let id = try unit.id ?? People.unit(named: unit.name, casebook)?.id
    guard let id, let contact = try casebook.contacts(of: id, on: situation.today).first else {
      return name
    }
    return "\(name)（\(contact.address)）"
  }

  private static func list(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let viewer = try Viewer.of(situation, casebook)
    let projects = try all(casebook)
      .map { (name: $0.key, count: FigureCount($0.value, viewer, situation)) }
      .sorted { ($1.count.inHand, $0.name) < ($0.count.inHand, $1.name) }
    guard !projects.isEmpty else {
      return Decision(
        replies: [Reply(text: "还没有记到项目名下的事。\n登记时写明即可：\(typed: "线索 什么事 项目：名称")")])
    }
    let shown = Lists.part(projects, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let rows = shown.map { project in
      Wording(
        "\(Cards.brief(project.name, limit: 20))：在办\(project.count.inHand)件"
          + (project.count.overdueShown.map { "，超期\($0)件" } ?? ""))
    }
    return Lists.page(
      "项目\(projects.count)个", rows: rows, page: page, total: projects.count, measure: "个",
      next: "项目", situation)
  }

  // MARK: Who answers for it

  /// 谁负责，电话多少: unit, its contact, lead and contacts by name. Telephone numbers are kept
  /// nowhere here, so that none can be told.
  static func whoAnswers(
    _ words: [String], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.project, situation, what: "查询")
    let open = Set(CaseState.allCases.filter(\.isOpen))
    var query = try SearchWords.query(words, casebook, situation)
    query.states = query.states ?? open
    query.limit = 4
    var found = try casebook.find(query)
    if found.cases.isEmpty {
      query.states = nil
      found = try casebook.find(query)
    }
    guard let first = found.cases.first else { throw Refusal.unavailable }
    var text: Wording
    if found.total == 1 {
      text = try answerable(first, casebook, situation)
    } else {
      // The first line is the answer where one unit has them all.
      let units = Set(
        try found.cases.map {
          try $0.details.unit.map { try withContact($0, casebook, situation) } ?? ""
        })
      if units.count == 1, found.total <= found.cases.count, let unit = units.first, !unit.isEmpty {
        text = Wording("由\(unit)负责，对得上的有\(found.total)件：")
      } else {
        text = Wording("对得上的有\(found.total)件：")
      }
      for matter in found.cases.prefix(4) {
        let unit =
          try matter.details.unit.map { try withContact($0, casebook, situation) } ?? "还没有责任单位"
        let lead =
          try matter.lead.map { "，领衔\(try Namesakes.distinct($0, casebook, situation.rules))" }
          ?? ""
        text.add(
          Wording("\(matter.number) \(Cards.brief(matter.title, limit: 16))：\(unit)\(lead)"))
      }
    }
    text.add("电话不记在我这里，专班有，请找专班要。")
    return Decision(
      replies: [Reply(text: text, card: found.total == 1 ? first.number : nil)])
  }

  private static func answerable(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let title = "\(Cards.brief(matter.title, limit: 20))（\(matter.number)号）"
    var text: Wording
    if let unit = matter.details.unit {
      text = Wording("\(title)由\(try People.name(of: unit, casebook))负责")
      let id = try unit.id ?? People.unit(named: unit.name, casebook)?.id
      let contact = try id.flatMap { try casebook.contacts(of: $0, on: situation.today).first }
      text.add(Wording(contact.map { "单位联络员：\($0.address)" } ?? "单位还没有登记联络员"))
    } else {
      text = Wording("\(title)还没有责任单位")
    }
    if let lead = try Leadership.shown(matter, casebook, situation.rules) {
      var parts = [lead]
      let contacts = try matter.contacts.map {
        try Namesakes.distinct($0, casebook, situation.rules)
      }
      if !contacts.isEmpty { parts.append("联系：\(contacts.joined(separator: "、"))") }
      text.add(Wording(parts.joined(separator: "；")))
    } else {
      text.add("还没有领衔人")
    }
    return text
  }
}
