/// The own people of the unit that has a case, or that a paper about it goes to: who belongs to it, answers for
/// it, or did so since the running course began. They never decide for it. Reckoned once for each question and
/// asked for each person: the case's own history is read only where somebody has left the unit.
struct UnitPeople: Sendable, Equatable {
  private let matter: Case
  private let unit: UnitID
  private let contacts: Set<PersonID>
  /// Who answered for it once, and until when.
  private let former: [PersonID: Instant]

  /// - Parameter unit: The unit in question, where it is not the one that has the case.
  /// - Returns: nil where the unit is not registered: nobody belongs to it.
  static func of(
    _ matter: Case, to unit: UnitReference? = nil, _ casebook: any Casebook
  ) throws -> UnitPeople? {
    guard let named = unit ?? matter.details.unit,
      let id = try People.reference(named, casebook).id
    else { return nil }
    var former: [PersonID: Instant] = [:]
    for entry in try casebook.history(of: .unit(id)) {
      guard case .unitAmended(let change) = entry.event.change else { continue }
      for contact in change.old.contacts { former[contact] = entry.event.stamp.at }
    }
    return UnitPeople(
      matter: matter, unit: id, contacts: Set(try casebook.unit(id)?.contacts ?? []),
      former: former)
  }

  /// Whether he is one of them, or was since the course runs.
  func has(_ person: Person, _ casebook: any Casebook) throws -> Bool {
    try has(person, casebook, since: Independence.beginning(of: matter, casebook))
  }

  func has(
    _ person: Person, _ casebook: any Casebook, since: @autoclosure () throws -> Instant
  ) throws -> Bool {
    if person.unit == unit || contacts.contains(person.id) { return true }
    var last = former[person.id]
    for entry in try casebook.history(of: .person(person.id)) {
      guard case .personAmended(let change) = entry.event.change, change.old.unit == unit else {
        continue
      }
      last = max(last ?? entry.event.stamp.at, entry.event.stamp.at)
    }
    return try last.map { try $0 >= since() } ?? false
  }
}
