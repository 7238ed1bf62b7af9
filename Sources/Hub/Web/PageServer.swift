import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore

/// The pages for people: entering, the chat page, its data, and live news.
struct PageServer: Sendable {
  let hub: Hub
  let entrance: Entrance
  /// Whether the pages are reached over TLS: cookies are marked so.
  let isSecure: Bool
  let limits: AddressLimits

  static let cookie = "liandu-session"

  /// An answer that is no page's data: what was wrong, as a status and one line.
  struct Refused: Error {
    var status: HTTPResponse.Status
    var text: String
  }

  func answer(_ request: Request, address: String) async throws -> Response {
    let path = request.uri.path
    if request.method == .post {
      try checkOrigin(request)
      guard limits.allows(address, at: hub.now()) else {
        throw Refused(status: .tooManyRequests, text: "太快了，请稍等再试。")
      }
    }
    switch (request.method, path) {
    case (.get, "/healthz"): return PageServer.text("ok\n")
    case (.get, let path) where path.hasPrefix("/enter/"):
      return try await showLink(String(path.dropFirst(7)))
    case (.post, "/enter"): return try await enter(request)
    case (.get, let path) where WebAsset.all[path] != nil: return WebAsset.response(path)
    default: break
    }
    guard let person = try await person(of: request) else {
      if request.method == .get, path == "/" { return WebAsset.page("/outside.html", .ok) }
      throw Refused(status: .unauthorized, text: "请用您的专用链接进入。")
    }
    return try await inside(request, path, person)
  }

  private func inside(
    _ request: Request, _ path: String, _ person: HubPerson
  ) async throws -> Response {
    let parts = path.split(separator: "/").map(String.init)
    switch (request.method, parts.first, parts.count) {
    case (.get, nil, 0): return WebAsset.page("/chat.html", .ok)
    case (.post, "leave", 1): return try await leave(request)
    case (.get, "files", 2): return try await file(parts[1], person)
    case (.get, "api", 2) where parts[1] == "me": return try await me(person)
    case (.get, "api", 2) where parts[1] == "news": return try await news(request, person)
    case (.get, "api", 4) where parts[1] == "rooms":
      let room = try await room(parts[2], person)
      switch parts[3] {
      case "messages": return try await history(request, room)
      case "search": return try await search(request, room)
      default: break
      }
    case (.post, "api", 4) where parts[1] == "rooms":
      let room = try await room(parts[2], person)
      switch parts[3] {
      case "messages": return try await say(request, room, person)
      case "read": return try await read(request, room, person)
      default: break
      }
    default: break
    }
    throw Refused(status: .notFound, text: "没有这一页。")
  }

  // MARK: Entering

  private func person(of request: Request) async throws -> HubPerson? {
    guard let secret = request.cookies[PageServer.cookie]?.value, !secret.isEmpty else {
      return nil
    }
    return try await entrance.person(ofSession: secret)
  }

  /// Opening a link shows whose it is; only the button's POST uses it up, so that previews of links
  /// in other chats burn nothing.
  private func showLink(_ secret: String) async throws -> Response {
    guard let person = try await entrance.holder(ofLink: secret) else {
      return WebAsset.page("/used.html", .gone)
    }
    return WebAsset.page(
      "/enter.html", .ok, filling: ["name": person.name, "link": secret])
  }

  private func enter(_ request: Request) async throws -> Response {
    let form = try await form(request)
    guard let link = form["link"], let session = try await entrance.enter(withLink: link) else {
      return WebAsset.page("/used.html", .gone)
    }
    var response = PageServer.redirect("/")
    response.setCookie(
      Cookie(
        name: PageServer.cookie, value: session,
        maxAge: Int(Entrance.sessionTerm / 1000), path: "/", secure: isSecure, httpOnly: true,
        sameSite: .lax))
    return response
  }

  private func leave(_ request: Request) async throws -> Response {
    if let secret = request.cookies[PageServer.cookie]?.value {
      if let person = try await entrance.person(ofSession: secret) {
        await hub.pages.closeAll(of: person.id)
      }
      try await entrance.revoke(session: secret)
    }
    var response = PageServer.redirect("/")
    response.setCookie(
      Cookie(name: PageServer.cookie, value: "", maxAge: 0, path: "/", httpOnly: true))
    return response
  }

  /// A form posted from another site is refused: browsers always say where a POST comes from.
  private func checkOrigin(_ request: Request) throws {
    let host = request.head.authority ?? ""
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    if let site, site != "same-origin", site != "none" {
      throw Refused(status: .forbidden, text: "不接受别的网站发来的请求。")
    }
    guard let origin = request.headers[.origin] else { return }
    guard let url = URL(string: origin), let named = url.host else {
      throw Refused(status: .forbidden, text: "不接受别的网站发来的请求。")
    }
    let authority = url.port.map { "\(named):\($0)" } ?? named
    guard authority.lowercased() == host.lowercased() else {
      throw Refused(status: .forbidden, text: "不接受别的网站发来的请求。")
    }
  }

  // MARK: Data

  private func room(_ typed: String, _ person: HubPerson) async throws -> HubRoom {
    let found = try await hub.store.read { db -> HubRoom? in
      guard let id = Int64(typed), let room = try Rooms.room(db, id: id),
        try Rooms.isMember(db, person: person.id, of: room)
      else { return nil }
      return room
    }
    // A room of others is as one that is not there.
    guard let found else { throw Refused(status: .notFound, text: "没有这一页。") }
    return found
  }

  private func me(_ person: HubPerson) async throws -> Response {
    let rooms = try await hub.store.read { try PageWire(db: $0).rooms(of: person) }
    var present: [Int64: Set<Int64>] = [:]
    for room in rooms { present[room.id] = await hub.pages.present(in: room.id) }
    let known = present
    let body = try await hub.store.read { db -> JSON in
      let wire = PageWire(db: db)
      let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM messages") ?? 0
      return .object([
        "me": wire.person(person), "last": .integer(last),
        "rooms": .array(
          try rooms.map { try wire.room($0, for: person, present: known[$0.id] ?? []) }),
      ])
    }
    return PageServer.json(body)
  }

  private func history(_ request: Request, _ room: HubRoom) async throws -> Response {
    let before = request.uri.queryParameters["before"].flatMap { Int64($0) }
    let body = try await hub.store.read { db -> JSON in
      let wire = PageWire(db: db)
      let messages = try Messages.history(db, room: room.id, before: before, limit: 50)
      return ["messages": .array(try messages.map(wire.message))]
    }
    return PageServer.json(body)
  }

  private func search(_ request: Request, _ room: HubRoom) async throws -> Response {
    let text = request.uri.queryParameters["q"].map { String($0) } ?? ""
    let body = try await hub.store.read { db -> JSON in
      guard !text.isEmpty else { return ["messages": []] }
      let wire = PageWire(db: db)
      let found = try Messages.search(db, room: room.id, text: text, limit: 50)
      return ["messages": .array(try found.map(wire.message))]
    }
    return PageServer.json(body)
  }

  private func say(
    _ request: Request, _ room: HubRoom, _ person: HubPerson
  ) async throws -> Response {
    let given = try await Parameters.read(request, files: hub.files)
    let uploads = given.uploads.sorted { $0.key < $1.key }.map(\.value)
    let text = (given.text("text") ?? "").replacing("\0", with: "")
    guard text.utf16.count <= TextRules.maximumText else {
      throw Refused(status: .contentTooLarge, text: "一条最多4096字，请分几条发。")
    }
    guard !uploads.isEmpty || !text.allSatisfy(\.isWhitespace) else {
      throw Refused(status: .badRequest, text: "什么也没有写。")
    }
    let now = hub.now()
    if !uploads.isEmpty {
      try await hub.store.write { db in
        for upload in uploads { try Files.add(upload.file, at: now, db) }
      }
    }
    let key = given.text("key").map { String($0.prefix(80)) }
    let replyTo = given.int("reply_to")
    var said: [HubMessage] = []
    // Several pictures are an album: one message each, as the Bot API has them.
    let album = uploads.count > 1 ? "a\(key ?? Entrance.secret())" : nil
    for index in 0..<max(1, uploads.count) {
      var draft = MessageDraft(
        person: person.id, text: index == 0 ? text : "", replyTo: replyTo, album: album,
        key: key.map { "\($0) \(index)" })
      if uploads.indices.contains(index) {
        let upload = uploads[index]
        draft.attachments = [(upload.isPicture ? "photo" : "document", upload.file.id)]
      }
      said.append(try await hub.say(draft, in: room))
    }
    let kept = said
    let body = try await hub.store.read { db -> JSON in
      let wire = PageWire(db: db)
      return ["messages": .array(try kept.map(wire.message))]
    }
    return PageServer.json(body)
  }

  private func read(
    _ request: Request, _ room: HubRoom, _ person: HubPerson
  ) async throws -> Response {
    let number = try await Parameters.read(request, files: hub.files).int("number") ?? 0
    try await hub.store.write { db in
      try db.execute(
        sql: """
          INSERT INTO reads (room, person, number) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET number = max(number, excluded.number)
          """, arguments: [room.id, person.id, number])
    }
    return PageServer.json(["ok": true])
  }

  private func file(_ id: String, _ person: HubPerson) async throws -> Response {
    let found = try await hub.store.read { db -> HubFile? in
      guard let file = try Files.file(db, id: id) else { return nil }
      let rooms = try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT messages.room FROM attachments
          JOIN messages ON messages.id = attachments.message
          WHERE attachments.file = ? AND messages.deleted = 0
          """, arguments: [id])
      for id in rooms {
        if let room = try Rooms.room(db, id: id),
          try Rooms.isMember(db, person: person.id, of: room)
        {
          return file
        }
      }
      return nil
    }
    guard let found else { throw Refused(status: .notFound, text: "没有这个文件。") }
    return FileAnswer.response(hub.files.path(of: found.sha256), found, inline: true)
  }

  private func form(_ request: Request) async throws -> [String: String] {
    let given = try await Parameters.read(request, files: hub.files)
    return ["link": given.text("link") ?? ""]
  }

  // MARK: Answers

  static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.data)))
  }

  static func redirect(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }
}
