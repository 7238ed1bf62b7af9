import Casework
import Foundation
import GRDB

@testable import Ledger

/// A journal as it was written once, to be folded for ever: each entry of both chains in clear, one a
/// line, its columns separated by tabs. No entry of such a file is ever changed; a build that writes
/// something new adds a folder beside the others (`FREEZE=2027-03 make conversations`).
struct FrozenJournal: Sendable {
  struct Entry: Sendable {
    var chain: Audience
    var at: Int64
    var actor: String?
    var chat: String?
    var message: String?
    var record: String?
    var stored: Change.Stored
  }

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  /// When the play was over.
  var ended: Instant
  var entries: [Entry]

  // MARK: As text

  var text: String {
    var lines = ["ended\t\(ended.milliseconds)"]
    for entry in entries {
      let columns: [String?] = [
        "\(entry.chain)", "\(entry.at)", entry.actor, entry.chat, entry.message, entry.record,
        entry.stored.kind, "\(entry.stored.version)",
        String(decoding: entry.stored.payload, as: UTF8.self),
      ]
      lines.append(columns.map { $0 ?? "-" }.joined(separator: "\t"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  init(_ text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: true)[...]
    guard let first = lines.popFirst(), let ended = Int64(first.dropFirst("ended\t".count)) else {
      throw Malformed(description: "expected a first line ended<tab>milliseconds")
    }
    self.ended = Instant(milliseconds: ended)
    entries = try lines.map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard columns.count == 9, let at = Int64(columns[1]), let version = Int(columns[7]) else {
        throw Malformed(description: "expected nine columns: \(line.prefix(80))")
      }
      func optional(_ place: Int) -> String? { columns[place] == "-" ? nil : columns[place] }
      return Entry(
        chain: columns[0] == "open" ? .open : .restricted, at: at, actor: optional(2),
        chat: optional(3), message: optional(4), record: optional(5),
        stored: Change.Stored(
          kind: columns[6], version: version, payload: Data(columns[8].utf8)))
    }
  }

  // MARK: From and into a ledger

  /// What the ledger holds now, opened where it is sealed.
  init(of ledger: Ledger, ended: Instant) async throws {
    self.ended = ended
    entries = try await ledger.read { snapshot in
      var entries: [Entry] = []
      for audience in Audience.allCases {
        let chain = ChainReader(audience: audience, ring: snapshot.ring)
        try chain.walk(snapshot.db, from: chain.genesis) { row, _ in
          var stored = row.stored
          if row.isSealed {
            stored.payload = try snapshot.ring.open(
              stored.payload, of: row.record ?? KeyRing.nameless, as: "journal")
          }
          entries.append(
            Entry(
              chain: audience, at: row.at, actor: row.actor, chat: row.chat, message: row.message,
              record: row.record, stored: stored))
        }
      }
      return entries
    }
  }

  /// Puts the entries, byte for byte, into a new ledger of today's, and folds them.
  func write(into path: String) async throws {
    try await Ledger.open(path: path).close()
    let writer = try LedgerFile.openForWriting(
      path: path, options: Ledger.Options(), ring: KeyRing(nil))
    try await writer.write { db in
      var heads: [Audience: ChainHead] = [:]
      for entry in entries {
        let head =
          heads[entry.chain] ?? ChainHead(sequence: 0, hash: .genesis(of: entry.chain))
        let row = JournalRow(
          after: head, at: entry.at, actor: entry.actor, chat: entry.chat,
          message: entry.message, record: entry.record, stored: entry.stored)
        try row.insert(db, into: entry.chain)
        heads[entry.chain] = ChainHead(sequence: row.sequence, hash: row.hash)
      }
    }
    try writer.close()
    try Rebuilder.rebuildInPlace(path: path)
  }
}
