/// 遮盖: what must not be read any more is hidden at once, by whoever wrote it, the team, or a receiver of
/// clues. The group hears nothing of it; a record of a hand-over opens to a receiver, without the text.
enum Hiding {
  static func hide(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "遮盖")
    guard
      wish.holder != nil || wish.card != nil || situation.answered != nil
        || situation.answeredThrough != nil
    else {
      return Decision(
        replies: [Reply(text: "要遮盖哪一件？请回编号；也可以直接回复那条消息，写“遮盖”。")],
        dialogue: situation.askForPart("编号", of: "/遮盖 \(PersonToken.gap)"))
    }
    let meant = try HidingMeant.find(wish, casebook, situation)
    guard !meant.parts.isEmpty else { return try already(meant, wish, casebook, situation) }
    let same = try SameWords.elsewhere(meant.parts, casebook, situation)
    let parts = meant.parts + same.taken
    let receiver = try receiver(wish, casebook, situation)
    var decision = Decision(dialogue: .close)
    var ended: [Wording] = []
    var notices: [Reply] = []
    for part in parts {
      let hidden = TextHidden(
        entries: part.entries.map(\.sequence), receiver: receiver?.id, reason: wish.reason)
      decision.events.append(situation.event(part.record, .textHidden(hidden)))
      decision.events += try HidingMeant.leaving(part, casebook, situation)
      let grounds = try HiddenGrounds(part, casebook, situation)
      decision.events += grounds.events
      ended += grounds.lines
      notices += grounds.notices
    }
    let names = try TextHolders.names(of: parts.map(\.record), casebook)
    let typed = try TextHolders.typed(parts[0].record, casebook)
    var text: Wording = "\(names)的内容已遮盖，查询、时间线、导出里都看不到了。"
    text.add("群里的原消息和引用它的答复，已请平台删除。")
    for line in same.lines + ended { text.add(line) }
    if let receiver {
      decision.events += try Transfers.record(
        title: "按规定处理的内容", details: CaseDetails(), to: receiver,
        origin: parts[0].record.caseNumber,
        texts: parts.flatMap { $0.entries.map(\.sequence) }, casebook, situation)
      text.add("已留交接记录，交\(Receivers.described(receiver))；内容请当面或用内部专用渠道交。")
      text.add("收到回执后，请另一位私聊我发：\(typed: "抹除 \(typed)")")
    } else {
      text.add("还没有线索接收人，请管理员授权后再发一次：\(typed: "遮盖 \(typed)")")
    }
    for part in parts.dropFirst().prefix(4) {
      let (when, verb) = receiver == nil ? ("", "遮盖") : ("收到回执后，", "抹除")
      text.add(
        "\(when)\(try TextHolders.name(of: part.record, casebook))另发：\(typed: "\(verb) \(try TextHolders.typed(part.record, casebook))")"
      )
    }
    for line in meant.beyond { text.add("这条消息还" + line) }
    text.add("我够不到的：已经看到、存下、转发的，遮盖以前的备份和导出。")
    decision.replies = [privately(text, situation)]
    if let receiver, receiver.id != situation.actor.id {
      decision.replies.append(.notice(to: receiver.id))
    }
    decision.replies += same.told + notices
    // The command itself should not point at it either.
    decision.holdsBack = !situation.place.isPrivate
    return decision
  }

  /// To the actor alone, wherever it was typed.
  private static func privately(_ text: Wording, _ situation: Situation) -> Reply {
    situation.place.isPrivate
      ? Reply(text: text)
      : Reply(to: .person(situation.actor.id), about: .open, text: text, unreachable: .leave)
  }

  // MARK: Nothing is left to hide

  private static func already(
    _ meant: HidingMeant, _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let record = meant.records.first else {
      guard let beyond = meant.beyond.first else {
        // A list of the bot's quotes what other messages brought about.
        guard situation.answered != nil else {
          throw Refusal(
            .nothingPending,
            "这条是机器人的答复，不是某一件的，没有遮盖。\n请写明编号：\(typed: "遮盖 编号")；遮盖以后这条答复也会撤下。")
        }
        throw Refusal(
          .nothingPending, "这条没有记进台账，没有要遮盖的。\n它还在群里的，请发的人自己撤回。")
      }
      throw Refusal(.nothingPending, "没有遮盖：这条" + beyond)
    }
    let name = try TextHolders.name(of: record, casebook)
    let written = try casebook.written(about: record)
    let held = HeldText.all(about: record, in: written)
    guard !held.isEmpty else {
      throw Refusal(.nothingPending, "\(name)没有可以遮盖的文字。")
    }
    // Whoever hid it, wrote it or may hide it hears how far it is, and nobody else.
    let places = Set(held.flatMap(\.hidden.entries))
    let isConcerned =
      AccessPolicy.allows(situation.actor, .redact)
      || held.contains { $0.by == situation.actor.id }
      || written.contains {
        places.contains($0.sequence) && $0.event.stamp.actor == situation.actor.id
      }
    let brief: Wording = "\(name)的内容已按规定处理，不用再办。"
    guard isConcerned else { throw Refusal(.nothingPending, brief) }
    // A hand-over that found nobody is made up for, and so is one whose receiver went before his receipt.
    let orphaned = try OrphanedTexts(held, casebook)
    if !orphaned.held.isEmpty, let receiver = try receiver(wish, casebook, situation) {
      return try handOn(orphaned, to: receiver, of: record, wish, casebook, situation)
    }
    var text: Wording = "\(name)的内容已按规定处理"
    for one in held.suffix(3) { text.add(try state(one, casebook, situation)) }
    if !orphaned.held.isEmpty {
      text.add("还没有线索接收人，请管理员授权后再发一次：\(typed: "遮盖 \(try TextHolders.typed(record, casebook))")")
    }
    for line in try CopiesLeft.lines(held, casebook, situation) { text.add(line) }
    guard !situation.place.isPrivate else {
      return Decision(replies: [Reply(text: text)], dialogue: .close)
    }
    return Decision(
      replies: [Reply(text: brief), privately(text, situation)], dialogue: .close)
  }

  /// A new receiver gets what the one before him, if there was one, has no receipt for.
  private static func handOn(
    _ orphaned: OrphanedTexts, to receiver: Person, of record: RecordID, _ wish: HideWish,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let hidden = TextHidden(
      entries: orphaned.entries, receiver: receiver.id, reason: wish.reason)
    let events =
      [situation.event(record, .textHidden(hidden))]
      + (try Transfers.record(
        title: "按规定处理的内容", details: CaseDetails(), to: receiver, origin: record.caseNumber,
        texts: orphaned.entries, casebook, situation))
    let name = try TextHolders.name(of: record, casebook)
    var text: Wording = "\(name)遮盖的内容已留交接记录，交\(Receivers.described(receiver))。"
    if orphaned.held.contains(where: { $0.hidden.receiver != nil }) {
      text.add("\(try orphaned.why(casebook))，内容请再交一次，当面或用内部专用渠道。")
      text.add("收到回执后，请另一位私聊我发：\(typed: "抹除 \(try TextHolders.typed(record, casebook))")")
    }
    var decision = Decision(
      events: events, replies: [privately(text, situation)], dialogue: .close)
    if receiver.id != situation.actor.id { decision.replies.append(.notice(to: receiver.id)) }
    decision.holdsBack = !situation.place.isPrivate
    return decision
  }

  private static func state(
    _ held: HeldText, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    func day(_ instant: Instant) -> String {
      situation.days.short(situation.rules.zone.day(of: instant))
    }
    let by = try People.address(of: held.by, casebook)
    if let struck = held.struck {
      let second = try People.address(of: struck.by, casebook)
      return "\(by)\(day(held.at))遮盖，\(second)\(day(struck.at))抹除"
    }
    if let received = held.received {
      return
        "\(by)\(day(held.at))遮盖，\(day(received.at))已收到，等另一位：\(typed: "抹除 \(try TextHolders.typed(held.record, casebook))")"
    }
    guard let id = held.hidden.receiver else { return "\(by)\(day(held.at))遮盖，还没有接收人" }
    if let gone = try OrphanedTexts.gone(id, casebook) { return "\(by)\(day(held.at))遮盖，\(gone)" }
    return "\(by)\(day(held.at))遮盖，交\(try People.address(of: id, casebook))，还没有回执"
  }

  // MARK: Who takes it over

  /// Nobody is asked before it is hidden: whoever is named, else a receiver of the discipline side, else
  /// another one, else the actor who is one.
  private static func receiver(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person? {
    let all = try casebook.people().filter(Receivers.isInForce)
    if let named = wish.receiver,
      let person = try? People.member(named, casebook, situation), all.contains(person)
    {
      return person
    }
    let others = all.filter { $0.id != situation.actor.id }
    return others.first { $0.roles.contains(.discipline) } ?? others.first ?? all.first
  }
}
