import Chat
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Bot

/// An update whose handling fails is set aside, and whoever wrote it hears so.
@Suite("没有办成")
struct SetAsideTests {
  /// A stage whose ledger refuses one kind of row, as a fault of our own would.
  private func stage(failing trigger: String) async throws -> Stage {
    let stage = try await Stage(mode: .plain)
    for direction in [
      "群 监督群", "人 小周=专 老管=管 小马=员", "时 2026-09-14 09:00", "事项 甲路积水 登记=小马",
    ] {
      _ = try await stage.direct(direction)
    }
    let file = try DatabaseQueue(path: stage.ledgerPath)
    try await file.write { try $0.execute(sql: "CREATE TRIGGER fault BEFORE INSERT ON \(trigger)") }
    try file.close()
    return stage
  }

  private static let progress =
    "journal_open WHEN NEW.kind = 'case.progressed' BEGIN SELECT RAISE(ABORT, 'fault'); END"

  private func number(in text: String) throws -> Substring {
    try #require(text.firstMatch(of: /记录号：([0-9a-f]{12})/)?.output.1)
  }

  @Test("in the group and in private, with the number that the administrators hear")
  func answered() async throws {
    let stage = try await stage(failing: SetAsideTests.progress)
    for place in ["群:监督群", "私:小周"] {
      let heard = try await stage.say(
        .init(speaker: "小周", place: place, lines: ["/进展 1 已抽干"]))
      let answer = try #require(heard.first { $0.place == place }?.text)
      #expect(answer.hasPrefix("这条没有办成"))
      let told = try #require(heard.first { $0.place == "私:老管" }?.text)
      #expect(try number(in: answer) == number(in: told))
    }
    // Nothing of it happened, and what comes next is carried out.
    let next = try await stage.say(.init(speaker: "小周", place: "群:监督群", lines: ["/查 1"]))
    #expect(next.contains { $0.text.contains("甲路积水") && !$0.text.contains("已抽干") })
    try await stage.close()
  }

  @Test("an edit that fails is answered as well")
  func edited() async throws {
    let stage = try await stage(
      failing:
        "inbox WHEN NEW.message LIKE 'edited %' BEGIN SELECT RAISE(ABORT, 'fault'); END")
    _ = try await stage.say(.init(speaker: "小周", place: "群:监督群", lines: ["早上好"]))
    _ = try await stage.direct("编辑")
    let heard = try await stage.say(.init(speaker: "小周", place: "群:监督群", lines: ["/进展 1 已抽干"]))
    #expect(heard.contains { $0.place == "群:监督群" && $0.text.hasPrefix("这条没有办成") })
    try await stage.close()
  }

  @Test("held text is not quoted by the answer that says so")
  func unquoted() async throws {
    let stage = try await stage(
      failing: "journal_open WHEN NEW.kind = 'act.refused' BEGIN SELECT RAISE(ABORT, 'fault'); END")
    for (text, quotes) in [("/线索 村主任收了老板的红包", false), ("/领衔 1 没这个人", true)] {
      _ = try await stage.say(.init(speaker: "小周", place: "群:监督群", lines: [text]))
      let chat = try stage.cast.chat("群:监督群").id
      let last = try #require(stage.service.state.withLock { $0.history[chat]?.last })
      #expect(last.text.hasPrefix("这条没有办成") && (last.replyTo != nil) == quotes, "\(text)")
    }
    try await stage.close()
  }
}
