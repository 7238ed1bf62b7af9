import Casework
import GRDB

extension LedgerCasebook {
  func reminders(of chat: ChatID, _ audience: Audience) throws -> [Reminder] {
    guard !chat.text.utf8.contains(0) else { return [] }
    return try SmallRecord.all(
      snapshot.db, Reminder.self,
      where: "kind = 'reminder' AND chat = ? AND audience = ? AND at IS NOT NULL",
      [chat.text, audience.rawValue]
    ).filter(maySee).sorted { $0.id.serial < $1.id.serial }
  }

  func reminderCount(of chat: ChatID, _ audience: Audience) throws -> (last: Int, active: Int) {
    guard !chat.text.utf8.contains(0) else { return (0, 0) }
    let rows = try snapshot.db.rows(
      "SELECT id, at IS NOT NULL FROM records WHERE kind = 'reminder' AND chat = ? AND audience = ?",
      [chat.text, audience.rawValue])
    var count = (last: 0, active: 0)
    while let row = try rows.next() {
      let (name, waits): (String, Bool) = (row[0], row[1])
      guard case .reminder(let id)? = RecordID(name) else {
        throw LedgerError.unreadable(table: "records")
      }
      count = (max(count.last, id.serial), count.active + (waits ? 1 : 0))
    }
    return count
  }

  func reminders(dueBy instant: Instant) throws -> [Reminder] {
    try SmallRecord.all(
      snapshot.db, Reminder.self, where: "at IS NOT NULL AND at <= ? AND kind = 'reminder'",
      [instant.milliseconds]
    ).filter(maySee)
  }

  func nextReminder(after instant: Instant) throws -> Instant? {
    let next: Int64? = try snapshot.db.value(
      "SELECT min(at) FROM records WHERE at IS NOT NULL AND at > ? AND kind = 'reminder'",
      [instant.milliseconds])
    return next.map(Instant.init(milliseconds:))
  }

  /// A private one is seen by whoever set it and whom it is for.
  private func maySee(_ reminder: Reminder) -> Bool {
    switch reader {
    case .clock: true
    case .everyone, .group: reminder.id.audience == .open
    case .person(let id):
      reminder.id.audience == .open || reminder.owner == id || reminder.to == id
    }
  }
}
