/// How each person is called in answers, and who else is called so, or so that the eye does not tell them
/// apart. Reckoned once for all persons, since every card asks it.
public struct Looks: Sendable {
  private var called: [PersonID: (name: String, look: String)] = [:]
  private var byName: [String: Set<PersonID>] = [:]
  /// Only of those for whom it matters.
  private var byLook: [String: Set<PersonID>] = [:]

  public init(_ people: [Person], _ lookalikes: Lookalikes) {
    for person in people {
      let name = person.address
      let look = lookalikes.skeleton(name)
      called[person.id] = (name, look)
      byName[name, default: []].insert(person.id)
      if Namesakes.matters(person), !look.isEmpty { byLook[look, default: []].insert(person.id) }
    }
  }

  /// Whether that person could be taken for another one by what answers call him.
  func isTaken(_ id: PersonID) -> Bool {
    guard let (name, look) = called[id] else { return false }
    let others = byName[name, default: []].union(byLook[look, default: []])
    return others.contains { $0 != id }
  }
}
