/// What ends a wish for 作废, 合并 or 挂起 that nobody decided: time, the end of the case it was to go into,
/// that whoever asked may not ask for it any more, or that its reason was hidden. Nobody can agree to it from
/// then on; the clock drops it and tells whoever asked.
enum SecondingEnd {
  /// Why it ended; nil where it waits.
  static func of(
    _ asked: AskedAct, on matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> ActDeclined.Ending? {
    if Awaited.isHidden(.act(asked), of: matter) { return .hidden }
    if let into = asked.into, let target = try casebook.matter(into), !target.state.isOpen {
      return .target
    }
    if let asker = try casebook.person(asked.by) {
      let actor = Actor(person: asker, teamExists: try casebook.isGranted(.team))
      if try !AccessPolicy.allows(actor, asked.kind.verb, on: matter)
        || OwnUnit.has(asker, now: matter.details.unit, casebook)
      {
        return .asker
      }
    }
    return now >= lapse(asked.at, rules) ? .lapsed : nil
  }

  /// As long as a closing waits.
  private static func lapse(_ asked: Instant, _ rules: Rules) -> Instant {
    asked.adding(seconds: rules.procedure.seconds(.closing))
  }

  static func name(_ ending: ActDeclined.Ending) -> String {
    switch ending {
    case .lapsed: "提请过期，没有第二人同意"
    case .target: "要并入的那一件已经结束"
    case .asker: "发起的同志不再有这个权限"
    case .hidden: "提请的理由已遮盖"
    }
  }

  /// What it is called, and why it is not done.
  static func words(
    _ ending: ActDeclined.Ending, _ asked: AskedAct, _ matter: Case, _ casebook: any Casebook
  ) throws -> Wording {
    let number = matter.number
    var text: Wording
    switch ending {
    case .lapsed:
      text = "\(number)号的\(asked.kind.name)提请已过期，没有第二人同意，没有办。"
    case .target:
      let target = try asked.into.flatMap { try casebook.matter($0) }
      let state = target.map { "\($0.number)号\($0.state.name)" } ?? "那一件已经结束"
      text = "\(number)号的合并没有办：\(state)，不能再并入。"
    case .asker:
      text = "\(number)号的\(asked.kind.name)没有办：发起的同志不再有这个权限。"
    case .hidden:
      text = "\(number)号的\(asked.kind.name)没有办：提请的理由已遮盖。"
    }
    text.add("看现在的情况：\(typed: "查 \(number)")")
    return text
  }

  // MARK: The clock

  /// The earliest moment at which one ends or has ended; nil where none waits.
  static func next(_ casebook: any Casebook, now: Instant, _ rules: Rules) throws -> Instant? {
    try waiting(casebook).map { matter, asked in
      try of(asked, on: matter, casebook, now: now, rules) == nil ? lapse(asked.at, rules) : now
    }.min()
  }

  static func drop(
    _ casebook: any Casebook, now: Instant, _ rules: Rules, _ decision: inout Decision
  ) throws {
    for (matter, asked) in try waiting(casebook) {
      guard let ending = try of(asked, on: matter, casebook, now: now, rules) else { continue }
      decision.events.append(
        Event(
          stamp: Event.Stamp(at: now), record: .matter(matter.number),
          change: .turned(
            CaseTurned(
              .actDeclined(ActDeclined(asked.kind, by: asked.by, ended: ending)),
              step: matter.stay))))
      let text = try words(ending, asked, matter, casebook)
      if ending != .asker {
        decision.replies.append(
          Reply(to: .person(asked.by), text: text, card: matter.number).alsoForDeputy())
      } else if matter.number.series == .open {
        decision.replies.append(Reply(to: .team, text: text, card: matter.number))
      }
    }
  }

  private static func waiting(_ casebook: any Casebook) throws -> [(Case, AskedAct)] {
    try casebook.duties(DutyQuery(kinds: [.approveAct])).compactMap { duty in
      guard let matter = try casebook.matter(duty.matter), let asked = matter.handling?.asked else {
        return nil
      }
      return (matter, asked)
    }
  }
}
