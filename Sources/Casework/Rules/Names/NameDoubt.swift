/// It is not plain who is meant. Thrown inside the rules only; what comes of it is one question with
/// numbered answers, each the complete command with that person in it.
struct NameDoubt: Error {
  enum Ground {
    /// More than one person bears the name.
    case name
    /// Somebody else looks like the person named.
    case looks
    /// The user name was somebody else's not long ago.
    case moved
    /// Nobody bears the name; some look like it.
    case nothingElse
  }

  var reference: PersonReference
  /// In the order of their registration: twins that come later push nobody out.
  var people: [Person]
  var by = Ground.name

  /// At most so many are told apart by numbers.
  static let limit = 5

  func decision(
    for act: Act, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var commands: [String] = []
    var text = question
    for person in people.prefix(NameDoubt.limit) {
      guard let account = person.accounts.first,
        let command = act.naming(.chosen(account, name: person.name), for: reference)
      else { continue }
      commands.append(command)
      text.add("回\(commands.count)：\(try describe(person, casebook, situation))")
    }
    guard commands.count > (by == .nothingElse ? 0 : 1) else {
      return refuse(
        act.verb, Refusal(.unknownPerson, "有\(countWord)位\(typed)，分不清是哪一位。\n请用@点名。"), situation)
    }
    if people.count > commands.count { text.add("还有\(people.count - commands.count)位没有列出。") }
    if by == .looks, case .grant = act { text.add("名字相像的可能是冒名，请对着用户名和编号看清再回。") }
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.choice(commands), for: .question))
  }

  private var question: Wording {
    switch by {
    case .name: "有\(countWord)位\(typed)，是哪一位？"
    case .looks: "有\(countWord)位同志的名字一样或者相像，是哪一位？"
    case .moved: "用户名“@\(typed)”最近换过人，是哪一位？"
    case .nothingElse: "没有“\(typed)”，名字相像的有\(countWord)位，是不是："
    }
  }

  private var typed: String { Cards.brief(reference.typed, limit: 12) }
  private var countWord: String { people.count == 2 ? "两" : "\(people.count)" }

  private func describe(
    _ person: Person, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let unit = try person.unit.flatMap { try casebook.unit($0) }?.shortName
    let roles = person.roles.filter { $0 != .unit }.map(\.name)
    let place = unit ?? (roles.isEmpty ? "没有登记单位" : roles.joined(separator: "、"))
    let rights = person.rights.map { "有\($0.name)权" }.joined(separator: "、")
    return "\(place)的\(person.address)" + (person.groups.isEmpty ? "（不在群里）" : "")
      + (rights.isEmpty ? "" : "，\(rights)")
      + "，\(try Namesakes.marks(of: person, casebook, situation))"
  }
}

extension Act {
  /// The act as a command to be read again, with that person in place of the reference; nil for an
  /// act that names nobody.
  fileprivate func naming(_ person: PersonReference, for doubted: PersonReference) -> String? {
    func written(_ reference: PersonReference) -> String {
      (reference == doubted ? person : reference).written
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
    case .reporting(.deputise(let deputising)):
      return "/代理 \(written(deputising.principal)) \(written(deputising.deputy)) "
        + "\(deputising.from)至\(deputising.until)"
    case .reporting(.endDeputy(let principal?)):
      return "/代理 取消 \(written(principal))"
    case .reporting(.handOver(let leaver, let heir, let restricted)):
      return "/交接 \(written(leaver)) \(written(heir))" + (restricted ? " 限知" : "")
    case .persons(.transfer(let transferring)):
      let what = transferring.number.map { "\($0)" } ?? "限知"
      return "/\(transferring.kind.name) \(what)\(transferring.reason.map { " \($0)" } ?? "")"
        + field("接收", transferring.to.map(written))
    case .persons(.clue(let clue)):
      return "/线索 \(clue.text)\n范围：限知" + field("接收", clue.to.map(written))
    case .time(.remind(let request)):
      return request.to.map { "/提醒 \(written($0)) \(request.rule) \(request.text)" }
    case .time(.cancelReminder(let serial, let owner?)):
      return "/提醒 取消 \(written(owner)) \(serial)"
    case .confirmed(let act, _), .vouched(let act): return act.naming(person, for: doubted)
    default: return nil
    }
  }
}

extension PersonReference {
  /// As it stands in a command that is read again.
  var written: String {
    switch self {
    case .account(let account, let name): PersonToken.text(account: account, name: name)
    case .chosen(let account, let name): PersonToken.text(chosen: account, name: name)
    case .handle(let handle): PersonToken.text(account: nil, name: handle)
    case .name(let name): name
    case .me: "我"
    }
  }
}
