/// Finding the persons and units that a text names.
enum People {
  /// The person whom a reference names, where nothing is done about him.
  /// - Throws: `Refusal` where nobody fits, `NameDoubt` where it is not plain who.
  static func resolve(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person {
    switch reference {
    case .me: return situation.actor.person
    case .account(let account, let name), .chosen(let account, let name):
      if let person = try casebook.person(account: account) { return person }
      throw Refusal(
        .unknownPerson, "“\(Cards.brief(name, limit: 12))”还没有在工作群里说过话，我认不出来。\n先请这位同志在群里说一句话。")
    case .handle(let handle):
      let found = try casebook.people().filter { $0.bears(handle) }
      if found.count > 1 { throw NameDoubt(reference: reference, people: found) }
      if let person = found.first { return person }
      throw try unheard(handle, casebook, situation)
    case .name(let typed):
      let found = try casebook.people().filter { $0.isCalled(typed) || $0.bears(typed) }
      if found.count == 1 { return found[0] }
      if found.count > 1 { throw NameDoubt(reference: reference, people: found) }
      let alike = try Namesakes(casebook, situation).named(typed)
      if alike.isEmpty { throw unknown(typed) }
      throw NameDoubt(reference: reference, people: alike, by: .nothingElse)
    }
  }

  /// The person to whom an act gives something, or from whom it takes it. Whoever could be taken for
  /// somebody else is asked about first, however he was named: a mention shows no more than a name.
  static func meant(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person {
    let person = try resolve(reference, casebook, situation)
    switch reference {
    case .me, .chosen: return person
    case .account, .handle, .name:
      let others = try Namesakes(casebook, situation).others(than: person, namedBy: reference)
      let former = try former(reference, than: person, casebook, situation)
      if others.isEmpty, former.isEmpty { return person }
      let ids = former.union(others.map(\.id)).union([person.id])
      let people = try casebook.people().filter { ids.contains($0.id) }
      throw NameDoubt(reference: reference, people: people, by: former.isEmpty ? .looks : .moved)
    }
  }

  /// For so many days whoever had a user name before may still be meant by it.
  private static let memory: Int64 = 90

  /// Whose the user name that somebody is named by was not long ago.
  private static func former(
    _ reference: PersonReference, than person: Person, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Set<PersonID> {
    switch reference {
    case .handle(let typed): try former(typed, casebook, situation).subtracting([person.id])
    case .name(let typed) where person.bears(typed):
      try former(typed, casebook, situation).subtracting([person.id])
    case .name, .account, .chosen, .me: []
    }
  }

  private static func former(
    _ handle: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Set<PersonID> {
    let entries = try casebook.entries(
      of: [Kinds.personAmended.name], since: situation.now.adding(days: -memory),
      before: situation.now.adding(days: 1))
    return Set(
      entries.compactMap { entry in
        guard case .personAmended(let change) = entry.event.change,
          case .person(let id)? = entry.event.record,
          change.old.handle?.lowercased() == handle.lowercased()
        else { return nil }
        return id
      })
  }

  /// A person who is in a bound group now, and gets something to do or to know.
  static func member(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person {
    let person = try meant(reference, casebook, situation)
    guard !person.groups.isEmpty else {
      throw Refusal(
        .personNotInGroup, "\(person.address)现在不在工作群里，不能安排。\n请先请他进群，或换一位。")
    }
    return person
  }

  /// A user name is a user name: it is never looked for among the names that people show. Whose it was is
  /// said: whoever has it now was never heard, and may be anybody.
  private static func unheard(
    _ handle: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let former = try former(handle, casebook, situation)
    let names = try casebook.people().filter { former.contains($0.id) }.map(\.address)
    if let name = names.first {
      return Refusal(
        .unknownPerson,
        "用户名“@\(Cards.brief(handle, limit: 32))”原来是\(names.joined(separator: "、"))的，现在不是了，谁在用还不知道，没有办。\n要找\(name)请写姓名或者回复他说的话；要找现在用它的同志，请他先在工作群里说一句话，再发一遍。"
      )
    }
    return Refusal(
      .unknownPerson,
      "用户名“@\(Cards.brief(handle, limit: 32))”我还没有见过，不知道是谁，没有办。\n请这位同志先在工作群里说一句话，再发一遍；授权也可以回复他说的话。")
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

  /// Who speaks for a unit and is in a group now: the named contacts first, but whoever another one of
  /// them stands in for on that day (代理) behind him, and behind all whoever nothing can be sent to. Without
  /// a day as they are registered.
  static func contacts(
    of id: UnitID, on day: CivilDate?, _ casebook: any Casebook
  ) throws -> [Person] {
    let named = try casebook.unit(id)?.contacts.compactMap { try casebook.person($0) } ?? []
    var seen: Set<PersonID> = []
    let all = try (named + casebook.people()).filter {
      $0.unit == id && $0.roles.contains(.unit) && !$0.groups.isEmpty
        && seen.insert($0.id).inserted
    }
    guard let day else { return all }
    var inOrder = all
    if let first = all.first, let deputy = first.deputy, deputy.holds(on: day),
      let other = all.first(where: { $0.id == deputy.person })
    {
      inOrder = [other] + all.filter { $0.id != other.id }
    }
    let closed = try inOrder.filter { try casebook.isOutOfReach($0.id) }
    return inOrder.filter { !closed.contains($0) } + closed
  }

  static func address(of id: PersonID, _ casebook: any Casebook) throws -> String {
    try casebook.person(id)?.address ?? "已离开的成员"
  }
}
