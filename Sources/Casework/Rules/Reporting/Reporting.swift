/// Projects, statistics, the register, activities, who stands in for whom.
enum Reporting {
  /// Leads each act to its rule.
  static func decide(
    _ act: ReportingAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .project(let name, let page):
      try Projects.show(name, page: page, casebook, situation)
    case .whoAnswers(let words): try Projects.whoAnswers(words, casebook, situation)
    case .todo(let page): try Todo.show(page: page, casebook, situation)
    case .gaps: try Todo.gaps(casebook, situation)
    case .ours(let page): try Mine.ours(page: page, casebook, situation)
    case .reportedByMe(let words): try Mine.reportedByMe(words, casebook, situation)
    case .statistics(let words, let page):
      try Statistics.give(words, page: page, casebook, situation)
    case .reckonAgain(let serial): try FigureDetails.again(serial, casebook, situation)
    case .details(let serial, let part, let page):
      try FigureDetails.show(serial, part, page: page, casebook, situation)
    case .register(let words, let page):
      try CaseRegister.show(words, page: page, casebook, situation)
    case .export(let words): try CaseRegister.export(words, casebook, situation)
    case .visit(let visit): try Visiting.record(visit, casebook, situation)
    case .visitNames(let serial, let names):
      try Visiting.name(serial, names, casebook, situation)
    case .visitDecided(let serial, let counts, let reason):
      try Visiting.decide(serial, counts: counts, reason: reason, casebook, situation)
    case .visits(let page): try Visiting.list(page: page, casebook, situation)
    case .deputise(let deputising): try Deputies.name(deputising, casebook, situation)
    case .endDeputy(let person): try Deputies.end(person, casebook, situation)
    case .handOver(let from, let to, let restricted):
      try HandingOver.move(
        from: from, to: to, restricted: restricted, casebook, situation)
    }
  }
}
