#if DEBUG
  import Foundation
  import Synchronization
#endif

/// A place where a test may have the process killed, as a power cut would. Does nothing in a
/// release build.
public enum CrashPoint: String, Sendable, CaseIterable {
  /// Before anything of the ledger is opened.
  case startup
  /// An event is written, its transaction still open.
  case insideTransaction = "inside-transaction"
  /// Everything is written, the commit not begun.
  case beforeCommit = "before-commit"
  /// Committed; nobody was told yet.
  case afterCommit = "after-commit"
  /// The IM accepted a message; its confirmation is not stored.
  case afterAccept = "after-accept"
  /// A fetched file is written under its temporary name.
  case afterDownload = "after-download"
  /// A fetched file has its own name; its event is not stored.
  case afterRename = "after-rename"
  /// The IM deleted a message; that it is gone is not stored.
  case afterDelete = "after-delete"
  /// Texts are struck out; their bytes may still lie in the file.
  case beforePurge = "before-purge"

  /// Kills the process when this point is passed for the `count`th time from now on.
  public static func arm(_ point: CrashPoint, after count: Int = 1) {
    #if DEBUG
      remaining.withLock { $0[point] = max(1, count) }
    #endif
  }

  /// Arms from text such as `before-commit:3`; false where it does not read so.
  public static func arm(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard let name = parts.first, let point = CrashPoint(rawValue: String(name)) else {
      return false
    }
    guard parts.count == 2 else {
      arm(point)
      return true
    }
    guard let count = Int(parts[1]), count > 0 else { return false }
    arm(point, after: count)
    return true
  }

  /// Says that the program has come to this point.
  @inline(__always)
  public static func pass(_ point: CrashPoint) {
    #if DEBUG
      let due = remaining.withLock { remaining in
        guard let left = remaining[point] else { return false }
        remaining[point] = left - 1
        return left == 1
      }
      if due { kill(getpid(), SIGKILL) }
    #endif
  }

  #if DEBUG
    private static let remaining = Mutex<[CrashPoint: Int]>([:])
  #endif
}
