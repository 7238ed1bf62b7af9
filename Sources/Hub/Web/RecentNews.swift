import NIOCore
import Synchronization

/// The last messages as pages get them, written once for all pages. Ids go up by one over all rooms, so
/// that a page sees whether it has every message in between.
final class RecentNews: Sendable {
  private struct Entry {
    var room: Int64
    var frame: ByteBuffer
  }

  private let entries = Mutex<[Int64: Entry]>([:])
  static let capacity = 1024

  func put(_ id: Int64, room: Int64, _ frame: ByteBuffer) {
    entries.withLock { entries in
      entries[id] = Entry(room: room, frame: frame)
      if entries.count > RecentNews.capacity, let oldest = entries.keys.min() {
        entries[oldest] = nil
      }
    }
  }

  /// What came behind one message up to another in those rooms, oldest first.
  /// - Returns: nil where one in between is not here (yet): the store has it.
  func frames(after last: Int64, through id: Int64, in rooms: Set<Int64>) -> [ByteBuffer]? {
    guard id > last, id - last <= 64 else { return nil }
    return entries.withLock { entries in
      var frames: [ByteBuffer] = []
      for id in (last + 1)...id {
        guard let entry = entries[id] else { return nil }
        if rooms.contains(entry.room) { frames.append(entry.frame) }
      }
      return frames
    }
  }
}
