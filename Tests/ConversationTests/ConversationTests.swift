import Foundation
import Ledger
import Testing

/// A transcript file as a test case, shown by its title.
struct Conversation: CustomTestStringConvertible, Sendable {
  var path: String
  var title: String
  var testDescription: String { "\(title) (\((path as NSString).lastPathComponent))" }

  /// All files below Tests/Conversations; `LIANDU_CONVERSATIONS` names another folder.
  static let all: [Conversation] = {
    let folder =
      ProcessInfo.processInfo.environment["LIANDU_CONVERSATIONS"].map(URL.init(fileURLWithPath:))
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Conversations")
    let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".chat") }.sorted().map {
      let path = folder.appendingPathComponent($0).path
      let first = (try? String(contentsOfFile: path, encoding: .utf8))?.prefix { $0 != "\n" }
      return Conversation(path: path, title: first.map { String($0.dropFirst(2)) } ?? $0)
    }
  }()
}

/// Each transcript, played as it is, with a restart after every step, and with every update
/// delivered twice: the same words each time.
@Suite("对话")
struct ConversationTests {
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test("there are conversations to play")
  func conversationsExist() {
    #expect(Conversation.all.count > 0)
  }

  @Test("逐字相同", arguments: Conversation.all)
  func playsWordForWord(_ conversation: Conversation) async throws {
    let text = try String(contentsOfFile: conversation.path, encoding: .utf8)
    let written = try Transcript(text)
    let played = try await play(written, mode: .plain)
    if ConversationTests.isRecording, played.text != text {
      try played.text.write(toFile: conversation.path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(conversation.path): read the difference before you keep it")
      return
    }
    expectSame(played, text, "as written")
  }

  @Test("每步重启也一样", arguments: Conversation.all)
  func survivesRestarts(_ conversation: Conversation) async throws {
    let text = try String(contentsOfFile: conversation.path, encoding: .utf8)
    expectSame(try await play(Transcript(text), mode: .restarting), text, "restarting")
  }

  @Test("重复投递也一样", arguments: Conversation.all)
  func survivesRedelivery(_ conversation: Conversation) async throws {
    let text = try String(contentsOfFile: conversation.path, encoding: .utf8)
    expectSame(try await play(Transcript(text), mode: .redelivering), text, "redelivering")
  }

  private func expectSame(_ played: Transcript, _ text: String, _ mode: String) {
    guard played.text != text else { return }
    let old = text.components(separatedBy: "\n")
    let new = played.text.components(separatedBy: "\n")
    let difference = new.difference(from: old)
    let lines = difference.map { change in
      switch change {
      case .remove(let offset, let line, _): "-\(offset + 1): \(line)"
      case .insert(let offset, let line, _): "+\(offset + 1): \(line)"
      }
    }
    Issue.record("\(mode):\n\(lines.joined(separator: "\n"))")
  }

  /// Plays a transcript; the result has the bot's words as they were said. At the end the journal
  /// must verify and a rebuild must give the same projections.
  private func play(_ written: Transcript, mode: Stage.Mode) async throws -> Transcript {
    let stage = try await Stage(mode: mode)
    var played = written
    played.items = []
    for item in written.items {
      switch item {
      case .message(let spoken) where spoken.speaker == Transcript.bot:
        // Where it is said again it stands again; what is not said is missing.
        continue
      case .message(let spoken):
        played.items.append(item)
        played.items += try await stage.say(spoken).map(Transcript.Item.message)
      case .direction(let direction):
        played.items.append(item)
        played.items += try await stage.direct(direction).map(Transcript.Item.message)
      case .remark:
        played.items.append(item)
      }
    }
    try await stage.reopen()
    let report = try Auditor.verify(path: stage.ledgerPath)
    #expect(report.holds, "\(report.findings)")
    let copy = stage.folder.appendingPathComponent("rebuilt.sqlite").path
    try Rebuilder.rebuild(from: stage.ledgerPath, into: copy)
    let (before, after) = (
      try ProjectionDump.of(path: stage.ledgerPath), try ProjectionDump.of(path: copy)
    )
    #expect(before.sha256 == after.sha256, "a rebuild differs: \(before.tables) \(after.tables)")
    try await stage.close()
    return played
  }
}
