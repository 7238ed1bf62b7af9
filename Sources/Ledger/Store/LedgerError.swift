import Casework
import GRDB

/// What the ledger can fail with. Texts name tables, files and versions, never what a row holds.
public enum LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file is a database, but not one of ours.
  case foreignFile(path: String)
  /// The file was written by a newer program.
  case newerSchema(path: String, found: Int, supported: Int)
  /// A file that is only to be read lacks migrations this program expects.
  case olderSchema(path: String, found: Int, supported: Int)
  /// A file that is only to be read has tables made by another version of the fold.
  case otherFold(path: String, found: Int, expected: Int)
  /// The writer does not flush at every commit: the setting read back after FULL was set.
  case notDurable(synchronous: Int)
  /// The journal does not verify.
  case broken(AuditFinding)
  /// SQLite said no.
  case store(StoreFailure)
  /// A text holds U+0000, which SQLite would cut it at.
  case textHoldsNull(field: String)
  /// An event of that audience cannot change that record.
  case misplaced(kind: String, record: String)
  /// An event of a kind that changes a record names none.
  case nameless(kind: String)
  /// An append failed half-way and was not rolled back by a savepoint; nothing was committed.
  case torn
  /// The transaction is over: rolled back by SQLite, or used after its closure returned.
  case transactionOver
  /// A stored record cannot be read as this program expects it.
  case unreadable(table: String, because: String? = nil)
  /// Another program works on the ledger of this folder.
  case locked(path: String, holder: Int?)
  /// A file or folder could not be used.
  case file(path: String, reason: String)
  /// A new ledger was to be written where a file already is.
  case alreadyThere(path: String)
  /// Something is sealed, and no key was handed in.
  case keyNeeded(path: String)
  /// Something sealed cannot be opened with the key handed in.
  case keyWrong
  /// What was given as an anchor is no hash.
  case notAnAnchor

  public var description: String {
    switch self {
    case .foreignFile(let path):
      "\(path) is an SQLite database but no ledger of liandu; expected one of ours or no file. "
        + "Name another folder in LIANDU_DATA."
    case .newerSchema(let path, let found, let supported):
      "\(path) has schema v\(found), this program knows up to v\(supported); "
        + "expected a program at least as new as the file. Install the newer liandu again."
    case .olderSchema(let path, let found, let supported):
      "\(path) has schema v\(found), this program reads v\(supported). "
        + "Start `liandu run` once, which migrates the file."
    case .otherFold(let path, let found, let expected):
      "the tables of \(path) were folded by version \(found), this program reads those of "
        + "\(expected); the journal is whole. Start `liandu run` once, or run `liandu rebuild`: "
        + "either folds it anew."
    case .notDurable(let synchronous):
      "the ledger's writer reports synchronous=\(synchronous); expected 2 (FULL). "
        + "A power cut could lose answers already given, so the program does not start."
    case .broken(let finding): finding.description
    case .store(let failure): failure.description
    case .textHoldsNull(let field):
      "the \(field) holds U+0000; expected text without it. Strip it where the text comes in."
    case .misplaced(let kind, let record):
      "a restricted event of kind \(kind) names the record \(record); "
        + "expected a case of the restricted series or no record."
    case .nameless(let kind):
      "an event of kind \(kind) names no record; expected the one it changes."
    case .torn:
      "an event was written in part and the failure was caught without a savepoint; "
        + "nothing was committed. Wrap each update in `savepoint`."
    case .transactionOver:
      "the transaction has ended; expected use inside its closure. Nothing was written."
    case .unreadable(let table, let reason):
      "a row of the table \(table) cannot be read\(reason.map { " (\($0))" } ?? ""); "
        + "run `liandu audit verify`, then `liandu rebuild`."
    case .locked(let path, let holder):
      "\(path) is held by \(holder.map { "process \($0)" } ?? "another process"); "
        + "expected no other liandu on this folder. Stop that one first."
    case .file(let path, let reason): "\(path): \(reason)."
    case .alreadyThere(let path):
      "\(path) is there already; expected no file. Name a new one or move it away."
    case .keyNeeded(let path):
      "\(path) holds sealed records; expected the key they were sealed with. "
        + "Name its file in LIANDU_KEY_FILE."
    case .keyWrong:
      "a sealed record cannot be opened with this key; expected the one it was sealed with. "
        + "Name that key's file in LIANDU_KEY_FILE."
    case .notAnAnchor:
      "the anchor is no hash; expected 12 to 64 hexadecimal digits as the digest printed them."
    }
  }

  /// The same failure as one of ours; whatever is not SQLite's passes through.
  static func translated(_ error: any Error) -> any Error {
    guard let failure = error as? DatabaseError else { return error }
    return LedgerError.store(StoreFailure(failure))
  }
}

/// What SQLite reported: its code and its text, without bound values.
public struct StoreFailure: Sendable, Equatable, CustomStringConvertible {
  /// What kind of trouble it is, for who must decide whether an update or the disk is at fault.
  public enum Kind: String, Sendable {
    case diskFull, busy, readOnly, damaged, inputOutput, constraint, other
  }

  public var kind: Kind
  /// The extended result code.
  public var code: Int
  public var message: String

  init(_ error: DatabaseError) {
    code = Int(error.extendedResultCode.rawValue)
    message = error.message ?? "no text"
    kind =
      switch error.resultCode {
      case .SQLITE_FULL: .diskFull
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
      case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM: .inputOutput
      case .SQLITE_CONSTRAINT: .constraint
      default: .other
      }
  }

  /// True where the disk or the file is at fault, so that trying one update alone proves nothing.
  public var blamesStore: Bool {
    switch kind {
    case .diskFull, .busy, .readOnly, .damaged, .inputOutput: true
    case .constraint, .other: false
    }
  }

  public var description: String {
    "SQLite error \(code): \(message). " + advice
  }

  private var advice: String {
    switch kind {
    case .diskFull: "Free space on the disk of LIANDU_DATA."
    case .busy: "Another program holds the file; stop it."
    case .readOnly: "Make the file and its folder writable for this user."
    case .damaged: "Run `liandu audit verify`; restore a backup if the file is damaged."
    case .inputOutput: "Check the disk and its file system."
    case .constraint, .other: "The update at hand was not applied."
    }
  }
}
