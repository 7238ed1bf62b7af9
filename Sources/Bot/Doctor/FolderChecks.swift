import Foundation

/// A data folder: whose it is, who may read it, how much room there is.
enum FolderChecks {
  /// - Parameters:
  ///   - folders: Folders in it that are private where they exist.
  ///   - files: Files in it that are private where they exist.
  static func all(
    _ data: String, private folders: [String], files: [String], user: UInt32 = geteuid()
  ) -> [Check] {
    guard let folder = FileMode(data) else {
      return [
        .warn("data", "\(data) is not there yet", "The first start creates it, for its user alone.")
      ] + space(parent(of: data))
    }
    guard folder.isFolder else {
      return [.fail("data", "\(data) is no folder", "Name a folder in LIANDU_DATA.")]
    }
    return [owner(data, folder, user), modes(data, folders, files)] + space(data)
  }

  private static func owner(_ data: String, _ folder: FileMode, _ user: UInt32) -> Check {
    if folder.owner == user { return .ok("owner", "\(data) belongs to this user (\(user))") }
    if user == 0 {
      return .warn(
        "owner", "\(data) belongs to user \(folder.owner), and root is looking",
        "Look as the bot's user: runuser -u liandu -- liandu doctor")
    }
    return .fail(
      "owner", "\(data) belongs to user \(folder.owner), not to this one (\(user))",
      "Run as that user, or as root: chown -R \(user) \(data)")
  }

  private static func modes(_ data: String, _ folders: [String], _ files: [String]) -> Check {
    let paths = [data] + (folders + files).map { "\(data)/\($0)" }
    let open = paths.compactMap { path in FileMode(path).map { (path, $0) } }
      .filter { !$0.1.isPrivate }
    guard let (path, mode) = open.first else {
      return .ok("modes", "only the owner may read the ledger and its files")
    }
    return .fail(
      "modes", "\(path) has mode \(mode.octal), so that others may read it",
      "chmod \(mode.isFolder ? "700" : "600") \(open.map(\.0).joined(separator: " "))")
  }

  // MARK: Room

  static func space(_ path: String) -> [Check] {
    guard let found = try? FileManager.default.attributesOfFileSystem(forPath: path),
      let room = found[.systemFreeSize] as? NSNumber
    else {
      return [
        .fail("disk", "\(path) cannot be looked at", "Look at the folder's rights.")
      ]
    }
    var checks = [bytes(room.uint64Value)]
    // Some file systems have no fixed number of inodes, and say 0.
    if let all = found[.systemNodes] as? NSNumber, all.uint64Value > 0,
      let free = found[.systemFreeNodes] as? NSNumber
    {
      checks.append(inodes(free.uint64Value))
    }
    return checks
  }

  static func bytes(_ free: UInt64) -> Check {
    let text = "\(free >> 20) MiB are free"
    let advice = "Make room: exports/ may be emptied; old backups and logs may go."
    if free < 100 << 20 { return .fail("disk", text, advice) }
    return free < 1 << 30 ? .warn("disk", text, advice) : .ok("disk", text)
  }

  static func inodes(_ free: UInt64) -> Check {
    let text = "\(free) files can still be made"
    let advice = "Some folder of this file system holds very many files; clear it."
    if free < 1000 { return .fail("inodes", text, advice) }
    return free < 10_000 ? .warn("inodes", text, advice) : .ok("inodes", text)
  }

  /// The nearest folder above that exists.
  private static func parent(of path: String) -> String {
    var url = URL(fileURLWithPath: path).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
      url = url.deletingLastPathComponent()
    }
    return url.path
  }
}
