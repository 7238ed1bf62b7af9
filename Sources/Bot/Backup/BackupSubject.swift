import Casework
import Foundation
import Hub
import Ledger

/// What is backed up: a bot's ledger or a hub's store, each a SQLite file with folders beside it.
enum BackupSubject {
  case ledger, hub

  /// What was found in the database of an archive.
  struct Finding {
    var entries: Int
    /// The SHA-256 of every file that it names.
    var named: Set<String>
    /// The open chain's head: the anchor to keep elsewhere.
    var anchor: String?
  }

  var database: String {
    switch self {
    case .ledger: LedgerPath.name
    case .hub: "hub.sqlite"
    }
  }

  /// Folders whose files never change once they have their names.
  var folders: [String] {
    switch self {
    case .ledger: [FileStore.name, "exports"]
    case .hub: [FileStore.name]
    }
  }

  /// Whether a file of such a folder is whole; what is on its way in is left out.
  func isWhole(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }
    return (stem.count == 64 || stem.count == 16) && stem.allSatisfy(\.isHexDigit)
      && !name.hasSuffix(".part")
  }

  func copy(from source: String, into new: String) throws {
    guard FileManager.default.fileExists(atPath: source) else {
      throw Backup.Failure(
        description:
          "\(source) is not there; expected the \(self == .hub ? "hub's store" : "ledger").")
    }
    switch self {
    case .ledger: try LedgerCopy.write(from: source, into: new)
    case .hub: try HubInspection.copy(from: source, into: new)
    }
  }

  /// Verifies a database as a whole.
  func verify(_ path: String, of archive: String) throws -> Finding {
    switch self {
    case .ledger:
      let report = try Auditor.verify(path: path)
      guard report.holds, let open = report.chains.first(where: { $0.chain == .open }) else {
        throw Backup.Failure(
          description: "the ledger in \(archive) does not verify: "
            + "\(report.findings.map(\.description).joined(separator: " ")) Use another backup.")
      }
      return Finding(
        entries: report.chains.reduce(0) { $0 + $1.entries },
        named: Set(try Auditor.storedFiles(path: path).map(\.sha256)), anchor: "\(open.head)")
    case .hub:
      let found = try HubInspection.of(path)
      guard found.isSound else {
        throw Backup.Failure(
          description: "the store in \(archive) is damaged. Use another backup.")
      }
      return Finding(entries: found.messages, named: found.files, anchor: nil)
    }
  }
}
