import Casework
import Foundation
import GRDB

/// An entry as it is stored, column by column.
struct JournalRow: Equatable {
  var sequence: Int
  var previous: EntryHash
  var hash: EntryHash
  var at: Int64
  var actor: String?
  var chat: String?
  var message: String?
  var record: String?
  var stored: Change.Stored
  /// What the commitment was made with; goes with the texts.
  var salt: Data?
  /// To the whole payload; nil in entries without texts, sealed ones, and those from before there were any.
  private(set) var commitment: Data?
  var mark = Mark.shown

  /// Whether its texts are read, or there at all.
  enum Mark: Int {
    case shown = 0
    case hidden = 1
    case struck = 2
  }

  /// The next entry of a chain.
  init(after head: ChainHead, event: Event, ring: KeyRing) throws {
    let record = try bindable(optional: event.record?.description, "record")
    var stored = try event.change.quicklyStored()
    if event.audience == .restricted {
      // The chain covers the bytes as they are stored: sealed.
      stored.payload = try ring.seal(
        stored.payload, of: record ?? KeyRing.nameless, as: "journal")
    }
    let isSalted =
      Skeleton.holdsTexts(kind: stored.kind) && !Sealed.isSealed(stored.payload)
    self.init(
      after: head, at: event.stamp.at.milliseconds,
      actor: try bindable(optional: event.stamp.actor?.text, "actor"),
      chat: try bindable(optional: event.stamp.chat?.text, "chat"),
      message: try bindable(optional: event.stamp.message, "message id"), record: record,
      stored: stored, salt: isSalted ? ring.salt(head.sequence + 1) : nil)
  }

  /// The next entry of a chain, its columns as they are to stand there.
  init(
    after head: ChainHead, at: Int64, actor: String?, chat: String?, message: String?,
    record: String?, stored: Change.Stored, salt: Data? = nil
  ) {
    sequence = head.sequence + 1
    previous = head.hash
    self.at = at
    self.actor = actor
    self.chat = chat
    self.message = message
    self.record = record
    self.stored = stored
    self.salt = salt
    commitment = salt.map { JournalRow.commitment(to: stored.payload, salt: $0) }
    hash = head.hash
    hash = computedHash
  }

  static let columns =
    """
    sequence, previous, hash, at, actor, chat, message, record, kind, version, payload, salt,
    commitment, hidden
    """

  /// Reads a row selected with `columns`.
  init(_ row: Row) {
    sequence = row[0]
    previous = EntryHash(row[1])
    hash = EntryHash(row[2])
    at = row[3]
    actor = row[4]
    chat = row[5]
    message = row[6]
    record = row[7]
    stored = Change.Stored(kind: row[8], version: row[9], payload: row[10])
    salt = row[11]
    commitment = row[12]
    mark = Mark(rawValue: row[13]) ?? .hidden
  }

  /// The payload as it may be read: without its texts where they are hidden.
  var shown: Change.Stored {
    guard mark == .hidden, !isSealed else { return stored }
    var shown = stored
    shown.payload = JournalRow.skeleton(of: stored.payload)
    return shown
  }

  /// The payload without its texts; what cannot be read has none that could be told apart.
  static func skeleton(of payload: Data) -> Data { Skeleton.of(payload) ?? Data("{}".utf8) }

  /// Binds to a payload without telling anything of it, as long as the salt is not known.
  static func commitment(to payload: Data, salt: Data) -> Data {
    var canonical = Canonical(capacity: 64 + payload.count)
    canonical.text("liandu text")
    canonical.blob(salt)
    canonical.blob(payload)
    return canonical.sha256
  }

  /// What the hash must be: over the entry before and every column but the hash itself. Of a payload
  /// with texts it is over what stays of it and the commitment, so that it holds when those are gone.
  var computedHash: EntryHash {
    var canonical = Canonical(capacity: 320 + stored.payload.count)
    canonical.blob(previous.bytes)
    canonical.integer(Int64(sequence))
    canonical.integer(at)
    canonical.text(actor)
    canonical.text(chat)
    canonical.text(message)
    canonical.text(record)
    canonical.text(stored.kind)
    canonical.integer(Int64(stored.version))
    if let commitment {
      canonical.blob(JournalRow.skeleton(of: stored.payload))
      canonical.blob(commitment)
    } else {
      canonical.blob(stored.payload)
    }
    return EntryHash(canonical.sha256)
  }

  /// The entry as the domain sees it.
  /// - Throws: `PayloadError`; `LedgerError.unreadable` where the record's name cannot be read.
  func entry(_ audience: Audience, ring: KeyRing) throws -> JournalEntry {
    var id: RecordID?
    if let record {
      id = RecordID(record)
      guard id != nil else { throw LedgerError.unreadable(table: audience.journal) }
    }
    let stamp = Event.Stamp(
      at: Instant(milliseconds: at), actor: actor.map(PersonID.init), chat: chat.map(ChatID.init),
      message: message)
    var plain = shown
    if isSealed {
      plain.payload = try ring.open(
        stored.payload, of: record ?? KeyRing.nameless, as: "journal")
    }
    let event = Event(
      stamp: stamp, record: id, audience: audience, change: try Change(plain))
    return JournalEntry(sequence: sequence, event: event)
  }

  /// Whether its payload needs a key to be read.
  var isSealed: Bool { Sealed.isSealed(stored.payload) }

  func insert(_ db: Database, into audience: Audience) throws {
    try db.run(
      audience == .open ? JournalRow.insertOpen : JournalRow.insertRestricted,
      [
        sequence, previous.bytes, hash.bytes, at, actor, chat, message, record, stored.kind,
        stored.version, stored.payload, salt, commitment, mark.rawValue,
      ])
  }

  private static let insertOpen = insertSQL("journal_open")
  private static let insertRestricted = insertSQL("journal_restricted")

  private static func insertSQL(_ table: String) -> String {
    "INSERT INTO \(table) (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
  }
}

extension Audience {
  /// The table of the chain that such events go into.
  var journal: String { self == .open ? "journal_open" : "journal_restricted" }
}
