/// The next step somebody is told: a command only where its own rule would let that person through, else to
/// look at the case. Whatever proposes one asks here.
enum NextStep {
  /// Whether the act would be let through for that person as the case stands.
  static func isOpen(
    _ verb: Verb, _ move: Procedure.Move? = nil, on matter: Case, to actor: Actor,
    _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Bool {
    guard AccessPolicy.allows(actor, verb, on: matter),
      !(matter.isInner && Guards.takesOpenCase.contains(verb)),
      move.map({ rules.procedure.transition($0, from: matter.state) != nil }) ?? true
    else { return false }
    return try !OwnUnit.bars(actor, verb, on: matter, casebook)
  }

  // MARK: In refusals

  /// Whether a refusal may propose an act to whoever was refused: he may do it, the table lets it happen now,
  /// and it is not the case of his own unit, about which he decides nothing.
  static func isProposed(
    _ verb: Verb, _ move: Procedure.Move, on matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Bool {
    try isOpen(
      verb, move, on: matter, to: situation.actor, casebook, now: situation.now, situation.rules)
  }

  /// 请先交办：交办 12 单位 期限; to one who may not: 请专班先交办。
  static func first(
    _ deed: String, _ command: String, _ verb: Verb, _ move: Procedure.Move, on matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    try isProposed(verb, move, on: matter, casebook, situation)
      ? "请先\(deed)：\(typed: command)" : "请\(holders(of: verb))先\(deed)。"
  }

  /// 请发：交办 12 单位 期限; to one who may not: 请专班发：….
  static func send(
    _ command: String, _ verb: Verb, _ move: Procedure.Move, on matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    try isProposed(verb, move, on: matter, casebook, situation)
      ? "请发：\(typed: command)" : "请\(holders(of: verb))发：\(typed: command)"
  }

  /// Who may, as a sentence calls them: 专班; 专班、纪委监委或人大的同志.
  private static func holders(of verb: Verb) -> String {
    let permission = AccessPolicy.permission(for: verb)
    let isOfRoles = permission.ties.isEmpty && permission.rights.isEmpty
    return permission.wording + (isOfRoles && permission.roles.count > 1 ? "的同志" : "")
  }

  // MARK: Next

  /// Whether that person may urge the unit: there is one that has the case and somebody who hears it.
  static func mayUrge(
    _ matter: Case, _ actor: Actor, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Bool {
    guard let unit = matter.details.unit, Urging.isOffered(matter, Occasion(now, rules)),
      try isOpen(.urge, .urge, on: matter, to: actor, casebook, now: now, rules)
    else { return false }
    return try UnitNotices.hearer(
      of: People.reference(unit, casebook), on: rules.zone.day(of: now), casebook) != nil
  }

  /// The command that goes on with a duty, without its slash.
  static func command(
    for duty: Duty.Kind, on matter: Case, to actor: Actor, _ casebook: any Casebook,
    now: Instant, _ rules: Rules
  ) throws -> String {
    let number = matter.number
    let look = "查 \(number)"
    func open(_ verb: Verb, _ move: Procedure.Move? = nil, _ command: String) throws -> String? {
      try isOpen(verb, move, on: matter, to: actor, casebook, now: now, rules) ? command : nil
    }
    switch duty {
    case .rectify:
      let speaks = actor.roles.contains(.unit) && matter.details.unit?.id == actor.person.unit
      let progress = try open(.progress, .progress, "进展 \(number) 内容")
      if speaks { return progress ?? look }
      return try mayUrge(matter, actor, casebook, now: now, rules)
        ? "催办 \(number)" : progress ?? look
    case .sign, .signPrivately:
      if AccessPolicy.allows(actor, .receive, on: matter) { return decision(duty, matter) }
      return try mayUrge(matter, actor, casebook, now: now, rules) ? "催办 \(number)" : look
    case .lead:
      if matter.state == .registered, let triage = try open(.triage, .triage, "研判 \(number)") {
        return triage
      }
      return try open(.lead, .lead, "领衔 \(number) 姓名") ?? look
    case .assign:
      return try open(.assign, .assign, handOver(of: matter, rules.zone.day(of: now))) ?? look
    case .close:
      guard actor.roles.contains(.team) else { return look }
      if try casebook.leader(of: matter) == nil {
        return try open(.lead, .lead, "领衔 \(number) 姓名") ?? look
      }
      return try open(.close, .proposeClosing, "销号 \(number)") ?? look
    case .setTerm:
      if matter.isInner { return try open(.amend, .amend, term(of: matter)) ?? look }
      return try open(.assign, matter.holder == nil ? .assign : .rebase, term(of: matter))
        ?? look
    case .review: return try open(.resume, .resume, "恢复 \(number)") ?? look
    case .lookBack: return try open(.lookBack, .lookBack, "回头看 \(number) 巩固") ?? look
    default:
      guard try Awaited.waits(duty, on: matter, for: actor, casebook, now: now, rules) else {
        return look
      }
      // What must not be read any more goes back; nobody says yes to it.
      if duty == .verify, Awaited.isHidden(.verification, of: matter) {
        return "退回 \(number) 请重新反馈"
      }
      if duty == .rule, Awaited.isHidden(.dispute, of: matter) { return look }
      return decision(duty, matter)
    }
  }

  /// The command that gives a case a day anew: what was handed over already gets another day, not another
  /// unit; one of the inner circle is handed to none.
  static func term(of matter: Case) -> String {
    if matter.isInner, matter.due == nil { return "更正 \(matter.number) 期限：日期" }
    return matter.holder == nil
      ? "交办 \(matter.number) 单位 期限" : "改期 \(matter.number) 日期 理由"
  }

  /// The command that hands a case over: what it lacks is written behind it.
  static func handOver(of matter: Case, _ today: CivilDate) -> String {
    let unit = matter.details.unit == nil ? " 单位" : ""
    let hasTerm = matter.due.map { $0.day >= today } ?? false
    let term = hasTerm ? "" : " 期限"
    return "交办 \(matter.number)\(unit)\(term)"
  }

  /// Whether whoever acts may give it.
  static func mayTerm(
    of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    try isOpen(
      matter.holder == nil ? .assign : .rebase, on: matter, to: situation.actor, casebook,
      now: situation.now, situation.rules)
  }

  private static func decision(_ duty: Duty.Kind, _ matter: Case) -> String {
    let number = matter.number
    return switch duty {
    case .verify: "验收 \(number)"
    case .approveClosing: "销号 \(number)"
    case .decideExtension: "批准 \(number)"
    case .rule: "裁定 \(number) 维持"
    case .sign, .signPrivately: "签收 \(number)"
    case .acknowledge: "回执 \(number) 已收"
    default: "同意 \(number)"
    }
  }
}

extension Actor {
  /// How a person stands to whom the clock speaks on that day.
  static func spokenTo(
    _ person: Person, on day: CivilDate, _ casebook: any Casebook
  ) throws -> Actor {
    var actor = Actor(person: person, teamExists: try casebook.isGranted(.team))
    actor.standsInFor = try Deputies.principals(of: person.id, on: day, casebook)
    return actor
  }
}
