import Glibc

/// An open file that closes itself. The descriptor never changes, so it may cross threads.
final class FileDescriptor: Sendable {
  let number: Int32

  init(owning number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }

  /// Opens a file to send.
  static func reading(_ path: String) -> Result<FileDescriptor, SystemError> {
    opening(path, O_RDONLY | O_CLOEXEC, 0)
  }

  /// Creates a file, or empties it, readable by its owner only: answers may be confidential.
  static func creating(_ path: String) -> Result<FileDescriptor, SystemError> {
    opening(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
  }

  private static func opening(
    _ path: String, _ flags: Int32, _ mode: mode_t
  ) -> Result<FileDescriptor, SystemError> {
    let number = open(path, flags, mode)
    return number < 0
      ? .failure(SystemError(code: errno)) : .success(FileDescriptor(owning: number))
  }

  /// Length in bytes of a regular file.
  func length() -> Result<Int, SystemError> {
    var status = stat()
    guard fstat(number, &status) == 0 else { return .failure(SystemError(code: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .failure(SystemError(code: EINVAL)) }
    return .success(Int(status.st_size))
  }

  /// Writes all of it; false with `errno` if the disk refuses.
  func write(all bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(number, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }
}

/// An `errno`.
struct SystemError: Error {
  var code: Int32
}
