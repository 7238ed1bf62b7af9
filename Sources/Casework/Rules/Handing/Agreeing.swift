/// 同意 without saying to what: looks for whatever waits for the actor's consent, and leads there where it is
/// one thing; asks where it is several.
enum Agreeing {
  /// What waits for somebody's consent, and on which case.
  private struct Pending {
    var matter: Case
    var item: Awaited.Item
  }

  static func agree(
    _ asked: Agreement, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "表示同意")
    if let number = asked.number {
      let matter = try Guards.matter(number, casebook)
      let pending = try pending(on: matter, asked.kind, casebook, situation)
      if pending.isEmpty { return try notMine(matter, asked, casebook, situation) }
      return try lead(to: pending, asked, casebook, situation)
    }
    let kinds: Set<Duty.Kind> = [
      .consent, .consentPrivately, .decideExtension, .approveClosing, .approveAct,
    ]
    var numbers: [CaseNumber] = []
    for duty in try casebook.duties(DutyQuery(kinds: kinds)) where !numbers.contains(duty.matter) {
      numbers.append(duty.matter)
    }
    var found: [Pending] = []
    for number in numbers.sorted() {
      guard let matter = try casebook.matter(number) else { continue }
      found += try pending(on: matter, asked.kind, casebook, situation)
    }
    guard !found.isEmpty else {
      throw Refusal(.nothingPending, "没有等您同意的事。\n看您手上的事：\(typed: "我的")")
    }
    return try lead(to: found, asked, casebook, situation)
  }

  /// What on a case waits for the actor. A report and a dispute are decided by words of their own.
  private static func pending(
    on matter: Case, _ kind: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Pending] {
    try Awaited.items(on: matter, casebook, situation).filter { item in
      switch item {
      case .verification, .dispute: return false
      case .draft(let draft):
        guard let row = situation.rules.procedure.instrument(draft.kind),
          // What is private does not wait in a group.
          !row.isPrivate || situation.place.isPrivate
        else { return false }
        return kind.map([row.kind, row.shortName, row.command].contains) ?? true
      case .extending, .closing: return kind == nil
      case .act(let act): return kind == nil || kind == act.kind.name
      }
    }.map { Pending(matter: matter, item: $0) }
  }

  private static func lead(
    to found: [Pending], _ asked: Agreement, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if found.count == 1 { return try carryOut(found[0], asked, casebook, situation) }
    var text = Wording("有\(found.count)件等您同意，是哪一件？")
    var commands: [String] = []
    for item in found.prefix(6) {
      let (command, name) = try choice(item, casebook, situation)
      commands.append(command)
      text.add("回\(commands.count)：\(name)")
    }
    if found.count > commands.count { text.add("别的请带上编号再说一遍。") }
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.choice(commands), for: .question))
  }

  /// The command that agrees to that one thing, and how it is called.
  private static func choice(
    _ pending: Pending, _ casebook: any Casebook, _ situation: Situation
  ) throws -> (command: String, name: String) {
    let matter = pending.matter
    switch pending.item {
    case .draft(let instrument):
      let kind = try Ladder.kind(of: instrument, situation)
      let unit = try People.name(of: instrument.unit, casebook)
      return (
        "/同意 \(matter.number) \(kind.shortName)", "\(matter.number)号的\(kind.shortName)（\(unit)）"
      )
    case .extending: return (pending.item.command(matter), "\(matter.number)号延期")
    case .closing: return (pending.item.command(matter), "\(matter.number)号销号")
    case .act(let asked):
      return (pending.item.command(matter), "\(matter.number)号\(asked.kind.name)")
    case .verification, .dispute:
      return (pending.item.command(matter), "\(matter.number)号\(pending.item.name)")
    }
  }

  /// Where each thing that waits is decided. The one place that knows other areas' acts: what an area
  /// decides by itself is led to it as an act of its own.
  private static func carryOut(
    _ pending: Pending, _ asked: Agreement, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = pending.matter
    switch pending.item {
    case .draft(let instrument):
      return try Signing.consent(
        to: instrument, of: matter, code: asked.code, casebook, situation)
    case .closing: return try Closing.consent(to: matter, casebook, situation)
    case .act: return try Seconding.agree(to: matter, casebook, situation)
    case .extending:
      return try ExtensionDeciding.approve(matter.number, note: nil, casebook, situation)
    case .verification, .dispute: return .rerun(pending.item.command(matter))
    }
  }

  /// A number was named, and nothing there waits for the actor: says what waits and for whom.
  private static func notMine(
    _ matter: Case, _ asked: Agreement, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if let draft = matter.handling?.instruments.first(where: { $0.state == .draft }),
      let kind = situation.rules.procedure.instrument(draft.kind),
      !kind.isPrivate || InstrumentLookup.mayRead(draft, kind, of: matter, situation)
    {
      return try Signing.consent(to: draft, of: matter, code: asked.code, casebook, situation)
    }
    if matter.state == .closing {
      return try Closing.consent(to: matter, casebook, situation)
    }
    if matter.handling?.asked != nil, matter.state.isOpen {
      return try Seconding.agree(to: matter, casebook, situation)
    }
    if matter.handling?.extensionAsked != nil, matter.state.isOpen {
      return try ExtensionDeciding.approve(matter.number, note: nil, casebook, situation)
    }
    if let over = try Objections.over(on: matter, casebook, situation) { throw over }
    throw Refusal(
      .nothingPending,
      "\(matter.number)号没有等您同意的事。\n看现在的情况：\(typed: "查 \(matter.number)")")
  }
}
