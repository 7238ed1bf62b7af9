import Foundation

/// A folder of backups that are named by their time, of which the newest are kept.
struct BackupFolder {
  let path: String
  let subject: BackupSubject

  private var prefix: String { subject == .hub ? "liandu-hub-" : "liandu-" }

  /// The name of a backup made now, in UTC, so that names sort by time.
  func next(at date: Date) -> String {
    let stamp = date.ISO8601Format().filter { $0 != "-" && $0 != ":" }
    return "\(path)/\(prefix)\(stamp).tar.gz"
  }

  /// Removes all but the newest; looks only at names that `next` gives.
  /// - Returns: How many went.
  func prune(keeping count: Int) throws -> Int {
    let old = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter(isOurs).sorted().dropLast(count)
    for name in old { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    return old.count
  }

  private func isOurs(_ name: String) -> Bool {
    guard name.hasPrefix(prefix), name.hasSuffix(".tar.gz") else { return false }
    let stamp = name.dropFirst(prefix.count).dropLast(7)
    return stamp.count == 16 && stamp.allSatisfy { $0.isNumber || $0 == "T" || $0 == "Z" }
  }
}
