import Foundation

/// One bot for each ledger: an advisory lock on a file of the data folder. The kernel lets go of
/// it when the process ends, however it ends.
public final class LedgerLock: Sendable {
  /// The lock file.
  public let path: String
  private let descriptor: Int32

  /// Takes the lock, or fails at once.
  /// - Throws: `LedgerError.locked` with the holder's process id, `LedgerError.file` where the
  ///   lock file cannot be opened.
  public static func acquire(folder: String) throws(LedgerError) -> LedgerLock {
    let path = folder + "/liandu.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .file(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let failure = errno
      let holder = readHolder(descriptor)
      close(descriptor)
      guard failure == EWOULDBLOCK else {
        throw .file(path: path, reason: String(cString: strerror(failure)))
      }
      throw .locked(path: path, holder: holder)
    }
    writeHolder(descriptor)
    return LedgerLock(path: path, descriptor: descriptor)
  }

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  // The number in the file only helps people; the lock itself is the kernel's.
  static func readHolder(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func writeHolder(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = pwrite(descriptor, text, text.count, 0)
  }
}
