/// Finding the persons and units that a text names.
enum People {
  /// The person meant.
  /// - Throws: `Refusal` where nobody or more than one fits.
  static func resolve(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person {
    switch reference {
    case .me: return situation.actor.person
    case .account(let account, let name):
      if let person = try casebook.person(account: account) { return person }
      throw Refusal(
        .unknownPerson, "“\(Cards.brief(name, limit: 12))”还没有在工作群里说过话，我认不出来。\n先请这位同志在群里说一句话。")
    case .name(let typed):
      let found = try candidates(typed, casebook)
      if found.count == 1 { return found[0] }
      if found.isEmpty { throw unknown(typed) }
      throw NameDoubt(typed: typed, people: found)
    }
  }

  /// A person who is in a bound group now.
  static func member(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person {
    let person = try resolve(reference, casebook, situation)
    guard !person.groups.isEmpty else {
      throw Refusal(
        .personNotInGroup, "\(person.address)现在不在工作群里，不能安排。\n请先请他进群，或换一位。")
    }
    return person
  }

  private static func candidates(_ typed: String, _ casebook: any Casebook) throws -> [Person] {
    let handle = typed.lowercased()
    return try casebook.people().filter { person in
      person.title == typed || person.name == typed || person.handle?.lowercased() == handle
    }
  }

  private static func unknown(_ typed: String) -> Refusal {
    Refusal(
      .unknownPerson,
      "没有找到“\(Cards.brief(typed, limit: 12))”。\n请用@点名；还没在群里说过话的，请先在群里发一句话。")
  }

  /// The unit of that name or alias; nil where none is registered under it.
  static func unit(named typed: String, _ casebook: any Casebook) throws -> Unit? {
    try casebook.units().first { $0.name == typed || $0.aliases.contains(typed) }
  }

  /// The unit as a case keeps it: registered, or as typed.
  static func reference(_ typed: UnitReference, _ casebook: any Casebook) throws -> UnitReference {
    guard let unit = try unit(named: typed.name, casebook) else { return typed }
    return UnitReference(id: unit.id, name: unit.name)
  }

  /// How answers call a unit: its short name, or as typed and marked.
  static func name(of reference: UnitReference, _ casebook: any Casebook) throws -> String {
    // A unit registered after the case was is known by its name from then on.
    let known = try reference.id.flatMap { try casebook.unit($0) }
    guard let unit = try known ?? unit(named: reference.name, casebook) else {
      return "\(reference.name)（未登记单位）"
    }
    return unit.shortName
  }

  /// Who speaks for a unit and is in a group now, the named contacts first.
  static func contacts(of id: UnitID, _ casebook: any Casebook) throws -> [Person] {
    let named = try casebook.unit(id)?.contacts.compactMap { try casebook.person($0) } ?? []
    let others = try casebook.people().filter { $0.unit == id && $0.roles.contains(.unit) }
    var seen: Set<PersonID> = []
    return (named + others).filter { !$0.groups.isEmpty && seen.insert($0.id).inserted }
  }

  static func address(of id: PersonID, _ casebook: any Casebook) throws -> String {
    try casebook.person(id)?.address ?? "已离开的成员"
  }
}
