import Foundation
import Synchronization

/// A list that many threads add to.
public final class Recorder<Element: Sendable>: Sendable {
  private let list = Mutex<[Element]>([])

  public init() {}

  /// Adds one and gives its place, from 0.
  @discardableResult
  public func add(_ element: Element) -> Int {
    list.withLock { list in
      list.append(element)
      return list.count - 1
    }
  }

  /// Everything so far.
  public var all: [Element] { list.withLock { $0 } }

  /// How many so far.
  public var count: Int { list.withLock { $0.count } }
}

/// Something that happens so many times, for threads and tasks to wait for.
public final class Gate: Sendable {
  private let condition = NSCondition()
  private let arrived = Mutex(0)
  private let needed: Int

  /// Opens at the n-th `arrive`.
  public init(after needed: Int = 1) {
    self.needed = needed
  }

  /// One more has arrived.
  public func arrive() {
    condition.lock()
    arrived.withLock { $0 += 1 }
    condition.broadcast()
    condition.unlock()
  }

  /// Blocks the calling thread until the gate is open. Not for tasks.
  public func waitOnThread() {
    condition.lock()
    while arrived.withLock({ $0 }) < needed { condition.wait() }
    condition.unlock()
  }

  /// Suspends the calling task until the gate is open.
  public func wait() async {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        self.waitOnThread()
        continuation.resume()
      }
      thread.stackSize = 128 << 10
      thread.start()
    }
  }
}
