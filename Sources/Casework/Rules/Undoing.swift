/// 撤回: undoing one's own last act within ten minutes, by a compensating entry. Nothing is
/// deleted; the values from before hold again.
enum Undoing {
  static func undo(
    _ named: CaseNumber?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.undo, situation, what: "撤回")
    let length = situation.rules.procedure.seconds(.undo)
    let since = situation.now.adding(seconds: -length)
    // Half a day back is enough to tell "too late" from "nothing there".
    let earlier = Visiting.standing(
      try casebook.acts(
        of: situation.actor.id, since: situation.now.adding(seconds: -43_200)))
    guard let entry = last(earlier) else { throw nothing(length) }
    if let decision = try Visiting.undone(entry, casebook, situation) { return decision }
    guard let name = name(of: entry), case .matter(let number)? = entry.event.record else {
      throw entry.event.stamp.at >= since ? final(entry) : nothing(length)
    }
    if let named, named != number {
      throw Refusal(
        .nothingToUndo,
        "您最后办的是\(number)号的\(name)，不是\(named)号，没有撤回。\n要撤回\(number)号的\(name)，请发：\(typed: "撤回")")
    }
    guard entry.event.stamp.at >= since else {
      throw Refusal(
        .undoTooLate, "已过\(length / 60)分钟，\(number)号的\(name)不能撤回。\n要改请联系专班。")
    }
    let matter = try Guards.matter(number, casebook)
    let history = try casebook.history(of: .matter(number))
    guard last(history)?.sequence == entry.sequence else {
      throw Refusal(
        .undoChanged, "\(number)号之后又有别的记录，\(name)不能撤回。\n看经过：\(typed: "时间线 \(number)")")
    }
    let change = restoring(entry, of: matter, history)
    var decision = Decision(
      events: [situation.event(.matter(number), .undone(change))],
      replies: [
        Reply(
          text: "已撤回：\(number)号的\(name)。\n现在：\(change.step.new.name)。原记录留在时间线里。",
          card: change.step.new == .withdrawn ? nil : number)
      ], dialogue: .close)
    // Whoever was told that he leads is told that he does not.
    if case .led(let led) = entry.event.change, let lead = led.new.lead, lead != led.old.lead,
      lead != situation.actor.id
    {
      decision.replies.append(
        Reply(
          to: .person(lead),
          text: "\(number)号请您领衔的安排已撤回，您不用再办。\n撤回人：\(situation.actor.person.address)"))
    }
    if case .led(let led) = entry.event.change, let lead = led.old.lead, lead != led.new.lead,
      lead != situation.actor.id
    {
      decision.replies.append(
        Reply(
          to: .person(lead),
          text: "\(number)号仍由您领衔，换人的安排已撤回。\n撤回人：\(situation.actor.person.address)", card: number))
    }
    return decision
  }

  private static func nothing(_ length: Int64) -> Refusal {
    Refusal(.nothingToUndo, "没有可以撤回的事。\n撤回只管您自己\(length / 60)分钟内办的一件事。")
  }

  /// The last act is one that 撤回 does not undo, and does not pass over either.
  private static func final(_ entry: JournalEntry) -> Refusal {
    switch entry.event.change {
    case .closed:
      Refusal(.nothingToUndo, "销号已经两个人确认，不能撤回。\n情况有变化，请联系专班。")
    case .personGranted:
      Refusal(.nothingToUndo, "您最后办的是授权，不能撤回。\n要取消请发：\(typed: "授权 取消 @某人 角色")")
    case .personDeputed:
      Refusal(.nothingToUndo, "您最后办的是代理安排，不能撤回。\n要取消请发：\(typed: "代理 取消")")
    case .personAmended:
      Refusal(.nothingToUndo, "您最后办的是成员登记，不能撤回。\n要改请再发一次：\(typed: "成员")")
    case .unitRegistered, .unitAmended:
      Refusal(.nothingToUndo, "您最后办的是单位登记，不能撤回。\n要改请再发一次：\(typed: "单位")")
    default:
      Refusal(.nothingToUndo, "您最后办的是绑定工作群，不能撤回。\n要改请再发一次：\(typed: "绑定")")
    }
  }

  /// The last entry that is neither undone nor itself an undoing.
  private static func last(_ entries: [JournalEntry]) -> JournalEntry? {
    var undone: Set<Int> = []
    for entry in entries.reversed() {
      if case .undone(let change) = entry.event.change {
        undone.insert(change.sequence)
      } else if !undone.contains(entry.sequence) {
        return entry
      }
    }
    return nil
  }

  /// What the answer calls an act that can be undone; nil for any other.
  private static func name(of entry: JournalEntry) -> String? {
    switch entry.event.change {
    case .registered: "登记"
    case .led: "领衔安排"
    case .progressed: "进展"
    case .closeProposed: "销号提请"
    default: nil
    }
  }

  /// The values that held before the entry.
  private static func restoring(
    _ entry: JournalEntry, of matter: Case, _ history: [JournalEntry]
  ) -> CaseUndone {
    var change = CaseUndone(
      sequence: entry.sequence, kind: entry.event.change.kind,
      step: Step(old: matter.state, new: matter.state),
      leadership: CaseLed.Leadership(
        lead: matter.lead, contacts: matter.contacts, due: matter.due),
      progressCount: matter.progressCount, lastProgress: matter.lastProgress)
    switch entry.event.change {
    case .registered:
      change.step.new = .withdrawn
    case .led(let led):
      change.step.new = led.step.old
      change.leadership = led.old
    case .progressed(let progressed):
      change.step.new = progressed.step.old
      change.progressCount -= 1
      change.lastProgress = progressBefore(entry, in: history)
    case .closeProposed(let proposed):
      change.step.new = proposed.step.old
    default:
      break
    }
    return change
  }

  private static func progressBefore(
    _ entry: JournalEntry, in history: [JournalEntry]
  ) -> Case.Progress? {
    var undone: Set<Int> = []
    for earlier in history.reversed() {
      if case .undone(let change) = earlier.event.change { undone.insert(change.sequence) }
      guard earlier.sequence < entry.sequence, !undone.contains(earlier.sequence),
        case .progressed(let progressed) = earlier.event.change,
        let actor = earlier.event.stamp.actor
      else { continue }
      return Case.Progress(text: progressed.text, by: actor, at: earlier.event.stamp.at)
    }
    return nil
  }
}
