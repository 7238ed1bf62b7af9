import Casework
import Dispatch
import Foundation
import GRDB
import Synchronization

/// The ledger: a tamper-evident journal, the records folded from it, and the queues of messages
/// in and out, in one SQLite file with one serial writer.
///
/// A commit is on disk when a call returns. Whoever opens one holds the folder's `LedgerLock`.
public final class Ledger: Sendable {
  /// How to open.
  public struct Options: Sendable {
    /// Connections for reading beside the writer.
    public var readers: Int
    /// How many of the last entries of each chain are verified before the ledger opens.
    public var verifiedTail: Int
    /// After how many milliseconds a settlement is committed if no transaction took it along.
    public var settleWithin: Int
    /// Names a new ledger; its answer must be unlike any other's.
    public var identity: @Sendable () -> String
    /// Seals what is restricted; nil leaves it as it is.
    public var sealer: Sealer?
    /// What the commitments of entries are made with, by their places; it must not be guessed. Nil: by
    /// chance; where it gives nil the entry has none, as older programs wrote it.
    public var salt: (@Sendable (Int) -> Data?)?
    /// Hears how far the journal is folded anew, where the tables were made by another version: at
    /// its beginning, every 5,000 entries, and at its end.
    public var refolding: @Sendable (Refolding) -> Void = { _ in }

    public init(
      readers: Int = 2, verifiedTail: Int = 100, settleWithin: Int = 20,
      identity: @escaping @Sendable () -> String = {
        String(UInt64.random(in: .min ... .max), radix: 36)
      }, sealer: Sealer? = nil
    ) {
      self.sealer = sealer
      self.readers = readers
      self.verifiedTail = verifiedTail
      self.settleWithin = settleWithin
      self.identity = identity
    }
  }

  let pool: DatabasePool
  let ring: KeyRing
  private let settleWithin: Int
  private let memory = Mutex(Memory())
  private let waiting = Mutex(WaitingSettlements())

  /// Opens a ledger; creates and migrates it where needed. One whose tables were made by another
  /// version (`FoldVersion`) is folded anew, in one transaction: cut off, it begins again.
  ///
  /// - Throws: `LedgerError`: a newer or foreign file, a journal whose tail does not verify, a
  ///   writer that does not flush at every commit, or what the file system says.
  public static func open(path: String, options: Options = Options()) throws(LedgerError) -> Ledger
  {
    let ring = KeyRing(options.sealer, salt: options.salt ?? KeyRing.randomSalt)
    let ledger = Ledger(
      pool: try LedgerFile.openForWriting(path: path, options: options, ring: ring), ring: ring,
      settleWithin: options.settleWithin)
    do {
      try ledger.pool.read { db in
        for audience in Audience.allCases {
          let chain = ChainReader(audience: audience, ring: ring)
          try chain.walk(db, from: chain.start(db, last: options.verifiedTail)) { _, _ in }
        }
      }
      try Rebuilder.refoldIfNeeded(ledger.pool, ring, options.refolding)
    } catch let error as LedgerError {
      throw error
    } catch let error as DatabaseError {
      throw .store(StoreFailure(error))
    } catch {
      throw .unreadable(table: "journal", because: "\(error)")
    }
    return ledger
  }

  private init(pool: DatabasePool, ring: KeyRing, settleWithin: Int) {
    self.ring = ring
    self.pool = pool
    self.settleWithin = settleWithin
  }

  /// Commits what `body` does, together with the settlements that wait, and returns when it is on
  /// disk.
  ///
  /// It is not cancelled with its task: a caller told of a cancellation could not know whether the
  /// commit happened. What `body` throws undoes all that it did.
  ///
  /// - Throws: What `body` throws, SQLite's failures as `LedgerError`.
  @discardableResult
  public func transact<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      pool.asyncWriteWithoutTransaction { db in
        let result = self.perform(db, body)
        if case .success = result { CrashPoint.pass(.afterCommit) }
        continuation.resume(with: result)
      }
    }
  }

  /// Reads at one moment, beside the writer, everything committed before the call.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (Snapshot) throws -> T
  ) async throws -> T {
    do {
      return try await pool.read { [ring] in
        try body(Snapshot(db: $0, memory: Memory(), ring: ring))
      }
    } catch {
      throw LedgerError.translated(error)
    }
  }

  /// Stores what became of a try to send. Joins the next transaction; one of its own follows after
  /// 8 that wait, after 20 ms, or at once where `flush` is true.
  ///
  /// Returns when it is on disk. Not cancelled with its task.
  ///
  /// - Throws: `LedgerError` to every waiter of a commit that failed; the message then counts as
  ///   not settled.
  public func settle(_ settlement: Settlement, flush: Bool = false) async throws {
    try settlement.check()
    try await withCheckedThrowingContinuation { continuation in
      let new = WaitingSettlements.Waiting(settlement: settlement, continuation: continuation)
      switch waiting.withLock({ $0.add(new, flush: flush) }) {
      case .now: commitSettlements()
      case .alreadyDue: break
      case .soon:
        let deadline = DispatchTime.now() + .milliseconds(settleWithin)
        DispatchQueue.global().asyncAfter(deadline: deadline) {
          self.waiting.withLock { $0.timerEnded() }
          self.commitSettlements()
        }
      }
    }
  }

  /// Commits what waits, folds the log into the file and closes. Nothing can be done afterwards.
  public func close() async throws {
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { db in
        self.settleAlone(db)
        continuation.resume(
          returning: Result { try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") })
      }
    }
    do {
      try result.get()
      try pool.close()
    } catch {
      throw LedgerError.translated(error)
    }
  }

  /// How many settlements wait for a commit.
  var waitingSettlements: Int { waiting.withLock { $0.count } }

  private func commitSettlements() {
    pool.asyncWriteWithoutTransaction { self.settleAlone($0) }
  }

  private func settleAlone(_ db: Database) {
    // Another transaction may have taken them along meanwhile.
    guard waitingSettlements > 0 else { return }
    _ = perform(db) { _ in }
  }

  /// One transaction on the writer's queue: the settlements that wait, then the body.
  private func perform<T>(_ db: Database, _ body: (Transaction) throws -> T) -> Result<T, any Error>
  {
    let settlements = waiting.withLock { $0.takeAll() }
    // What is remembered goes back only if everything was committed.
    let transaction = Transaction(
      db: db,
      memory: memory.withLock { memory in
        defer { memory = Memory() }
        return memory
      }, ring: ring)
    defer { transaction.end() }
    let outcome: Result<T, any Error>
    do {
      try db.beginTransaction(.immediate)
      outcome = try run(body, in: transaction, after: settlements)
      try transaction.finish()
      CrashPoint.pass(.beforeCommit)
      try db.commit()
    } catch {
      if db.isInsideTransaction { try? db.rollback() }
      let failure = LedgerError.translated(error)
      for settlement in settlements { settlement.continuation.resume(throwing: failure) }
      return .failure(failure)
    }
    ring.committed()
    memory.withLock { $0 = transaction.memory }
    for settlement in settlements { settlement.continuation.resume() }
    return outcome
  }

  // A body that fails must not take the settlements with it: those messages are sent.
  private func run<T>(
    _ body: (Transaction) throws -> T, in transaction: Transaction,
    after settlements: [WaitingSettlements.Waiting]
  ) throws -> Result<T, any Error> {
    guard !settlements.isEmpty else { return .success(try body(transaction)) }
    for settlement in settlements { try settlement.settlement.apply(transaction.db) }
    do {
      return .success(try transaction.savepoint { try body(transaction) })
    } catch {
      try transaction.checkOpen()
      return .failure(error)
    }
  }
}
