/// 撤回: undoing one's own last act within ten minutes, by a compensating entry. Nothing is
/// deleted; the values from before hold again.
enum Undoing {
  static func undo(_ casebook: any Casebook, _ situation: Situation) throws -> Decision {
    try Guards.allow(.undo, situation, what: "撤回")
    let length = situation.rules.procedure.seconds(.undo)
    let since = situation.now.adding(seconds: -length)
    // Half a day back is enough to tell "too late" from "nothing there".
    let earlier = try casebook.acts(
      of: situation.actor.id, since: situation.now.adding(seconds: -43_200))
    guard let entry = lastStanding(earlier), case .matter(let number)? = entry.event.record else {
      throw Refusal(.nothingToUndo, "没有可以撤回的事。\n撤回只管您自己\(length / 60)分钟内办的一件事。")
    }
    guard entry.event.stamp.at >= since else {
      throw Refusal(
        .undoTooLate, "已过\(length / 60)分钟，\(number)号的\(name(of: entry))不能撤回。\n要改请联系专班。")
    }
    let matter = try Guards.matter(number, casebook)
    let history = try casebook.history(of: .matter(number))
    guard lastStanding(history)?.sequence == entry.sequence else {
      throw Refusal(
        .undoChanged, "\(number)号之后又有别的记录，\(name(of: entry))不能撤回。\n看经过：\(typed: "时间线 \(number)")")
    }
    let change = restoring(entry, of: matter, history)
    var decision = Decision(
      events: [situation.event(.matter(number), .undone(change))],
      replies: [
        Reply(
          text: "已撤回：\(number)号的\(name(of: entry))。\n现在：\(change.step.new.name)。原记录留在时间线里。",
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
    return decision
  }

  /// The last entry that is neither undone nor itself an undoing, if an undoing fits it.
  private static func lastStanding(_ entries: [JournalEntry]) -> JournalEntry? {
    var undone: Set<Int> = []
    for entry in entries.reversed() {
      switch entry.event.change {
      case .undone(let change): undone.insert(change.sequence)
      case .registered, .led, .progressed, .closeProposed:
        if !undone.contains(entry.sequence) { return entry }
      // Whatever else happened to a case stands in the way of undoing what came before it.
      case .closed, .closeLapsed: return nil
      default: continue
      }
    }
    return nil
  }

  private static func name(of entry: JournalEntry) -> String {
    switch entry.event.change {
    case .registered: "登记"
    case .led: "领衔安排"
    case .progressed: "进展"
    case .closeProposed: "销号提请"
    default: "记录"
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
