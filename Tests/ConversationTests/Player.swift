import Casework
import Foundation
import Ledger
import Testing

@testable import Bot

/// What came of a play: the words as they were said, and the journal.
struct Played: Sendable {
  var transcript: Transcript
  var changes: [Change]
  /// Both chains, in clear.
  var journal: FrozenJournal
  /// What was proposed on the way and would not have been let through; of a plain play.
  var misled: [String]
}

enum Player {
  /// Plays a transcript; the result has the bot's words as they were said. At the end the journal
  /// must verify and a rebuild must give the same projections.
  static func play(_ written: Transcript, mode: Stage.Mode) async throws -> Played {
    try await Turnstile.plays.pass { try await perform(written, mode: mode) }
  }

  private static func perform(_ written: Transcript, mode: Stage.Mode) async throws -> Played {
    let stage = try await Stage(mode: mode)
    var played = written
    played.items = []
    var misled: [String] = []
    func follow(_ speaker: String) async throws {
      guard mode == .plain else { return }
      misled += try await ProposalTests.misled(after: speaker, on: stage, in: written)
    }
    for item in written.items {
      switch item {
      case .message(let spoken) where spoken.speaker == Transcript.bot:
        // Where it is said again it stands again; what is not said is missing.
        continue
      case .message(let spoken):
        played.items.append(item)
        played.items += try await stage.say(spoken).map(Transcript.Item.message)
        try await follow(spoken.speaker)
      case .direction(let direction):
        played.items.append(item)
        played.items += try await stage.direct(direction).map(Transcript.Item.message)
        try await follow("")
      case .remark:
        played.items.append(item)
      }
    }
    try await stage.reopen()
    let report = try Auditor.verify(path: stage.ledgerPath)
    #expect(report.holds, "\(report.findings)")
    let copy = stage.folder.appendingPathComponent("rebuilt.sqlite").path
    try Rebuilder.rebuild(from: stage.ledgerPath, into: copy, sealer: stage.sealer)
    let (before, after) = (
      try ProjectionDump.of(path: stage.ledgerPath, sealer: stage.sealer),
      try ProjectionDump.of(path: copy, sealer: stage.sealer)
    )
    #expect(before.sha256 == after.sha256, "a rebuild differs: \(before.tables) \(after.tables)")
    let changes = try stage.changes()
    let journal = try await FrozenJournal(of: stage.ledger, ended: stage.time.now)
    try await stage.close()
    return Played(transcript: played, changes: changes, journal: journal, misled: misled)
  }

  /// The play as it is written; played once, however many tests look at it.
  static func plain(_ conversation: Conversation) async throws -> Played {
    try await Plays.shared.plain(conversation)
  }
}

private actor Plays {
  static let shared = Plays()
  private var plays: [String: Task<Played, any Error>] = [:]

  func plain(_ conversation: Conversation) async throws -> Played {
    let play =
      plays[conversation.path]
      ?? Task {
        let text = try String(contentsOfFile: conversation.path, encoding: .utf8)
        return try await Player.play(Transcript(text), mode: .plain)
      }
    plays[conversation.path] = play
    return try await play.value
  }
}
