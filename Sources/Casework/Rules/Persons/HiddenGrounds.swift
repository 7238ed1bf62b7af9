/// What waits for somebody's yes ends where the words it was asked for with are hidden: nobody agrees to what he
/// cannot read. A report, a dispute and a draft stay for who has to write them anew. Whoever asked is told; and of what
/// ends, whoever hid it and those who were asked for their yes.
struct HiddenGrounds {
  private(set) var events: [Event] = []
  /// For whoever hid it: what he had asked for himself, and what of others' ended by it.
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
      let fact: Wording = "\(number)号\(what)已遮盖，\(outcome)。"
      var text = fact
      text.add(way)
      if asker == situation.actor.id {
        lines.append(text)
      } else if try casebook.person(asker)?.hasLeft == false {
        var isPrivate = false
        if case .draft(let draft) = item { isPrivate = draft.isPrivate }
        notices.append(
          Reply(to: .person(asker), text: text, card: number).alsoForDeputy(!isPrivate))
      }
      guard end != nil else { continue }
      if asker != situation.actor.id, try casebook.matter(number) != nil { lines.append(fact) }
      let deciders = try HiddenGrounds.deciders(on: item, of: matter, part, casebook, situation)
      notices += Telling.privately(
        Telling.distinct(deciders.filter { $0 != asker }, situation), fact, about: matter)
    }
  }

  /// Those who were written to for their yes: of what is said in a group nobody is, but the lead of an extension.
  private static func deciders(
    on item: Awaited.Item, of matter: Case, _ part: HidingMeant.Part, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [PersonID] {
    let book = casebook.seen(by: .clock)
    let words = Awaited.words(of: item, on: matter)
    let wasInGroup = try part.entries.contains { entry in
      guard entry.event.change.sentences.contains(where: words.contains),
        let chat = entry.event.stamp.chat
      else { return false }
      return try book.group(chat) != nil
    }
    let act: SecondPerson.Act
    switch item {
    case .extending:
      guard let request = matter.handling?.extensionAsked else { return [] }
      return try Extending.deciders(
        on: request, of: matter, inPrivate: !wasInGroup, book, situation)
    case .closing: act = .closing
    case .act(let asked): act = .asked(asked)
    case .verification, .dispute, .draft: return []
    }
    guard !wasInGroup else { return [] }
    return try SecondPerson.eligible(
      for: act, matter, book, now: situation.now, situation.rules
    ).map(\.id)
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
