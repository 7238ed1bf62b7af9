import Casework
import Foundation
import GRDB

extension OutboxDraft.Unreachable {
  /// Reads the columns as `pendingSQL` names them.
  init(_ row: Row) {
    let (chat, body): (String?, Data?) = (row["fallback_chat"], row["fallback"])
    switch row["unreachable"] as String? {
    case "group":
      if let chat, let body {
        self = .sayInGroup(ChatID(chat), body: body)
      } else {
        self = .tellAdministrators
      }
    case "wait": self = .wait
    case "leave": self = .leave
    default: self = .tellAdministrators
    }
  }
}

extension Transaction {
  func keep(_ unreachable: OutboxDraft.Unreachable, of id: Int64) throws {
    switch unreachable {
    case .tellAdministrators: return
    case .sayInGroup(let chat, let body):
      try db.run(
        "UPDATE outbox SET unreachable = 'group', fallback_chat = ?, fallback = ? WHERE id = ?",
        [try bindable(chat.text, "chat"), body, id])
    case .wait: try db.run("UPDATE outbox SET unreachable = 'wait' WHERE id = ?", [id])
    case .leave: try db.run("UPDATE outbox SET unreachable = 'leave' WHERE id = ?", [id])
    }
  }

  /// Somebody was heard in that chat, so that it can be written to: what waited for it goes to the end
  /// of its queue. Of several with the same text the last one is enough.
  public func revive(_ chat: ChatID, at now: Instant) throws -> [OutboxEntry] {
    try checkOpen()
    let name = try bindable(chat.text, "chat")
    try db.run(OutOfReach.forgetSQL("?"), [name])
    let rows = try db.rows(
      "SELECT id, body, card, restricted FROM outbox WHERE state = 3 AND chat = ? ORDER BY id",
      [name])
    var parked: [(id: Int64, body: Data, card: Int?, isRestricted: Bool)] = []
    while let row = try rows.next() {
      // Sealed twice alike it still differs: what it says is compared, and sealed anew.
      let body = try ring.open(row[1], of: KeyRing.plumbing, as: "outbox")
      parked.append((row[0], body, row[2], row[3]))
    }
    var revived: [OutboxEntry] = []
    for (index, message) in parked.enumerated() {
      // Erased as what was sent is: the new row holds it now.
      try db.run("UPDATE outbox SET state = 2, body = NULL WHERE id = ?", [message.id])
      guard !parked[(index + 1)...].contains(where: { $0.body == message.body }) else { continue }
      revived.append(
        try enqueue(
          OutboxDraft(
            chat: chat, body: message.body, card: message.card.map { CaseNumber(key: $0) }, at: now,
            unreachable: .wait, isRestricted: message.isRestricted, isPrivate: true)))
    }
    return revived
  }
}
