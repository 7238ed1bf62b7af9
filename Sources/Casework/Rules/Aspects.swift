/// What one wants to know of a case beyond its card: who answers for it, or how far one's own is.
enum Aspects {
  /// Nil where the ordinary list or card is the answer.
  static func answer(
    _ finding: Finding, _ query: CaseQuery, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    switch finding.aspect {
    case .card: return nil
    case .who:
      let found = try casebook.find(query)
      guard found.total == 1, let matter = found.cases.first else { return nil }
      return reply(try who(matter, casebook), matter)
    case .mine:
      var mine = query
      mine.involving = situation.actor.id
      let found = try casebook.find(mine).cases.filter { $0.registrant == situation.actor.id }
      guard found.count == 1, let matter = found.first else { return nil }
      return reply(progress(matter, situation), matter)
    }
  }

  private static func reply(_ text: Wording, _ matter: Case) -> Decision {
    Decision(replies: [Reply(text: text, card: matter.number)])
  }

  /// Units before persons; telephone numbers are not kept here.
  private static func who(_ matter: Case, _ casebook: any Casebook) throws -> Wording {
    let title = Cards.brief(matter.title, limit: 20)
    var text: Wording
    if let unit = matter.details.unit {
      text = Wording(
        "\(title)（\(matter.number)号）：\(try People.name(of: unit, casebook))")
      let contacts = try unit.id.map { try casebook.contacts(of: $0) } ?? []
      if !contacts.isEmpty {
        text.add("联络员：\(contacts.prefix(3).map(\.address).joined(separator: "、"))")
      }
    } else {
      text = Wording("\(title)（\(matter.number)号）：还没有定责任单位")
    }
    if let lead = matter.lead {
      let others = try matter.contacts.map { try People.address(of: $0, casebook) }
      let contact = others.isEmpty ? "" : "；联系：\(others.joined(separator: "、"))"
      text.add("领衔：\(try People.address(of: lead, casebook))\(contact)")
    }
    text.add("电话不记在这里，请问专班。")
    return text
  }

  /// 42号：修好了5盏，还剩3盏
  private static func progress(_ matter: Case, _ situation: Situation) -> Wording {
    let said = matter.lastProgress.map { Cards.brief($0.text, limit: 36) } ?? matter.state.name
    var text = Wording("\(matter.number)号：\(said)")
    let days = situation.days
    if matter.state.clockRuns, let due = matter.due {
      text.add(
        days.isOverdue(due)
          ? "原定\(days.full(due.day))，\(days.overdueNote(due))" : "\(days.full(due.day))前完成。")
    } else if matter.state.isOpen == false {
      text.add("现在：\(matter.state.name)")
    }
    text.add("看全程：\(typed: "时间线 \(matter.number)")")
    return text
  }
}
