import Foundation
import Testing

@testable import Ledger

@Suite("One bot for each ledger")
struct LockTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("The second one is told who holds it; it is free again once let go")
  func secondOne_isRefused() throws {
    var first: LedgerLock? = try LedgerLock.acquire(folder: scratch.folder)
    let path = try #require(first?.path)
    let holder = Int(ProcessInfo.processInfo.processIdentifier)
    let expected = LedgerError.locked(path: path, holder: holder)
    #expect(throws: expected) { try LedgerLock.acquire(folder: scratch.folder) }
    #expect(expected.description.contains("\(holder)"))
    first = nil
    _ = try LedgerLock.acquire(folder: scratch.folder)
  }

  @Test("A lock file left behind by a killed program locks nothing")
  func leftover_locksNothing() throws {
    try Data("999999\n".utf8).write(to: URL(fileURLWithPath: scratch.file("liandu.lock")))
    _ = try LedgerLock.acquire(folder: scratch.folder)
  }

  @Test("A folder that is not there is named")
  func missingFolder_isNamed() {
    let folder = scratch.file("none")
    let error = #expect(throws: LedgerError.self) { try LedgerLock.acquire(folder: folder) }
    #expect(error?.description.contains(folder) == true)
  }
}
