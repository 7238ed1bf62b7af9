import Casework
import Chat
import Commands
import Ledger
import Logging

extension Round {
  func handle(_ update: IncomingUpdate) throws {
    switch update.content {
    case .update(.message(let message)): try heard(message)
    case .update(.edited(let message)): try edited(message)
    case .update(.joined(let change)): try joined(change)
    case .update(.left(let change)): try left(change)
    case .update(.migrated(let migration)):
      try move(
        pipeline.names.chat(migration.from), to: pipeline.names.chat(migration.to),
        message: migration.messageID)
    case .update(.botMembership(let membership)):
      pipeline.log.notice(
        membership.isMember ? "the bot is in a chat" : "the bot was removed from a chat",
        metadata: ["chat": "\(membership.chat.id)"])
    case .ignored(let kind):
      pipeline.log.debug("update ignored", metadata: ["kind": "\(kind)"])
    case .unreadable(let unreadable):
      try setAside(update, because: unreadable.reason)
    }
  }

  // MARK: Messages

  private func heard(_ message: Message) throws {
    guard message.sender?.isBot != true, let place = try place(of: message) else { return }
    let chat = place.chat
    guard try take(chat, message.id, message.date) else {
      pipeline.log.info("message seen before", metadata: ["message": "\(message.id)"])
      return
    }
    var origin = Origin(message, in: place)
    guard let sender = message.sender else {
      return try refuseNameless(message, origin)
    }
    guard let person = try person(sender, in: place) else {
      return try refuseStranger(message, origin)
    }
    origin.actor = person.id
    let actor = try actor(person)
    if place.isPrivate, actor.roles.isEmpty {
      // Whoever left every group gets the answer for what does not exist.
      return try turnAway(message, Refusal.unavailable.text, origin, by: person.id)
    }
    if actor.roles.isEmpty { return try refuseNewcomer(person, message, origin) }
    var situation = Situation(
      now: now, actor: actor, place: place, message: message.id, rules: pipeline.rules)
    situation.silent = SilentDays(try casebook.silences(), pipeline.rules)
    if place.isPrivate { try revive(chat) }
    if try follows(message, situation, origin) { return }
    if message.isForwarded, !message.isOnlyFiles {
      return try refuseForwarded(message, origin, actor)
    }
    if try recalls(message, situation, origin) { return }
    if try cannotTake(message, situation, origin) { return }
    try answer(message, situation, origin)
  }

  /// A forwarded command is somebody else's: it never executes with the forwarder's rights.
  private func refuseForwarded(
    _ message: Message, _ origin: Origin, _ actor: Actor
  ) throws {
    let utterance = try utterance(message)
    let answer =
      try pipeline.interpreter.notExecuted(.forwarded, utterance, handle: pipeline.bot.handle)
      ?? (utterance.isAddressed ? nil : unheard(.forwarded, utterance, actor, origin.chat))
    guard let answer else { return try refuseForwardedTalk(message, origin) }
    try tell(answer, of: message, to: actor.person, origin)
  }

  /// What is said instead of carrying something out, and what is said to the speaker alone.
  private func tell(
    _ answer: Interpreter.NotExecutedAnswer, of message: Message, to person: Person,
    _ origin: Origin
  ) throws {
    var origin = origin
    if answer.holdsBack {
      try withdraw(message, by: person.id, in: origin.chat)
      origin.quotes = false
      origin.about = origin.isPrivate ? nil : message.id
    }
    guard let aside = answer.aside else { return try send(Reply(text: answer.here), in: origin) }
    guard !origin.isPrivate else { return try send(Reply(text: aside), in: origin) }
    try send(Reply(text: answer.here), in: origin)
    try send(Reply(to: .person(person.id), about: .open, text: aside), in: origin)
  }

  private func answer(_ message: Message, _ situation: Situation, _ origin: Origin) throws {
    var situation = situation
    let chat = situation.place.chat
    let said = try message.repliesTo.flatMap { reply in
      reply.isFromBot ? try transaction.said(chat: chat, message: reply.id) : nil
    }
    situation.cardShown = said?.at
    situation.answeredThrough = said?.answers
    let card = said?.card.flatMap {
      $0.series == .restricted && !situation.place.isPrivate ? nil : $0
    }
    var files = try filesAtHand(message, situation)
    var utterance = try utterance(message, card: card)
    utterance.files = files.count
    utterance.fileNames = files.names
    if let reply = message.repliesTo, !reply.isFromBot { situation.answered = reply.id }
    var hearing = Hearing(
      actor: situation.actor,
      dialogue: try transaction.dialogue(person: situation.actor.id, chat: chat, now: now),
      now: now, rules: pipeline.rules, handle: pipeline.bot.handle,
      persons: pipeline.interpreter.persons)
    hearing.keepsReporters = pipeline.rules.sealing != .none
    hearing.answered = try answered(by: message)
    hearing.people = try casebook.people()
    hearing.sealsPersons = try casebook.sealsPersons(pipeline.rules)
    let namesRestricted = Interpreter.namesRestricted(utterance, hearing.dialogue)
    var outcomes = pipeline.interpreter.interpret(utterance, hearing)
    if let source = source(of: outcomes, utterance, hearing, chat) { situation.message = source }
    if try !isBound(situation.place) {
      if outcomes.isEmpty { return }
      outcomes = outcomes.filter(\.bindsGroup)
      if outcomes.isEmpty {
        return try turnAway(message, Round.notBound, origin, by: situation.actor.id)
      }
    }
    if let problem = files.problem, !outcomes.isEmpty || utterance.isAddressed,
      !outcomes.contains(where: \.isHeld)
    {
      outcomes = [.refused(.attach, problem)]
    }
    var replies: [Reply] = []
    var isRestricted = false
    var held = 0
    var isInside = false
    var isAllRefused = true
    for (index, outcome) in outcomes.enumerated() {
      var situation = situation
      situation.evidence = files.offered(to: outcome)
      if outcome.act?.verb == .bind {
        situation.chatTitle = message.chat.title.flatMap(pipeline.interpreter.storable)
      }
      let written = try commit(
        decided(situation, verb: outcome.act?.verb, namesRestricted: namesRestricted) {
          try decide(outcome, $0, situation, hearing)
        })
      var decision = written.decision
      isRestricted = isRestricted || written.isRestricted
      files.note(decision, of: outcome)
      if decision.holdsBack { held += 1 }
      isInside =
        try isInside
        || asksInside(
          decision, of: outcome.act?.verb, utterance, situation)
      isAllRefused = isAllRefused && decision.holdsBack && decision.isRefusal
      // A numbered question or a missing part is answered once; whatever was done meanwhile ends it.
      if outcome.act != nil, !decision.isRefusal, decision.dialogue == .keep,
        hearing.dialogue?.isQuestion ?? false
      {
        decision.dialogue = .close
      }
      if case .open(var dialogue) = decision.dialogue {
        dialogue.source = situation.message.map { Dialogue.Source(chat: chat, message: $0) }
        dialogue.listed = decision.listed
        decision.dialogue = .open(dialogue)
      }
      try keep(decision.dialogue, person: situation.actor.id, chat: chat)
      // Of several lines each names itself, so that one that failed can be found.
      if outcomes.count > 1 {
        for place in decision.replies.indices where decision.replies[place].to == .here {
          decision.replies[place].text = "第\(index + 1)行：" + decision.replies[place].text
        }
      }
      replies += decision.replies
    }
    var origin = origin
    // Every line was judged.
    origin.said = nil
    if held > 0 {
      try withdraw(message, album: files.album, by: situation.actor.id, in: chat)
      origin.quotes = false
      // Where other lines were carried out, their answer stays.
      origin.about = isAllRefused && !origin.isPrivate ? message.id : nil
    } else if isInside {
      // Its answer stays: it asks what is to become of it.
      try withdraw(message, album: files.album, by: situation.actor.id, in: chat)
      origin.quotes = false
    }
    // Several lines have one answer, line by line; it comes before what goes elsewhere.
    let here = replies.filter { $0.to == .here && $0.table == nil }
    if var answer = here.first {
      for reply in here.dropFirst() {
        answer.text.add(reply.text)
        answer.card = nil
      }
      try send(answer, in: origin, isRestricted: isRestricted)
    }
    // A file is a message of its own.
    for reply in replies where reply.to != .here || reply.table != nil {
      try send(reply, in: origin, isRestricted: isRestricted)
    }
    try keep(files, of: message, utterance, situation)
  }

  /// The member whose message this one answers.
  private func answered(by message: Message) throws -> PersonReference? {
    guard let reply = message.repliesTo, !reply.isFromBot, let sender = reply.sender,
      let person = try casebook.person(account: pipeline.names.account(sender)),
      let account = person.accounts.first
    else { return nil }
    return .account(account, name: person.name)
  }

  func keep(_ change: DialogueChange, person: PersonID, chat: ChatID) throws {
    switch change {
    case .keep: break
    case .open(let dialogue):
      let isPrivate = try casebook.group(chat) == nil
      try transaction.setDialogue(dialogue, person: person, chat: chat, isPrivate: isPrivate)
    case .close: try transaction.clearDialogue(person: person, chat: chat)
    }
  }

  /// A message changed afterwards never executes; its writer is told once how to send it again.
  private func edited(_ message: Message) throws {
    guard message.sender?.isBot != true, let place = try place(of: message), try isBound(place)
    else { return }
    guard let sender = message.sender else {
      return try refuseNameless(message, Origin(message, in: place))
    }
    guard let person = try casebook.person(account: pipeline.names.account(sender.id))
    else { return }
    let actor = try actor(person)
    guard !actor.roles.isEmpty else {
      if !place.isPrivate { try refuseNewcomer(person, message, Origin(message, in: place)) }
      return
    }
    let chat = place.chat
    let utterance = try utterance(message)
    guard
      let answer = try pipeline.interpreter.notExecuted(
        .edited, utterance, handle: pipeline.bot.handle)
        ?? unheard(.edited, utterance, actor, chat),
      try take(chat, "edited \(message.id)", message.date)
    else { return }
    let origin = Origin(message, in: place)
    // What may not be repeated comes back with words for the speaker alone; anything else may be
    // given back as the 更正 it comes to.
    if answer.aside == nil, let wording = try amended(utterance, message, actor, chat) {
      return try send(Reply(text: wording), in: origin)
    }
    try tell(answer, of: message, to: person, origin)
  }

  /// What is said to a sentence that would have been answered, had it been written anew: said to the
  /// bot, or an answer to what it asked.
  private func unheard(
    _ why: Interpreter.NotExecuted, _ utterance: Utterance, _ actor: Actor, _ chat: ChatID
  ) throws -> Interpreter.NotExecutedAnswer? {
    let dialogue = try transaction.dialogue(person: actor.id, chat: chat, now: now)
    guard utterance.isAddressed || dialogue != nil else { return nil }
    let hearing = Hearing(
      actor: actor, dialogue: dialogue, now: now, rules: pipeline.rules,
      handle: pipeline.bot.handle, persons: pipeline.interpreter.persons)
    return pipeline.interpreter.interpret(utterance, hearing).isEmpty
      ? nil : .init(here: why.answer)
  }

  private static let notBound: Wording =
    "本群还没有绑定，这里不能办。\n要设为工作群请发：\(typed: "绑定 含单位")"

  // MARK: Who and where

  func take(_ chat: ChatID, _ message: String, _ date: Int64) throws -> Bool {
    try transaction.take(
      InboxKey(
        account: pipeline.service, chat: chat, message: message,
        date: Instant(milliseconds: date)))
  }

  /// Where the message stands; nil where nothing is listened to: a group that is not bound hears
  /// administrators only, who may bind it.
  func place(of message: Message) throws -> Situation.Place? {
    guard message.chat.kind != .channel else { return nil }
    let chat = pipeline.names.chat(message.chat.id)
    if message.chat.kind == .private { return .privateChat(chat) }
    if try isBound(.group(chat)) { return .group(chat) }
    guard let sender = message.sender,
      let person = try casebook.person(account: pipeline.names.account(sender.id)),
      person.roles.contains(.admin)
    else { return nil }
    return .group(chat)
  }

  func isBound(_ place: Situation.Place) throws -> Bool {
    switch place {
    case .privateChat: true
    case .group(let chat): try casebook.group(chat)?.bound ?? false
    }
  }

  /// The person as he acts today: with his roles, and for those he stands in for.
  func actor(_ person: Person) throws -> Actor {
    var actor = Actor(person: person, teamExists: try teamExists())
    if !actor.roles.isEmpty { actor.standsInFor = try standsInFor(person) }
    return actor
  }

  func teamExists() throws -> Bool {
    try casebook.isGranted(.team)
  }

  /// The person behind an account. Whoever writes in a bound group is a member of it.
  private func person(_ user: User, in place: Situation.Place) throws -> Person? {
    let account = pipeline.names.account(user.id)
    guard let known = try casebook.person(account: account) else {
      guard case .group(let chat) = place, try isBound(place) else {
        try release(user.handle, heldBy: nil)
        return nil
      }
      let id = try casebook.nextPersonID()
      let name = pipeline.interpreter.storable(user.name) ?? "成员"
      let change = PersonRegistered(name: name, account: account, handle: handle(of: user))
      try system(.person(id), .personRegistered(change), chat: chat)
      try release(user.handle, heldBy: id)
      if try !Admission.needsConfirming(casebook) {
        try system(.person(id), .personJoined(PersonMoved(group: chat)), chat: chat)
      }
      return try casebook.person(id)
    }
    try refresh(known, from: user)
    if case .group(let chat) = place, try isBound(place), !known.groups.contains(chat),
      try mayJoin(known)
    {
      try comesIn(known, chat)
    }
    return try casebook.person(known.id)
  }

  /// The user name may change; a seeded administrator gets a name when first heard.
  func refresh(_ person: Person, from user: User) throws {
    let isSeed = person.given == Seeder.nameless && person.title == nil
    guard person.handle != user.handle || isSeed,
      case let handle = handle(of: user), person.handle != handle || isSeed
    else { return }
    let old = person.card
    var new = old
    new.handle = handle
    if isSeed { new.name = pipeline.interpreter.storable(user.name) ?? user.id }
    try system(.person(person.id), .personAmended(PersonAmended(new: new, old: old)))
    try release(new.handle, heldBy: person.id)
  }

  /// A user name is one account's: whoever was heard under it before has it no more.
  /// - Parameter holder: Nil for somebody who is no member.
  func release(_ handle: String?, heldBy holder: PersonID?) throws {
    guard let handle else { return }
    for person in try casebook.people() where person.id != holder && person.bears(handle) {
      let old = person.card
      var new = old
      new.handle = nil
      try system(.person(person.id), .personAmended(PersonAmended(new: new, old: old)))
    }
  }

  /// A user name that may be kept is kept as it is, or not at all; it is one word.
  private func handle(of user: User) -> String? {
    user.handle.flatMap {
      pipeline.interpreter.storable($0) == $0 && PersonName.isUserName($0) ? $0 : nil
    }
  }

  /// Somebody who waits to be admitted: told so when they ask for something, and the team is told
  /// once a day.
  private func refuseNewcomer(
    _ person: Person, _ message: Message, _ origin: Origin
  ) throws {
    let utterance = try utterance(message)
    guard
      utterance.mentionsBot || utterance.repliesToBot || isHeard(utterance),
      try message.editDate == nil || take(origin.chat, "edited \(message.id)", message.date)
    else { return }
    try turnAway(message, Admission.answer, origin, by: person.id)
    let day = pipeline.rules.zone.day(of: now)
    let notice = NoticeID("admission/\(person.id)/\(day)")
    guard try casebook.notice(notice) == nil else { return }
    try system(.notice(notice), .noticed(Notice(at: now)), chat: origin.chat)
    try send(Reply(to: .team, about: .open, text: Admission.notice(person)), in: nil)
  }

  private func refuseStranger(_ message: Message, _ origin: Origin) throws {
    guard origin.isPrivate else { return }
    try turnAway(message, "您还不是工作群的成员，这里不能办。\n请先在工作群里说一句话，或联系专班。", origin)
  }

  /// A command, or what was meant for one and is held back.
  private func isHeard(_ utterance: Utterance) -> Bool {
    pipeline.interpreter.isCommand(utterance, handle: pipeline.bot.handle)
      || pipeline.interpreter.holdsAttempt(utterance, handle: pipeline.bot.handle)
  }

  private func refuseNameless(_ message: Message, _ origin: Origin) throws {
    let utterance = try utterance(message)
    guard
      utterance.isAddressed || isHeard(utterance),
      try message.editDate == nil || take(origin.chat, "edited \(message.id)", message.date)
    else { return }
    let text: Wording =
      "匿名或频道身份发的，我认不出是谁，没有办。\n请在输入框旁换成本人，或请群主关掉您的匿名，再发一遍。"
    try turnAway(message, text, origin)
  }
}

extension Dialogue {
  fileprivate var isQuestion: Bool {
    switch question {
    case .choice, .offer, .missing: true
    // What was offered beside an answer, and a table that waits, stay while something else is done.
    case .confirm, .next, .named, .batch: false
    }
  }
}

extension Outcome {
  fileprivate var act: Act? {
    if case .act(let act) = self { act } else { nil }
  }

  /// A rule holds back what it comes from.
  fileprivate var isHeld: Bool {
    if case .refused(_, let refusal) = self { refusal.isHeld } else { false }
  }

  /// In a group that is not bound nothing else is answered.
  fileprivate var bindsGroup: Bool {
    if case .act(.bind) = self { true } else { false }
  }
}
