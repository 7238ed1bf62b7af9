import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging

/// What a commit leaves for the outbox.
struct Committed: Sendable {
  /// To be sent.
  var outgoing: [Outgoing] = []
  var moves: [GroupMove] = []
  /// Not to be sent any more.
  var retracted: [Int64] = []
}

/// A group that goes on under another id.
struct GroupMove: Sendable {
  var from: ChatID
  var to: ChatID
}

extension Pipeline {
  /// The only way to commit what may queue messages: whoever has the turn hands over what comes of it.
  func commit(
    _ turn: borrowing CommitTurn, _ work: @escaping @Sendable (Round) throws -> Void
  ) async throws -> Committed {
    let now = clock.now()
    return try await ledger.transact { transaction in
      let round = Round(pipeline: self, transaction: transaction, now: now)
      try work(round)
      let retracted = round.retracted
      if !retracted.isEmpty { round.outgoing.removeAll { retracted.contains($0.entry.id) } }
      return Committed(outgoing: round.outgoing, moves: round.moves, retracted: retracted)
    }
  }
}

/// One transaction's work. Used on the ledger's writer only, from the first update to the last.
final class Round {
  let pipeline: Pipeline
  let transaction: Transaction
  /// One moment for the whole transaction.
  let now: Instant
  var outgoing: [Outgoing] = []
  /// The whole batch: the photos of one album mostly come in one.
  var batch: [IncomingUpdate] = []
  /// Groups that go on under another id, the older move first.
  var moves: [GroupMove] = []
  /// What waits in the outbox and must not be sent any more.
  var retracted: [Int64] = []
  /// Digests of the updates set aside in this transaction.
  private var setAsideNow: [String] = []

  fileprivate init(pipeline: Pipeline, transaction: Transaction, now: Instant) {
    self.pipeline = pipeline
    self.transaction = transaction
    self.now = now
  }

  /// What holds for everybody: who there is, and the open cases.
  var casebook: any Casebook { transaction.casebook(for: .everyone) }
  /// What there is, for what the program itself does about cases: nothing of it is said.
  var whole: any Casebook { transaction.casebook(for: .clock) }

  /// Runs a piece of work that leaves nothing behind if it fails.
  func attempt(_ work: () throws -> Void) throws {
    let before = (outgoing: outgoing.count, moves: moves.count, retracted: retracted.count)
    do {
      try transaction.savepoint { try work() }
    } catch {
      outgoing.removeLast(outgoing.count - before.outgoing)
      moves.removeLast(moves.count - before.moves)
      retracted.removeLast(retracted.count - before.retracted)
      throw error
    }
  }

  // MARK: Sending

  /// Where an answer belongs: the message it answers, and what kind of chat that is.
  struct Origin {
    var chat: ChatID
    var message: String
    var isPrivate: Bool
    /// Who spoke, where that is known.
    var actor: PersonID?
    /// The answer quotes the message.
    var quotes = true
    /// What the message says, until it is judged: what a rule holds back is not quoted.
    var said: Said?
    /// The held-back message that the answer is about, with which it goes.
    var about: String?

    struct Said {
      var text: String
      var fileNames: [String]
    }
  }

  /// Whether a rule holds back what an answer would quote.
  func isHeld(_ origin: Origin) -> Bool {
    origin.said.map {
      pipeline.interpreter.holdsBack($0.text, $0.fileNames, isPrivate: origin.isPrivate)
    } ?? false
  }

  /// Says it to whom it is for, as far as they may know of what it tells.
  /// - Parameter isRestricted: Of an answer: its act met or asked for a restricted case.
  func send(_ reply: Reply, in origin: Origin?, isRestricted: Bool = false) throws {
    guard let reply = try reply.leaving(whole) else { return }
    switch reply.to {
    case .here:
      guard let origin else { return }
      let quotes = reply.quotes && origin.quotes && !isHeld(origin)
      try enqueue(
        reply, to: origin.chat, replyTo: quotes ? origin.message : nil, isPrivate: origin.isPrivate,
        isRestricted: isRestricted, about: origin.about,
        asked: origin)
    case .group(let chat):
      try enqueue(reply, to: chat, replyTo: nil, isPrivate: false)
    case .person(let id):
      guard let person = try casebook.person(id), !person.hasLeft else { return }
      try enqueue(reply, privatelyTo: person, asker: asker(of: reply, to: person, origin))
      if let copy = try Deputies.copy(of: reply, to: person, on: today, casebook) {
        try enqueue(
          copy.reply, privatelyTo: copy.to, asker: asker(of: copy.reply, to: copy.to, origin))
      }
    case .administrators:
      for person in try casebook.people() where person.roles.contains(.admin) && !person.hasLeft {
        try enqueue(reply, privatelyTo: person)
      }
    case .team:
      for person in try casebook.people()
      where person.roles.contains(.team) && !person.groups.isEmpty {
        if try reply.mayReach(person.id, whole) { try enqueue(reply, privatelyTo: person) }
      }
    case .contact(let unit):
      let contacts = try casebook.contacts(of: unit, on: today)
      if let first = contacts.first {
        try enqueue(reply, privatelyTo: first, asker: asker(of: reply, to: first, origin))
      }
    }
  }

  func enqueue(_ reply: Reply, privatelyTo person: Person, asker: Asker? = nil) throws {
    for account in person.accounts {
      guard let id = pipeline.names.local(account.text) else { continue }
      let chat = pipeline.names.chat(pipeline.privateChat(id))
      return try enqueue(
        reply, to: chat, replyTo: nil, isPrivate: true, isRestricted: reply.isRestricted,
        asker: asker)
    }
    pipeline.log.warning(
      "no account of this service to write to", metadata: ["person": "\(person.id)"])
  }

  func enqueue(
    _ reply: Reply, to chat: ChatID, replyTo: String?, isPrivate: Bool,
    isRestricted: Bool = false, about: String? = nil, asked: Origin? = nil, asker: Asker? = nil
  ) throws {
    let casebook = casebook
    // A restricted number is known in private only.
    let card = reply.card?.series == .restricted && !isPrivate ? nil : reply.card
    let text = Renderer(names: pipeline.names).render(reply.text, isPrivate: isPrivate) { id in
      (try? casebook.person(id))?.accounts.first
    }
    let limits = pipeline.limits
    let unreachable = try unreachable(reply.unreachable)
    if let table = reply.table {
      return try enqueue(
        table, beside: text,
        Destination(
          chat: chat, replyTo: replyTo, card: reply.card, isRestricted: isRestricted, asked: asked))
    }
    for (index, part) in text.split(limit: limits.maximumTextUnits, unit: limits.textUnit)
      .enumerated()
    {
      var draft = OutboxDraft(
        chat: chat, replyTo: index == 0 ? replyTo : nil, body: OutboxBody.encode(part),
        card: card, at: now, unreachable: index == 0 ? unreachable : unreachable.forLaterPart,
        isRestricted: isRestricted, isPrivate: isPrivate, about: about)
      if card == nil, !isRestricted {
        draft.lists = ListedCases.of(part.lines.map { $0.map(\.plainText).joined() })
      }
      draft.asker = asker
      if index == 0 { draft.urged = reply.urged }
      outgoing.append(Outgoing(entry: try transaction.enqueue(draft), text: part))
    }
  }

  // MARK: Trouble

  /// An update that could not be read or handled: only its digest is kept. One that bears no number
  /// comes again with every poll, and is set aside once.
  func setAside(_ update: IncomingUpdate, because reason: String) throws {
    let digest = Digest.of(update)
    let key = InboxKey(
      account: pipeline.service, chat: pipeline.names.chat("set aside"), message: digest,
      date: Instant(milliseconds: 0))
    guard try transaction.take(key) else { return }
    pipeline.log.error(
      "update set aside",
      metadata: ["update": "\(update.id ?? "-")", "digest": "\(digest)", "reason": "\(reason)"])
    try system(nil, .updateSetAside(UpdateSetAside(digest: digest, reason: reason)))
    setAsideNow.append(digest)
    do {
      try attempt { try answerSetAside(update, digest) }
    } catch let error as LedgerError where error.blamesStore {
      throw error
    } catch {
      pipeline.log.error("its writer is not told", metadata: ["reason": "\(error)"])
    }
  }

  /// Whoever wrote it hears, where they wrote it, that nothing was done.
  private func answerSetAside(_ update: IncomingUpdate, _ digest: String) throws {
    let message: Message
    switch update.content {
    case .update(.message(let new)): message = new
    case .update(.edited(let changed)): message = changed
    case .update, .ignored, .unreadable: return
    }
    guard message.sender?.isBot != true, let place = try place(of: message) else { return }
    let text: Wording = """
      这条没有办成，我这里出了错，什么也没有记。
      记录号：\(Round.number(digest))
      请换个说法重发；还是不行，请把记录号告诉管理员。
      """
    try send(Reply(text: text), in: Origin(message, in: place))
  }

  /// As much of a digest as people tell one another.
  private static func number(_ digest: String) -> String { String(digest.prefix(12)) }

  /// The administrators hear of what was set aside, once for a batch.
  func tellSetAside() throws {
    guard !setAsideNow.isEmpty else { return }
    let count = setAsideNow.count
    let text: Wording = """
      有\(count)条消息我读不了，已放在一边，其他的照办。
      记录号：\(setAsideNow.prefix(5).map(Round.number).joined(separator: "、"))\(count > 5 ? "等" : "")，日志里有原因。
      说话的人知道没有办成；读不出是谁的，请他换个说法重发。
      """
    try send(Reply(to: .administrators, about: .open, text: text), in: nil)
  }

  func giveUp(_ given: Outgoing, because reason: String, code: Int?) throws {
    let entry = given.entry
    // Nobody else may hear that something about a restricted record waits.
    guard entry.unreachable != .wait else { return }
    pipeline.log.error(
      "message given up",
      metadata: ["outbox": "\(entry.id)", "chat": "\(entry.chat)", "reason": "\(reason)"])
    // Counted within its chat and past restricted ones, so that no number tells of those.
    let (isRestricted, place) = try transaction.place(outbox: entry.id)
    let change = MessageGivenUp(
      outbox: isRestricted ? Int(entry.id) : place, chat: entry.chat, reason: reason)
    try system(
      nil, .messageGivenUp(change), chat: entry.chat, audience: isRestricted ? .restricted : .open)
    let receiver = try owner(of: entry.chat)
    if code == 403, !isRestricted, let receiver {
      try transaction.setOutOfReach(receiver.id, chat: entry.chat)
    }
    let told = try receiver.map {
      try correct(entry, to: $0, code: code, isRestricted: isRestricted)
    }
    if code == 403, try sayOtherwise(entry) { return }
    // Administrators have no clearance: who may see the case meets it in 我的.
    guard !isRestricted else { return }
    // What was to reach an administrator and did not would only fail again.
    let admins = try casebook.people().filter { $0.roles.contains(.admin) }
    let lost = Set(
      admins.flatMap(\.accounts).compactMap { pipeline.names.local($0.text) }
        .map { pipeline.names.chat(pipeline.privateChat($0)) })
    guard !lost.contains(entry.chat) else { return }
    let group = try casebook.group(entry.chat).map { "群“\($0.title ?? entry.chat.text)”" }
    let whose = group ?? receiver?.address ?? entry.chat.text
    var text: Wording = "有一条消息没能送到\(whose)。"
    switch (code, group != nil) {
    case (403, true): text.add("原因：我已不在群里，或在群里不能说话。\n请把我重新请进群，并用别的办法告诉大家。")
    case (403, false): text.add("原因：对方没有先和我说过话，或停用了我。\n请用别的办法告诉对方；对方先私聊我一次，以后就能送到。")
    case (let code?, _): text.add("原因：平台不收（代码\(code)），日志里有详情。\n请用别的办法告诉对方。")
    case (nil, _): text.add("原因：平台不支持，日志里有详情。\n请用别的办法告诉对方。")
    }
    for admin in admins where !admin.hasLeft && told?.contains(admin.id) != true {
      try enqueue(Reply(to: .administrators, about: .open, text: text), privatelyTo: admin)
    }
  }

  /// Whose private chat that is.
  private func owner(of chat: ChatID) throws -> Person? {
    try casebook.people().first { person in
      person.accounts.contains { account in
        pipeline.names.local(account.text).map {
          pipeline.names.chat(pipeline.privateChat($0)) == chat
        } ?? false
      }
    }
  }
}
