import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Bot

/// What is committed is sent: in order, once, one at a time in each chat, whoever committed it and
/// whatever becomes of the group meanwhile.
@Suite("Sending", .timeLimit(.minutes(5)))
struct SendingTests {
  @Test(
    "commits of polls and of file jobs side by side: nothing waits for the next start",
    arguments: 0..<8)
  func interleaved(seed: Int) async throws {
    let bench = try await SendingBench(seed: seed)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for number in 0..<10 {
            try await bench.say(
              "\(task)/\(number)", to: SendingBench.old, delay: (task + number) % 5)
          }
        }
      }
      try await group.waitForAll()
    }
    try await bench.sent(80)
    #expect(bench.service.order(of: SendingBench.old) == (1...80).map(Int64.init))
    #expect(bench.service.mostUnderWay == 1)
    #expect(try await bench.pending() == 0)
    try await bench.close()
  }

  @Test(
    "a group moves while messages to it are under way: each once, one at a time", arguments: 0..<40)
  func moved(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let bench = try await SendingBench(seed: seed)
    for number in 0..<5 { try await bench.say("\(number)", to: SendingBench.old) }
    bench.service.migrate(after: Int.random(in: 0..<5, using: &random))
    for _ in 0..<Int.random(in: 0..<200, using: &random) { await Task.yield() }
    // The IM's own word of it, which the bot may hear before or after a send fails.
    if random.chance(80) { try await bench.move() }
    for number in 5..<9 { try await bench.say("\(number)", to: SendingBench.new) }
    if random.chance(50) { try await bench.move() }
    try await bench.sent(9)
    #expect(bench.service.doubled.isEmpty, "sent twice: \(bench.service.doubled)")
    #expect(try await bench.pending() == 0)
    try await bench.close()
  }

  @Test(
    "known before anything goes to the new id, there is never more than one under way",
    arguments: 0..<20)
  func oneAtATime(seed: Int) async throws {
    let bench = try await SendingBench(seed: seed)
    for number in 0..<4 { try await bench.say("\(number)", to: SendingBench.old) }
    bench.service.migrate(after: seed % 4)
    for _ in 0..<(seed * 7) { await Task.yield() }
    try await bench.move()
    for number in 4..<8 { try await bench.say("\(number)", to: SendingBench.new) }
    try await bench.sent(8)
    #expect(bench.service.mostUnderWay == 1)
    #expect(bench.service.doubled.isEmpty)
    #expect(bench.service.order(of: SendingBench.old) == (1...8).map(Int64.init))
    try await bench.close()
  }

  @Test("a message to a group that is bound nowhere follows it too")
  func unbound() async throws {
    let bench = try await SendingBench(seed: 3, isBound: false)
    bench.service.migrate(after: 0)
    for number in 0..<3 { try await bench.say("\(number)", to: SendingBench.old) }
    try await bench.sent(3)
    #expect(try await bench.pending() == 0)
    try await bench.close()
  }
}

/// The outbox worker as a service, over an IM in memory that takes its time.
private struct SendingBench: Sendable {
  static let old = ChatID("slow:-1")
  static let new = ChatID("slow:-1001")

  let service: SlowService
  private let ledger: Ledger
  private let pipeline: Pipeline
  private let worker: OutboxWorker
  private let running: Task<Void, any Error>
  private let folder: String

  init(seed: Int, isBound: Bool = true) async throws {
    service = SlowService(seed: UInt64(seed))
    folder = NSTemporaryDirectory() + "sending-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    ledger = try Ledger.open(path: folder + "/ledger.sqlite")
    var log = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    pipeline = Pipeline(
      ledger: ledger, identity: Identity(BotIdentity(id: "42", name: "联督")),
      names: Names(service: "slow"),
      limits: service.limits, rules: try Rules.load(Settings()),
      interpreter: try Interpreter.load(Settings()),
      clock: Bot.Clock(
        now: { Instant(seconds: 1_789_347_600) }, sleep: { _ in await Task.yield() },
        random: { 0 }),
      log: log, privateChat: { $0 })
    let worker = OutboxWorker(pipeline: pipeline, service: service, log: log)
    self.worker = worker
    try await worker.load()
    if isBound {
      try await worker.commit { [pipeline] turn in
        try await pipeline.commit(turn) {
          try $0.system(
            .group(SendingBench.old), .groupBound(GroupBound(kind: .units, title: "监督群")))
        }
      }
    }
    running = Task { try await worker.run() }
  }

  /// Commits an answer; hands it over after so many chances for others to come between.
  func say(_ text: String, to chat: ChatID, delay: Int = 0) async throws {
    try await worker.commit { [pipeline] turn in
      let committed = try await pipeline.commit(turn) {
        try $0.enqueue(
          Reply(text: Wording(text)), to: chat, replyTo: nil, isPrivate: false)
      }
      for _ in 0..<delay { await Task.yield() }
      return committed
    }
  }

  func move() async throws {
    try await worker.commit { [pipeline] turn in
      try await pipeline.move(SendingBench.old, to: SendingBench.new, turn)
    }
  }

  /// Waits until so many were sent and are settled.
  func sent(_ count: Int) async throws {
    while service.count < count { await Task.yield() }
    while try await pending() > 0 { await Task.yield() }
  }

  func pending() async throws -> Int {
    try await ledger.read { snapshot in
      try snapshot.chatsWithPending().reduce(0) {
        $0 + (try snapshot.pending(chat: $1, limit: 1000).count)
      }
    }
  }

  func close() async throws {
    running.cancel()
    _ = await running.result
    try await ledger.close()
    try FileManager.default.removeItem(atPath: folder)
  }
}

/// One group, which may get another id between two sends.
private final class SlowService: ChatService {
  private struct State {
    var random: SeededGenerator
    var underWay = 0
    var most = 0
    var sent: [String] = []
    var migratesAfter: Int?
  }

  let name = "slow"
  let limits = ServiceLimits()
  private let state: Mutex<State>

  init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

  var count: Int { state.withLock { $0.sent.count } }
  var mostUnderWay: Int { state.withLock { $0.most } }
  /// Keys that came more than once.
  var doubled: [String] {
    state.withLock { state in
      Dictionary(grouping: state.sent) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
  }

  /// The places in the outbox, as they arrived.
  func order(of chat: ChatID) -> [Int64] {
    state.withLock { state in
      state.sent.compactMap { key in
        let parts = key.split(separator: "-")
        return parts.count >= 2 ? Int64(parts[parts.count - 2]) : nil
      }
    }
  }

  func delete(message id: String, in chat: String) async throws(ChatError) {
    throw .unsupported("deleting")
  }

  /// After so many messages the old id is no more.
  func migrate(after count: Int) { state.withLock { $0.migratesAfter = $0.sent.count + count } }

  func send(_ message: OutgoingMessage) async throws(ChatError) -> SentMessage {
    let turns = state.withLock { state in
      state.underWay += 1
      state.most = max(state.most, state.underWay)
      return Int.random(in: 0..<40, using: &state.random)
    }
    for _ in 0..<turns { await Task.yield() }
    let result: Result<SentMessage, ChatError> = state.withLock { state in
      state.underWay -= 1
      let isGone = state.migratesAfter.map { state.sent.count >= $0 } ?? false
      let isOld = message.chat == "-1"
      // Some adapters send once more to the new id by themselves, others say so.
      if isGone, isOld, state.random.chance(50) { return .failure(.moved(to: "-1001")) }
      state.sent.append(message.key)
      return .success(
        SentMessage(
          id: "\(state.sent.count)", migratedTo: isGone && isOld ? "-1001" : nil))
    }
    return try result.get()
  }

  func identify() async throws(ChatError) -> BotIdentity { BotIdentity(id: "42", name: "联督") }
  func poll(from cursor: String?, hold: Duration) async throws(ChatError) -> UpdateBatch {
    UpdateBatch()
  }
  func send(_ document: OutgoingDocument) async throws(ChatError) -> SentMessage {
    throw .unsupported("no files")
  }
  func privateChat(with account: String) -> String { account }
  func publish(_ menu: [MenuCommand]) async throws(ChatError) {}
  func fetch(file reference: String, to path: String, limit: Int) async throws(ChatError) {
    throw .unsupported("no files")
  }
}
