/// 绑定, 成员, 单位: which groups, people and units there are.
enum Organising {
  static func bind(
    _ binding: Binding, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.bind, situation, what: "绑定工作群")
    guard case .group(let chat) = situation.place else {
      throw Refusal(.groupOnly, "绑定要在工作群里发，私聊里不能绑定。\n请在要绑定的群里发：\(copied: "/绑定 含单位")")
    }
    let group = try casebook.group(chat)
    let bound = group?.bound ?? false
    switch binding {
    case .show:
      let state: Wording =
        bound ? "本群已绑定为工作群（\(group?.kind.name ?? "")）。" : "本群还没有绑定。"
      let ways: Wording =
        bound
        ? "\n改种类：\(typed: "绑定 内部")；\(typed: "绑定 含单位")\n解除：\(typed: "绑定 取消")"
        : "\n只有专班和两家办公室的群：\(typed: "绑定 内部")\n单位也在的群：\(typed: "绑定 含单位")"
      return Decision(replies: [Reply(text: state + ways)])
    case .bind(let kind):
      if bound, group?.kind == kind {
        return Decision(replies: [Reply(text: "本群本来就是工作群（\(kind.name)），没有变化。")])
      }
      let change = GroupBound(kind: kind, title: situation.chatTitle ?? group?.title)
      return Decision(
        events: [situation.event(.group(chat), .groupBound(change))],
        replies: [
          Reply(text: "本群已绑定为工作群（\(kind.name)）。\n在这里说过话的就是成员。看能办什么：\(typed: "帮助")")
        ])
    case .unbind:
      guard bound else {
        throw Refusal(.notBound, "本群没有绑定，不用取消。\n要绑定请发：\(typed: "绑定 内部")")
      }
      // Whoever had a right by sitting here has it no longer, in private chat neither. Administrators
      // stay: somebody must be able to bind a group again.
      let sitting = try casebook.people().filter { $0.groups.contains(chat) }
      let leaving = sitting.filter { !$0.roles.contains(.admin) }.map {
        situation.event(.person($0.id), .personLeft(PersonMoved(group: chat)))
      }
      return Decision(
        events: [situation.event(.group(chat), .groupUnbound(GroupUnbound()))] + leaving,
        replies: [
          Reply(text: "本群已不再是工作群，我不再回答这里的话。\n记录都在；再绑定请管理员在这里发：\(typed: "绑定 含单位")")
        ])
    }
  }

  static func member(
    _ card: MemberCard?, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let admitted = try card.flatMap { try newcomer($0.person, casebook, situation) }
    if admitted == nil || !situation.actor.roles.contains(.team) {
      try Guards.allow(.member, situation, what: "登记成员")
    }
    guard let card else { return try members(page, casebook, situation) }
    try Guards.field(card.name, what: "姓名")
    try Guards.field(card.title, what: "称呼")
    let gives = admitted != nil || card.unit != nil
    let person =
      gives
      ? try People.meant(card.person, casebook, situation)
      : try People.resolve(card.person, casebook, situation)
    let old = person.card
    var new = old
    if let name = card.name { new.name = situation.rules.shown(name) }
    if let title = card.title { new.title = situation.rules.shown(title) }
    if let typed = card.unit {
      guard let unit = try People.unit(named: typed, casebook) else { throw unknownUnit(typed) }
      new.unit = unit.id
    }
    var joins: [Event] = []
    var told: [Reply] = []
    if let admitted, let chat = try Admission.group(of: admitted, casebook) {
      let comesIn = try Leaving.comeIn(admitted, chat, casebook, situation.stamp)
      joins = comesIn.events
      told = comesIn.replies
    }
    guard new != old || !joins.isEmpty else {
      return Decision(replies: [Reply(text: try describe(person, casebook, situation))])
    }
    var changed = person
    if let chat = joins.first?.stamp.chat { changed.groups = [chat] }
    changed.given = new.name
    changed.title = new.title
    changed.unit = new.unit
    try Receivers.check(person, becoming: changed)
    let amended = situation.event(
      .person(person.id), .personAmended(PersonAmended(new: new, old: old)))
    var decision = Decision(
      events: joins + (new == old ? [] : [amended]),
      replies: [Reply(text: "已登记：" + (try describe(changed, casebook, situation)))] + told)
    if new.unit != old.unit, person.roles.contains(.unit) {
      decision.events += try UnitSpeakers.withdrawn(
        [person], keeping: new.unit, casebook, situation.stamp)
      try UnitSpeakers.tell(without: [person], &decision, casebook)
    }
    try Deputies.end(
      standingInOf: person, becoming: changed, &decision, casebook, situation)
    if joins.isEmpty {
      try LostStanding(before: person, after: changed).add(to: &decision, casebook, situation)
    }
    return decision
  }

  /// The person of a card who waits to be admitted; the team may register those, and no others.
  private static func newcomer(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person? {
    let person: Person? =
      switch reference {
      case .account(let account, _), .chosen(let account, _):
        try casebook.person(account: account)
      case .handle(let handle): try casebook.people().first { $0.bears(handle) }
      case .name(let name): try casebook.people().first { $0.isCalled(name) && $0.groups.isEmpty }
      case .me: nil
      }
    guard let person, try Admission.waits(person, casebook) else { return nil }
    return person
  }

  static func unknownUnit(_ typed: String) -> Refusal {
    Refusal(
      .valueUnknown, "没有登记过单位“\(Cards.brief(typed, limit: 20))”。\n请先登记：\(typed: "单位 全称 别名：简称")")
  }

  private static func members(
    _ page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let people = try casebook.people().filter { !$0.groups.isEmpty || !$0.roles.isEmpty }
    let shown = Lists.part(people, page: page)
    guard !shown.isEmpty else { throw Refusal.unavailable }
    return Lists.page(
      "成员\(people.count)人", rows: try shown.map { try describe($0, casebook, situation) },
      page: page, total: people.count, measure: "人", next: "成员", situation)
  }

  /// A person as registered; who looks like somebody else also by what tells them apart.
  private static func describe(
    _ person: Person, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    var parts = [person.title == nil ? person.name : "\(person.address)（\(person.name)）"]
    if let unit = try person.unit.flatMap({ try casebook.unit($0) }) {
      parts.append(unit.shortName)
    }
    let roles = person.roles.map(\.name) + person.rights.map { "有\($0.name)权" }
    parts.append(roles.isEmpty ? "成员" : roles.joined(separator: "、"))
    if person.groups.isEmpty { parts.append("不在群里") }
    if try !Namesakes(casebook, situation).others(than: person).isEmpty {
      parts.append(try Namesakes.marks(of: person, casebook, situation))
    }
    return Wording(parts.joined(separator: "，"))
  }

  static func unit(
    _ card: UnitCard?, page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.unit, situation, what: "登记单位")
    guard let card else { return try units(page, casebook, situation) }
    try Guards.field(card.name, what: "单位全称")
    for alias in card.aliases ?? [] { try Guards.field(alias, what: "别名") }
    let name = situation.rules.shown(card.name)
    let known = try People.unit(named: name, casebook)
    let names = (card.aliases ?? []).map(situation.rules.shown).filter { $0 != name }
    for name in names {
      if let other = try People.unit(named: name, casebook), other.id != known?.id {
        throw Refusal(.nameTaken, "“\(name)”已经是\(other.name)的名字，不能再用。\n请换一个别名。")
      }
    }
    let named = try card.contacts?.map { try People.member($0, casebook, situation).id }
    let new = UnitRegistered(
      name: known?.name ?? name, aliases: card.aliases == nil ? known?.aliases ?? [] : names,
      contacts: named ?? known?.contacts ?? [])
    let described = try describe(new, casebook, situation)
    guard let known else {
      let id = try casebook.nextUnitID()
      let registered = situation.event(.unit(id), .unitRegistered(new))
      return try appointing(
        named ?? [], to: id,
        Decision(events: [registered], replies: [Reply(text: "已登记单位：" + described)]),
        casebook, situation)
    }
    let old = UnitRegistered(name: known.name, aliases: known.aliases, contacts: known.contacts)
    guard new != old else { return Decision(replies: [Reply(text: described)]) }
    let amended = situation.event(
      .unit(known.id), .unitAmended(UnitAmended(new: new, old: old)))
    return try appointing(
      named ?? [], to: known.id,
      Decision(events: [amended], replies: [Reply(text: "已更新单位：" + described)]), casebook,
      situation)
  }

  /// With what it means for those who are contacts now, and for the units that they spoke for.
  private static func appointing(
    _ contacts: [PersonID], to unit: UnitID, _ decision: Decision, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    var decision = decision
    decision.events += try appoint(contacts, to: unit, casebook, situation)
    let moved = try contacts.compactMap { try casebook.person($0) }.filter {
      $0.unit != unit && $0.roles.contains(.unit)
    }
    decision.events += try UnitSpeakers.withdrawn(
      moved, keeping: unit, casebook, situation.stamp)
    try UnitSpeakers.tell(without: moved, &decision, casebook)
    for person in try contacts.compactMap({ try casebook.person($0) }) {
      var after = person
      after.unit = unit
      after.roles = Role.allCases.filter { person.roles.contains($0) || $0 == .unit }
      let lost = try LostStanding(before: person, after: after).decision(
        casebook, now: situation.now, situation.rules)
      // What ends for one of several has ended.
      let ended = Set(decision.events.map(\.record))
      decision.events += lost.events.filter { !ended.contains($0.record) }
      decision.replies += lost.replies
      try Deputies.end(
        standingInOf: person, becoming: after, &decision, casebook, situation)
    }
    return decision
  }

  /// Whoever keeps contact for a unit speaks for it.
  private static func appoint(
    _ contacts: [PersonID], to unit: UnitID, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Event] {
    var events: [Event] = []
    for id in contacts {
      guard let person = try casebook.person(id) else { continue }
      var after = person
      after.unit = unit
      after.roles = Role.allCases.filter { person.roles.contains($0) || $0 == .unit }
      try Receivers.check(person, becoming: after)
      if person.unit != unit {
        let old = person.card
        var new = old
        new.unit = unit
        events.append(
          situation.event(.person(id), .personAmended(PersonAmended(new: new, old: old))))
      }
      if !person.roles.contains(.unit) {
        if id == situation.actor.id {
          throw Refusal(.ownGrant, "不能把自己登记成联络员。\n请另一位管理员来发。")
        }
        let change = PersonGranted(
          newRoles: after.roles,
          oldRoles: person.roles, newRights: person.rights, oldRights: person.rights)
        events.append(situation.event(.person(id), .personGranted(change)))
      }
    }
    return events
  }

  private static func units(
    _ page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let units = try casebook.units()
    guard !units.isEmpty else {
      return Decision(
        replies: [Reply(text: "还没有登记单位。\n登记请发：\(typed: "单位 全称 别名：简称 联络员：@某人")")])
    }
    let rows = try Lists.part(units, page: page).map { unit in
      let contacts = try unit.contacts.map { try Namesakes.distinct($0, casebook, situation.rules) }
      let who = contacts.isEmpty ? "没有联络员" : contacts.joined(separator: "、")
      return Wording("\(unit.shortName)：\(who)")
    }
    guard !rows.isEmpty else { throw Refusal.unavailable }
    return Lists.page(
      "单位\(units.count)个", rows: rows, page: page, total: units.count, measure: "个",
      next: "单位", situation)
  }

  private static func describe(
    _ unit: UnitRegistered, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let names = try unit.contacts.map { try Namesakes.distinct($0, casebook, situation.rules) }
    var parts = [names.isEmpty ? "没有联络员" : "联络员：\(names.joined(separator: "、"))"]
    if !unit.aliases.isEmpty { parts.insert("别名：\(unit.aliases.joined(separator: "、"))", at: 0) }
    return Wording("\(unit.name)\n\(parts.joined(separator: "；"))")
  }
}
