import Casework

/// 成员, 授权, 单位.
extension CommandParser {
  func member() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.name, .title, .unit, .page])
    var scanner = Scanner(FoldedText(fields.rest))
    guard let person = scanner.wholePerson() else { return .act(.member(nil, page: page)) }
    return .act(
      .member(
        MemberCard(
          person: person, name: fields[.name], title: fields[.title], unit: fields[.unit]),
        page: 1))
  }

  private static let gifts: [String: Granting.Gift] = {
    var gifts: [String: Granting.Gift] = ["纪委": .role(.discipline), "联络员": .role(.unit)]
    for role in Role.allCases where role != .member {
      gifts[role.name] = .role(role)
      gifts[role.sign] = .role(role)
    }
    gifts["单位"] = .role(.unit)
    gifts["管理"] = .role(.admin)
    for right in Right.allCases { gifts[right.name] = .right(right) }
    return gifts
  }()

  func grant() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.unit])
    var scanner = Scanner(FoldedText(fields.rest))
    scanner.skipBlanks()
    var takesAway = scanner.take("取消") || scanner.take("收回")
    // 授权 审定, in answer to what somebody said: to whoever said it.
    let words = Names.split(scanner.rest)
    let isForAnswered = words.allSatisfy { CommandParser.gifts[$0] != nil }
    guard let person = isForAnswered ? hearing.answered : scanner.person() else {
      return ask(0, typed: "/授权 \(MentionToken.gap)")
    }
    var gifts: [Granting.Gift] = []
    if let unit = fields[.unit], !unit.isEmpty { gifts.append(.role(.unit)) }
    for word in Names.split(scanner.rest) {
      if word == "取消" || word == "收回" {
        takesAway = true
      } else if let gift = CommandParser.gifts[word] {
        if !gifts.contains(gift) { gifts.append(gift) }
      } else {
        return refuse(
          .valueUnknown, "“\(Brief.of(word))”不是角色，也不是权利。\n可以写：专班、人大、纪委监委、单位、管理员、签发、审定、接收")
      }
    }
    guard !gifts.isEmpty else { return ask(0, typed: "/授权 \(MentionToken.gap)") }
    return .act(
      .grant(
        Granting(person: person, gifts: gifts, takesAway: takesAway, unit: fields[.unit])))
  }

  func unit() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.alias, .liaison, .page])
    guard !fields.rest.isEmpty else { return .act(.unit(nil, page: page)) }
    return .act(
      .unit(
        UnitCard(
          name: MentionToken.readable(fields.rest),
          aliases: fields[.alias].map(Names.split),
          contacts: fields[.liaison].map { people($0) }),
        page: 1))
  }
}
