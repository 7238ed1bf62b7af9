import GRDB

/// How far a page has heard: in each of its rooms the last message and the last change. As text it is the
/// id of the events of that page, `3.120.4_7.12.0`: nothing in it moves when something is said in a room
/// that the page does not show.
struct NewsPlace: Sendable, Equatable {
  struct Room: Sendable, Equatable {
    var number: Int64
    var change: Int64
  }

  private(set) var rooms: [Int64: Room]

  init(_ rooms: [Int64: Room] = [:]) { self.rooms = rooms }

  /// Reads what a page sends back; nil where it is none of ours.
  init?(_ text: String) {
    var rooms: [Int64: Room] = [:]
    for part in text.split(separator: "_") {
      let numbers = part.split(separator: ".").compactMap { Int64($0) }
      guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
      rooms[numbers[0]] = Room(number: numbers[1], change: numbers[2])
    }
    self.rooms = rooms
  }

  var text: String {
    rooms.sorted { $0.key < $1.key }
      .map { "\($0.key).\($0.value.number).\($0.value.change)" }.joined(separator: "_")
  }

  subscript(room: Int64) -> Room {
    get { rooms[room] ?? Room(number: 0, change: 0) }
    set { rooms[room] = newValue }
  }

  /// Where rooms stand now.
  static func now(_ db: Database, in ids: [Int64]) throws -> NewsPlace {
    var place = NewsPlace()
    for id in ids {
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT next_number - 1, next_change - 1 FROM rooms WHERE id = ?",
          arguments: [id])
      else { continue }
      place[id] = Room(number: row[0], change: row[1])
    }
    return place
  }

  /// For a page that shows exactly those rooms: one it did not know before begins where it stands now.
  func fitted(to now: NewsPlace) -> NewsPlace {
    NewsPlace(now.rooms.merging(rooms.filter { now.rooms[$0.key] != nil }) { _, heard in heard })
  }
}
