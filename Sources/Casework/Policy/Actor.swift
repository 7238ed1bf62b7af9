/// A person who acts, with what they may count on at this moment.
public struct Actor: Sendable, Equatable {
  public var person: Person
  /// Roles in force: none for whoever left every group.
  public var roles: Set<Role>

  /// - Parameter teamExists: whether 专 has been granted to anybody. Until then 管 may do what 专
  ///   may, so that a new work group can start.
  public init(person: Person, teamExists: Bool) {
    self.person = person
    roles = []
    if person.roles.contains(.admin) {
      roles.insert(.admin)
      if !teamExists { roles.insert(.team) }
    }
    guard !person.groups.isEmpty else { return }
    roles.formUnion(person.roles)
    roles.insert(.member)
  }

  public var id: PersonID { person.id }
}
