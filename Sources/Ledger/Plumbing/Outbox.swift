import Casework
import Foundation
import GRDB

/// A message to be sent, as the pipeline hands it over.
public struct OutboxDraft: Sendable, Equatable {
  public var chat: ChatID
  /// The IM's id of the message it answers.
  public var replyTo: String?
  /// The rich text as the sender's own bytes; the ledger does not look inside.
  public var body: Data
  /// The open case this is a card of.
  public var card: CaseNumber?
  public var at: Instant
  public var unreachable: Unreachable
  /// About a restricted case: not counted where others may read of it.
  public var isRestricted: Bool
  /// For a private chat: sealed while it waits, whatever it says.
  public var isPrivate: Bool
  /// The held-back message of the same chat that it is about: it is deleted when that one is gone.
  public var about: String?
  /// The open cases it lists, where it is a card of none.
  public var lists: [CaseNumber] = []
  /// Who was told that it is on its way.
  public var asker: Asker?
  /// The cases of whose chasers it tells.
  public var urged: [CaseNumber] = []

  /// What becomes of it where the IM lets nobody write to the chat.
  public enum Unreachable: Sendable, Equatable {
    /// The administrators are told.
    case tellAdministrators
    /// This is sent to a group instead.
    case sayInGroup(ChatID, body: Data)
    /// It waits until something is heard from that chat.
    case wait
    /// It is left out.
    case leave
  }

  public init(
    chat: ChatID, replyTo: String? = nil, body: Data, card: CaseNumber? = nil, at: Instant,
    unreachable: Unreachable = .tellAdministrators, isRestricted: Bool = false,
    isPrivate: Bool = false, about: String? = nil
  ) {
    self.isPrivate = isPrivate
    self.about = about
    self.unreachable = unreachable
    self.isRestricted = isRestricted
    self.chat = chat
    self.replyTo = replyTo
    self.body = body
    self.card = card
    self.at = at
  }
}

/// A message that waits to be sent, or to be confirmed.
public struct OutboxEntry: Sendable, Equatable {
  /// Its place; within a chat messages go out in this order.
  public var id: Int64
  public var chat: ChatID
  public var replyTo: String?
  public var body: Data
  public var card: CaseNumber?
  /// How often sending it failed.
  public var attempts: Int
  /// Not to be tried before this moment; those after it in the same chat wait with it.
  public var notBefore: Instant?
  public var createdAt: Instant
  /// The idempotency key: the same at every try, never that of another message, also not after a
  /// backup was restored.
  public var key: String
  public var unreachable = OutboxDraft.Unreachable.tellAdministrators
}

extension Transaction {
  /// Puts a message at the end of its chat's queue.
  @discardableResult
  public func enqueue(_ draft: OutboxDraft) throws -> OutboxEntry {
    try checkOpen()
    try db.run(
      """
      INSERT INTO outbox (chat, reply_to, body, card, created_at, restricted, about, lists)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        try bindable(draft.chat.text, "chat"), try bindable(optional: draft.replyTo, "message id"),
        draft.isRestricted || draft.isPrivate
          ? try ring.seal(draft.body, of: KeyRing.plumbing, as: "outbox") : draft.body,
        draft.card?.key, draft.at.milliseconds, draft.isRestricted,
        try bindable(optional: draft.about, "message id"), Outbox.list(draft.lists),
      ])
    let id = db.lastInsertedRowID
    if draft.unreachable != .tellAdministrators { try keep(draft.unreachable, of: id) }
    try keep(draft.asker, urged: draft.urged, of: id)
    return OutboxEntry(
      id: id, chat: draft.chat, replyTo: draft.replyTo, body: draft.body, card: draft.card,
      attempts: 0, notBefore: nil, createdAt: draft.at, key: try key(id, draft.at),
      unreachable: draft.unreachable)
  }

  /// The IM moved a group to another id: what waits goes there, open questions too, and cards
  /// sent before are found under the new id as well.
  public func moveChat(from old: ChatID, to new: ChatID) throws {
    try checkOpen()
    guard old != new else { return }
    let (from, to) = (try bindable(old.text, "chat"), try bindable(new.text, "chat"))
    // Message ids of the old chat mean something else in the new one.
    try db.run(
      "UPDATE outbox SET chat = ?, reply_to = NULL WHERE chat = ? AND state = 0", [to, from])
    try db.run(
      "UPDATE outbox SET fallback_chat = ? WHERE fallback_chat = ? AND state = 0", [to, from])
    try db.run("UPDATE OR REPLACE dialogues SET chat = ? WHERE chat = ?", [to, from])
    try db.run("UPDATE loose_files SET chat = ? WHERE chat = ?", [to, from])
    try db.run("INSERT OR REPLACE INTO chat_moves (old, new) VALUES (?, ?)", [from, to])
  }
}

extension Snapshot {
  /// The chats in which a message waits.
  public func chatsWithPending() throws -> [ChatID] {
    let rows = try db.rows("SELECT DISTINCT chat FROM outbox WHERE state = 0 ORDER BY chat")
    var chats: [ChatID] = []
    while let row = try rows.next() { chats.append(ChatID(row[0])) }
    return chats
  }

  /// A chat's waiting messages in their order, those held back by `notBefore` among them.
  public func pending(chat: ChatID, after id: Int64 = 0, limit: Int) throws -> [OutboxEntry] {
    guard !chat.text.utf8.contains(0) else { return [] }
    let rows = try db.rows(Outbox.pendingSQL, [chat.text, id, max(0, limit)])
    var entries: [OutboxEntry] = []
    while let row = try rows.next() {
      let (card, notBefore): (Int?, Int64?) = (row[3], row[5])
      let createdAt = Instant(milliseconds: row[6])
      entries.append(
        OutboxEntry(
          id: row[0], chat: chat, replyTo: row[1],
          body: try ring.open(row[2], of: KeyRing.plumbing, as: "outbox"),
          card: card.map { CaseNumber(key: $0) },
          attempts: row[4], notBefore: notBefore.map(Instant.init(milliseconds:)),
          createdAt: createdAt, key: try key(row[0], createdAt),
          unreachable: OutboxDraft.Unreachable(row)))
    }
    return entries
  }

  /// Whether a message is about a restricted case, and which of the others in its chat it is, from
  /// 1: a count that restricted ones do not move.
  public func place(outbox id: Int64) throws -> (isRestricted: Bool, place: Int) {
    let restricted = try db.value("SELECT restricted FROM outbox WHERE id = ?", [id], as: Bool.self)
    let place = try db.value(
      """
      SELECT count(*) FROM outbox
      WHERE chat = (SELECT chat FROM outbox WHERE id = ?1) AND id <= ?1 AND restricted = 0
      """, [id], as: Int.self)
    return (restricted ?? false, place ?? 0)
  }

  /// Which open case the bot's own message is a card of; nil where it is none.
  ///
  /// A message of the new chat goes before one of the chat it was moved from.
  public func card(chat: ChatID, message: String) throws -> CaseNumber? {
    try said(chat: chat, message: message)?.card
  }

  /// The bot's own message, found by the IM's name for it: which case it is a card of, when it was said, and
  /// to which message.
  public func said(
    chat: ChatID, message: String
  ) throws -> (card: CaseNumber?, at: Instant, answers: String?)? {
    guard !chat.text.utf8.contains(0), !message.utf8.contains(0) else { return nil }
    var chats = [chat.text]
    // Grows while it is walked: a group may have moved more than once, even back.
    var index = 0
    while index < chats.count {
      let rows = try db.rows(Outbox.cardSQL, [chats[index], message])
      if let row = try rows.next() {
        let (card, at): (Int?, Int64) = (row[0], row[1])
        return (card.map { CaseNumber(key: $0) }, Instant(milliseconds: at), row[2])
      }
      let earlier = try db.rows("SELECT old FROM chat_moves WHERE new = ?", [chats[index]])
      while let row = try earlier.next() {
        let old: String = row[0]
        if !chats.contains(old) { chats.append(old) }
      }
      index += 1
    }
    return nil
  }

  // The ledger's name keeps two ledgers apart, the time a restored backup from what it replaced.
  func key(_ id: Int64, _ createdAt: Instant) throws -> String {
    let name: String
    if let known = memory.name {
      name = known
    } else {
      name = try db.value("SELECT value FROM meta WHERE key = 'ledger'") ?? ""
      memory.name = name
    }
    return "\(name)-\(id)-\(createdAt.milliseconds)"
  }
}

/// Statements whose speed matters; a test looks at their plans.
enum Outbox {
  /// `,12,36,`; NULL for none.
  static func list(_ numbers: [CaseNumber]) -> String? {
    numbers.isEmpty ? nil : "," + numbers.map { "\($0.key)," }.joined()
  }

  static let cardSQL = """
    SELECT card, created_at, coalesce(reply_to, about) FROM outbox WHERE chat = ? AND remote_id = ? ORDER BY id DESC LIMIT 1
    """
  static let pendingSQL = """
    SELECT id, reply_to, body, card, attempts, not_before, created_at,
      unreachable, fallback_chat, fallback FROM outbox
    WHERE state = 0 AND chat = ? AND id > ? ORDER BY id LIMIT ?
    """
}
