import Crypto
import Dispatch
import Foundation

/// The folder `files/`: each file under its SHA-256, for this user alone. A file has its name only
/// when all of it is on the disk.
struct FileStore: Sendable {
  /// A file that is in its place.
  struct Stored: Sendable, Equatable {
    var sha256: String
    var size: Int64
  }

  /// A step that the system refused.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let folder: String

  init(data: String) { folder = data + "/" + FileStore.name }

  static let name = "files"
  private static let partial = "partial-"

  /// Where a job writes until its file is whole.
  func temporary(_ job: Int64) -> String { "\(folder)/\(FileStore.partial)\(job)" }

  func path(_ sha256: String) -> String { "\(folder)/\(sha256)" }

  /// Creates the folder, and takes away what a crash left half written.
  func prepare() throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    chmod(folder, 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix(FileStore.partial) {
      unlink("\(folder)/\(name)")
    }
  }

  /// Brings a whole file to the disk and gives it its name. Doing so twice changes nothing.
  func keep(_ temporary: String) async throws -> Stored {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try keepNow(temporary) })
      }
    }
  }

  private func keepNow(_ temporary: String) throws -> Stored {
    let file = open(temporary, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure("open", temporary) }
    defer { close(file) }
    guard fchmod(file, 0o600) == 0 else { throw failure("chmod", temporary) }
    let stored = try FileStore.digest(file)
    guard fsync(file) == 0 else { throw failure("fsync", temporary) }
    guard rename(temporary, path(stored.sha256)) == 0 else { throw failure("rename", temporary) }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw failure("open", folder) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw failure("fsync", folder) }
    return stored
  }

  /// Takes a file away that nothing names any more.
  func remove(_ sha256: String) { unlink(path(sha256)) }

  /// What lies under that name: nil where nothing does.
  func verify(_ sha256: String) throws -> Stored? {
    let file = open(path(sha256), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("open", path(sha256))
    }
    defer { close(file) }
    return try FileStore.digest(file)
  }

  private static func digest(_ file: Int32) throws -> Stored {
    var hash = SHA256()
    var size: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes {
        pread(file, $0.baseAddress, $0.count, off_t(size))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(description: "a file cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      buffer.withUnsafeBytes {
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      size += Int64(count)
    }
    return Stored(sha256: Digest.hexadecimal(hash.finalize()), size: size)
  }

  private func failure(_ step: String, _ path: String) -> Failure {
    Failure(description: "\(step) \(path): \(String(cString: strerror(errno)))")
  }
}
