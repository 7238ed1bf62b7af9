/// The restricted records that somebody received and has not passed on. They stay with him when 接收 is taken from him,
/// until another receiver has them. How many there are is told to nobody.
enum Holdings {
  static func of(_ person: PersonID, _ casebook: any Casebook) throws -> [Case] {
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let query = CaseQuery(states: open, involving: person, limit: .max)
    return try casebook.seen(by: .clock).find(query).cases.filter { matter in
      guard matter.number.series == .restricted, let handling = matter.handling,
        handling.receivers.contains(person)
      else { return false }
      return handling.transfers.isEmpty || handling.transfer(to: person) != nil
    }.sorted { $0.number < $1.number }
  }

  /// Whether what was handed over waits for somebody who receives no more.
  static func isStranded(_ transfer: Transfer, _ casebook: any Casebook) throws -> Bool {
    guard transfer.returned == nil, let receiver = try casebook.person(transfer.to),
      !Receivers.isInForce(receiver)
    else { return false }
    return try of(receiver.id, casebook).contains {
      $0.handling?.transfers.contains(transfer) ?? false
    }
  }

  // MARK: 接收 is gone

  /// What the answer says, whether he holds any or not.
  static func way(_ person: Person) -> Wording {
    "限知的事不随权利走，还要另交一位线索接收人。\n请管理员或一位接收人私聊我发“交接 \(person.name) 姓名 限知”。"
  }

  /// Whoever gave him one hears that something is to be seen to.
  static func notices(
    of person: Person, _ casebook: any Casebook, besides actor: PersonID? = nil
  ) throws -> [Reply] {
    var seen: Set<PersonID> = [person.id]
    if let actor { seen.insert(actor) }
    return try of(person.id, casebook)
      .compactMap { try Givers(of: $0, casebook).last(to: person.id) }
      .filter { seen.insert($0).inserted }.map { Reply.notice(to: $0) }
  }

  // MARK: 交接 … 限知

  /// All he holds goes to another receiver: by himself, or, once he receives no more, by an administrator or
  /// another receiver. Nobody reads what it is; an administrator hears the same where there is nothing.
  /// - Returns: Nil where it is not about what somebody received.
  static func pass(
    from leaver: Person, to heir: Person, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    let isFree = leaver.id == situation.actor.id || !Receivers.isInForce(leaver)
    if situation.actor.person.rights.contains(.receive) {
      guard isFree, Receivers.isInForce(heir), try !of(leaver.id, casebook).isEmpty else {
        return nil
      }
    } else {
      guard isFree else {
        throw Refusal(
          .notAllowed,
          "\(leaver.address)还是线索接收人，限知的事由他自己交，没有办。\n请他私聊我发：\(typed: "交接 \(leaver.name) \(heir.name) 限知")"
        )
      }
      guard Receivers.isInForce(heir) else { throw Receivers.isNone(heir, "没有办") }
    }
    guard situation.confirmed else {
      return situation.askToConfirm(
        "/交接 \(HandingOver.written(leaver)) \(HandingOver.written(heir)) 限知", .handOver, about: [],
        showing:
          "\(leaver.address)接收的限知的事拟都交\(heir.address)，请再看一遍\n有几件、是哪几件，这里不显示。")
    }
    let matters = try of(leaver.id, casebook).filter {
      try !KeptFromUnits.concerns(unitOf: heir, $0, casebook)
    }
    var seen: Set<PersonID> = [situation.actor.id, leaver.id]
    let told: [PersonID] =
      (matters.isEmpty ? [] : [heir.id])
      + (try matters.compactMap { try Givers(of: $0, casebook).last(to: leaver.id) })
    return Decision(
      events: matters.flatMap { events($0, from: leaver.id, to: heir.id, situation) },
      replies: [
        Reply(
          text:
            "\(leaver.address)接收的限知的事已交\(heir.address)。\n有几件、是哪几件，这里不显示；收到没有由\(heir.address)写回执。")
      ]
        + told.filter { seen.insert($0).inserted }.map { Reply.notice(to: $0) },
      dialogue: .close)
  }

  private static func events(
    _ matter: Case, from leaver: PersonID, to heir: PersonID, _ situation: Situation
  ) -> [Event] {
    let old = matter.handling?.receivers ?? []
    let transfer = Transfer(
      from: leaver, to: heir, at: situation.now, origin: matter.handling?.transfer?.origin,
      kind: matter.handling?.transfer?.kind)
    let set = ReceiversSet(new: old.filter { $0 != leaver && $0 != heir } + [heir], old: old)
    return [
      situation.event(
        .matter(matter.number), .turned(CaseTurned(.transferred(transfer), step: matter.stay))),
      situation.event(
        .matter(matter.number), .turned(CaseTurned(.receiversSet(set), step: matter.stay))),
    ]
  }
}
