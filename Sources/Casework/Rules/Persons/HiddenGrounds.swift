/// What waits for somebody's yes ends where the words it was asked for with are hidden: nobody agrees to what he
/// cannot read. A report, a dispute and a draft stay for who has to write them anew. Whoever asked is told.
struct HiddenGrounds {
  private(set) var events: [Event] = []
  /// For whoever hid it, where he had asked for it himself.
  private(set) var lines: [Wording] = []
  private(set) var notices: [Reply] = []

  /// - Parameter part: What is about to be hidden of one record.
  init(_ part: HidingMeant.Part, _ casebook: any Casebook, _ situation: Situation) throws {
    guard let number = part.record.caseNumber,
      let matter = try casebook.seen(by: .clock).matter(number)
    else { return }
    let gone = Set(part.entries.flatMap(\.event.change.sentences))
    for item in Awaited.items(of: matter) {
      guard Awaited.words(of: item, on: matter).contains(where: gone.contains),
        let asker = HiddenGrounds.asker(of: item, on: matter)
      else { continue }
      let end = HiddenGrounds.end(of: item, on: matter, situation)
      if let end {
        // Not an act of whoever hid it, which he could take back.
        events.append(
          Event(stamp: Event.Stamp(at: situation.now), record: part.record, change: end))
      }
      let (what, way) = Awaited.hiddenWords(item, on: number)
      let outcome = end == nil ? "不能再办" : "不再等人定"
      let text: Wording = "\(number)号\(what)已遮盖，\(outcome)。\n" + way
      if asker == situation.actor.id {
        lines.append(text)
      } else if try casebook.person(asker)?.hasLeft == false {
        var isPrivate = false
        if case .draft(let draft) = item { isPrivate = draft.isPrivate }
        notices.append(
          Reply(to: .person(asker), text: text, card: number).alsoForDeputy(!isPrivate))
      }
    }
  }

  private static func asker(of item: Awaited.Item, on matter: Case) -> PersonID? {
    switch item {
    case .closing: matter.proposal?.by
    case .act(let asked): asked.by
    case .extending: matter.handling?.extensionAsked?.by
    case .verification: matter.handling?.report?.by
    case .dispute: matter.handling?.dispute?.by
    case .draft(let draft): draft.drafter
    }
  }

  /// Nil where it stays for who has to write it anew.
  private static func end(
    of item: Awaited.Item, on matter: Case, _ situation: Situation
  ) -> Change? {
    switch item {
    case .closing:
      guard let proposal = matter.proposal else { return nil }
      return .closeLapsed(
        CloseLapsed(
          proposer: proposal.by, step: Step(old: matter.state, new: proposal.previous),
          ended: .hidden))
    case .act(let asked):
      let declined = ActDeclined(asked.kind, by: asked.by, ended: .hidden)
      return .turned(CaseTurned(.actDeclined(declined), step: matter.stay))
    case .extending:
      let refused = ExtensionDecision(by: situation.actor.id, new: nil, old: matter.due)
      return .turned(
        CaseTurned(.extensionRefused(refused), step: matter.stay, note: "申请的理由已遮盖"))
    case .verification, .dispute, .draft: return nil
    }
  }
}
