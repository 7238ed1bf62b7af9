/// What ends when somebody leaves a group, and is not there again when he comes back: rights belong to
/// sitting in the group, and are given anew.
public enum Leaving {
  /// Somebody is in a group no more: left, removed, or found to be away.
  /// - Parameter wasTold: The IM said so; else it was asked.
  public static func leave(
    _ person: Person, _ chat: ChatID, wasTold: Bool = true, _ casebook: any Casebook,
    _ stamp: Event.Stamp, _ rules: Rules
  ) throws -> Decision {
    // What the IM says twice happened once.
    guard person.groups.contains(chat) else { return Decision() }
    let left = Left(person, chat, casebook: casebook)
    let kept = try left.kept()
    var events = [
      Event(
        stamp: stamp, record: .person(person.id),
        change: .personLeft(PersonMoved(group: chat, ends: true)))
    ]
    let granted = PersonGranted(
      newRoles: person.roles.filter(kept.roles.contains), oldRoles: person.roles,
      newRights: person.rights.filter(kept.rights.contains), oldRights: person.rights)
    if granted.newRoles != granted.oldRoles || granted.newRights != granted.oldRights {
      events.append(
        Event(stamp: stamp, record: .person(person.id), change: .personGranted(granted)))
    }
    var text = try left.lost(granted, wasTold: wasTold)
    let received = person.rights.contains(.receive) && !granted.newRights.contains(.receive)
    var replies = try received ? Holdings.notices(of: person, casebook) : []
    if left.isAway {
      events += try ends(of: person, casebook, stamp)
      let fallen = try Deputies.fallen(
        of: person, "离开了工作群", for: casebook.people(), stamp)
      events += fallen.events
      replies += fallen.replies
      if let own = person.deputy, own.until.map({ $0 >= rules.zone.day(of: stamp.at) }) ?? true {
        replies.append(
          Reply(
            to: .person(own.person), about: .open,
            text: "\(person.address)不在工作群里了，代理已取消，您不用再代办。"))
      }
      let reminders = try RemindersLeft(of: person, casebook, stamp, rules)
      events += reminders.events
      replies += reminders.replies
      var behind = try left.behind(rules)
      behind.add(reminders.note)
      if !behind.lines.isEmpty {
        var told = text ?? left.gone(from: "工作群", wasTold: wasTold)
        told.add(behind)
        text = told
      }
    }
    if let text { replies.insert(Reply(to: try left.receivers(), about: .open, text: text), at: 0) }
    if person.rights.contains(.receive), !kept.rights.contains(.receive) {
      replies += try OrphanedTexts.told(losing: person, left.receivers(), casebook)
    }
    var after = person
    after.roles = granted.newRoles
    after.rights = granted.newRights
    after.groups = left.rest
    if left.isAway { after.unit = nil }
    let lost = try LostStanding(before: person, after: after).decision(
      casebook, now: stamp.at, rules)
    return Decision(events: events + lost.events, replies: replies + lost.replies)
  }

  /// Somebody comes into a group. What he led or kept contact for before he left is his no more.
  public static func comeIn(
    _ person: Person, _ chat: ChatID, _ casebook: any Casebook, _ stamp: Event.Stamp
  ) throws -> Decision {
    var decision = Decision(events: [
      Event(
        stamp: stamp, record: .person(person.id),
        change: .personJoined(PersonMoved(group: chat)))
    ])
    guard person.departed == true, person.groups.isEmpty else { return decision }
    let matters = try Deputies.held(by: person.id, casebook).filter { $0.number.series == .open }
    guard !matters.isEmpty else { return decision }
    for matter in matters {
      let old = CaseLed.Leadership(lead: matter.lead, contacts: matter.contacts, due: matter.due)
      var new = old
      if new.lead == person.id { new.lead = nil }
      new.contacts.removeAll { $0 == person.id }
      let step = Step(old: matter.state, new: matter.state)
      decision.events.append(
        Event(
          stamp: stamp, record: .matter(matter.number),
          change: .led(CaseLed(new: new, old: old, step: step))))
    }
    let text: Wording = """
      \(person.address)回到了工作群，离开前的权限和领衔、联系都没有恢复。
      原来名下\(matters.count)件：\(HandingOver.numbers(matters))
      请重新安排：\(typed: "领衔 \(matters[0].number) 姓名")
      """
    decision.replies = [Reply(to: .team, about: .open, text: text)]
    return decision
  }

  /// The unit one spoke for and one's own deputy.
  private static func ends(
    of person: Person, _ casebook: any Casebook, _ stamp: Event.Stamp
  ) throws -> [Event] {
    var events: [Event] = []
    if person.unit != nil {
      var new = person.card
      new.unit = nil
      events.append(
        Event(
          stamp: stamp, record: .person(person.id),
          change: .personAmended(PersonAmended(new: new, old: person.card))))
    }
    events += try UnitSpeakers.withdrawn([person], casebook, stamp)
    if let deputy = person.deputy {
      events.append(
        Event(
          stamp: stamp, record: .person(person.id),
          change: .personDeputed(PersonDeputed(new: nil, old: deputy))))
    }
    return events
  }
}

/// Who left which group, and what follows from it.
private struct Left {
  let person: Person
  let chat: ChatID
  let casebook: any Casebook
  /// The bound groups he is still in.
  let rest: [ChatID]

  init(_ person: Person, _ chat: ChatID, casebook: any Casebook) {
    self.person = person
    self.chat = chat
    self.casebook = casebook
    rest = person.groups.filter { $0 != chat }
  }

  /// In no group any more.
  var isAway: Bool { rest.isEmpty }

  /// The roles and rights that stay. Those of the offices belong to the inner groups where he sat in
  /// one; who speaks for a unit does so in any.
  func kept() throws -> (roles: Set<Role>, rights: Set<Right>) {
    var roles = Set(person.roles)
    var rights = Set(person.rights)
    if isAway {
      roles = []
      rights = []
    } else if try isInner(chat), try !rest.contains(where: isInner) {
      roles.formIntersection([.unit])
      rights = []
    }
    // Somebody must be able to give rights again.
    if try isLastAdministrator() { roles.insert(.admin) }
    return (roles, rights)
  }

  private func isInner(_ chat: ChatID) throws -> Bool { try casebook.group(chat)?.kind == .inner }

  private func isLastAdministrator() throws -> Bool {
    guard person.roles.contains(.admin) else { return false }
    return try !casebook.people().contains {
      $0.id != person.id && $0.roles.contains(.admin) && !$0.hasLeft
    }
  }

  /// What ended, in words; nil where nothing did.
  func lost(_ granted: PersonGranted, wasTold: Bool) throws -> Wording? {
    let lost =
      granted.oldRoles.filter { !granted.newRoles.contains($0) }.map(\.name)
      + granted.oldRights.filter { !granted.newRights.contains($0) }.map { "\($0.name)权" }
    let last = granted.newRoles.contains(.admin) && isAway
    guard !lost.isEmpty || last else { return nil }
    let title =
      try casebook.group(chat)?.title.map { "“\($0.filter { !"“”".contains($0) })”群" } ?? "内部群"
    let place = isAway ? "工作群" : title
    var text = gone(from: place, wasTold: wasTold)
    if !lost.isEmpty {
      text.add("权限当时停止：\(lost.joined(separator: "、"))。再进群不恢复，要用请重新授权。")
    }
    if granted.oldRights.contains(.receive), !granted.newRights.contains(.receive) {
      text.add(Holdings.way(person))
    }
    if last { text.add("他是最后一位管理员，进群后还是；请先另请一位。") }
    return text
  }

  func gone(from place: String, wasTold: Bool) -> Wording {
    wasTold
      ? "\(person.address)离开了\(place)。" : "\(person.address)已经不在\(place)里（查成员时发现的）。"
  }

  /// What he leaves behind: cases without somebody who sees to them, drafts that name him as whom to ask, a
  /// unit without a contact.
  func behind(_ rules: Rules) throws -> Wording {
    var told = Wording()
    let matters = try Deputies.held(by: person.id, casebook).filter { $0.number.series == .open }
    if !matters.isEmpty {
      told.add("名下还有\(matters.count)件：\(HandingOver.numbers(matters))")
      told.add("请交给别人：\(typed: "交接 \(person.address) 接手人")")
    }
    let lookBacks = try casebook.duties(DutyQuery(kinds: [.lookBack])).map(\.matter)
      .filter { $0.series == .open }.compactMap { try casebook.matter($0) }
      .filter { $0.lead == person.id }
    if !lookBacks.isEmpty {
      told.add(
        "他领衔、还要回头看的\(lookBacks.count)件：\(HandingOver.numbers(lookBacks))，到日子提醒专班。")
    }
    told.add(
      try InstrumentTexts.drafts(naming: person, to: receivers(), casebook, rules))
    for unit in try UnitSpeakers.lost(without: [person], casebook) {
      told.add(try UnitSpeakers.words(unit, casebook))
    }
    return told
  }

  func receivers() throws -> Reply.Destination {
    try Telling.ours(besides: person.id, casebook)
  }
}
