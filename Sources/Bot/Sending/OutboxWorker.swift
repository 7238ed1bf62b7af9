import Casework
import Chat
import Ledger
import Logging
import ServiceLifecycle

/// Sends what the outbox holds: one message in flight for each chat, several chats at once, in
/// order, until the server confirms. In flight means sent and not durably confirmed, so that a
/// crash repeats at most those.
actor OutboxWorker: Service {
  private let pipeline: Pipeline
  private let service: any ChatService
  private let clock: Clock
  private let log: Logger
  private var queues: [ChatID: ChatQueue] = [:]
  private var ready: ReadyChats = ReadyChats()
  private var inFlight = 0
  /// Of those in flight, how many are accepted and wait for their confirmation to be on disk.
  private var settling = 0
  /// Set once the program is told to stop.
  private var stopBy: Instant?
  private var hasLoaded = false
  private var failures: [ChatID: Backoff] = [:]
  /// Groups that were moved: what is under way bears the old id.
  private var aliases: [ChatID: ChatID] = [:]
  private let gate = Gate()
  private let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  init(pipeline: Pipeline, service: any ChatService, log: Logger) {
    self.pipeline = pipeline
    self.service = service
    self.log = log
    clock = pipeline.clock
    (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Commits something and takes what it enqueued. One after the other: of two commits the earlier one
  /// must be handed over first, or its messages would come behind later ones.
  func commit(
    _ work: @Sendable (borrowing CommitTurn) async throws -> Committed
  ) async throws {
    let turn = await gate.enter()
    take(try await work(turn))
    _ = consume turn
  }

  /// Takes what was just committed. Before `load` has read what waited, nothing is taken: it lies in
  /// the ledger behind the older ones, and comes with them.
  private func take(_ committed: Committed) {
    guard hasLoaded else { return }
    for one in committed.moves { move(one.from, to: one.to) }
    if !committed.retracted.isEmpty {
      for chat in queues.keys { queues[chat]?.retract(committed.retracted) }
    }
    for one in committed.outgoing {
      let chat = one.entry.chat
      queues[chat, default: ChatQueue()].add(one)
      ready.offer(chat)
    }
    signal.yield()
  }

  /// Sends, one after the other, whatever may go now. For a simulated clock, where nothing else
  /// runs the worker.
  func drain() async throws {
    ready.release()
    while let next = await next() {
      inFlight += 1
      await deliver(next)
    }
  }

  func run() async throws {
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        group.addTask { await self.alarm() }
        for await _ in signals {
          while inFlight < service.limits.concurrentChats, !isOverdue, let next = await next() {
            inFlight += 1
            group.addTask { await self.deliver(next) }
          }
          if stopBy != nil, inFlight == 0 { break }
        }
        group.cancelAll()
      }
    } onGracefulShutdown: {
      Task { await self.stop() }
    }
  }

  /// What can go at once still goes, for a few seconds; the rest waits for the next start.
  private func stop() {
    stopBy = clock.now().adding(seconds: 5)
    signal.yield()
  }

  private var isOverdue: Bool { stopBy.map { $0 <= clock.now() } ?? false }

  /// Takes up what was left from before; messages held back by a server's wish keep their time.
  /// Called once, before the first poll: a new message must not overtake an older one.
  func load() async throws {
    let chats = try await pipeline.ledger.read { try $0.chatsWithPending() }
    for chat in chats {
      try await refill(chat)
      ready.offer(chat)
    }
    if !chats.isEmpty {
      log.notice("messages left to send", metadata: ["chats": "\(chats.count)"])
    }
    hasLoaded = true
    signal.yield()
  }

  /// In a turn of its own, so that nothing is committed or moved while the ledger is read.
  private func refill(_ chat: ChatID) async throws {
    let turn = await gate.enter()
    guard queues[chat]?.waiting.isEmpty ?? true, queues[chat]?.isBusy != true else { return }
    let after = queues[chat]?.lastID ?? 0
    let limit = ChatQueue.window
    let entries = try await pipeline.ledger.read {
      try $0.pending(chat: chat, after: after, limit: limit + 1)
    }
    let outgoing = try entries.prefix(limit).map { entry in
      let content = try OutboxBody.content(of: entry.body)
      return Outgoing(entry: entry, text: content.text, file: content.file)
    }
    queues[chat, default: ChatQueue()].refill(outgoing, hasMore: entries.count > limit)
    if let notBefore = outgoing.first?.entry.notBefore { queues[chat]?.notBefore = notBefore }
    _ = consume turn
  }

  /// The next message that may go now.
  private func next() async -> Outgoing? {
    while let chat = ready.take() {
      guard var queue = queues[chat], !queue.isBusy else { continue }
      if let until = queue.notBefore, until > clock.now() {
        ready.hold(chat)
        continue
      }
      if queue.waiting.isEmpty, queue.hasMore {
        do {
          try await refill(chat)
        } catch {
          log.error("outbox cannot be read", metadata: ["reason": "\(error)"])
          ready.hold(chat)
          continue
        }
        // Moved meanwhile.
        guard let filled = queues[chat], !filled.isBusy else { continue }
        queue = filled
      }
      guard let first = queue.waiting.first else {
        if queue.isEmpty { queues[chat] = nil }
        continue
      }
      queues[chat]?.underWay = [first.entry.id]
      queues[chat]?.notBefore = nil
      return first
    }
    return nil
  }

  /// Chats that wait for a moment are looked at again every second; nothing relies on one timer.
  private func alarm() async {
    while !Task.isCancelled {
      await clock.wait(.seconds(1))
      ready.release()
      signal.yield()
    }
  }

  // MARK: One message

  private func deliver(_ outgoing: Outgoing) async {
    let entry = outgoing.entry
    do {
      let sent = try await send(outgoing)
      CrashPoint.pass(.afterAccept)
      try await settled(outgoing, as: sent)
    } catch let error as ChatError {
      await failed(outgoing, with: error)
    } catch {
      log.error("confirmation not stored", metadata: ["reason": "\(error)"])
      retryLater(entry, after: .seconds(1))
    }
    inFlight -= 1
    let chat = place(of: entry)
    queues[chat]?.underWay.remove(entry.id)
    ready.offer(chat)
    signal.yield()
  }

  private func send(_ outgoing: Outgoing) async throws(ChatError) -> SentMessage {
    let entry = outgoing.entry
    let chat = pipeline.names.local(entry.chat.text) ?? entry.chat.text
    guard let file = outgoing.file else {
      return try await service.send(
        OutgoingMessage(chat: chat, text: outgoing.text, replyTo: entry.replyTo, key: entry.key))
    }
    guard let exports = pipeline.exports else {
      throw .unsupported("this program has no folder for files")
    }
    return try await service.send(
      OutgoingDocument(
        chat: chat, path: exports.path(of: file), name: file.name, caption: outgoing.text,
        replyTo: entry.replyTo, key: entry.key))
  }

  private func settled(_ outgoing: Outgoing, as sent: SentMessage) async throws {
    let entry = outgoing.entry
    // Where everything in flight waits for the disk, waiting longer gains nothing.
    settling += 1
    defer { settling -= 1 }
    while true {
      do {
        if let moved = sent.migratedTo { try await move(entry.chat, to: moved) }
        // The old chat took it, and the new one counts its messages anew.
        let isAlien = sent.migratedTo == nil && current(entry.chat) != entry.chat
        try await pipeline.ledger.settle(
          .confirmed(outbox: entry.id, remote: isAlien ? "" : sent.id), flush: settling >= inFlight)
        pipeline.health.stored()
        pipeline.health.sent()
        break
      } catch {
        // The server has it: only the confirmation is tried again, never the message.
        log.critical("confirmation not stored", metadata: ["reason": "\(error)"])
        pipeline.health.storeFailed()
        await clock.wait(.seconds(5))
        if Task.isCancelled || isOverdue { throw error }
      }
    }
    failures[place(of: entry)] = nil
    queues[place(of: entry)]?.removeFirst(entry.id)
  }

  private func failed(_ outgoing: Outgoing, with error: ChatError) async {
    let entry = outgoing.entry
    pipeline.health.failed(.send, error)
    do {
      switch error {
      case .moved(let id): try await move(entry.chat, to: id)
      case .refused(403, _, _) where entry.unreachable == .wait:
        try await pipeline.ledger.settle(.parked(outbox: entry.id), flush: true)
        queues[place(of: entry)]?.removeFirst(entry.id)
      case .refused(let code, _, _):
        try await giveUp(outgoing, because: "\(error)", code: code)
      case .unsupported:
        try await giveUp(outgoing, because: "\(error)", code: nil)
      case .rateLimited(let wait):
        try await postpone(entry, error) { $0.next(retryAfter: wait, random: $1) }
      case .cancelled:
        break
      case .unavailable, .conflict, .unauthorized, .unreadable:
        try await postpone(entry, error) { $0.next(random: $1) }
      }
    } catch {
      log.error("outcome not stored", metadata: ["reason": "\(error)"])
      retryLater(entry, after: .seconds(1))
    }
  }

  private func postpone(
    _ entry: OutboxEntry, _ error: ChatError, _ wait: (inout Backoff, Double) -> Duration
  ) async throws {
    pipeline.health.retried()
    let chat = place(of: entry)
    var backoff = failures[chat] ?? Backoff()
    let pause = wait(&backoff, clock.random())
    failures[chat] = backoff
    log.warning(
      "send failed, tried again later",
      metadata: [
        "outbox": "\(entry.id)", "chat": "\(entry.chat)", "wait": "\(pause)",
        "reason": "\(error)",
      ])
    let until = clock.now().adding(milliseconds: pause.milliseconds)
    queues[chat]?.notBefore = until
    try await pipeline.ledger.settle(
      .postponed(outbox: entry.id, until: until, attempts: backoff.failures), flush: true)
  }

  private func retryLater(_ entry: OutboxEntry, after pause: Duration) {
    queues[place(of: entry)]?.notBefore = clock.now().adding(milliseconds: pause.milliseconds)
  }

  /// Named, not dropped: the journal has it and the administrators are told.
  private func giveUp(_ outgoing: Outgoing, because reason: String, code: Int?) async throws {
    pipeline.health.gaveUp()
    // Told first: a crash in between tells it twice rather than never.
    try await commit { [pipeline] in
      try await pipeline.giveUp(outgoing, because: reason, code: code, $0)
    }
    try await pipeline.ledger.settle(.givenUp(outbox: outgoing.entry.id), flush: true)
    queues[place(of: outgoing.entry)]?.removeFirst(outgoing.entry.id)
  }

  // MARK: Groups that move

  /// The IM says so while something is sent.
  private func move(_ old: ChatID, to id: String) async throws {
    try await commit { [pipeline] in
      try await pipeline.move(old, to: pipeline.names.chat(id), $0)
    }
  }

  /// What waited for the old id waits for the new one, where the ledger has it already: it is read anew
  /// once all that is under way for either has come back.
  private func move(_ old: ChatID, to new: ChatID) {
    guard old != new else { return }
    aliases[old] = new
    aliases[new] = nil
    queues[new] = ChatQueue(of: [old, new].compactMap { queues.removeValue(forKey: $0) })
    if let backoff = failures.removeValue(forKey: old) { failures[new] = backoff }
    ready.offer(new)
  }

  /// Whose queue has it under way.
  private func place(of entry: OutboxEntry) -> ChatID {
    let isThere = queues[entry.chat]?.underWay.contains(entry.id) ?? false
    return isThere ? entry.chat : current(entry.chat)
  }

  /// The id a chat has now. Ends, since where it leads to has no alias itself.
  private func current(_ chat: ChatID) -> ChatID {
    var chat = chat
    while let next = aliases[chat] { chat = next }
    return chat
  }
}

/// Chats that may have something to send, each once, in the order they were offered.
struct ReadyChats {
  private var order: [ChatID] = []
  private var head = 0
  private var known: Set<ChatID> = []
  private var held: Set<ChatID> = []

  mutating func offer(_ chat: ChatID) {
    if known.insert(chat).inserted { order.append(chat) }
  }

  mutating func take() -> ChatID? {
    guard head < order.count else {
      order.removeAll(keepingCapacity: true)
      head = 0
      return nil
    }
    let chat = order[head]
    head += 1
    known.remove(chat)
    return chat
  }

  /// Puts a chat aside until `release`.
  mutating func hold(_ chat: ChatID) { held.insert(chat) }

  mutating func release() {
    for chat in held.sorted() { offer(chat) }
    held = []
  }
}

extension Duration {
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension Instant {
  func adding(milliseconds: Int64) -> Instant {
    Instant(milliseconds: self.milliseconds + milliseconds)
  }
}
