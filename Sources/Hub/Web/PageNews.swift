import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore

/// Live news by server-sent events. An event's id says how far the page has heard in each of its rooms: a
/// page that was cut off comes back with it and is told what it missed before anything new.
extension PageServer {
  static let heartbeat: Duration = .seconds(15)
  private static let page = 200

  func news(_ request: Request, _ person: HubPerson) async throws -> Response {
    let session = request.cookies[PageServer.cookie]?.value ?? ""
    let entrance = entrance
    let header = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
    let asked = header ?? request.uri.queryParameters["after"].map { String($0) } ?? ""
    guard let heard = asked == "0" ? NewsPlace() : NewsPlace(asked) else {
      throw Refused(status: .conflict, text: "页面有更新，请刷新。", person: person.id)
    }
    let (rooms, now) = try await hub.store.read { db in
      let rooms = try PageWire(db: db).rooms(of: person).map(\.id)
      return (rooms, try NewsPlace.now(db, in: rooms))
    }
    let ids = Set(rooms)
    let hub = hub
    let body = ResponseBody { writer in
      // Open before looking back, so that nothing falls between.
      let (id, stream) = await hub.pages.open(person: person.id, rooms: ids)
      await hub.pages.presenceChanged(in: ids)
      let ticks = Ticker(interval: PageServer.heartbeat, hub.pages, id)
      defer {
        ticks.stop()
        Task {
          await hub.pages.close(id)
          await hub.pages.presenceChanged(in: ids)
        }
      }
      var listener = Listener(
        hub: hub, person: person, place: asked == "0" ? heard : heard.fitted(to: now))
      try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
      for room in rooms { try await listener.catchUp(room, &writer) }
      for await (room, news) in stream {
        switch news {
        case .message(let number): try await listener.hear(number, in: room, &writer)
        case .changed: try await listener.catchUp(room, &writer)
        case .presence(let here):
          let value: JSON = ["room": .integer(room), "here": .array(here.map(JSON.integer))]
          try await writer.write(PageServer.frame("presence", value))
        case .tick:
          // Another process may have ended the session, or taken somebody out of a room.
          let still = try await hub.store.read { try PageWire(db: $0).rooms(of: person) }
          guard Set(still.map(\.id)) == ids,
            try await entrance.person(ofSession: session) != nil
          else { return try await writer.finish(nil) }
          for room in rooms { try await listener.catchUp(room, &writer) }
          try await writer.write(ByteBuffer(string: ": \n\n"))
        }
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store",
      ], body: body)
  }

  /// One page's stream: what it has heard, and how it hears more.
  private struct Listener {
    let hub: Hub
    let person: HubPerson
    var place: NewsPlace

    /// A message is there. In their order, whatever the order of the knocks was; one told already is not
    /// told again.
    mutating func hear(
      _ number: Int64, in room: Int64, _ writer: inout any ResponseBodyWriter
    ) async throws {
      let last = place[room].number
      guard number > last else { return }
      guard let frames = hub.recent.frames(in: room, after: last, through: number) else {
        return try await catchUp(room, &writer)
      }
      for (index, frame) in frames.enumerated() {
        place[room].number = last + Int64(index) + 1
        try await tell(frame, &writer)
      }
    }

    /// Writes what came into a room and what was changed there, in pages.
    mutating func catchUp(
      _ room: Int64, _ writer: inout any ResponseBodyWriter
    ) async throws {
      while true {
        let (after, person) = (place[room], person)
        let found = try await hub.store.read { db -> (new: [Told], changed: [Told]) in
          let wire = PageWire(db: db)
          // Whoever was taken out of a room meanwhile hears nothing more from it.
          guard try wire.rooms(of: person).contains(where: { $0.id == room }) else {
            return ([], [])
          }
          return (
            try Messages.later(db, room: room, after: after.number, limit: page).map {
              Told(number: $0.number, frame: frame("message", try wire.message($0)))
            },
            try Messages.changed(db, room: room, after: after.change, limit: page).map {
              let value: JSON = ["room": .integer(room), "number": .integer($0.number)]
              return Told(
                number: $0.change ?? 0,
                frame: $0.isDeleted
                  ? frame("deleted", value) : frame("message", try wire.message($0)))
            }
          )
        }
        for told in found.new {
          place[room].number = told.number
          try await tell(told.frame, &writer)
        }
        for told in found.changed {
          place[room].change = told.number
          try await tell(told.frame, &writer)
        }
        if found.new.count < page, found.changed.count < page { return }
      }
    }

    private struct Told: Sendable {
      var number: Int64
      var frame: ByteBuffer
    }

    private func tell(
      _ frame: ByteBuffer, _ writer: inout any ResponseBodyWriter
    ) async throws {
      var event = ByteBuffer(string: "id: \(place.text)\n")
      event.writeImmutableBuffer(frame)
      try await writer.write(event)
    }
  }

  /// One event as it goes over the wire, all but its id.
  static func frame(_ event: String, _ value: JSON) -> ByteBuffer {
    let text = String(decoding: value.data, as: UTF8.self)
    return ByteBuffer(string: "event: \(event)\ndata: \(text)\n\n")
  }
}

/// Keeps a page's stream alive through proxies, and notices one that is gone.
private final class Ticker: Sendable {
  private let task: Task<Void, Never>

  init(interval: Duration, _ pages: PageChannels, _ id: Int) {
    task = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: interval)
        await pages.tick(id)
      }
    }
  }

  func stop() { task.cancel() }
}
