/// More than one person fits the name that was typed. Thrown inside the rules only; what comes of
/// it is one question with numbered answers, each the complete command with that person in it.
struct NameDoubt: Error {
  var typed: String
  var people: [Person]

  /// At most so many are told apart by numbers.
  static let limit = 5

  func decision(
    for act: Act, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var commands: [String] = []
    var text = Wording("有\(countWord)位\(Cards.brief(typed, limit: 12))，是哪一位？")
    for person in people.prefix(NameDoubt.limit) {
      guard let account = person.accounts.first,
        let command = act.naming(.account(account, name: person.name), for: typed)
      else { continue }
      commands.append(command)
      text.add("回\(commands.count)：\(try describe(person, casebook))")
    }
    guard commands.count > 1 else {
      return refuse(
        act.verb,
        Refusal(.unknownPerson, "有\(countWord)位\(Cards.brief(typed, limit: 12))，分不清是哪一位。\n请用@点名。"),
        situation)
    }
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.choice(commands), for: .question))
  }

  private var countWord: String { people.count == 2 ? "两" : "\(people.count)" }

  private func describe(_ person: Person, _ casebook: any Casebook) throws -> String {
    let unit = try person.unit.flatMap { try casebook.unit($0) }?.shortName
    let roles = person.roles.filter { $0 != .unit }.map(\.name)
    let place = unit ?? (roles.isEmpty ? "没有登记单位" : roles.joined(separator: "、"))
    return "\(place)的\(person.address)" + (person.groups.isEmpty ? "（不在群里）" : "")
  }
}

extension Act {
  /// The act as a command to be read again, with that person where the name was typed; nil for an
  /// act that names nobody.
  fileprivate func naming(_ person: PersonReference, for typed: String) -> String? {
    func written(_ reference: PersonReference) -> String {
      let meant = reference == .name(typed) ? person : reference
      switch meant {
      case .account(let account, let name):
        return PersonToken.text(account: account, name: name)
      case .name(let name): return name
      case .me: return "我"
      }
    }
    func field(_ name: String, _ value: String?) -> String {
      value.map { "\n\(name)：\($0)" } ?? ""
    }
    func list(_ references: [PersonReference]?) -> String? {
      guard let references, !references.isEmpty else { return nil }
      return references.map(written).joined(separator: "、")
    }
    switch self {
    case .lead(let leading):
      return "/领衔 \(leading.number) \(written(leading.lead))"
        + field("联系", list(leading.contacts)) + field("期限", leading.due?.rule)
    case .grant(let granting):
      return "/授权 \(granting.takesAway ? "取消 " : "")\(written(granting.person)) "
        + granting.gifts.map(\.name).joined(separator: "、") + field("单位", granting.unit)
    case .member(let card?, _):
      return "/成员 \(written(card.person))" + field("姓名", card.name)
        + field("称呼", card.title) + field("单位", card.unit)
    case .unit(let card?, _):
      return "/单位 \(card.name)" + field("别名", card.aliases?.joined(separator: "、"))
        + field("联络员", list(card.contacts))
    case .handing(.contact(let change)):
      return "/联系 \(change.number) \(change.removes ? "取消 " : "")"
        + (list(change.people) ?? "")
    default:
      return nil
    }
  }
}
