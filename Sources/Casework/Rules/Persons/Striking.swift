/// 抹除: what was hidden goes for good, once its receiver has it, by a second person.
enum Striking {
  static func strike(
    _ holder: TextHolder, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.strike, situation, what: "抹除")
    let (record, matter) = try meant(holder, casebook, situation)
    let name = try TextHolders.name(of: record, casebook)
    let typed = try TextHolders.typed(record, casebook)
    let written = try casebook.written(about: record)
    let held = HeldText.all(about: record, in: written).filter { $0.struck == nil }
    guard !held.isEmpty else {
      throw Refusal(
        .nothingPending, "\(name)没有等抹除的内容。\n要遮盖，请发：\(typed: "遮盖 \(typed)")")
    }
    let received = held.filter { $0.received != nil }
    guard !received.isEmpty else {
      let waits = "\(name)遮盖的内容还没有收到回执，不能抹除。"
      let orphaned = try OrphanedTexts(held, casebook)
      guard orphaned.held.isEmpty else {
        throw Refusal(
          .wrongState,
          "\(waits)\n\(try orphaned.why(casebook))，请另定一位：\(typed: "遮盖 \(typed) 接收：姓名")")
      }
      throw Refusal(.wrongState, "\(waits)\n请接收人拿到内容后，私聊我发：\(typed: "回执 已收")")
    }
    let parts = received.map { SecondPerson.partInHidden(situation.actor, $0, of: held, written) }
    let ready = zip(received, parts).filter { $0.1 == nil }.map { $0.0 }
    guard !ready.isEmpty else {
      let why = parts.compactMap { $0?.wording(name) }.first ?? ""
      throw Refusal(
        .samePerson,
        "抹除要两个人，\(why)，不能再由您抹除。\n请另一位专班同志或线索接收人发：\(typed: "抹除 \(typed)")")
    }
    let entries = try casebook.replacements(of: Set(ready.flatMap(\.hidden.entries)).sorted())
    guard situation.confirmed else {
      let text: Wording =
        "\(name)遮盖的内容拟抹除，请再看一遍\n共\(entries.count)条记录里的文字，抹除以后恢复不了；谁、何时、为何办的留在台账里。"
      return situation.askToConfirm("/抹除 \(typed)", .strike, about: matter, showing: text)
    }
    let redacted = TextRedacted(hidden: ready.map(\.sequence), entries: entries)
    var text: Wording = "\(name)遮盖的内容已抹除，恢复不了。台账链照旧能核验。"
    for line in try CopiesLeft.lines(ready, casebook, situation) { text.add(line) }
    let told = Set(ready.flatMap { [$0.by, $0.received?.by].compactMap { $0 } })
      .subtracting([situation.actor.id])
    return Decision(
      events: [situation.event(record, .textRedacted(redacted))],
      replies: [Reply(text: text)]
        + told.sorted().map {
          Reply(
            to: .person($0), about: .open,
            text: "\(name)遮盖的内容已抹除，经办：\(situation.actor.person.address)。", unreachable: .leave)
        }, dialogue: .close)
  }

  private static func meant(
    _ holder: TextHolder, _ casebook: any Casebook, _ situation: Situation
  ) throws -> (RecordID, [Case]) {
    if case .matter(let number) = holder {
      guard number.series == .open else { throw Refusal.unavailable }
      return (.matter(number), [try Guards.matter(number, casebook)])
    }
    let found = try TextHolders.find(holder, casebook, situation)
    let waiting = try found.first { record in
      HeldText.all(about: record, in: try casebook.written(about: record))
        .contains { $0.struck == nil }
    }
    return (waiting ?? found[0], [])
  }

  // MARK: The receipt

  /// The receiver of a record of such a hand-over has what was hidden: the open entries say so, which
  /// stand beside what they are about and name no restricted record.
  static func receive(
    _ record: Case, _ decision: inout Decision, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    // Both stand under one stamp, and so does what the same message hid besides: the record names its own.
    let at = record.registeredAt
    let given = Set(record.handling?.transfers.first { $0.texts != nil }?.texts ?? [])
    let acts = try casebook.seen(by: .clock).entries(
      of: ["text.hidden"], since: at, before: Instant(milliseconds: at.milliseconds + 1))
    var held: [HeldText] = []
    for act in acts where act.event.stamp.actor == record.registrant {
      guard let record = act.event.record, case .textHidden(let hidden) = act.event.change,
        given.isEmpty || given.isSuperset(of: hidden.entries)
      else { continue }
      let open = HeldText.all(about: record, in: try casebook.written(about: record))
        .filter { $0.sequence == act.sequence && $0.received == nil && $0.struck == nil }
      for one in open {
        decision.events.append(
          situation.event(
            record, .textReceived(TextReceived(hidden: one.sequence))))
      }
      held += open
    }
    guard let first = held.first, !decision.replies.isEmpty else { return }
    var text: Wording =
      "遮盖的内容请另一位私聊我发：\(typed: "抹除 \(try TextHolders.typed(first.record, casebook))")"
    for one in held where one.record != first.record {
      text.add(
        "\(try TextHolders.name(of: one.record, casebook))另发：\(typed: "抹除 \(try TextHolders.typed(one.record, casebook))")"
      )
    }
    for line in try CopiesLeft.lines(held, casebook, situation) { text.add(line) }
    decision.replies[0].text.add(text)
  }
}
