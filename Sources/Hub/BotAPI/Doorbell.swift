/// Wakes whoever holds a poll. A poll that is held is a suspended task: no thread waits.
actor Doorbell {
  /// Why a held poll goes on.
  enum Ring: Sendable { case news, timeout, displaced, ended }

  private struct Waiter {
    var id: Int
    var continuation: CheckedContinuation<Ring, Never>
  }

  private var waiting: [Int64: Waiter] = [:]
  /// Rung while nobody waited: the next one need not.
  private var rung: Set<Int64> = []
  private var nextID = 0
  private var isClosing = false

  /// How many polls are held.
  var held: Int { waiting.count }

  /// Something came for that bot.
  func ring(_ bot: Int64) {
    if let waiter = waiting.removeValue(forKey: bot) {
      waiter.continuation.resume(returning: .news)
    } else {
      rung.insert(bot)
    }
  }

  /// A poll is about to look into the store: what was rung before it does not count.
  func silence(_ bot: Int64) { rung.remove(bot) }

  /// A second poll of one bot displaces the first.
  func displace(_ bot: Int64) {
    waiting.removeValue(forKey: bot)?.continuation.resume(returning: .displaced)
  }

  /// The server stops: held polls are answered with nothing, and none is held any more.
  func endAll() {
    isClosing = true
    for waiter in waiting.values { waiter.continuation.resume(returning: .ended) }
    waiting = [:]
  }

  /// Waits for news, at most that long.
  func wait(for bot: Int64, atMost limit: Duration) async -> Ring {
    if isClosing { return .ended }
    if rung.remove(bot) != nil { return .news }
    displace(bot)
    nextID += 1
    let id = nextID
    let timer = Task {
      try? await Task.sleep(for: limit)
      self.end(bot, id)
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .timeout)
        } else {
          waiting[bot] = Waiter(id: id, continuation: continuation)
        }
      }
    } onCancel: {
      Task { await self.end(bot, id) }
    }
  }

  private func end(_ bot: Int64, _ id: Int) {
    guard waiting[bot]?.id == id else { return }
    waiting.removeValue(forKey: bot)?.continuation.resume(returning: .timeout)
  }
}
