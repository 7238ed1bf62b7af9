import Casework
import GRDB
import Testing

@testable import Ledger

@Suite("Files to fetch, and files that wait for a word")
struct FetchesTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private let number = CaseNumber(1)

  private func photo(_ name: String) -> Evidence { Evidence(kind: "photo", reference: name) }

  private func enqueue(_ names: String..., by sender: PersonID = Sample.li) async throws {
    try await ledger.transact { [number] transaction in
      for name in names {
        try transaction.enqueueFetch(
          Evidence(kind: "photo", reference: name), of: number, sender: sender, at: Sample.start)
      }
    }
  }

  private func due(minutes: Int64 = 0) async throws -> [String] {
    try await ledger.read {
      try $0.dueFetches(at: Sample.start.adding(minutes: minutes), limit: 10).map(\.reference)
    }
  }

  private func end(_ id: Int64, stored: Bool) async throws -> Bool {
    try await ledger.transact { try $0.endFetch(id, stored: stored) }
  }

  @Test("A file is a job once while it waits or is stored, and anew after it failed")
  func once() async throws {
    try await enqueue("a", "b", "a")
    #expect(try await due() == ["a", "b"])
    #expect(try await end(1, stored: true))
    #expect(try await end(1, stored: true) == false)
    #expect(try await end(2, stored: false))
    try await enqueue("a", "b")
    #expect(try await due() == ["b"])
  }

  @Test("A postponed job waits, behind those that may go")
  func postponed() async throws {
    try await enqueue("a", "b")
    try await ledger.transact {
      try $0.postponeFetch(1, until: Sample.start.adding(minutes: 2), attempts: 1)
    }
    #expect(try await due() == ["b"])
    #expect(try await due(minutes: 2) == ["b", "a"])
    let attempts = try await ledger.read {
      try $0.dueFetches(at: Sample.start.adding(minutes: 2), limit: 10).map(\.attempts)
    }
    #expect(attempts == [0, 1])
  }

  @Test("Failures are told together, once the sender's others were tried, and once only")
  func told() async throws {
    try await enqueue("a", "b", "c")
    try await enqueue("other", by: Sample.wang)
    func tell() async throws -> [String] {
      try await ledger.transact { [number] in
        try $0.failuresToTell(of: number, sender: Sample.li)
      }
    }
    _ = try await end(1, stored: false)
    #expect(try await tell() == [])
    _ = try await end(2, stored: true)
    _ = try await end(3, stored: false)
    #expect(try await tell() == ["photo", "photo"])
    #expect(try await tell() == [])
  }

  @Test("Looking for jobs and for bursts walks through no table")
  func plans() async throws {
    try await ledger.read { snapshot in
      for sql in [Fetches.dueSQL, LooseFiles.endedSQL] {
        let rows = try snapshot.db.rows(
          "EXPLAIN QUERY PLAN " + sql, [Int64(0), Int64(1)])
        while let row = try rows.next() {
          let detail: String = row["detail"]
          #expect(!detail.hasPrefix("SCAN loose") && !detail.hasPrefix("SCAN fetches"), "\(detail)")
          #expect(!detail.hasPrefix("SCAN albums"), "\(detail)")
        }
      }
    }
  }

  // MARK: Waiting for a word

  private func add(
    _ name: String, album: String? = nil, state: LooseFile.State = .new, seconds: Int64 = 0
  ) async throws {
    try await ledger.transact {
      try $0.addLooseFile(
        Evidence(kind: "photo", reference: name), person: Sample.li, chat: Sample.group,
        message: "m-\(name)", album: album, state: state, at: Sample.start.adding(seconds: seconds))
    }
  }

  private func loose(seconds: Int64 = 0) async throws -> [String] {
    try await ledger.transact {
      try $0.looseFiles(
        person: Sample.li, chat: Sample.group, now: Sample.start.adding(seconds: seconds)
      ).map(\.file.reference)
    }
  }

  @Test("They wait a quarter of an hour; an unheard album only for its words")
  func lapse() async throws {
    try await add("a")
    try await add("b", album: "A", state: .unheard)
    #expect(try await loose() == ["a"])
    #expect(try await loose(seconds: 899) == ["a"])
    #expect(try await loose(seconds: 900) == [])
    let album = try await ledger.transact {
      try $0.looseFiles(album: "A", person: Sample.li, chat: Sample.group, now: Sample.start)
    }
    #expect(album.map(\.file.reference) == ["b"])
    // What lapsed goes when the next comes.
    try await add("c", seconds: 900)
    let rows = try await ledger.read {
      try $0.db.value("SELECT count(*) FROM loose_files", as: Int.self)
    }
    #expect(rows == 1)
  }

  @Test("A burst has ended when nothing more of it came for a while, and is asked about once")
  func bursts() async throws {
    func ended(_ seconds: Int64) async throws -> Int {
      try await ledger.transact {
        try $0.endedBursts(before: Sample.start.adding(seconds: seconds)).count
      }
    }
    try await add("a")
    try await add("b", seconds: 2)
    #expect(try await ended(1) == 0)
    #expect(try await ended(2) == 1)
    try await ledger.transact { try $0.markAsked([1, 2]) }
    #expect(try await ended(2) == 0)
    #expect(try await loose(seconds: 2) == ["a", "b"])
    try await ledger.transact { try $0.removeLooseFiles([1]) }
    #expect(try await loose(seconds: 2) == ["b"])
  }

  @Test("An album keeps its fate, whoever else uses its name, and is forgotten after an hour")
  func albums() async throws {
    let album = Album(
      chat: Sample.group, id: "A", person: Sample.li, message: "7", fate: .kept(number), added: 2)
    try await ledger.transact { try $0.setAlbum(album, at: Sample.start) }
    func find(_ person: PersonID) async throws -> Album? {
      try await ledger.transact { try $0.album("A", chat: Sample.group, person: person) }
    }
    #expect(try await find(Sample.li) == album)
    #expect(try await find(Sample.wang) == nil)
    let told = try await ledger.transact { try $0.albumsToTell(before: Sample.start) }
    #expect(told == [album])
    for fate in [Album.Fate.waits, .dropped] {
      var other = album
      other.fate = fate
      try await ledger.transact { [other] in try $0.setAlbum(other, at: Sample.start) }
      #expect(try await find(Sample.li)?.fate == fate)
    }
    try await ledger.transact {
      try $0.setAlbum(
        Album(chat: Sample.group, id: "B", person: Sample.li, message: "8", fate: .dropped),
        at: Sample.start.adding(minutes: 60))
    }
    #expect(try await find(Sample.li) == nil)
  }

  @Test("A group that moved takes along what waits there")
  func moved() async throws {
    try await add("a")
    let new = ChatID("botapi:-1007")
    try await ledger.transact { try $0.moveChat(from: Sample.group, to: new) }
    let found = try await ledger.transact {
      try $0.looseFiles(person: Sample.li, chat: new, now: Sample.start)
    }
    #expect(found.map(\.file.reference) == ["a"])
  }
}
