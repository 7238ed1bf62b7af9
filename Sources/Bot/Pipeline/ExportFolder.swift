import Crypto
import Foundation
import Glibc

/// A file on its way out: how people get it, and where it lies in the folder of exports.
struct OutgoingFile: Sendable, Equatable {
  var name: String
  var stored: String
}

/// Files made for members, below `exports/` of the data folder. Each is named by its content, so
/// that none ever changes; it is on disk before the transaction that sends it commits.
struct ExportFolder: Sendable {
  let folder: String
  /// The folder of the ledger.
  let data: String

  init(data: String) {
    self.data = data
    folder = data + "/exports"
  }

  /// A file that cannot be kept.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var reason: String
    var description: String {
      "the export \(path) cannot be written: \(reason). Make room, or let this user write there."
    }
  }

  func path(of file: OutgoingFile) -> String { "\(folder)/\(file.stored)" }

  /// Keeps bytes durably.
  /// - Parameter name: without its extension, as people get it.
  func keep(_ bytes: Data, name: String, extension kind: String) throws(Failure) -> OutgoingFile {
    let digest = SHA256.hash(data: bytes).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    let file = OutgoingFile(
      name: "\(ExportFolder.harmless(name)).\(kind)", stored: "\(digest).\(kind)")
    let path = path(of: file)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(path: folder, reason: error.localizedDescription)
    }
    if FileManager.default.fileExists(atPath: path) { return file }
    let temporary = path + ".part"
    try ExportFolder.write(bytes, to: temporary)
    guard rename(temporary, path) == 0 else {
      throw Failure(path: path, reason: String(cString: strerror(errno)))
    }
    try ExportFolder.flush(folder)
    return file
  }

  /// Takes away the files whose bytes say what must not be kept.
  /// - Returns: What they were called there.
  func remove(where says: (Data) -> Bool) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    let gone = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
      says(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
    }
    for name in gone { unlink("\(folder)/\(name)") }
    if !gone.isEmpty { try ExportFolder.flush(folder) }
    return gone
  }

  private static func write(_ bytes: Data, to path: String) throws(Failure) {
    let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
    defer { close(number) }
    let array = [UInt8](bytes)
    var done = 0
    while done < array.count {
      let count = array[done...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
      done += count
    }
    guard fsync(number) == 0 else {
      throw Failure(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// The folder's own entry is on disk too.
  private static func flush(_ folder: String) throws(Failure) {
    let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0, fsync(number) == 0 else {
      let reason = String(cString: strerror(errno))
      if number >= 0 { close(number) }
      throw Failure(path: folder, reason: reason)
    }
    close(number)
  }

  /// Without what separates folders or ends lines.
  private static func harmless(_ name: String) -> String {
    String(
      name.map { character in
        "/\\:*?\"<>|".contains(character) || character.isNewline || character.isWhitespace
          ? "_" : character
      })
  }
}
