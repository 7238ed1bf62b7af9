import Casework
import Chat
import Foundation
import Ledger

/// Files that go out, and who stands in for whom.
extension Round {
  /// Where a message of the outbox goes.
  struct Destination {
    var chat: ChatID
    var replyTo: String?
    var card: CaseNumber?
    var isRestricted: Bool
    /// What it answers.
    var asked: Round.Origin?
  }

  var today: CivilDate { pipeline.rules.zone.day(of: now) }

  /// A table becomes a file of its own, on disk before it is queued, with its entry in the journal.
  func enqueue(_ table: ReplyTable, beside text: RichText, _ destination: Destination) throws {
    var text = text
    var file: OutgoingFile?
    if let exports = pipeline.exports {
      let csv =
        CSV.byteOrderMark
        + CSV.table(columns: table.columns, rows: table.rows.map { $0.map(Sanitizer.shown) })
      let bytes = Data(csv.utf8)
      file = try exports.keep(bytes, name: table.name, extension: "csv")
      let given = ExportGiven(
        what: table.what, filters: table.filters, rows: table.rows.count,
        sha256: Digest.of(bytes), to: destination.chat)
      try system(
        nil, .exportGiven(given), actor: destination.asked?.actor, chat: destination.asked?.chat,
        message: destination.asked?.message,
        audience: destination.isRestricted ? .restricted : .open)
    } else {
      text = RichText(lines: text.lines + [[.text("这里没有存放文件的地方，文件没有附上，请找管理员。")]])
    }
    var draft = OutboxDraft(
      chat: destination.chat, replyTo: destination.replyTo,
      body: OutboxBody.encode(text, file: file), card: destination.card, at: now,
      isRestricted: destination.isRestricted, isPrivate: true)
    if !destination.isRestricted {
      draft.lists = ListedCases.of(table.rows.flatMap { $0.prefix(3) })
    }
    outgoing.append(Outgoing(entry: try transaction.enqueue(draft), text: text, file: file))
  }

  // MARK: Deputies

  func standsInFor(_ person: Person) throws -> [PersonID] {
    try Deputies.principals(of: person.id, on: today, casebook)
  }
}
