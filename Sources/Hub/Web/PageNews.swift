import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore

/// Live news by server-sent events. An event's id is the last message's: a page that was cut off
/// comes back with it and is told what it missed before anything new.
extension PageServer {
  static let heartbeat: Duration = .seconds(15)
  private static let page = 200

  func news(_ request: Request, _ person: HubPerson) async throws -> Response {
    let session = request.cookies[PageServer.cookie]?.value ?? ""
    let entrance = entrance
    let header = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
    let asked =
      header.flatMap { Int64($0) }
      ?? request.uri.queryParameters["after"].flatMap { Int64($0) } ?? 0
    let after = max(0, asked)
    let rooms = try await hub.store.read { try PageWire(db: $0).rooms(of: person) }
    let ids = Set(rooms.map(\.id))
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
      var last = after
      try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
      last = try await PageServer.catchUp(hub, person, ids, after: last, &writer)
      for await (room, news) in stream {
        switch news {
        case .message(let message):
          // In their order, whatever the order of the knocks was; one told already is not told again.
          guard message > last else { continue }
          if let frames = hub.recent.frames(after: last, through: message, in: ids) {
            for frame in frames { try await writer.write(frame) }
            last = message
          } else {
            last = try await PageServer.catchUp(hub, person, ids, after: last, &writer)
          }
        case .changed(let message):
          try await writer.write(PageServer.frame("message", message, id: last))
        case .deleted(let number):
          let value: JSON = ["room": .integer(room), "number": .integer(number)]
          try await writer.write(PageServer.frame("deleted", value, id: last))
        case .presence(let here):
          let value: JSON = ["room": .integer(room), "here": .array(here.map(JSON.integer))]
          try await writer.write(PageServer.frame("presence", value, id: last))
        case .tick:
          // Another process may have ended the session, or taken somebody out of a room.
          let still = try await hub.store.read { try PageWire(db: $0).rooms(of: person) }
          guard Set(still.map(\.id)) == ids,
            try await entrance.person(ofSession: session) != nil
          else { return try await writer.finish(nil) }
          last = try await PageServer.catchUp(hub, person, ids, after: last, &writer)
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

  /// Writes what came behind a message, in pages.
  private static func catchUp(
    _ hub: Hub, _ person: HubPerson, _ rooms: Set<Int64>, after start: Int64,
    _ writer: inout any ResponseBodyWriter
  ) async throws -> Int64 {
    var last = start
    while true {
      let after = last
      let found = try await hub.store.read { db -> [(Int64, JSON)] in
        let wire = PageWire(db: db)
        // Whoever was taken out of a room meanwhile hears nothing more from it.
        let messages = try wire.rooms(of: person).filter { rooms.contains($0.id) }.flatMap {
          try Messages.later(db, room: $0.id, after: after, limit: page)
        }
        return try messages.sorted { $0.id < $1.id }.prefix(page).map {
          ($0.id, try wire.message($0))
        }
      }
      for (id, message) in found {
        try await writer.write(frame("message", message, id: id))
        last = id
      }
      if found.count < page { return last }
    }
  }

  /// One event as it goes over the wire.
  static func frame(_ event: String, _ value: JSON, id: Int64) -> ByteBuffer {
    let text = String(decoding: value.data, as: UTF8.self)
    return ByteBuffer(string: "id: \(id)\nevent: \(event)\ndata: \(text)\n\n")
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
