import Foundation
import GRDB
import HTTPTypes
import Hummingbird

/// What a page asks for and what people say there.
extension PageServer {
  func room(_ typed: String, _ person: HubPerson) async throws -> HubRoom {
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

  func me(_ person: HubPerson) async throws -> Response {
    let rooms = try await hub.store.read { try PageWire(db: $0).rooms(of: person) }
    var present: [Int64: Set<Int64>] = [:]
    for room in rooms { present[room.id] = await hub.pages.present(in: room.id) }
    let known = present
    let body = try await hub.store.read { db -> JSON in
      let wire = PageWire(db: db)
      let last = try NewsPlace.now(db, in: rooms.map(\.id)).text
      return .object([
        "me": wire.person(person), "last": .string(last),
        "rooms": .array(
          try rooms.map { try wire.room($0, for: person, present: known[$0.id] ?? []) }),
      ])
    }
    return PageServer.json(body)
  }

  /// A page of history, oldest first: the last one, or the one before, after or around a message's number.
  /// Says whether there is more on either side.
  func history(_ request: Request, _ room: HubRoom) async throws -> Response {
    func asked(_ key: Substring) -> Int64? {
      request.uri.queryParameters[key].flatMap { Int64($0) }.map { max(0, $0) }
    }
    let (before, after, around) = (asked("before"), asked("after"), asked("around"))
    let size = PageServer.historyPage
    let body = try await hub.store.read { db -> JSON in
      var (earlier, later) = ([HubMessage](), [HubMessage]())
      var (hasEarlier, hasLater) = (false, false)
      if let around {
        let end = min(around, .max - 1)
        earlier = try Messages.history(db, room: room.id, before: end + 1, limit: size)
        later = try Messages.later(db, room: room.id, after: end, limit: size)
        (hasEarlier, hasLater) = (earlier.count == size, later.count == size)
      } else if let after {
        later = try Messages.later(db, room: room.id, after: after, limit: size)
        (hasEarlier, hasLater) = (true, later.count == size)
      } else {
        earlier = try Messages.history(db, room: room.id, before: before, limit: size)
        (hasEarlier, hasLater) = (earlier.count == size, before != nil)
      }
      let wire = PageWire(db: db)
      return [
        "messages": .array(try (earlier + later).map(wire.message)),
        "before": .bool(hasEarlier), "after": .bool(hasLater),
      ]
    }
    return PageServer.json(body)
  }

  private static let historyPage = 50

  func search(_ request: Request, _ room: HubRoom) async throws -> Response {
    let text = request.uri.queryParameters["q"].map { String($0) } ?? ""
    let body = try await hub.store.read { db -> JSON in
      guard !text.isEmpty else { return ["messages": []] }
      let wire = PageWire(db: db)
      let found = try Messages.search(db, room: room.id, text: text, limit: 50)
      return ["messages": .array(try found.map(wire.message))]
    }
    return PageServer.json(body)
  }

  func say(
    _ request: Request, _ room: HubRoom, _ person: HubPerson
  ) async throws -> Response {
    let given = try await Parameters.read(request, files: hub.files, uploads: 9)
    let uploads = given.uploads.sorted { $0.key < $1.key }.map(\.value)
    let text = (given.text("text") ?? "").replacing("\0", with: "")
    guard text.utf16.count <= TextRules.maximumText else {
      throw Refused(status: .contentTooLarge, text: "一条最多4096字，请分几条发。")
    }
    guard uploads.isEmpty || text.utf16.count <= TextRules.maximumCaption else {
      throw Refused(status: .contentTooLarge, text: "照片的说明最多1024字，多的请另发一条。")
    }
    guard !uploads.isEmpty || !text.allSatisfy(\.isWhitespace) else {
      throw Refused(status: .badRequest, text: "什么也没有写。")
    }
    let key = given.text("key").map { String($0.prefix(80)) }
    try await checkVoice(of: person, key, in: room, messages: max(1, uploads.count))
    let now = hub.now()
    if !uploads.isEmpty {
      try await hub.store.write { db in
        for upload in uploads { try Files.add(upload.file, at: now, db) }
      }
    }
    let replyTo = given.int("reply_to")
    var said: [HubMessage] = []
    // Several pictures are an album: one message each, as the Bot API has them.
    let album = uploads.count > 1 ? "a\(key ?? Entrance.fresh())" : nil
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
    // Sent again after it was deleted, it stays so.
    let kept = said.filter { !$0.isDeleted }
    let body = try await hub.store.read { db -> JSON in
      let wire = PageWire(db: db)
      return ["messages": .array(try kept.map(wire.message))]
    }
    return PageServer.json(body)
  }

  /// Each message counts, a picture of an album too; what was said already and is sent again does not.
  private func checkVoice(
    of person: HubPerson, _ key: String?, in room: HubRoom, messages: Int
  ) async throws {
    let first = MessageDraft(person: person.id, text: "", key: key.map { "\($0) 0" })
    if try await hub.store.read({ try Messages.known(first, in: room, $0) }) != nil { return }
    try checkPace(hub.voices, "\(person.id)")
    for _ in 1..<messages { _ = hub.voices.take("\(person.id)", at: hub.now()) }
  }

  func read(
    _ request: Request, _ room: HubRoom, _ person: HubPerson
  ) async throws -> Response {
    let number = try await Parameters.read(request, files: nil).int("number") ?? 0
    try await hub.store.write { db in
      try db.execute(
        sql: """
          INSERT INTO reads (room, person, number) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET number = max(number, excluded.number)
          """, arguments: [room.id, person.id, number])
    }
    return PageServer.json(["ok": true])
  }

  func file(_ id: String, _ person: HubPerson) async throws -> Response {
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

  /// One's own words of the last minutes may be put right; bots hear of it as an edit.
  func edit(
    _ request: Request, _ room: HubRoom, _ number: Int64, _ person: HubPerson
  ) async throws -> Response {
    try checkPace(hub.voices, "\(person.id)")
    let text = (try await Parameters.read(request, files: nil).text("text") ?? "")
      .replacing("\0", with: "")
    guard !text.allSatisfy(\.isWhitespace) else {
      throw Refused(status: .badRequest, text: "什么也没有写。")
    }
    guard text.utf16.count <= TextRules.maximumText else {
      throw Refused(status: .contentTooLarge, text: "一条最多4096字，请分几条发。")
    }
    let message = try await hub.edit(number, as: text, by: person.id, in: room)
    let body = try await hub.store.read { try PageWire(db: $0).message(message) }
    return PageServer.json(body)
  }

  /// What a bot wanted gone and may not delete its writer may recall, at any time.
  func recall(_ room: HubRoom, _ number: Int64, _ person: HubPerson) async throws -> Response {
    try checkPace(hub.voices, "\(person.id)")
    try await hub.delete { db in
      guard let message = try Messages.message(db, room: room.id, number: number),
        message.person == person.id, message.isRecallable
      else { throw Refused(status: .notFound, text: "这条不能撤回。") }
      return (room, message)
    }
    return PageServer.json(["ok": true])
  }
}
