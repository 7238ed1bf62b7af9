/// How each person is called in answers, and who else is called so, or so that the eye does not tell them
/// apart. Reckoned once for all persons, since every card asks it.
public struct Looks: Sendable {
  private var called: [PersonID: String] = [:]
  private var taken: Set<PersonID> = []

  public init(_ people: [Person], _ lookalikes: Lookalikes) {
    var byName: [String: Set<PersonID>] = [:]
    // Only of those for whom it matters.
    var byLook: [String: Set<PersonID>] = [:]
    let looks = people.map { person in
      let name = person.address
      return (person.id, name: name, look: lookalikes.skeleton(name))
    }
    for (person, (id, name, look)) in zip(people, looks) {
      called[id] = name
      byName[name, default: []].insert(id)
      if Namesakes.matters(person), !look.isEmpty { byLook[look, default: []].insert(id) }
    }
    for (id, name, look) in looks
    where byName[name, default: []].union(byLook[look, default: []]).contains(where: { $0 != id }) {
      taken.insert(id)
    }
  }

  /// What answers call that person; nil for one who is not known.
  func address(of id: PersonID) -> String? { called[id] }

  /// Whether that person could be taken for another one by what answers call him.
  func isTaken(_ id: PersonID) -> Bool { taken.contains(id) }
}
