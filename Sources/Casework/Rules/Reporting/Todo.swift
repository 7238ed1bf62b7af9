/// 待办: what waits for somebody or for their unit, each with the command to copy. 有没有漏的: what
/// nobody would meet again by itself.
enum Todo {
  static func show(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.todo, situation, what: "查询")
    let found = try waiting(casebook, situation)
    let offset = (page - 1) * Lists.pageLength
    let own = found.own.dropFirst(offset).prefix(Lists.pageLength)
    let page1 = try casebook.duties(
      claimed: found.claims, limit: Lists.pageLength - own.count,
      offset: max(0, offset - found.own.count))
    let total = found.own.count + page1.total
    let beside = page == 1 ? try beside(casebook, situation) : Wording()
    guard total > 0 else {
      if !beside.lines.isEmpty {
        return Decision(replies: [Reply(text: "没有等您办的事。\n" + beside)])
      }
      return Decision(replies: [Reply(text: "没有等您办的事。\n看手上的事：\(typed: "我的")")])
    }
    let shown = own + page1.duties
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let rows = try shown.map { try row($0, casebook, situation) }
    // One case may wait for several things.
    let cases = page1.cases.union(found.own.map(\.matter)).count
    let items = cases < total ? "，共\(total)项" : ""
    var decision = Lists.page(
      "等您办\(cases)件\(items)", rows: rows, page: page, total: total,
      measure: cases < total ? "项" : "件", next: "待办", situation)
    decision.replies[0].text.add(beside)
    return decision
  }

  /// What waits for us without being a case's: visits to be agreed to, units that nobody speaks for.
  private static func beside(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let isTeam = situation.actor.roles.contains(.team)
    var text = try isTeam ? Visiting.waiting(casebook, situation) ?? Wording() : Wording()
    if isTeam || situation.actor.roles.contains(.admin) {
      text.add(try UnitSpeakers.rows(casebook))
    }
    return text
  }

  /// How many cases wait, for 我的.
  static func count(_ casebook: any Casebook, _ situation: Situation) throws -> Int {
    let found = try waiting(casebook, situation)
    let claimed = try casebook.duties(claimed: found.claims, limit: 0, offset: 0)
    return claimed.cases.union(found.own.map(\.matter)).count
  }

  // MARK: Whose turn

  /// Duties that hang on the person (who proposed, who signs), and claims the book decides.
  private struct Waiting {
    var own: [Duty]
    var claims: [DutyClaim]
  }

  private static func waiting(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Waiting {
    Waiting(
      own: try personal(casebook, situation),
      claims: claims(for: situation.actor, on: situation.today, situation.rules))
  }

  /// Whether that duty stands in somebody's list: what the clock tells of it goes to nobody else.
  static func lists(
    _ duty: Duty, of matter: Case, for actor: Actor, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> Bool {
    if personalKinds.contains(duty.kind) {
      return try Awaited.waits(duty.kind, on: matter, for: actor, casebook, now: now, rules)
    }
    return claims(for: actor, on: rules.zone.day(of: now), rules).contains {
      $0.covers(duty, of: matter)
    }
  }

  private static func claims(
    for actor: Actor, on today: CivilDate, _ rules: Rules
  ) -> [DutyClaim] {
    let people = [actor.id] + actor.standsInFor
    let near = rules.calendar.horizon(from: today)
    var claims: [DutyClaim] = []
    // A unit's contact: to sign, to report.
    if actor.roles.contains(.unit), let unit = actor.person.unit {
      claims.append(DutyClaim(kinds: [.sign, .rectify], unit: unit))
      claims.append(DutyClaim(kinds: [.signPrivately], unit: unit))
    }
    // The lead: to verify, to look back, to ask after what is due or late. What his own unit has he does not decide.
    let own = actor.person.unit
    claims.append(
      DutyClaim(kinds: [.verify, .setTerm, .assign, .review], led: people, besides: own))
    claims.append(DutyClaim(kinds: [.lookBack], tied: people, through: near, besides: own))
    claims.append(DutyClaim(kinds: [.rectify], tied: people, through: near, sentOnly: true))
    // The working team: whatever is the group's own turn.
    if actor.roles.contains(.team) {
      claims.append(
        DutyClaim(kinds: [.lead, .assign, .verify, .setTerm, .close], besides: own))
      claims.append(DutyClaim(kinds: [.lookBack, .review], through: near, besides: own))
      // What a unit leaves unsigned too long.
      claims.append(
        DutyClaim(
          kinds: [.sign, .signPrivately], since: SigningTerm.over(on: today, rules), besides: own))
    }
    // Of a restricted case its receivers do what the team does of others. That one came in, of which
    // nothing else is asked, is no task.
    claims.append(DutyClaim(kinds: [.verify, .setTerm, .close], received: actor.id))
    claims.append(
      DutyClaim(kinds: [.rectify, .lookBack, .review], received: actor.id, through: near))
    return claims
  }

  private static let personalKinds: Set<Duty.Kind> = [
    .acknowledge, .approveClosing, .approveAct, .decideExtension, .consent, .consentPrivately,
    .rule,
  ]

  /// Decisions that not everybody of a role may take.
  private static func personal(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Duty] {
    try casebook.duties(DutyQuery(kinds: personalKinds)).filter { duty in
      guard let matter = try casebook.matter(duty.matter) else { return false }
      return try Awaited.waits(
        duty.kind, on: matter, for: situation.actor, casebook, now: situation.now,
        situation.rules)
    }
  }

  // MARK: Words

  /// `12 幸福路停车场夜间开放：待验收。验收 12`.
  private static func row(
    _ duty: Duty, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let matter = try Guards.matter(duty.matter, casebook)
    let command = try NextStep.command(
      for: duty.kind, on: matter, to: situation.actor, casebook, now: situation.now,
      situation.rules)
    return
      "\(matter.number) \(Cards.brief(matter.title, limit: 16))\(matter.isInner ? "（\(Inside.mark)）" : "")：\(try standing(duty, matter, casebook, situation))。\(typed: command)"
  }

  private static func standing(
    _ duty: Duty, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let days = situation.days
    switch duty.kind {
    case .sign, .signPrivately:
      guard !AccessPolicy.allows(situation.actor, .receive, on: matter) else {
        let papers = (matter.handling?.instruments ?? []).filter {
          $0.isPrivate && $0.stands && $0.received == nil
            && $0.unit.id == situation.actor.person.unit
        }
        let names = papers.compactMap {
          situation.rules.procedure.instrument($0.kind)?.shortName
        }
        return duty.kind == .sign || names.isEmpty ? "等签收" : "\(names.joined(separator: "、"))等签收"
      }
      let what = duty.kind == .sign ? "单位" : "文书"
      guard try Viewer.of(situation, casebook).leave(for: matter) != nil else {
        return "\(what)还没有签收"
      }
      let waited = days.calendar.workdays(
        after: situation.rules.zone.day(of: duty.since), through: days.today)
      return "\(what)\(waited)个工作日没有签收"
    case .rectify:
      let viewer = try Viewer.of(situation, casebook)
      return matter.due.map { days.standing(of: matter, $0, viewer) } ?? "没有期限"
    case .lead:
      if matter.lead != nil { return "没有领衔人（领衔人已离开）" }
      return matter.state == .registered ? "等研判" : "没有领衔人"
    case .assign:
      let what = AccessPolicy.allows(situation.actor, .assign, on: matter) ? "等交办" : "等专班交办"
      guard let due = matter.due, situation.days.isOverdue(due),
        let leave = try Viewer.of(situation, casebook).leave(for: matter)
      else { return what }
      return "\(what)，\(situation.days.overdueNote(due, leave))"
    case .verify: return "等验收"
    case .close: return "已验收，等销号"
    case .approveClosing: return "等您确认销号"
    case .approveAct: return "等您同意\(matter.handling?.asked?.kind.name ?? "")"
    case .decideExtension: return "延期待批"
    case .rule: return "异议待裁定"
    case .consent, .consentPrivately: return "文书待您同意"
    case .lookBack: return "\(duty.day.map { days.short($0) } ?? "")回头看"
    case .review: return "挂起待核实"
    case .setTerm: return "反弹，要定新期限"
    case .acknowledge: return "移交待接收"
    case .deliver: return "等上班时间送到"
    }
  }

  // MARK: What fell through

  /// At most so many numbers stand in one line.
  private static let numbersShown = 20

  static func gaps(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    try Guards.allow(.todo, situation, what: "查询")
    let gaps = try casebook.gaps()
    guard !gaps.undated.isEmpty || !gaps.unled.isEmpty || !gaps.unhanded.isEmpty else {
      return Decision(replies: [Reply(text: "没有漏的：在办的都有下一步日期，也都有领衔人。")])
    }
    func numbers(_ all: [CaseNumber]) -> String {
      all.prefix(numbersShown).map(\.description).joined(separator: "、")
        + (all.count > numbersShown ? "等" : "")
    }
    var text = Wording()
    if !gaps.undated.isEmpty {
      text.add(Wording("\(gaps.undated.count)件没有下一步日期：\(numbers(gaps.undated))"))
    }
    if !gaps.unled.isEmpty {
      let gone = try gaps.unled.prefix(numbersShown).filter { try casebook.matter($0)?.lead != nil }
      text.add(
        Wording(
          "\(gaps.unled.count)件没有领衔人：\(numbers(gaps.unled))\(Leadership.left(gone, of: gaps.unled.count))"
        ))
    }
    if !gaps.unhanded.isEmpty {
      text.add(Wording("\(gaps.unhanded.count)件还没有交办：\(numbers(gaps.unhanded))"))
    }
    if let first = try gaps.undated.first.flatMap({ try casebook.matter($0) }) {
      if AccessPolicy.allows(situation.actor, .assign) {
        text.add("补期限请发：\(typed: NextStep.term(of: first))")
      } else {
        text.add("补期限请告诉专班。")
      }
    }
    if let first = gaps.unled.first {
      text.add(
        AccessPolicy.allows(situation.actor, .lead)
          ? "定领衔人请发：\(typed: "领衔 \(first) 姓名")" : "定领衔人请告诉专班。")
    }
    if let first = try gaps.unhanded.first.flatMap({ try casebook.matter($0) }) {
      text.add(
        AccessPolicy.allows(situation.actor, .assign)
          ? "交办请发：\(typed: NextStep.handOver(of: first, situation.today))" : "交办请告诉专班。")
    }
    return Decision(replies: [Reply(text: text)])
  }
}
