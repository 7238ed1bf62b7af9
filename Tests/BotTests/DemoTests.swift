import Casework
import Foundation
import Ledger
import Logging
import Synchronization
import Testing

@testable import Bot
@testable import Hub

/// The sixty days of the demonstration, played whole, ending at different moments of the year.
@Suite struct DemoTests {
  static let ends = [
    // A working morning; a Sunday after the Spring Festival; a year whose holidays nobody knows yet.
    "2026-11-24T10:30:00+08:00", "2026-03-01T15:00:00+08:00", "2031-05-20T23:10:00+08:00",
  ]

  // One play for both, since each takes half a minute of a debug build.
  @Test(
    "every line is answered as its story needs; about thirty cases in all states, some overdue",
    arguments: ends)
  func isAnsweredAndShowsAllStates(end: String) async throws {
    let played = try await Played(end: end)
    defer { played.remove() }
    #expect(played.unanswered == [])
    #expect(played.refused == [])
    let cases = try await played.cases()
    #expect(cases.count >= 30)
    let states = Set(cases.map(\.state))
    let expected: Set<CaseState> = [
      .registered, .triaged, .assigned, .handed, .rectifying, .disputed, .reported, .verified,
      .closing, .closed, .suspended, .relapsed, .merged, .voided, .returned,
    ]
    #expect(expected.subtracting(states) == [])
    let today = Zone.shanghai.day(of: played.end)
    let late = cases.count { $0.state.isOpen && $0.due.map { $0.day < today } ?? false }
    #expect(late >= 3)
    #expect(Set(cases.compactMap(\.details.project)).count >= 3)
    #expect(throws: Never.self) { try Auditor.verify(path: played.place.ledger + "/ledger.sqlite") }
  }
}

/// A play into a folder of its own.
private struct Played {
  let place: DemoPlace
  let end: Instant
  /// What was said to the bot and got no answer.
  let unanswered: [String]
  /// What the bot would not do.
  let refused: [String]
  private let root: String

  init(end text: String) async throws {
    let seconds = try Date.ISO8601FormatStyle().parse(text).timeIntervalSince1970
    end = Instant(seconds: Int64(seconds))
    root = NSTemporaryDirectory() + "liandu-demo-\(UUID().uuidString)"
    var log = Logger(label: "demo") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    let new = try DemoPlace.new(root + "/demo")
    let script = try DemoScript(yaml: EmbeddedData.sixtyDays)
    try await DemoPlay(script: script, place: new.draft, end: end, log: log).run()
    try new.settle()
    place = new
    (unanswered, refused) = try await Played.read(new)
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  func cases() async throws -> [Case] {
    let ledger = try Ledger.open(path: place.ledger + "/ledger.sqlite", options: Ledger.Options())
    let cases = try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .everyone)
      return try (1..<casebook.nextCaseNumber().value).compactMap {
        try casebook.matter(CaseNumber($0))
      }
    }
    try await ledger.close()
    return cases
  }

  /// Answers are replies to what they answer.
  private static func read(_ place: DemoPlace) async throws -> ([String], [String]) {
    let hub = try Hub(folder: place.hub, log: Logger(label: "demo"), now: { 0 })
    let people = try await hub.people()
    var unanswered: [String] = []
    var refused: [String] = []
    let rooms = try await hub.store.read { db in
      try people.flatMap { try PageWire(db: db).rooms(of: $0) }
    }
    for room in Dictionary(rooms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      .values
    {
      let messages = try await hub.store.read {
        try Messages.history($0, room: room.id, before: nil, limit: 10_000)
      }
      let answers = Dictionary(
        messages.filter { $0.bot != nil }.compactMap { message in
          message.replyTo.map { ($0, message.text) }
        }, uniquingKeysWith: { $0 + "\n" + $1 })
      for message in messages where message.person != nil && message.kind == "text" {
        let isAsked =
          room.kind == .private || message.text.hasPrefix("/") || message.text.contains("@联督")
          || message.replyTo != nil
        guard isAsked else { continue }
        guard let answer = answers[message.number] else {
          unanswered.append(message.text)
          continue
        }
        if Played.signs.contains(where: answer.contains) {
          refused.append("\(message.text) → \(answer)")
        }
      }
    }
    try hub.close()
    return (unanswered.sorted(), refused.sorted())
  }

  /// How the bot begins where it does not do what was said.
  private static let signs = [
    "不能直接办", "没有看懂", "认不出来", "没有可以提供", "还缺", "没有等您同意", "不能验收", "不能退回", "不能销号", "已经过了", "没有办法",
    "还不用催", "一天只记一次", "先不催", "还不够发",
  ]
}
