/// 遮盖: what must not be read any more is hidden at once, by whoever wrote it, the team, or a receiver of
/// clues. The group hears nothing of it; a record of a hand-over opens to a receiver, without the text.
enum Hiding {
  /// What is hidden of one case.
  private struct Part {
    var number: CaseNumber
    var entries: [Int]
  }

  static func hide(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "遮盖")
    if wish.number == nil, situation.answered == nil {
      return Decision(
        replies: [Reply(text: "要遮盖哪一件？请回编号；也可以直接回复那条消息，写“遮盖”。")],
        dialogue: situation.askForPart("编号", of: "/遮盖 \(PersonToken.gap)"))
    }
    let parts = try parts(wish, casebook, situation)
    guard let first = parts.first else { return try already(wish, casebook, situation) }
    let receiver = try receiver(wish, casebook, situation)
    var decision = Decision(dialogue: .close)
    for part in parts {
      let hidden = TextHidden(
        entries: part.entries, receiver: receiver?.id, reason: wish.reason)
      decision.events.append(situation.event(.matter(part.number), .textHidden(hidden)))
    }
    var text: Wording = "\(names(parts))的内容已遮盖，查询、时间线、导出里都看不到了。"
    text.add("群里的原消息和引用它的答复，已请平台删除。")
    if let receiver {
      decision.events += try Transfers.record(
        title: "按规定处理的内容", details: CaseDetails(), to: receiver, origin: first.number, casebook,
        situation)
      text.add("已留交接记录，交\(Receivers.described(receiver))；内容请当面或用内部专用渠道交。")
      text.add("收到回执后，请另一位私聊我发：\(typed: "抹除 \(first.number)")")
    } else {
      text.add("还没有线索接收人，请管理员授权后再发一次：\(typed: "遮盖 \(first.number)")")
    }
    text.add("我够不到的：已经看到、存下、转发的，遮盖以前的备份和导出。")
    decision.replies = [privately(text, situation)]
    if let receiver, receiver.id != situation.actor.id {
      decision.replies.append(.notice(to: receiver.id))
    }
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

  private static func names(_ parts: [Part]) -> String {
    NumberWords.list(parts.map(\.number).sorted())
  }

  // MARK: What is meant

  private static func parts(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Part] {
    let mayAll = AccessPolicy.allows(situation.actor, .redact)
    func isOwn(_ entry: JournalEntry) -> Bool { entry.event.stamp.actor == situation.actor.id }
    if let number = wish.number {
      let all = try texts(about: number, casebook)
      guard !mayAll else { return part(number, all, casebook) }
      let own = all.filter(isOwn)
      guard !own.isEmpty || all.isEmpty else { throw notYours(number) }
      return part(number, spread(own, in: all), casebook)
    }
    let entries = try answered(casebook, situation)
    guard mayAll || entries.allSatisfy({ isOwn($0.1) }) else { throw notYours(nil) }
    var numbers: [CaseNumber] = []
    for (number, _) in entries where !numbers.contains(number) { numbers.append(number) }
    return try numbers.flatMap { number in
      let places = Set(entries.filter { $0.0 == number }.map(\.1.sequence))
      let all = try texts(about: number, casebook)
      return part(number, spread(all.filter { places.contains($0.sequence) }, in: all), casebook)
    }
  }

  private static func part(
    _ number: CaseNumber, _ entries: [JournalEntry], _ casebook: any Casebook
  ) -> [Part] {
    entries.isEmpty ? [] : [Part(number: number, entries: entries.map(\.sequence))]
  }

  /// The entries about an open case in which something can be read.
  private static func texts(
    about number: CaseNumber, _ casebook: any Casebook
  ) throws -> [JournalEntry] {
    // What is restricted is no text that slipped into the group.
    guard number.series == .open, try casebook.matter(number) != nil else {
      throw Refusal.unavailable
    }
    return standing(try casebook.written(about: number), number)
  }

  /// Those with a text or a file in them that are not hidden yet.
  private static func standing(
    _ entries: [JournalEntry], _ number: CaseNumber
  ) -> [JournalEntry] {
    let hidden = Set(HeldText.all(about: number, in: entries).flatMap(\.hidden.entries))
    return entries.filter { entry in
      !hidden.contains(entry.sequence)
        && (entry.event.change.holdsText || !entry.event.change.files.isEmpty)
    }
  }

  /// What the message brought about that is answered.
  private static func answered(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> [(CaseNumber, JournalEntry)] {
    guard let message = situation.answered else { return [] }
    return try casebook.written(by: message, in: situation.place.chat).compactMap { entry in
      guard case .matter(let number)? = entry.event.record, number.series == .open else {
        return nil
      }
      return (number, entry)
    }
  }

  /// The same words went on: an amendment keeps what stood there before, a draft quotes a title.
  private static func spread(
    _ seeds: [JournalEntry], in all: [JournalEntry]
  ) -> [JournalEntry] {
    let said = Set(seeds.flatMap(\.event.change.sentences))
    let places = Set(seeds.map(\.sequence))
    return all.filter { entry in
      places.contains(entry.sequence)
        || entry.event.change.sentences.contains { text in
          said.contains { text == $0 || $0.count >= 4 && text.contains($0) }
        }
    }
  }

  private static func notYours(_ number: CaseNumber?) -> Refusal {
    let what = number.map { "\($0)号的内容" } ?? "这条"
    return Refusal(
      .notAllowed,
      "\(what)由\(AccessPolicy.permission(for: .redact).wording)遮盖，您这里不能直接办。\n请马上把情况告诉专班。")
  }

  // MARK: Nothing is left to hide

  private static func already(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let numbers = try wish.number.map { [$0] } ?? answered(casebook, situation).map(\.0)
    guard let number = numbers.first else {
      throw Refusal(
        .nothingPending, "这条没有记进台账，没有要遮盖的。\n它还在群里的，请发的人自己撤回。")
    }
    let held = HeldText.all(about: number, in: try casebook.written(about: number))
    guard !held.isEmpty else {
      throw Refusal(.nothingPending, "\(number)号没有可以遮盖的文字。")
    }
    // A hand-over that found nobody is made up for.
    let orphans = held.filter { $0.struck == nil && $0.hidden.receiver == nil }
    if !orphans.isEmpty, let receiver = try receiver(wish, casebook, situation) {
      let hidden = TextHidden(
        entries: orphans.flatMap(\.hidden.entries), receiver: receiver.id, reason: wish.reason)
      let events =
        [situation.event(.matter(number), .textHidden(hidden))]
        + (try Transfers.record(
          title: "按规定处理的内容", details: CaseDetails(), to: receiver, origin: number, casebook,
          situation))
      var decision = Decision(
        events: events,
        replies: [
          privately("\(number)号遮盖的内容已留交接记录，交\(Receivers.described(receiver))。", situation),
          .notice(to: receiver.id),
        ], dialogue: .close)
      decision.holdsBack = !situation.place.isPrivate
      return decision
    }
    let isConcerned =
      AccessPolicy.allows(situation.actor, .redact)
      || held.contains { $0.by == situation.actor.id }
    guard isConcerned, situation.place.isPrivate else {
      throw Refusal(.nothingPending, "\(number)号的内容已按规定处理，不用再办。")
    }
    var text: Wording = "\(number)号的内容已按规定处理"
    for one in held.suffix(3) { text.add(try state(one, casebook, situation)) }
    for line in try CopiesLeft.lines(held, casebook, situation) { text.add(line) }
    return Decision(replies: [Reply(text: text)], dialogue: .close)
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
        "\(by)\(day(held.at))遮盖，\(day(received.at))已收到，等另一位：\(typed: "抹除 \(held.number)")"
    }
    guard let id = held.hidden.receiver else { return "\(by)\(day(held.at))遮盖，还没有接收人" }
    return "\(by)\(day(held.at))遮盖，交\(try People.address(of: id, casebook))，还没有回执"
  }

  // MARK: Who takes it over

  /// Nobody is asked before it is hidden: whoever is named, else a receiver of the discipline side, else
  /// another one, else the actor who is one.
  private static func receiver(
    _ wish: HideWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Person? {
    let all = try casebook.people().filter {
      $0.rights.contains(.receive) && !$0.groups.isEmpty
    }
    if let named = wish.receiver,
      let person = try? People.member(named, casebook, situation), all.contains(person)
    {
      return person
    }
    let others = all.filter { $0.id != situation.actor.id }
    return others.first { $0.roles.contains(.discipline) } ?? others.first ?? all.first
  }
}
