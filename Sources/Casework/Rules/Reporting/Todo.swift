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
    guard total > 0 else {
      return Decision(replies: [Reply(text: "没有等您办的事。\n看手上的事：\(typed: "我的")")])
    }
    let shown = own + page1.duties
    guard !shown.isEmpty else { throw Refusal.unavailable }
    let rows = try shown.map { try row($0, casebook, situation) }
    return Lists.page(
      "等您办\(total)件", rows: rows, page: page, total: total, measure: "件", next: "待办",
      situation)
  }

  /// How many things wait, for 我的.
  static func count(_ casebook: any Casebook, _ situation: Situation) throws -> Int {
    let found = try waiting(casebook, situation)
    return found.own.count
      + (try casebook.duties(claimed: found.claims, limit: 0, offset: 0).total)
  }

  // MARK: Whose turn

  /// Duties that hang on the person (who proposed, who signs), and claims the book decides.
  private struct Waiting {
    var own: [Duty]
    var claims: [DutyClaim]
  }

  /// A term that ends within so many days is near enough for whoever leads.
  private static let nearDays = 3

  private static func waiting(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Waiting {
    let actor = situation.actor
    let people = [actor.id] + actor.standsInFor
    let near = situation.today.adding(days: nearDays)
    var claims: [DutyClaim] = []
    // A unit's contact: to sign, to report.
    if actor.roles.contains(.unit), let unit = actor.person.unit {
      claims.append(DutyClaim(kinds: [.sign, .signPrivately, .rectify], unit: unit))
    }
    // The lead: to verify, to look back, to ask after what is due or late.
    claims.append(DutyClaim(kinds: [.verify, .setTerm, .review], led: people))
    claims.append(DutyClaim(kinds: [.lookBack, .rectify], tied: people, through: near))
    // The working team: whatever is the group's own turn.
    if actor.roles.contains(.team) {
      claims.append(DutyClaim(kinds: [.lead, .verify, .rule, .setTerm, .close]))
      claims.append(DutyClaim(kinds: [.lookBack, .review], through: near))
    }
    return Waiting(own: try personal(casebook, situation), claims: claims)
  }

  /// Decisions that not everybody of a role may take.
  private static func personal(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Duty] {
    var kinds: Set<Duty.Kind> = [.acknowledge]
    if AccessPolicy.allows(situation.actor, .close) { kinds.insert(.approveClosing) }
    if AccessPolicy.allows(situation.actor, .approve) { kinds.insert(.decideExtension) }
    if situation.actor.person.rights.contains(.sign) {
      kinds.formUnion([.consent, .consentPrivately])
    }
    return try casebook.duties(DutyQuery(kinds: kinds)).filter { duty in
      guard let matter = try casebook.matter(duty.matter) else { return false }
      return isFor(situation.actor, duty, matter)
    }
  }

  private static func isFor(_ actor: Actor, _ duty: Duty, _ matter: Case) -> Bool {
    func isOwn(_ person: PersonID?) -> Bool {
      person.map { actor.actsFor($0, in: matter) } ?? false
    }
    switch duty.kind {
    case .approveClosing:
      return !isOwn(matter.proposal?.by) && !isOwn(matter.lead)
    case .decideExtension:
      guard let asked = matter.handling?.extensionAsked else { return false }
      return !isOwn(asked.by) && !asked.agreed.contains { $0.by == actor.id }
    case .consent, .consentPrivately:
      let isPrivate = duty.kind == .consentPrivately
      if isPrivate, !actor.roles.contains(.discipline) { return false }
      let drafts =
        matter.handling?.instruments.filter { $0.state == .draft && $0.isPrivate == isPrivate }
        ?? []
      return drafts.contains { draft in
        draft.drafter != actor.id
          && !draft.consents.contains { consent in
            consent.by == actor.id || actor.roles.contains(consent.side)
          }
      }
    case .acknowledge: return matter.handling?.transfer?.to == actor.id
    default: return false
    }
  }

  // MARK: Words

  /// `12 幸福路停车场夜间开放：待验收。验收 12`.
  private static func row(
    _ duty: Duty, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let matter = try Guards.matter(duty.matter, casebook)
    let number = matter.number
    let title = "\(number) \(Cards.brief(matter.title, limit: 16))："
    let days = situation.days
    switch duty.kind {
    case .sign, .signPrivately: return "\(title)等签收。\(typed: "签收 \(number)")"
    case .rectify:
      let speaksForUnit =
        situation.actor.roles.contains(.unit)
        && matter.details.unit?.id == situation.actor.person.unit
      let viewer = try Viewer.of(situation, casebook)
      let when = matter.due.map { days.standing(of: matter, $0, viewer) } ?? "没有期限"
      let command = speaksForUnit ? "进展 \(number) 内容" : "催办 \(number)"
      return "\(title)\(when)。\(typed: command)"
    case .lead:
      let isNew = matter.state == .registered
      return isNew
        ? "\(title)等研判。\(typed: "研判 \(number)")" : "\(title)没有领衔人。\(typed: "领衔 \(number) 姓名")"
    case .verify: return "\(title)等验收。\(typed: "验收 \(number)")"
    case .close: return "\(title)已验收，等销号。\(typed: "销号 \(number)")"
    case .approveClosing: return "\(title)等您确认销号。\(typed: "销号 \(number)")"
    case .decideExtension: return "\(title)延期待批。\(typed: "批准 \(number)")"
    case .rule: return "\(title)异议待裁定。\(typed: "裁定 \(number) 维持")"
    case .consent, .consentPrivately: return "\(title)文书待您同意。\(typed: "同意 \(number)")"
    case .lookBack:
      let day = duty.day.map { "\(days.short($0))" } ?? ""
      return "\(title)\(day)回头看。\(typed: "回头看 \(number) 巩固")"
    case .review: return "\(title)挂起待核实。\(typed: "恢复 \(number)")"
    case .setTerm: return "\(title)反弹，要定新期限。\(typed: "交办 \(number) 单位 期限")"
    case .acknowledge: return "\(title)移交待接收。\(typed: "回执 \(number) 已收")"
    }
  }

  // MARK: What fell through

  /// At most so many numbers stand in one line.
  private static let numbersShown = 20

  static func gaps(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    try Guards.allow(.todo, situation, what: "查询")
    let gaps = try casebook.gaps()
    guard !gaps.undated.isEmpty || !gaps.unled.isEmpty else {
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
      text.add(Wording("\(gaps.unled.count)件没有领衔人：\(numbers(gaps.unled))"))
    }
    if let first = gaps.undated.first {
      // What was handed over already gets another day, not another unit.
      let isHanded = try casebook.matter(first)?.handling?.handed != nil
      text.add("补期限请发：\(typed: isHanded ? "改期 \(first) 日期 理由" : "交办 \(first) 单位 期限")")
    }
    if let first = gaps.unled.first { text.add("定领衔人请发：\(typed: "领衔 \(first) 姓名")") }
    return Decision(replies: [Reply(text: text)])
  }
}
