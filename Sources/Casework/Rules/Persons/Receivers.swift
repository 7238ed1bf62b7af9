/// Who receives what is handed over: persons with the right 接收.
enum Receivers {
  /// The one receiver meant, or a question which.
  enum Choice {
    case one(Person)
    case question(Decision)
  }

  /// Whether that person takes over what is handed to him: with the right, and in a group.
  static func isOne(_ person: Person) -> Bool {
    person.rights.contains(.receive) && !person.groups.isEmpty
  }

  /// - Parameter command: The complete command for one of several, with that receiver in it.
  static func choose(
    _ reference: PersonReference?, side: Role? = nil, _ casebook: any Casebook,
    _ situation: Situation, command: (String) -> String
  ) throws -> Choice {
    if let reference {
      let person = try People.member(reference, casebook, situation)
      guard person.id != situation.actor.id else { throw own }
      guard person.rights.contains(.receive) else {
        throw Refusal(
          .notReceiver,
          "\(person.address)不是线索接收人，没有移交。\n请换一位；要登记接收人，请管理员发：\(typed: "授权 @某人 接收")")
      }
      return .one(person)
    }
    let receivers = try casebook.people().filter { person in
      isOne(person) && person.id != situation.actor.id
        && (side.map { person.roles.contains($0) } ?? true)
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
