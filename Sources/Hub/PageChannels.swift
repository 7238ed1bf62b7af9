/// What pages are told as it happens.
enum PageNews: Sendable, Equatable {
  /// A message is there: its number.
  case message(Int64)
  /// Something that was there is another now, or gone: the store says what.
  case changed
  /// Who is there, in the order of their ids.
  case presence([Int64])
  /// Nothing happened; the stream is kept alive.
  case tick
}

/// The open pages of each room. A page that reads too slowly is cut off: it comes back and asks for
/// what it missed, so that nothing is lost and nothing piles up here.
actor PageChannels {
  private struct Page {
    var person: Int64
    var rooms: Set<Int64>
    var continuation: AsyncStream<(room: Int64, news: PageNews)>.Continuation
  }

  private var pages: [Int: Page] = [:]
  private var nextID = 0
  private var isClosing = false
  static let backlog = 256
  /// Open pages of one person at most.
  static let most = 20

  /// How many pages are open.
  var count: Int { pages.count }

  /// Opens a page on rooms.
  func open(
    person: Int64, rooms: Set<Int64>
  ) -> (id: Int, news: AsyncStream<(room: Int64, news: PageNews)>) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: (room: Int64, news: PageNews).self,
      bufferingPolicy: .bufferingOldest(PageChannels.backlog))
    nextID += 1
    guard !isClosing else {
      continuation.finish()
      return (nextID, stream)
    }
    // Whoever opens more than anybody needs closes their oldest.
    let own = pages.filter { $0.value.person == person }.keys
    if own.count >= PageChannels.most, let oldest = own.min() { close(oldest) }
    pages[nextID] = Page(person: person, rooms: rooms, continuation: continuation)
    return (nextID, stream)
  }

  func close(_ id: Int) {
    pages.removeValue(forKey: id)?.continuation.finish()
  }

  /// The server stops: open pages end, and come back when it is there again.
  func closeAll() {
    isClosing = true
    for id in Array(pages.keys) { close(id) }
  }

  /// Ends every page of a person: the session was revoked.
  func closeAll(of person: Int64) {
    for (id, page) in pages where page.person == person { close(id) }
  }

  func post(_ news: PageNews, to room: Int64) {
    for (id, page) in pages where page.rooms.contains(room) {
      if case .dropped = page.continuation.yield((room, news)) { close(id) }
    }
  }

  func tick(_ id: Int) {
    guard let page = pages[id], let room = page.rooms.first else { return }
    if case .dropped = page.continuation.yield((room, .tick)) { close(id) }
  }

  private var stirred: Set<Int64> = []

  /// Somebody came or went. Told a moment later, once for all who did meanwhile: a hundred pages that
  /// come back together would else tell a hundred pages a hundred times.
  func presenceChanged(in rooms: Set<Int64>) {
    let isWaiting = !stirred.isEmpty
    stirred.formUnion(rooms)
    guard !isWaiting else { return }
    Task {
      try? await Task.sleep(for: .milliseconds(500))
      self.tellPresence()
    }
  }

  private func tellPresence() {
    for room in stirred { post(.presence(present(in: room).sorted()), to: room) }
    stirred = []
  }

  /// Who has a page open on that room.
  func present(in room: Int64) -> Set<Int64> {
    Set(pages.values.filter { $0.rooms.contains(room) }.map(\.person))
  }
}
