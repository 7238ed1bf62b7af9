import Casework
import Foundation
import GRDB

/// What hiding and striking out look at, whoever reads.
extension LedgerCasebook {
  func written(about record: RecordID) throws -> [JournalEntry] {
    guard record.audience == .open, !record.description.utf8.contains(0) else { return [] }
    return try entries("record = ?", [record.description], chain: .open)
  }

  func written(saying texts: [String]) throws -> [JournalEntry] {
    // The payload holds them as its encoder wrote them.
    let fragments = texts.map { text in
      var json = SortedJSON()
      json.object { $0.member("t", text) }
      return Data(json.bytes.dropFirst(6).dropLast(2))
    }
    guard !fragments.isEmpty else { return [] }
    let says = fragments.map { _ in "instr(payload, ?) > 0" }.joined(separator: " OR ")
    return try entries(
      "hidden = 0 AND record IS NOT NULL AND (\(says))", StatementArguments(fragments),
      chain: .open)
  }

  func keepsRestricted(
    _ message: String, in chat: ChatID, by person: PersonID
  ) throws -> Bool {
    guard !message.utf8.contains(0), !chat.text.utf8.contains(0), !person.text.utf8.contains(0)
    else { return false }
    return try snapshot.db.value(
      """
      SELECT 1 FROM journal_restricted
      WHERE chat = ? AND message = ? AND actor = ?
        AND kind NOT IN ('act.refused', 'record.viewed') LIMIT 1
      """, [chat.text, message, person.text]) ?? false
  }

  func written(by message: String, in chat: ChatID) throws -> [JournalEntry] {
    guard !message.utf8.contains(0), !chat.text.utf8.contains(0) else { return [] }
    return try entries("chat = ? AND message = ?", [chat.text, message], chain: .open)
  }

  func replacements(of sequences: [Int]) throws -> [StruckEntry] {
    try sequences.compactMap { sequence in
      guard let row = try snapshot.journalRow(sequence, in: .open), row.mark == .hidden else {
        return nil
      }
      return StruckEntry(
        sequence: sequence, hash: row.hash.description,
        replacement: JournalRow.digest(of: row.shown.payload))
    }
  }

  func deletions(with held: HeldText) throws -> DeletionTally {
    var tally = DeletionTally()
    let entries = held.hidden.entries
    let messages =
      try snapshot.messages(of: entries).map { (chat: $0.chat, message: $0.message) }
      + snapshot.lines(about: held.record.caseNumber, quoting: entries)
    // What was said to somebody in private, and how much, is nobody else's.
    let groups = try snapshot.groups()
    for (chat, message) in messages where groups[chat] != nil {
      guard let deletion = try snapshot.deletion(of: message, in: chat) else { continue }
      if deletion.state == .gone { tally.gone += 1 } else { tally.left += 1 }
    }
    return tally
  }

  func backups(since instant: Instant) throws -> [BackupMade] {
    let file: String? = try Row.fetchOne(snapshot.db, sql: "PRAGMA database_list")?["file"]
    guard let file, !file.isEmpty else { return [] }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    return BackupList(folder: folder).read().filter { $0.at >= instant }
  }
}

/// The backups that were made of a folder: a file of lines beside the ledger, since they are made beside a
/// running bot, which alone writes the ledger.
public struct BackupList: Sendable {
  private let path: String

  public init(folder: String) { path = folder + "/backups.log" }

  /// Oldest first; a line that cannot be read is passed over.
  public func read() -> [BackupMade] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
      return BackupMade(at: Instant(milliseconds: at), name: String(parts[1]))
    }
  }

  /// Adds one; the name of its file, without the folder.
  public func add(_ made: BackupMade) throws {
    let line = "\(made.at.milliseconds)\t\(made.name.filter { !$0.isNewline })\n"
    let before = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
    try (before + Data(line.utf8)).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
