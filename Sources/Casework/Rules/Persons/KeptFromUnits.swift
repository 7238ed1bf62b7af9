/// What units do not read goes to nobody of the unit it is about, whatever he is beside.
enum KeptFromUnits {
  /// Whether he is one of the people of the unit that a record is about: its own, or that of a case it came from.
  static func concerns(
    unitOf person: Person, _ matter: Case, _ casebook: any Casebook
  ) throws -> Bool {
    let whole = casebook.seen(by: .clock)
    let origins = Set((matter.handling?.transfers ?? []).compactMap(\.origin))
    let about = try [matter] + origins.sorted().compactMap { try whole.matter($0) }
    return try about.contains { one in
      try OwnUnit.has(person, one, whole)
    }
  }

  /// Refuses to let one of them into a restricted record, in words that say nothing of it.
  /// - Parameter way: The command that names somebody else.
  static func check(
    _ people: [Person], in matter: Case, way: Wording, _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    guard matter.number.series == .restricted else { return }
    for person in people {
      guard try concerns(unitOf: person, matter, casebook) else { continue }
      throw Refusal(
        .samePerson, "\(person.address)在有关单位任职，这一件不能由他办，没有办。\n请另定一位：" + way)
    }
  }

  /// Refuses a unit that makes whoever leads a case of the inner circle one of those it is about.
  static func checkLead(
    of matter: Case, underUnit unit: UnitReference?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    guard matter.isInner, let unit, unit != matter.details.unit,
      let lead = try casebook.leader(of: matter),
      try OwnUnit.has(lead, matter, of: unit, casebook)
    else { return }
    throw Refusal(
      .samePerson,
      "\(lead.address)在这个单位任职，不能领衔\(matter.number)号，没有更正。\n请先另定一位：\(typed: "领衔 \(matter.number) 姓名")"
    )
  }
}
