import NIOCore
import Synchronization

/// The last messages as pages get them, written once for all pages. Numbers of a room go up by one, so
/// that a page sees whether it has every message in between.
final class RecentNews: Sendable {
  private struct Place: Hashable {
    var room: Int64
    var number: Int64
  }

  private struct State {
    var frames: [Place: ByteBuffer] = [:]
    /// The places in the order of their coming, in a ring.
    var order: [Place] = []
    var next = 0
  }

  private let state = Mutex(State())
  static let capacity = 1024

  /// - Parameter frame: All of the event but its id, which each reader has of their own.
  func put(_ number: Int64, room: Int64, _ frame: ByteBuffer) {
    let place = Place(room: room, number: number)
    state.withLock { state in
      state.frames[place] = frame
      guard state.order.count == RecentNews.capacity else { return state.order.append(place) }
      state.frames[state.order[state.next]] = nil
      state.order[state.next] = place
      state.next = (state.next + 1) % RecentNews.capacity
    }
  }

  /// A message is not as it was any more.
  func forget(_ number: Int64, room: Int64) {
    state.withLock { $0.frames[Place(room: room, number: number)] = nil }
  }

  /// What came into a room behind one message up to another, oldest first.
  /// - Returns: nil where one in between is not here (yet): the store has it.
  func frames(in room: Int64, after last: Int64, through number: Int64) -> [ByteBuffer]? {
    guard number > last, number - last <= 64 else { return nil }
    return state.withLock { state in
      var frames: [ByteBuffer] = []
      for number in (last + 1)...number {
        guard let frame = state.frames[Place(room: room, number: number)] else { return nil }
        frames.append(frame)
      }
      return frames
    }
  }
}
