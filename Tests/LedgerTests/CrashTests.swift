import Casework
import Foundation
import Testing

@testable import Ledger

@Suite("Killed at any point")
struct CrashTests {
  @Test("Crash points read their text form, and nothing else")
  func crashPoint_readsItsText() {
    for text in ["", "nowhere", "before-commit:0", "before-commit:x", "before-commit:-1", ":3"] {
      #expect(!CrashPoint.arm(text))
    }
  }

  @Test("Killed inside a transaction, before its commit and after it: all or nothing is there")
  func killedWriter_leavesAllOrNothing() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { try await work(.insideTransaction) }
    try await check(.insideTransaction, entries: 2)
    await #expect(processExitsWith: .signal(SIGKILL)) { try await work(.beforeCommit) }
    try await check(.beforeCommit, entries: 2)
    await #expect(processExitsWith: .signal(SIGKILL)) { try await work(.afterCommit) }
    try await check(.afterCommit, entries: 4)
  }

  private func check(_ point: CrashPoint, entries: Int) async throws {
    let path = path(point)
    defer { removeFiles(path) }
    let ledger = try Ledger.open(path: path)
    let (head, pending) = try await ledger.read {
      (try $0.head(of: .open), try $0.pending(chat: Sample.group, limit: 10))
    }
    #expect(head.sequence == entries)
    #expect(pending.count == entries / 2)
    #expect(try Auditor.verify(path: path).holds)
    let copy = path + "-copy"
    defer { removeFiles(copy) }
    try Rebuilder.rebuild(from: path, into: copy)
    #expect(try ProjectionDump.of(path: path) == ProjectionDump.of(path: copy))
  }
}

// The child process knows nothing of the parent but its number.
private func path(_ point: CrashPoint, parent: Int32 = getpid()) -> String {
  NSTemporaryDirectory() + "/ledger-crash-\(parent)-\(point.rawValue).db"
}

private func removeFiles(_ path: String) {
  for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
}

/// Two transactions of two events and a message; the second one is killed.
private func work(_ point: CrashPoint) async throws {
  let ledger = try Ledger.open(path: path(point, parent: getppid()))
  for round in [1, 2] {
    if round == 2 { CrashPoint.arm(point, after: point == .insideTransaction ? 2 : 1) }
    try await ledger.transact { transaction in
      _ = try transaction.enqueue(Sample.draft())
      try transaction.append(Sample.registered(round * 2 - 1))
      try transaction.append(Sample.registered(round * 2))
    }
  }
}
