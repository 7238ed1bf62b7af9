/// Whose word is waited for: the one rule, made of records. 待办, 我的, reminders, digests, 同意 and 不同意
/// ask it; none of them keeps a list of its own.
enum Awaited {
  /// A yes that a case waits for.
  enum Item: Equatable {
    case verification, extending, closing, dispute
    /// A draft of an instrument, of a private kind too.
    case draft(Instrument)
    /// 作废, 合并 or 挂起.
    case act(AskedAct)

    /// How it is called among several: 批准延期.
    var name: String {
      switch self {
      case .verification: "验收合格"
      case .extending: "批准延期"
      case .draft: "同意文书草稿"
      case .closing: "确认销号"
      case .act(let asked): "同意\(asked.kind.name)"
      case .dispute: "异议不成立，维持"
      }
    }

    /// The command that says yes to it.
    func command(_ matter: Case) -> String {
      switch self {
      case .verification: "/验收 \(matter.number) 合格"
      case .extending: "/批准 \(matter.number)"
      case .draft: "/同意 \(matter.number)"
      case .closing: "/销号 \(matter.number)"
      case .act(let asked): asked.command(matter.number)
      case .dispute: "/裁定 \(matter.number) 维持"
      }
    }
  }

  /// What on a case waits for that person, in the order of the duties it makes.
  static func items(
    on matter: Case, for actor: Actor, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> [Item] {
    try items(of: matter).filter {
      try refusal(to: actor, $0, on: matter, casebook, now: now, rules) == nil
    }
  }

  static func items(
    on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Item] {
    try items(on: matter, for: situation.actor, casebook, now: situation.now, situation.rules)
  }

  /// All that waits for somebody's yes.
  static func items(of matter: Case) -> [Item] {
    guard matter.state.isOpen else { return [] }
    var items: [Item] = []
    if let asked = matter.handling?.asked { items.append(.act(asked)) }
    guard matter.state != .suspended else { return items }
    if matter.state == .reported { items.append(.verification) }
    if matter.state == .closing { items.append(.closing) }
    if matter.handling?.extensionAsked != nil { items.append(.extending) }
    if matter.handling?.dispute != nil { items.append(.dispute) }
    let drafts = (matter.handling?.instruments ?? []).filter { $0.state == .draft }
    items += drafts.map { .draft($0) }
    return items
  }

  /// Why that person's yes is not the one; nil where it is. Commands ask the same.
  static func refusal(
    to actor: Actor, _ item: Item, on matter: Case, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> Refusal? {
    func allowed(_ verb: Verb) -> Refusal? {
      AccessPolicy.allows(actor, verb, on: matter)
        ? nil : Refusal(.notAllowed, Wording(AccessPolicy.permission(for: verb).wording))
    }
    switch item {
    case .closing, .extending: do { try checkShown(item, of: matter) } catch { return error }
    case .act, .verification, .dispute, .draft: break
    }
    switch item {
    case .closing:
      return try ClosingEnd.refusal(matter, casebook)
        ?? SecondPerson.refusal(to: actor, for: .closing, matter, casebook, now: now, rules)
    case .act(let asked):
      if let ending = try SecondingEnd.of(asked, on: matter, casebook, now: now, rules) {
        return Refusal(.changedSince, try SecondingEnd.words(ending, asked, matter, casebook))
      }
      if asked.kind == .merge, let target = try asked.into.flatMap({ try casebook.matter($0) }),
        let refusal = Merging.hindrance(of: matter, into: target, rules)
      {
        return refusal
      }
      return try SecondPerson.refusal(
        to: actor, for: .asked(asked), matter, casebook, now: now, rules)
    case .extending:
      return try allowed(.approve)
        ?? ExtensionDeciding.refusal(to: actor, matter, casebook, now: now, rules)
    case .verification:
      return try allowed(.verify)
        ?? Verifying.refusal(to: actor, matter, casebook)
    case .dispute:
      return try allowed(.ruling)
        ?? SecondPerson.refusalToUnit("异议", .ruling, matter, actor, casebook)
    case .draft(let draft):
      guard let kind = rules.procedure.instrument(draft.kind),
        try Signing.side(of: draft, kind, matter, actor, casebook) != nil
      else { return allowed(.agree) ?? Refusal(.notAllowed, "") }
      return try Signing.hindrance(
        to: draft, of: matter, casebook, Situation(asIf: actor, at: now, casebook, rules))
    }
  }

  // MARK: What it rests on

  /// The words that a yes to it is given to.
  static func words(of item: Item, on matter: Case) -> [String] {
    switch item {
    case .closing:
      guard let proposal = matter.proposal else { return [] }
      if let reason = proposal.reason { return [reason] }
      return proposal.result == .rectified ? [] : [matter.lastProgress?.text].compactMap { $0 }
    case .act(let asked): return [asked.reason].compactMap { $0 }
    case .extending: return [matter.handling?.extensionAsked?.reason].compactMap { $0 }
    case .verification: return [matter.handling?.report?.text].compactMap { $0 }
    case .dispute: return [matter.handling?.dispute?.reason].compactMap { $0 }
    case .draft(let draft): return [draft.text]
    }
  }

  /// Whether they must not be read any more: nobody says yes to what stands in their place.
  static func isHidden(_ item: Item, of matter: Case) -> Bool {
    words(of: item, on: matter).contains(where: Skeleton.isMarked)
  }

  /// The refusal where they are hidden. 遮盖 ends what was asked for; a report goes back to its unit, a
  /// dispute is written anew.
  static func checkShown(_ item: Item, of matter: Case) throws(Refusal) {
    guard isHidden(item, of: matter) else { return }
    let (what, way) = hiddenWords(item, on: matter.number)
    throw Refusal(.changedSince, "\(matter.number)号\(what)已遮盖，没有办。\n" + way)
  }

  /// What is hidden, and how it goes on.
  static func hiddenWords(_ item: Item, on number: CaseNumber) -> (what: String, way: Wording) {
    switch item {
    case .closing: ("销号提请的理由", "要销号请重新提请，写明结果和理由。")
    case .act(let asked):
      ("\(asked.kind.name)提请的理由", "要办请重新提请，写明理由。")
    case .extending: ("延期申请的理由", "要延期请重新申请：\(typed: "延期 \(number) 日期 理由")")
    case .verification: ("反馈的内容", "退回以后由单位重新反馈：\(typed: "退回 \(number) 理由")")
    case .dispute: ("异议的理由", "请单位重新写明：\(typed: "异议 \(number) 理由")")
    case .draft: ("文书草稿的文字", "请重新拟稿，标题也遮盖了的先更正标题；看现在的情况：\(typed: "查 \(number)")")
    }
  }

  // MARK: Duties

  /// Whether a duty waits for that person: exactly where what ends it would be let through.
  static func waits(
    _ duty: Duty.Kind, on matter: Case, for actor: Actor, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> Bool {
    func waits(_ fits: (Item) -> Bool) throws -> Bool {
      try items(of: matter).contains {
        try fits($0) && refusal(to: actor, $0, on: matter, casebook, now: now, rules) == nil
      }
    }
    func may(_ verb: Verb) throws -> Bool {
      try NextStep.isOpen(verb, on: matter, to: actor, casebook, now: now, rules)
    }
    switch duty {
    case .verify: return try waits { $0 == .verification }
    case .decideExtension: return try waits { $0 == .extending }
    case .rule: return try waits { $0 == .dispute }
    case .approveClosing: return try waits { $0 == .closing }
    case .approveAct: return try waits { if case .act = $0 { true } else { false } }
    case .consent, .consentPrivately:
      return try waits { item in
        if case .draft(let draft) = item {
          draft.isPrivate == (duty == .consentPrivately)
        } else {
          false
        }
      }
    case .acknowledge:
      return matter.handling?.transfer(to: actor.id).map { $0.received == nil } ?? false
    case .sign, .signPrivately: return try may(.receive)
    case .close: return try actor.roles.contains(.team) && may(.close)
    case .lead: return try may(.lead)
    case .setTerm, .assign: return try may(.assign)
    case .lookBack: return try may(.lookBack)
    case .review: return try may(.resume)
    case .rectify: return try may(.report)
    case .deliver: return false
    }
  }
}
