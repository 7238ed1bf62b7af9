import Casework
import DequeModule
import Ledger

/// What waits for one chat, in order. A bounded part of it is held in memory; the rest stays in the
/// ledger until its turn.
struct ChatQueue {
  /// Messages of one chat held in memory.
  static let window = 32

  private(set) var waiting: Deque<Outgoing> = []
  /// The ledger holds more behind the last one.
  private(set) var hasMore = false
  private var last: Int64 = 0
  /// Those under way: sent and not durably settled. One; two for as long as it takes them to come back
  /// where a group was moved meanwhile.
  var underWay: Set<Int64> = []
  /// Not before this moment: the server asked to wait, or a failure is being waited out.
  var notBefore: Instant?

  init() {}

  /// One that takes the place of others, with all that waits still to be read.
  init(of others: [ChatQueue]) {
    hasMore = true
    underWay = others.reduce(into: []) { $0.formUnion($1.underWay) }
    notBefore = others.compactMap(\.notBefore).max()
  }

  var isBusy: Bool { !underWay.isEmpty }
  var isEmpty: Bool { waiting.isEmpty && !hasMore && !isBusy }
  var lastID: Int64 { last }

  /// Takes a new message at the end, or remembers that there is one.
  mutating func add(_ outgoing: Outgoing) {
    guard outgoing.entry.id > last else { return }
    guard !hasMore, waiting.count < ChatQueue.window else {
      hasMore = true
      return
    }
    waiting.append(outgoing)
    last = outgoing.entry.id
  }

  /// Takes what the ledger gave for an empty window.
  mutating func refill(_ entries: [Outgoing], hasMore: Bool) {
    waiting.append(contentsOf: entries)
    last = max(last, entries.last?.entry.id ?? last)
    self.hasMore = hasMore
  }

  /// Takes out what must not be sent any more; what is under way comes back by itself.
  mutating func retract(_ ids: [Int64]) {
    waiting.removeAll { ids.contains($0.entry.id) && !underWay.contains($0.entry.id) }
  }

  /// Takes the first one off once it is settled.
  mutating func removeFirst(_ id: Int64) {
    if waiting.first?.entry.id == id { waiting.removeFirst() }
  }
}
