import Foundation
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
    let played = try await Player.plain(conversation).transcript
    if let frozen = conversation.frozen {
      try FileManager.default.createDirectory(
        at: frozen.journal.deletingLastPathComponent(), withIntermediateDirectories: true)
      try await Player.plain(conversation).journal.text
        .write(to: frozen.journal, atomically: true, encoding: .utf8)
    }
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
    expectSame(
      try await Player.play(Transcript(text), mode: .restarting).transcript, text, "restarting")
  }

  @Test("重复投递也一样", arguments: Conversation.all)
  func survivesRedelivery(_ conversation: Conversation) async throws {
    let text = try String(contentsOfFile: conversation.path, encoding: .utf8)
    expectSame(
      try await Player.play(Transcript(text), mode: .redelivering).transcript, text, "redelivering")
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
}
