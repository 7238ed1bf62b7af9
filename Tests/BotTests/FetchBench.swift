import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging
import Synchronization
import TestSupport
import Transport

@testable import Bot

/// A fetch worker on a bench: a server on a socket, a ledger in a folder, and a clock that the test
/// moves.
final class FetchBench {
  let server: FakeBotAPI
  private(set) var store: FileStore
  private let client: HTTPClient
  private let service: BotAPI
  private let folder: String
  private let time: Moment
  private var ledger: Ledger
  private var pipeline: Pipeline
  private var outbox: OutboxWorker
  private var worker: FetchWorker

  private final class Moment: Sendable {
    let now = Mutex(Instant(seconds: 1_789_347_600))
  }

  init(faults: @escaping @Sendable (FakeBotAPI.Call) -> FakeBotAPI.Fault? = { _ in nil })
    async throws
  {
    server = try FakeBotAPI(faults: faults)
    client = try HTTPClient()
    service = BotAPI(
      client: client,
      settings: BotAPI.Settings(baseURL: server.url, token: Secret(server.token)))
    folder = NSTemporaryDirectory() + "fetch-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    time = Moment()
    store = FileStore(data: folder)
    (ledger, pipeline, outbox, worker) = try await FetchBench.open(folder, service, time, store)
    try await commit { round in
      let group = ChatID("botapi:-1001")
      try round.system(.group(group), .groupBound(GroupBound(kind: .units, title: "监督群")))
      let person = PersonID("p1")
      try round.system(
        .person(person),
        .personRegistered(
          PersonRegistered(name: "李工", account: AccountID("botapi:100"), handle: nil)))
      try round.system(.person(person), .personJoined(PersonMoved(group: group)))
      for number in 1...2 {
        let change = CaseRegistered(
          title: "第\(number)件", details: CaseDetails(), due: nil, state: .registered,
          procedure: "test")
        try round.append([FetchBench.event(number, .registered(change), round)])
      }
    }
  }

  private static func open(
    _ folder: String, _ service: BotAPI, _ time: Moment, _ store: FileStore
  ) async throws -> (Ledger, Pipeline, OutboxWorker, FetchWorker) {
    let ledger = try Ledger.open(path: folder + "/ledger.sqlite")
    var log = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    let pipeline = Pipeline(
      ledger: ledger, identity: Identity(BotIdentity(id: "42", name: "联督")),
      names: Names(service: "botapi"),
      limits: service.limits, rules: try Rules.load(Settings()),
      interpreter: try Interpreter.load(Settings()),
      clock: Bot.Clock(
        now: { time.now.withLock { $0 } }, sleep: { _ in }, random: { 0 }),
      log: log, privateChat: { $0 })
    let outbox = OutboxWorker(pipeline: pipeline, service: service, log: log)
    try await outbox.load()
    let worker = FetchWorker(
      pipeline: pipeline, service: service, store: store, outbox: outbox, log: log)
    try await worker.load()
    return (ledger, pipeline, outbox, worker)
  }

  private static func event(_ number: Int, _ change: Change, _ round: Round) -> Event {
    Event(
      stamp: Event.Stamp(
        at: round.now, actor: PersonID("p1"), chat: ChatID("botapi:-1001"), message: "1"),
      record: .matter(CaseNumber(number)), change: change)
  }

  // MARK: What happens

  func commit(_ work: @escaping @Sendable (Round) throws -> Void) async throws {
    try await outbox.commit { [pipeline] in try await pipeline.commit($0, work) }
  }

  private func append(_ change: Change, to number: Int) async throws {
    try await commit { try $0.append([FetchBench.event(number, change, $0)]) }
  }

  /// A progress entry that photos came with.
  func progress(_ references: [String], of number: Int = 1) async throws {
    let files = references.map { Evidence(kind: "photo", reference: $0, unique: "u" + $0) }
    try await append(
      .progressed(
        CaseProgressed(
          text: "已到现场", step: Step(old: .registered, new: .registered), evidence: files)),
      to: number)
  }

  func undo(_ references: [String]) async throws {
    try await append(
      .undone(
        CaseUndone(
          sequence: 3, kind: "case.progressed", step: Step(old: .registered, new: .registered),
          leadership: .init(lead: nil, contacts: [], due: nil), progressCount: 0,
          lastProgress: nil, files: references)),
      to: 1)
  }

  func advance(seconds: Int64) {
    time.now.withLock { $0 = $0.adding(seconds: seconds) }
  }

  /// Whatever can be done now.
  func drain() async throws {
    try await worker.drain()
    try await outbox.drain()
  }

  /// Whatever can be done within an hour.
  func run() async throws {
    for _ in 0..<60 {
      try await drain()
      advance(seconds: 60)
    }
  }

  func restart() async throws {
    try await ledger.close()
    (ledger, pipeline, outbox, worker) = try await FetchBench.open(folder, service, time, store)
  }

  /// Goes on with a ledger made anew from the journal alone.
  func rebuild() async throws {
    try await ledger.close()
    let path = folder + "/ledger.sqlite"
    try Rebuilder.rebuild(from: path, into: folder + "/new.sqlite")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
    try FileManager.default.moveItem(atPath: folder + "/new.sqlite", toPath: path)
    (ledger, pipeline, outbox, worker) = try await FetchBench.open(folder, service, time, store)
  }

  func close() async {
    try? await ledger.close()
    await client.shutdown()
    server.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  // MARK: What came of it

  func items(of number: Int = 1) async throws -> [EvidenceItem] {
    try await ledger.read { try $0.casebook(for: .everyone).matter(CaseNumber(number)) }?.evidence
      ?? []
  }

  func storedEvents() async throws -> Int {
    var count = 0
    for number in 1...2 {
      count += try await ledger.read {
        try $0.casebook(for: .everyone).history(of: .matter(CaseNumber(number)))
      }.count { $0.event.change.isBookkeeping }
    }
    return count
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: store.folder).sorted()
  }

  func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int ?? 0) & 0o777
  }
}

extension Round {
  /// Seeds by events, as any other decision.
  func append(_ events: [Event]) throws {
    _ = try commit(decided { _ in Decision(events: events) })
  }
}
