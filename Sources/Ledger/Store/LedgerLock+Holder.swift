import Foundation

extension LedgerLock {
  /// Who holds a folder's lock.
  public enum Holder: Sendable, Equatable {
    /// Nobody does.
    case nobody
    /// That process, or one that did not say its number.
    case process(Int?)
    /// The lock file cannot be opened by this user.
    case unknown(String)
  }

  /// Looks whether a bot runs on a folder, and changes nothing there. The lock is shared for an
  /// instant, so that two who look do not hinder each other.
  public static func holder(folder: String) -> Holder {
    let descriptor = open(folder + "/liandu.lock", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      return errno == ENOENT ? .nobody : .unknown(String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return .nobody }
    guard errno == EWOULDBLOCK else { return .unknown(String(cString: strerror(errno))) }
    return .process(readHolder(descriptor))
  }
}
