/// 交接: everything a leaver holds goes to another person, as one batch, after 确认. Restricted cases
/// are no part of it: whoever may see them decides on them apart, in private; what a receiver leaves behind goes to
/// another receiver (`Holdings`).
enum HandingOver {
  static func move(
    from: PersonReference, to: PersonReference, restricted: Bool, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    if restricted {
      try allowRestricted(situation)
    } else {
      try Guards.allow(.handOver, situation, what: "交接")
    }
    let leaver = try People.meant(from, casebook, situation)
    let heir = try People.member(to, casebook, situation)
    guard heir.id != leaver.id else {
      throw Refusal(.samePerson, "交出和接收是同一个人，没有办。\n请写清楚：\(typed: "交接 张三 李四")")
    }
    let giver = try Namesakes.distinct(leaver.id, casebook, situation.rules)
    let taker = try Namesakes.distinct(heir.id, casebook, situation.rules)
    let series: Audience = restricted ? .restricted : .open
    if restricted, let passed = try Holdings.pass(from: leaver, to: heir, casebook, situation) {
      return passed
    }
    let matters = try Deputies.held(by: leaver.id, casebook).filter { $0.number.series == series }
    guard !matters.isEmpty else {
      if restricted { throw Refusal.unavailable }
      return Decision(
        replies: [Reply(text: Wording("\(giver)名下没有可以在这里交接的事。"))]
          + (try inside(leaver, heir, besides: matters, casebook, situation)))
    }
    for matter in matters {
      try SecondPerson.checkNotOfUnit("交接", .handOver, matter, casebook, situation)
    }
    for matter in matters {
      try KeptFromUnits.check(
        [heir], in: matter, way: "\(typed: "交接 \(leaver.name) 姓名 限知")", casebook, situation)
    }
    try OwnUnit.checkNamed(
      [heir], for: "接手", in: matters, way: "\(typed: "交接 \(leaver.name) 姓名")", casebook, situation)
    let led = matters.filter { $0.lead == leaver.id }
    let kept = matters.filter { $0.lead != leaver.id }
    guard situation.confirmed else {
      var text = Wording(
        "\(giver)的\(matters.count)件拟交\(taker)，请再看一遍")
      if !led.isEmpty { text.add(Wording("领衔\(led.count)件：\(numbers(led))")) }
      if !kept.isEmpty { text.add(Wording("联系\(kept.count)件：\(numbers(kept))")) }
      if let unit = try speaksFor(leaver, casebook) {
        text.add("\(leaver.address)还是\(unit)联络员，请管理员另行登记：\(typed: "单位 \(unit) 联络员：@某人")")
      }
      if let loss = try SecondPerson.loss(
        barring: [heir], fromAnyOf: led + kept, casebook, situation)
      {
        text.add(loss.text)
      }
      let command =
        "/交接 \(written(leaver)) \(written(heir))" + (restricted ? " 限知" : "")
      return situation.askToConfirm(command, .handOver, about: matters, showing: text)
    }
    var decision = Decision(
      events: matters.map { event($0, from: leaver.id, to: heir.id, situation) }, dialogue: .close)
    decision.replies = [
      Reply(
        text: Wording(
          "已交接：\(giver)的\(matters.count)件交\(taker)。\n领衔\(led.count)件，联系\(kept.count)件。"
        ))
    ]
    if heir.id != situation.actor.id {
      let text: Wording =
        "\(heir.address)您好，\(giver)的\(matters.count)件交给您了。\n\(numbers(matters))\n安排人：\(situation.actor.person.address)。看详情请回：\(typed: "我的")"
      decision.replies.append(
        Reply(to: .person(heir.id), about: .cases(matters.map(\.number)), text: text))
    }
    if !restricted {
      decision.replies += try Deputies.passedOn(
        matters, of: leaver, to: heir, casebook, situation)
      decision.replies += try inside(leaver, heir, besides: matters, casebook, situation)
    }
    return decision
  }

  /// Cases of the inner circle are not handed over where they are not shown: the team and the two offices
  /// hear in private which ones stayed.
  private static func inside(
    _ leaver: Person, _ heir: Person, besides matters: [Case], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    let left = try Deputies.held(by: leaver.id, casebook.seen(by: .clock)).filter { matter in
      matter.level == .inner && !matters.contains { $0.number == matter.number }
    }
    guard !left.isEmpty else { return [] }
    let about = Reply.Subject.cases(left.map(\.number))
    let what: Wording =
      "\(leaver.address)的事交\(heir.address)，内部件\(left.count)件没有交：\(numbers(left))"
    let offices = try casebook.people().filter { person in
      !person.groups.isEmpty && !person.roles.contains(.team)
        && (person.roles.contains(.congress) || person.roles.contains(.discipline))
    }
    return [
      Reply(
        to: .team, about: about,
        text: what + "\n也要交请私聊我发：\(typed: "交接 \(leaver.name) \(heir.name)")")
    ]
      + offices.map {
        Reply(
          to: .person($0.id), about: about, text: what + "\n要不要交，请与专班商定。", unreachable: .leave)
      }
  }

  private static func allowRestricted(_ situation: Situation) throws(Refusal) {
    guard situation.place.isPrivate,
      situation.actor.rights.contains(.receive) || situation.actor.roles.contains(.admin)
    else { throw Refusal.unavailable }
  }

  /// The case with the heir in the leaver's place; its state stays.
  private static func event(
    _ matter: Case, from leaver: PersonID, to heir: PersonID, _ situation: Situation
  ) -> Event {
    let old = CaseLed.Leadership(lead: matter.lead, contacts: matter.contacts, due: matter.due)
    var new = old
    if new.lead == leaver { new.lead = heir }
    new.contacts = new.contacts.map { $0 == leaver ? heir : $0 }
    var seen: Set<PersonID> = []
    new.contacts = new.contacts.filter { $0 != new.lead && seen.insert($0).inserted }
    let step = Step(old: matter.state, new: matter.state)
    return situation.event(
      .matter(matter.number), .led(CaseLed(new: new, old: old, step: step)))
  }

  private static func speaksFor(
    _ person: Person, _ casebook: any Casebook
  ) throws -> String? {
    guard person.roles.contains(.unit), let id = person.unit else { return nil }
    return try casebook.unit(id)?.shortName
  }

  /// 12、18、23等 …: at most twenty.
  static func numbers(_ matters: [Case]) -> String {
    guard !matters.isEmpty else { return "没有在办的" }
    return matters.prefix(20).map { "\($0.number)" }.joined(separator: "、")
      + (matters.count > 20 ? "等" : "")
  }

  /// A person as a stored command names him, beyond doubt.
  static func written(_ person: Person) -> String {
    person.accounts.first.map { PersonToken.text(chosen: $0, name: person.name) } ?? person.name
  }
}
