import Foundation

/// Archives by the system's tar, which every Debian has.
enum Archive {
  /// Writes an archive of one folder's entry and, below another folder, of the listed paths.
  static func write(
    _ archive: String, entry: String, of staged: String, paths: [String], of data: String,
    list: String
  ) throws {
    try paths.map { $0 + "\n" }.joined().write(toFile: list, atomically: false, encoding: .utf8)
    // A file that goes away meanwhile is missed by the check that follows, where it matters.
    try tar([
      "-czf", archive, "--ignore-failed-read", "-C", staged, entry, "-C", data,
      "--no-recursion", "--verbatim-files-from", "-T", list,
    ])
  }

  /// Unpacks an archive into an empty folder.
  /// - Throws: `Backup.Failure` where it is cut off, or holds anything but files and folders.
  static func unpack(_ archive: String, into folder: String) throws {
    do {
      try tar(["-xzf", archive, "-C", folder, "--no-same-owner", "--no-same-permissions"])
    } catch let failure as Backup.Failure {
      throw Backup.Failure(
        description: "\(archive) cannot be unpacked, so that it is damaged or cut off; "
          + "use another backup. \(failure.description)")
    }
    for name in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
      guard let name = name as? String else { continue }
      let type =
        try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type]
        as? FileAttributeType
      guard type == .typeRegular || type == .typeDirectory else {
        throw Backup.Failure(
          description: "\(archive) holds \(name), which is no file; it is no backup of liandu.")
      }
    }
  }

  /// What was written is on the disk, and so is the folder's entry for it.
  static func flush(_ path: String) throws {
    for path in [path, URL(fileURLWithPath: path).deletingLastPathComponent().path] {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw refused(path) }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw refused(path) }
    }
  }

  private static func refused(_ path: String) -> Backup.Failure {
    Backup.Failure(
      description: "\(path) cannot be brought to the disk: \(String(cString: strerror(errno)))")
  }

  private static func tar(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    // Without it a colon in the archive's name would name another machine.
    process.arguments = ["--force-local"] + arguments
    let trouble = Pipe()
    process.standardError = trouble
    try process.run()
    let said = trouble.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: said.prefix(500), as: UTF8.self)
      throw Backup.Failure(
        description: "tar failed: \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
  }
}
