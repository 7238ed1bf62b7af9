/// Who may know of a restricted case: its receivers, its lead and its contacts, while they are in a
/// group. No role gives it, 管 neither.
public enum Clearance {
  public static func holds(_ person: Person, for matter: Case) -> Bool {
    guard matter.number.series == .restricted else { return true }
    guard !person.groups.isEmpty else { return false }
    return matter.lead == person.id || matter.contacts.contains(person.id)
      || matter.handling?.receivers.contains(person.id) ?? false
  }

  /// What goes to a person unasked about a restricted case: it tells a lock screen nothing.
  public static let notice: Wording = "您有一项待办，请私聊我发“我的”。"
}

extension Decision {
  /// What comes of an act on restricted cases, as it may leave: its refusals go into the restricted
  /// chain; others hear of it by the words for lock screens, if they are cleared, and else nothing.
  ///
  /// - Parameters:
  ///   - matters: The restricted cases it is about, as they are after it.
  ///   - person: Finds a person.
  public func narrowed(
    to matters: [Case], person: (PersonID) throws -> Person?
  ) rethrows -> Decision {
    var decision = self
    decision.events = events.map { $0.kept(.restricted) }
    decision.replies = try replies.compactMap { reply in
      switch reply.to {
      case .here: return reply
      case .person(let id):
        // The card of an open case is about that one.
        if reply.card?.series == .open || reply.text == Clearance.notice { return reply }
        guard let person = try person(id),
          matters.contains(where: { Clearance.holds(person, for: $0) })
        else { return nil }
        return Reply(to: .person(id), text: Clearance.notice)
      case .group, .administrators, .team, .contact:
        return reply.card?.series == .open ? reply : nil
      }
    }
    return decision
  }
}

extension Event {
  /// The same for that audience, if no record says whose it is.
  func kept(_ audience: Audience) -> Event {
    guard record == nil else { return self }
    var event = self
    event.audience = audience
    return event
  }
}
