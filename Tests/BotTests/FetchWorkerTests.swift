import Casework
import Chat
import Foundation
import Ledger
import TestSupport
import Testing

@testable import Bot

/// The worker over a real socket, a real file ledger and a real folder; only the clock is the test's.
@Suite("Fetching files")
struct FetchWorkerTests {
  private static let bytes = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })

  @Test("A file ends in its folder under its SHA-256, owner only, and in the journal once")
  func stored() async throws {
    let bench = try await FetchBench()
    bench.server.addFile("A", path: "photos/a.jpg", FetchWorkerTests.bytes)
    try await bench.progress(["A"])
    try await bench.run()
    let item = try #require(try await bench.items().first)
    #expect(item.size == 200_000)
    let digest = try #require(item.sha256)
    #expect(digest == "2abed8532d85add1b4bc8f69ffc031c7357ed6b69b47c68a7a1e2f7ae8c3f21f")
    #expect(try bench.names() == [digest])
    let path = bench.store.path(digest)
    #expect(FileManager.default.contents(atPath: path) == FetchWorkerTests.bytes)
    #expect(try bench.mode(path) == 0o600)
    #expect(try bench.mode(bench.store.folder) == 0o700)
    try await bench.run()
    #expect(try await bench.storedEvents() == 1)
    await bench.close()
  }

  @Test(
    "What fails for a while is tried again until it is there",
    arguments: [
      FakeBotAPI.Fault.tooManyRequests(retryAfter: 30), .refuse(500, "Internal Server Error"),
      .cutBefore, .cutAfter, .answer(502, "<html>"), .answer(200, ""),
    ])
  func retried(_ fault: FakeBotAPI.Fault) async throws {
    for method in ["getFile", "file"] {
      let bench = try await FetchBench { call in
        call.method == method && call.number < 2 ? fault : nil
      }
      bench.server.addFile("A", path: "photos/a.jpg", FetchWorkerTests.bytes)
      try await bench.progress(["A"])
      try await bench.drain()
      #expect(try await bench.items().map(\.isWaiting) == [true])
      #expect(try bench.names().isEmpty, "nothing half done is left")
      try await bench.run()
      #expect(try await bench.items().map { $0.sha256 != nil } == [true])
      #expect(try await bench.storedEvents() == 1)
      #expect(bench.server.sent.isEmpty, "nobody is told of what came right")
      await bench.close()
    }
  }

  @Test("A server that asks to wait is left alone for so long, by every job")
  func retryAfter() async throws {
    let bench = try await FetchBench { call in
      call.method == "getFile" && call.number == 0 ? .tooManyRequests(retryAfter: 40) : nil
    }
    for name in ["A", "B", "C"] {
      bench.server.addFile(name, path: "photos/\(name)", Data(name.utf8))
    }
    try await bench.progress(["A", "B", "C"])
    try await bench.drain()
    #expect(bench.server.calls(of: "getFile") == 1)
    bench.advance(seconds: 39)
    try await bench.drain()
    #expect(bench.server.calls(of: "getFile") == 1)
    bench.advance(seconds: 10)
    try await bench.drain()
    #expect(try await bench.items().allSatisfy { $0.sha256 != nil })
    await bench.close()
  }

  @Test("Too large is final at once; gone and damaged after some tries; the sender is told once")
  func givenUp() async throws {
    let bench = try await FetchBench()
    bench.server.addFile("huge", path: "video", Data(), size: 21 << 20)
    bench.server.addFile("short", path: "photos/short", Data("半截".utf8), size: 4000)
    try await bench.progress(["huge"])
    try await bench.drain()
    #expect(try await bench.items().map(\.failed) == ["too_large"])
    #expect(bench.server.calls(of: "getFile") == 1)
    try await bench.progress(["missing", "short"])
    try await bench.run()
    #expect(try await bench.items().map(\.failed) == ["too_large", "gone", "damaged"])
    #expect(bench.server.calls(of: "getFile") == 1 + 2 * FetchWorker.patientTries)
    #expect(try bench.names().isEmpty)
    let told = bench.server.sent
    #expect(told.map(\.chat) == ["100", "100", "100"])
    #expect(told.first?.text == "1号有1张照片没取下来，请压小一些再发。\n原因：超过20MB")
    try await bench.run()
    #expect(bench.server.sent.count == 3)
    await bench.close()
  }

  @Test("The files of a sender that fail together are told together")
  func toldTogether() async throws {
    let bench = try await FetchBench()
    for name in ["a", "b", "c"] { bench.server.addFile(name, path: name, Data(), size: 30 << 20) }
    try await bench.progress(["a", "b", "c"])
    try await bench.run()
    #expect(bench.server.sent.map(\.text) == ["1号有3张照片没取下来，请压小一些再发。\n原因：超过20MB"])
    await bench.close()
  }

  @Test("After a week without an answer a file is given up, not before")
  func patience() async throws {
    let bench = try await FetchBench { $0.method == "getFile" ? .refuse(500, "down") : nil }
    try await bench.progress(["A"])
    for _ in 0..<20 {
      bench.advance(seconds: 8 * 3600)
      try await bench.drain()
    }
    #expect(try await bench.items().map(\.failed) == [nil])
    bench.advance(seconds: 8 * 3600)
    try await bench.drain()
    #expect(try await bench.items().map(\.failed) == ["unreachable"])
    await bench.close()
  }

  @Test("The same picture in two cases lies there once, and each case has its event")
  func sameBytes() async throws {
    let bench = try await FetchBench()
    bench.server.addFile("A", path: "photos/a.jpg", FetchWorkerTests.bytes)
    bench.server.addFile("B", path: "photos/b.jpg", FetchWorkerTests.bytes)
    try await bench.progress(["A"], of: 1)
    try await bench.progress(["B"], of: 2)
    try await bench.run()
    #expect(try bench.names().count == 1)
    #expect(try await bench.items(of: 1).map(\.sha256) == bench.items(of: 2).map(\.sha256))
    #expect(try await bench.storedEvents() == 2)
    await bench.close()
  }

  @Test("A restart goes on with what waits, and takes away what was half written")
  func restart() async throws {
    let bench = try await FetchBench { call in
      call.method == "file" && call.number == 0 ? .cutAfter : nil
    }
    bench.server.addFile("A", path: "photos/a.jpg", FetchWorkerTests.bytes)
    try await bench.progress(["A"])
    try await bench.drain()
    let half = bench.store.temporary(7)
    try Data("半截".utf8).write(to: URL(fileURLWithPath: half))
    try await bench.restart()
    #expect(!FileManager.default.fileExists(atPath: half))
    try await bench.run()
    #expect(try await bench.items().map { $0.sha256 != nil } == [true])
    await bench.close()
  }

  @Test("A rebuilt ledger, whose plumbing is empty, fetches what it knows was not fetched")
  func rebuilt() async throws {
    let bench = try await FetchBench()
    bench.server.addFile("A", path: "photos/a.jpg", FetchWorkerTests.bytes)
    bench.server.addFile("B", path: "photos/b.jpg", Data("乙".utf8))
    try await bench.progress(["A"])
    try await bench.run()
    try await bench.progress(["B"])
    try await bench.rebuild()
    let before = bench.server.calls(of: "getFile")
    try await bench.run()
    #expect(bench.server.calls(of: "getFile") == before + 1, "what is there is not fetched again")
    #expect(try await bench.items().allSatisfy { $0.sha256 != nil })
    await bench.close()
  }

  @Test("A file of an act that was undone is neither stored as an event nor told of")
  func undone() async throws {
    let bench = try await FetchBench()
    bench.server.addFile("A", path: "photos/a.jpg", FetchWorkerTests.bytes)
    try await bench.progress(["A"])
    try await bench.undo(["A"])
    try await bench.run()
    #expect(try await bench.items().isEmpty)
    #expect(try await bench.storedEvents() == 0)
    await bench.close()
  }
}
