import Casework

/// What help shows: what each role does daily, in full; and every command by its topic, by name.
enum Topics {
  struct Topic: Sendable {
    var name: String
    var verbs: [Verb]
  }

  static let all: [Topic] = [
    Topic(name: "登记", verbs: [.clue, .triage, .lead, .contact, .amend, .merge, .void, .undo]),
    Topic(name: "查询", verbs: [.find, .status, .timeline, .why, .mine, .todo, .overdue]),
    Topic(name: "交办", verbs: [.assign, .urge, .receive, .dispute, .ruling]),
    Topic(name: "督办", verbs: [.order, .agree, .prompt, .caution, .talk]),
    Topic(
      name: "办理",
      verbs: [.progress, .report, .paper, .attach, .verify, .sendBack, .close, .lookBack]),
    Topic(name: "期限", verbs: [.extend, .approve, .refuse, .rebase, .suspend, .resume]),
    Topic(name: "提醒", verbs: [.remind, .digest, .weekly]),
    Topic(name: "统计", verbs: [.statistics, .register, .project, .visit, .export]),
    Topic(name: "移送", verbs: [.transfer, .copy, .acknowledge, .audit, .redact, .strike]),
    Topic(
      name: "人员", verbs: [.deputy, .handOver, .member, .grant, .unit, .bind, .set, .about]),
  ]

  /// Answers and help itself; they stand in no list.
  static let unlisted: Set<Verb> = [.help, .confirm, .next]

  /// The topics with the commands that somebody may use; what stands in none is put under 其他.
  static func offered(to actor: Actor) -> [(name: String, specs: [CommandSpec])] {
    func specs(_ verbs: [Verb]) -> [CommandSpec] {
      verbs.filter { AccessPolicy.offers($0, to: actor) }.compactMap(Catalogue.spec(for:))
    }
    let placed = Set(all.flatMap(\.verbs)).union(unlisted)
    let others = Catalogue.all.map(\.verb).filter { !placed.contains($0) }
    return (all + [Topic(name: "其他", verbs: others)])
      .map { ($0.name, specs($0.verbs)) }.filter { !$0.1.isEmpty }
  }

  /// What somebody does every day, the most frequent first: by the first of their roles.
  static func daily(for actor: Actor) -> [CommandSpec] {
    let role = [Role.unit, .team, .congress, .discipline, .admin].first(where: actor.roles.contains)
    let verbs: [Verb] =
      switch role {
      case .unit: [.receive, .progress, .report, .extend, .dispute, .mine]
      case .team: [.clue, .assign, .urge, .find, .overdue, .statistics]
      case .congress, .discipline: [.find, .clue, .lead, .approve, .overdue, .mine]
      case .admin: [.member, .grant, .unit, .bind, .set, .find]
      case .member, nil: [.clue, .find, .progress, .mine, .overdue, .undo]
      }
    let known = verbs.filter { AccessPolicy.offers($0, to: actor) }
      .compactMap(Catalogue.spec(for:))
    guard known.count < 6 else { return known }
    // Whatever is not declared or not allowed makes room for the first that are.
    let rest = Catalogue.all.filter { spec in
      AccessPolicy.offers(spec.verb, to: actor) && !unlisted.contains(spec.verb)
        && !known.contains { $0.verb == spec.verb }
    }
    return known + rest.prefix(6 - known.count)
  }
}
