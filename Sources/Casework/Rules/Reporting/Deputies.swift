/// 代理: who sees to somebody's leads and contacts while he is away.
public enum Deputies {
  /// Whom that person stands in for on that day.
  public static func principals(
    of deputy: PersonID, on day: CivilDate, _ casebook: any Casebook
  ) throws -> [PersonID] {
    guard let standing = try casebook.person(deputy) else { return [] }
    return try casebook.people().filter { person in
      person.deputy.map { $0.person == deputy && $0.holds(on: day) } ?? false
        && mayStand(standing, for: person)
    }.map(\.id)
  }

  /// Who stands in for that person on that day, if somebody who is in a group does.
  public static func inForce(
    for person: PersonID, on day: CivilDate, _ casebook: any Casebook
  ) throws -> Person? {
    guard let principal = try casebook.person(person), let deputy = principal.deputy,
      deputy.holds(on: day), let found = try casebook.person(deputy.person), !found.groups.isEmpty,
      mayStand(found, for: principal)
    else { return nil }
    return found
  }

  /// Nobody who speaks for a unit stands in for others than its own contacts: he would read, chase and be asked to
  /// decide about what other units do, and about what his own does.
  static func mayStand(_ deputy: Person, for principal: Person) -> Bool {
    guard deputy.roles.contains(.unit) else { return true }
    return principal.roles.contains(.unit) && principal.unit == deputy.unit
  }

  /// What whoever stands in today for a person gets of a message to them: it is a card of an open case
  /// that they lead or keep contact for, and its maker said that it may go to a deputy. Nothing else.
  public static func copy(
    of reply: Reply, to person: Person, on day: CivilDate, _ casebook: any Casebook
  ) throws -> (to: Person, reply: Reply)? {
    guard reply.reachesDeputy, !reply.isRestricted, let number = reply.card,
      let matter = try casebook.matter(number),
      matter.lead == person.id || matter.contacts.contains(person.id),
      let deputy = try inForce(for: person.id, on: day, casebook)
    else { return nil }
    var copy = reply
    copy.text = Wording("（您今天代\(person.address)）") + reply.text
    return (deputy, copy)
  }

  static func name(
    _ deputising: Deputising, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.deputy, situation, what: "安排代理")
    let principal = try People.member(deputising.principal, casebook, situation)
    try allow(for: principal, situation)
    let deputy = try People.member(deputising.deputy, casebook, situation)
    guard deputy.id != principal.id else {
      throw Refusal(.samePerson, "不能由本人代本人，没有安排。\n请换一位：\(typed: "代理 姓名 明天")")
    }
    if let next = deputy.deputy, next.holds(on: deputising.from) || next.holds(on: deputising.until)
    {
      throw Refusal(
        .wrongState,
        "\(deputy.address)那几天也请人代理，不能再代\(principal.address)。\n请换一位，或先请他取消代理。")
    }
    let new = Deputy(
      person: deputy.id, from: deputising.from, until: deputising.until)
    // 限知的不移交: nor told of; nor what only the inner circle knows of, unless the deputy is of it.
    let standing = try Viewer.Standing.of(.person(deputy.id), casebook)
    let own = try held(by: principal.id, casebook).filter {
      $0.number.series == .open && standing.sees($0)
    }
    let unit = try spoken(for: principal, casebook)
    let takesUnit =
      try unit.map { try speaks(deputy, for: $0, on: deputising.from, casebook) } ?? false
    let isOthers = own.contains { $0.details.unit.map { $0.id != unit?.id } ?? false }
    // A contact without other duties hears whom he needs.
    let isBarred = !mayStand(deputy, for: principal) && (unit == nil || !own.isEmpty)
    if isBarred || (takesUnit && isOthers) {
      throw Refusal(
        .notAllowed,
        "\(deputy.address)是单位联络员，不能代\(principal.address)办领衔和联系的事，没有安排。\n请换一位：\(typed: "代理 姓名 明天")")
    }
    if let unit, !takesUnit, own.isEmpty { throw notOfUnit(unit, principal) }
    if !takesUnit {
      try OwnUnit.checkNamed(
        [deputy], for: "代办", in: own, way: "\(typed: "代理 姓名 明天")", casebook, situation)
    }
    let matters =
      takesUnit
      ? own + (try inHand(of: unit, casebook)).filter { standing.sees($0) && !own.contains($0) }
      : own
    let days = span(new, situation)
    let who = try Namesakes.distinct(deputy.id, casebook, situation.rules)
    let principalName = try Namesakes.distinct(principal.id, casebook, situation.rules)
    let whom = principal.id == situation.actor.id ? "您" : principalName
    let numbers = HandingOver.numbers(matters)
    if !situation.confirmed {
      var text = Wording(
        "\(days)由\(who)代\(whom)，请再看一遍"
      )
      text.add(
        Wording(matters.isEmpty ? "名下现在没有在办的事。" : "移交\(matters.count)件：\(numbers)"))
      if let unit, takesUnit {
        text.add(Wording("那几天发给\(unit.shortName)的都送他，由他签收、报进展、反馈；限知的不移交。"))
      } else {
        text.add(Wording("只代办领衔和联系的事，不代当第二人；限知的不移交。"))
        if let unit { text.add(Wording("他不是\(unit.shortName)的联络员，发给\(unit.shortName)的不转给他。")) }
      }
      if let loss = try SecondPerson.loss(
        barring: [deputy], fromAnyOf: own, casebook, situation)
      {
        text.add(loss.text)
      }
      let command =
        "/代理 \(principal.id == situation.actor.id ? "" : written(principal) + " ")"
        + "\(written(deputy)) \(new.from)至\(deputising.until)"
      return situation.askToConfirm(command, .deputy, about: [], showing: text)
    }
    let change = PersonDeputed(new: new, old: principal.deputy)
    let replaced = principal.deputy.flatMap { $0.person == deputy.id ? nil : $0 }
    var text = Wording(
      "\(days)由\(who)代\(whom)。")
    text.add(
      Wording(
        (matters.isEmpty ? "" : "移交\(matters.count)件，")
          + (try Telling.reach([deputy], casebook))))
    text.add("提前回来请发：\(typed: "代理 取消")")
    var notice = Wording("\(deputy.address)您好，\(days)请您代\(principalName)。")
    if !matters.isEmpty { notice.add(Wording("代办\(matters.count)件：\(numbers)")) }
    notice.add("那几天发“待办”就能看到；安排人：\(situation.actor.person.address)")
    return Decision(
      events: [situation.event(.person(principal.id), .personDeputed(change))],
      replies: [Reply(text: text), Reply(to: .person(deputy.id), about: .open, text: notice)]
        + ended(replaced, for: principal, situation),
      dialogue: .close)
  }

  /// What somebody hears whose standing in ends before its last day.
  private static func ended(_ old: Deputy?, for principal: Person, _ situation: Situation)
    -> [Reply]
  {
    guard let old, old.until.map({ $0 >= situation.today }) ?? true else { return [] }
    return [
      Reply(
        to: .person(old.person), about: .open,
        text: "\(principal.address)的代理已取消，您不用再代办。\n安排人：\(situation.actor.person.address)")
    ]
  }

  /// What ends where somebody may stand in for those people no more: each of them hears why.
  static func fallen(
    of deputy: Person, _ why: String, for people: [Person], _ stamp: Event.Stamp
  ) -> (events: [Event], replies: [Reply]) {
    var events: [Event] = []
    var replies: [Reply] = []
    for principal in people {
      guard let old = principal.deputy, old.person == deputy.id else { continue }
      events.append(
        Event(
          stamp: stamp, record: .person(principal.id),
          change: .personDeputed(PersonDeputed(new: nil, old: old))))
      let text: Wording =
        "\(deputy.address)\(why)，不能再代您，代理已取消。\n请另请一位：\(typed: "代理 姓名 明天")"
      replies.append(Reply(to: .person(principal.id), about: .open, text: text))
    }
    return (events, replies)
  }

  /// Adds to an act by which somebody comes to speak for a unit that he may stand in for others no more: in its
  /// answer, to them and to him.
  static func end(
    standingInOf before: Person, becoming after: Person, _ decision: inout Decision,
    _ casebook: any Casebook, _ situation: Situation
  ) throws {
    let principals = try casebook.people().filter { principal in
      guard let old = principal.deputy, old.person == before.id,
        old.until.map({ $0 >= situation.today }) ?? true
      else { return false }
      return mayStand(before, for: principal) && !mayStand(after, for: principal)
    }
    guard !principals.isEmpty else { return }
    let why = before.roles.contains(.unit) ? "换了单位" : "做了单位联络员"
    let fallen = fallen(of: before, why, for: principals, situation.stamp)
    let others = principals.filter { $0.id != situation.actor.id }
    let names = others.map(\.address) + (others.count < principals.count ? ["您"] : [])
    let whom = names.joined(separator: "、")
    decision.events += fallen.events
    decision.replies[0].text.add(
      Wording(
        "\(before.address)\(why)，不能再代\(whom)，代理已取消。\(try Telling.reach(others, casebook))"))
    decision.replies += fallen.replies.filter { $0.to != .person(situation.actor.id) }
    if before.id != situation.actor.id {
      let all = principals.map(\.address).joined(separator: "、")
      decision.replies.append(
        Reply(
          to: .person(before.id), about: .open,
          text:
            "您\(why)，不能再代\(all)，代理已取消，不用再代办。\n安排人：\(situation.actor.person.address)"))
    }
  }

  /// What whoever stands in for somebody hears of cases that go to another person: he was told of them.
  static func passedOn(
    _ matters: [Case], of leaver: Person, to heir: Person, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    guard let deputy = leaver.deputy, deputy.until.map({ $0 >= situation.today }) ?? true,
      deputy.person != heir.id, deputy.person != situation.actor.id
    else { return [] }
    let standing = try Viewer.Standing.of(.person(deputy.person), casebook)
    let known = matters.filter { $0.number.series == .open && standing.sees($0) }
    guard !known.isEmpty else { return [] }
    let text: Wording =
      "\(leaver.address)的\(known.count)件（\(HandingOver.numbers(known))）已交\(heir.address)，您代\(leaver.address)的那几天不用再办这些。\n安排人：\(situation.actor.person.address)"
    return [
      Reply(to: .person(deputy.person), about: .cases(known.map(\.number)), text: text)
    ]
  }

  /// The unit whose contact is away.
  private static func spoken(for principal: Person, _ casebook: any Casebook) throws -> Unit? {
    guard principal.roles.contains(.unit) else { return nil }
    return try principal.unit.flatMap { try casebook.unit($0) }
  }

  /// Only another contact of a unit can take what comes to it.
  private static func speaks(
    _ deputy: Person, for unit: Unit, on day: CivilDate, _ casebook: any Casebook
  ) throws -> Bool {
    try People.contacts(of: unit.id, on: day, casebook).contains { $0.id == deputy.id }
  }

  private static func notOfUnit(_ unit: Unit, _ principal: Person) -> Refusal {
    Refusal(
      .notAllowed,
      "\(principal.address)是\(unit.shortName)的联络员，要由同单位的联络员代，没有安排。\n请管理员先登记两位：\(typed: "单位 \(unit.name) 联络员：\(principal.name)、@某人")\n登记以后再发：\(typed: "代理 姓名 明天")"
    )
  }

  /// What a unit has in hand.
  private static func inHand(of unit: Unit?, _ casebook: any Casebook) throws -> [Case] {
    guard let unit else { return [] }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    return try casebook.find(CaseQuery(states: open, unit: unit.id, limit: .max)).cases
      .filter { $0.number.series == .open }.sorted { $0.number < $1.number }
  }

  /// 代理 取消.
  static func end(
    _ reference: PersonReference?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.deputy, situation, what: "取消代理")
    let principal = try People.meant(reference ?? .me, casebook, situation)
    try allow(for: principal, situation)
    guard let old = principal.deputy else {
      return Decision(replies: [
        Reply(
          text: "\(try Namesakes.distinct(principal.id, casebook, situation.rules))没有请人代理，没有变化。")
      ])
    }
    let deputy = try Namesakes.distinct(old.person, casebook, situation.rules)
    let whom = try Namesakes.distinct(principal.id, casebook, situation.rules)
    return Decision(
      events: [
        situation.event(
          .person(principal.id), .personDeputed(PersonDeputed(new: nil, old: old)))
      ],
      replies: [Reply(text: "代理已取消，不再由\(deputy)代\(whom)。")]
        + ended(old, for: principal, situation),
      dialogue: .close)
  }

  /// Everybody arranges for himself; for others the team and administrators do.
  private static func allow(for principal: Person, _ situation: Situation) throws(Refusal) {
    guard principal.id != situation.actor.id,
      situation.actor.roles.isDisjoint(with: [.team, .admin])
    else { return }
    throw Refusal(
      .notAllowed, "替别人安排代理由专班或管理员办，您这里不能直接办。\n替自己安排请发：\(typed: "代理 姓名 明天")")
  }

  /// Open cases the person leads or keeps contact for, by number.
  static func held(by person: PersonID, _ casebook: any Casebook) throws -> [Case] {
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let query = CaseQuery(states: open, involving: person, limit: .max)
    return try casebook.find(query).cases
      .filter { $0.lead == person || $0.contacts.contains(person) }
      .sorted { $0.number < $1.number }
  }

  /// 9月18日（周五）; 9月18日（周五）至9月20日（周日，调休上班）.
  private static func span(_ deputy: Deputy, _ situation: Situation) -> String {
    let first = situation.days.full(deputy.from)
    guard let until = deputy.until, until != deputy.from else { return first }
    return "\(first)至\(situation.days.full(until))"
  }

  /// A person as the stored command names him, beyond doubt.
  private static func written(_ person: Person) -> String { HandingOver.written(person) }
}
