/// What follows when somebody speaks for a unit no more, in whatever way it came about (授权, 成员, 单位,
/// leaving): he stands on no list of contacts, and where nobody is left the team hears of it until somebody is
/// named.
enum UnitSpeakers {
  /// A unit that nobody speaks for, and what it has in hand.
  struct Unspoken {
    var unit: Unit
    var matters: [Case]
  }

  /// The units' lists without those people.
  /// - Parameter kept: The unit they speak for from now on.
  static func withdrawn(
    _ people: [Person], keeping kept: UnitID? = nil, _ casebook: any Casebook,
    _ stamp: Event.Stamp
  ) throws -> [Event] {
    let gone = Set(people.map(\.id))
    return try casebook.units().compactMap { unit -> Event? in
      guard unit.id != kept, !gone.isDisjoint(with: unit.contacts) else { return nil }
      let old = UnitRegistered(name: unit.name, aliases: unit.aliases, contacts: unit.contacts)
      var new = old
      new.contacts.removeAll { gone.contains($0) }
      return Event(
        stamp: stamp, record: .unit(unit.id),
        change: .unitAmended(UnitAmended(new: new, old: old)))
    }
  }

  /// The units that those people speak for, and nobody besides them.
  static func lost(without people: [Person], _ casebook: any Casebook) throws -> [Unit] {
    let units = Set(people.filter { $0.roles.contains(.unit) }.compactMap(\.unit))
    return try casebook.units().filter { unit in
      guard units.contains(unit.id) else { return false }
      return try People.contacts(of: unit.id, on: nil, casebook).allSatisfy { contact in
        people.contains { $0.id == contact.id }
      }
    }
  }

  /// 水利局目前没有联络员，2件事没人接。
  static func words(_ unit: Unit, _ casebook: any Casebook) throws -> Wording {
    let count = try sent(to: unit, casebook).count
    let what = count == 0 ? "手上没有在办的事" : "\(count)件事没人接"
    return
      "\(unit.shortName)目前没有联络员，\(what)。\n请管理员登记新的联络员：\(typed: "单位 \(unit.name) 联络员：@某人")"
  }

  /// Adds to an act by which those people stop speaking for their units what it leaves behind: to its
  /// answer, and to the team.
  static func tell(
    without people: [Person], _ decision: inout Decision, _ casebook: any Casebook
  ) throws {
    for unit in try lost(without: people, casebook) {
      let words = try words(unit, casebook)
      let names = people.filter { $0.unit == unit.id }.map(\.address).joined(separator: "、")
      decision.replies[0].text.add(words)
      decision.replies.append(
        Reply(
          to: .team, about: .open, text: "\(names)不再是\(unit.shortName)的联络员。\n" + words))
    }
  }

  /// What is open and that unit was sent, by number.
  private static func sent(to unit: Unit, _ casebook: any Casebook) throws -> [Case] {
    let open = Set(CaseState.allCases.filter(\.isOpen))
    return try casebook.find(CaseQuery(states: open, unit: unit.id, limit: .max)).cases
      .filter { $0.number.series == .open && $0.details.unit.map($0.isWith) ?? false }
      .sorted { $0.number < $1.number }
  }

  // MARK: Until somebody is named

  /// Units that nobody speaks for, though they were sent what is open.
  static func unspoken(_ casebook: any Casebook) throws -> [Unspoken] {
    try casebook.units().compactMap { unit -> Unspoken? in
      guard try People.contacts(of: unit.id, on: nil, casebook).isEmpty else { return nil }
      let matters = try sent(to: unit, casebook)
      return matters.isEmpty ? nil : Unspoken(unit: unit, matters: matters)
    }
  }

  /// The same as what is left to do, each with the command.
  static func rows(_ casebook: any Casebook) throws -> Wording {
    let all = try unspoken(casebook)
    var text = Wording()
    for item in all.prefix(3) {
      text.add(
        "\(item.unit.shortName)没有联络员（\(HandingOver.numbers(item.matters))号），请管理员登记：\(typed: "单位 \(item.unit.name) 联络员：@某人")"
      )
    }
    if all.count > 3 { text.add("还有\(all.count - 3)个单位没有联络员：\(typed: "单位")") }
    return text
  }
}
