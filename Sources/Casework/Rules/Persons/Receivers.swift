/// Who receives what is handed over: persons with the right 接收.
enum Receivers {
  /// The one receiver meant, or a question which.
  enum Choice {
    case one(Person)
    case question(Decision)
  }

  /// - Parameters:
  ///   - matter: What is handed over; nobody of the unit it is about receives it.
  ///   - unit: The same where it is not registered yet.
  ///   - command: The complete command for one of several, with that receiver in it.
  static func choose(
    _ reference: PersonReference?, side: Role? = nil, about matter: Case? = nil,
    of unit: UnitReference? = nil, _ casebook: any Casebook, _ situation: Situation,
    command: (String) -> String
  ) throws -> Choice {
    func isConcerned(_ person: Person) throws -> Bool {
      if try OwnUnit.has(person, now: unit, casebook) { return true }
      return try matter.map {
        try KeptFromUnits.concerns(unitOf: person, $0, casebook)
      } ?? false
    }
    if let reference {
      let person = try People.member(reference, casebook, situation)
      guard person.id != situation.actor.id else { throw own }
      guard isInForce(person) else { throw isNone(person, "没有移交") }
      guard try !isConcerned(person) else {
        throw Refusal(.notReceiver, "\(person.address)在有关单位任职，不能接收，没有移交。\n请换一位线索接收人。")
      }
      return .one(person)
    }
    let receivers = try casebook.people().filter { person in
      try isInForce(person) && person.id != situation.actor.id
        && (side.map { person.roles.contains($0) } ?? true) && !isConcerned(person)
    }
    guard let first = receivers.first else {
      if situation.actor.person.rights.contains(.receive),
        side.map({ situation.actor.roles.contains($0) }) ?? true
      {
        throw own
      }
      let whose = side.map { "\($0.name)还" } ?? "还"
      throw Refusal(
        .notReceiver,
        "\(whose)没有登记线索接收人，没有移交。\n请当面或用内部专用渠道交；要登记，请管理员发：\(typed: "授权 @某人 接收")")
    }
    if receivers.count == 1 { return .one(first) }
    var text: Wording = "交给哪一位接收人？"
    var options: [String] = []
    for person in receivers.prefix(9) {
      guard let account = person.accounts.first else { continue }
      options.append(command(PersonToken.text(chosen: account, name: person.name)))
      let roles = person.roles.map(\.name).joined(separator: "、")
      text.add("回\(options.count)：\(person.address)\(roles.isEmpty ? "" : "（\(roles)）")")
    }
    return .question(
      Decision(
        replies: [Reply(text: text)], dialogue: situation.ask(.choice(options), for: .question)))
  }

  // MARK: Who may be one

  static func isInForce(_ person: Person) -> Bool {
    person.rights.contains(.receive) && !person.groups.isEmpty && !isOfUnits(person)
  }

  /// One of the units' people: whoever speaks for one, or belongs to one and to no office.
  static func isOfUnits(_ person: Person) -> Bool {
    if person.roles.contains(.unit) { return true }
    return person.unit != nil
      && !person.roles.contains { [Role.team, .congress, .discipline].contains($0) }
  }

  /// What is told to receivers is kept from units: nobody becomes both.
  /// - Parameter after: As he would be.
  static func check(_ person: Person, becoming after: Person) throws(Refusal) {
    guard after.rights.contains(.receive), isOfUnits(after) else { return }
    if !person.rights.contains(.receive) {
      throw Refusal(
        .notAllowed, "\(person.address)在单位任职，不能当线索接收人，没有授权。\n请另请一位不在单位任职的同志。")
    }
    guard !isOfUnits(person) else { return }
    throw Refusal(
      .notAllowed,
      "\(person.address)是线索接收人，不能再当单位的人，没有办。\n请另请一位；一定要换，请先发：\(typed: "授权 取消 \(person.name) 接收")")
  }

  static func isNone(_ person: Person, _ outcome: String) -> Refusal {
    guard !person.rights.contains(.receive) else {
      return Refusal(.notReceiver, "\(person.address)在单位任职，不能接收，\(outcome)。\n请换一位线索接收人。")
    }
    return Refusal(
      .notReceiver,
      "\(person.address)不是线索接收人，\(outcome)。\n请换一位；要登记接收人，请管理员发：\(typed: "授权 @某人 接收")")
  }

  private static var own: Refusal {
    Refusal(.notReceiver, "您就是线索接收人，不用移交给自己，没有移交。\n要交给别人，请写明姓名。")
  }

  /// How the command names a receiver.
  static func written(_ person: Person) -> String {
    HandingOver.written(person)
  }

  /// 区纪委监委案管员 by side and office.
  static func described(_ person: Person) -> String {
    let side = person.roles.first { $0 == .discipline || $0 == .congress }
    return "\(side?.name ?? "")\(person.address)"
  }
}
