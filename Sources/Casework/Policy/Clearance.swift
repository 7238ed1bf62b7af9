/// Who may know of a restricted case: its receivers, its lead and its contacts, while they are in a
/// group; whoever left and came back, once he receives such cases again. No role gives it, 管 neither.
public enum Clearance {
  public static func holds(_ person: Person, for matter: Case) -> Bool {
    guard matter.number.series == .restricted else { return true }
    guard person.isCleared else { return false }
    return matter.lead == person.id || matter.contacts.contains(person.id)
      || matter.handling?.receivers.contains(person.id) ?? false
  }

  /// The words of `Reply.notice`.
  static let notice: Wording = "您有一项待办，请私聊我发“我的”。"
}

extension Reply {
  /// As it may leave: what tells others of a restricted case becomes the words for lock screens for
  /// whoever may see that case, and nothing for everybody else.
  ///
  /// - Parameter casebook: One that sees everything, after the act.
  public func leaving(_ casebook: any Casebook) throws -> Reply? {
    let restricted = restrictedCases
    guard to != .here, !restricted.isEmpty else { return self }
    guard case .person(let id) = to, let person = try casebook.person(id) else { return nil }
    for number in restricted {
      if let matter = try casebook.matter(number), Clearance.holds(person, for: matter) {
        return .notice(to: id, unreachable: unreachable)
      }
    }
    return nil
  }
}

extension Event {
  /// The same for that audience, if no record says whose it is.
  public func kept(_ audience: Audience) -> Event {
    guard record == nil else { return self }
    var event = self
    event.audience = audience
    return event
  }
}
