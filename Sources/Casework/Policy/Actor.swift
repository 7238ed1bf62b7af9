/// A person who acts, with what they may count on at this moment.
public struct Actor: Sendable, Equatable {
  public var person: Person
  /// Roles in force: none for whoever left every group.
  public var roles: Set<Role>
  /// Whose leads and contacts they see to today (代理).
  public var standsInFor: [PersonID] = []

  /// - Parameter teamExists: whether 专 has been granted to anybody. Until then 管 may do what 专
  ///   may, so that a new work group can start.
  public init(person: Person, teamExists: Bool) {
    self.person = person
    roles = []
    guard !person.groups.isEmpty else {
      // Whoever left has no right left. One named by the operator who was in no group yet may bind
      // one and register people, no more.
      if person.roles.contains(.admin), !person.hasLeft { roles = [.admin] }
      return
    }
    roles = Set(person.roles)
    roles.insert(.member)
    if person.roles.contains(.admin), !teamExists { roles.insert(.team) }
  }

  public var id: PersonID { person.id }

  /// Whether they act for that person in that case: for themselves, or as a deputy. A restricted
  /// case is not handed to a deputy unless its receivers let him see it.
  public func actsFor(_ other: PersonID, in matter: Case) -> Bool {
    if other == person.id { return true }
    guard standsInFor.contains(other) else { return false }
    return matter.number.series == .open
      || matter.handling?.receivers.contains(person.id) ?? false
  }

  /// Rights in force: none for whoever left every group.
  public var rights: Set<Right> { roles.contains(.member) ? Set(person.rights) : [] }
}
