extension Granting {
  /// 授权: giving or taking roles and rights. Nobody grants himself anything, and one
  /// administrator always remains.
  static func grant(
    _ granting: Granting, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.grant, situation, what: "授权")
    let person = try People.meant(granting.person, casebook, situation)
    if person.id == situation.actor.id, !granting.takesAway {
      throw Refusal(.ownGrant, "不能给自己授权。\n请另一位管理员来发。")
    }
    if person.hasLeft, !granting.takesAway {
      throw Refusal(
        .personNotInGroup, "\(person.address)已经不在工作群里，不能授权。\n请先请他进群，再发一遍。")
    }
    if !granting.takesAway, try Admission.waits(person, casebook) {
      throw Refusal(
        .personNotInGroup,
        "\(person.address)还没有登记为成员，不能授权。\n请先登记：\(typed: "成员 @\(person.name)")")
    }
    let roles = Set(person.roles)
    let rights = Set(person.rights)
    let givenRoles = granting.gifts.compactMap {
      if case .role(let role) = $0 { role } else { nil }
    }
    let givenRights = granting.gifts.compactMap {
      if case .right(let right) = $0 { right } else { nil }
    }
    let newRoles =
      granting.takesAway ? roles.subtracting(givenRoles) : roles.union(givenRoles)
    let newRights =
      granting.takesAway ? rights.subtracting(givenRights) : rights.union(givenRights)
    if roles.contains(.admin), !newRoles.contains(.admin) {
      let others = try casebook.people().filter {
        $0.id != person.id && $0.roles.contains(.admin)
      }
      if others.isEmpty {
        throw Refusal(
          .lastAdmin, "\(person.address)是最后一位管理员，不能取消。\n请先给另一位授权管理员。")
      }
    }
    var after = person
    after.roles = Role.allCases.filter(newRoles.contains)
    after.rights = Right.allCases.filter(newRights.contains)
    if !granting.takesAway {
      if let typed = granting.unit, let unit = try People.unit(named: typed, casebook) {
        after.unit = unit.id
      }
      try Receivers.check(person, becoming: after)
    }
    var decision = try decide(person, granting, newRoles, newRights, casebook, situation)
    if rights.contains(.receive), !newRights.contains(.receive) {
      decision.replies[0].text.add(Holdings.way(person))
      decision.replies += try Holdings.notices(of: person, casebook, besides: situation.actor.id)
    }
    return decision
  }

  private static func decide(
    _ person: Person, _ granting: Granting, _ roles: Set<Role>, _ rights: Set<Right>,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let change = PersonGranted(
      newRoles: Role.allCases.filter(roles.contains), oldRoles: person.roles,
      newRights: Right.allCases.filter(rights.contains), oldRights: person.rights)
    var events: [Event] = []
    if change.newRoles != change.oldRoles || change.newRights != change.oldRights {
      events.append(situation.event(.person(person.id), .personGranted(change)))
    }
    var unit = person.unit
    if let typed = granting.unit, !granting.takesAway {
      guard let known = try People.unit(named: typed, casebook) else {
        throw Organising.unknownUnit(typed)
      }
      if person.unit != known.id {
        unit = known.id
        let old = person.card
        var new = old
        new.unit = known.id
        events.append(
          situation.event(.person(person.id), .personAmended(PersonAmended(new: new, old: old))))
      }
    }
    let names = granting.gifts.map(\.name).joined(separator: "、")
    let who = try Namesakes.distinct(person.id, casebook, situation.rules)
    guard !events.isEmpty else {
      let already = granting.takesAway ? "本来就没有" : "本来就有"
      return Decision(replies: [Reply(text: "\(who)\(already)：\(names)。没有变化。")])
    }
    let all = change.newRoles.map(\.name) + change.newRights.map { "有\($0.name)权" }
    var text: Wording =
      granting.takesAway
      ? "已取消\(who)：\(names)。" : "已授权\(who)：\(names)。"
    text.add("现在：\(all.isEmpty ? "成员" : all.joined(separator: "、"))")
    var decision = Decision(events: events, replies: [Reply(text: text)])
    if person.roles.contains(.unit), !roles.contains(.unit) || unit != person.unit {
      decision.events += try UnitSpeakers.withdrawn(
        [person], keeping: roles.contains(.unit) ? unit : nil, casebook, situation.stamp)
      try UnitSpeakers.tell(without: [person], &decision, casebook)
    }
    if change.oldRights.contains(.receive), !change.newRights.contains(.receive) {
      decision.replies += try OrphanedTexts.told(losing: person, .team, casebook)
    }
    if granting.takesAway {
      var after = person
      after.roles = change.newRoles
      after.rights = change.newRights
      try LostStanding(before: person, after: after).add(to: &decision, casebook, situation)
    } else {
      var after = person
      after.roles = change.newRoles
      after.unit = unit
      after.rights = change.newRights
      try LostStanding(before: person, after: after).add(to: &decision, casebook, situation)
      try Deputies.end(
        standingInOf: person, becoming: after, &decision, casebook, situation)
    }
    return decision
  }
}
