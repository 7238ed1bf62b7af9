import Foundation
import GRDB

/// One call of one bot.
struct BotAPICall: Sendable {
  let hub: Hub
  let bot: HubBot
  let parameters: Parameters
  /// Sends with the same key are one message.
  let key: String?

  /// - Returns: The result as JSON bytes.
  /// - Throws: `BotAPIError`.
  func run(_ method: String) async throws -> Data {
    switch method {
    case "getme": try await wire { $0.me() }
    case "getupdates": try await updates()
    case "sendmessage": try await sendMessage()
    case "sendphoto": try await sendFile("photo")
    case "senddocument": try await sendFile("document")
    case "editmessagetext": try await edit()
    case "deletemessage": try await delete()
    case "getfile": try await file()
    case "setmycommands": try await setCommands()
    case "getmycommands": try await commands()
    case "deletemycommands": try await deleteCommands()
    case "getchat": try await chat()
    case "getchatmember": try await member()
    case "getchatmembercount": try await memberCount()
    case "getchatadministrators": try await administrators()
    case "getwebhookinfo":
      JSON.object(["url": "", "has_custom_certificate": false, "pending_update_count": 0]).data
    case "setwebhook": throw BotAPIError.bad("this server is polled: use getUpdates")
    case "deletewebhook", "answercallbackquery", "sendchataction", "logout", "close",
      "setmyname", "setmydescription":
      JSON.bool(true).data
    default: throw BotAPIError.notFound
    }
  }

  func wire(_ body: @escaping @Sendable (BotAPIWire) throws -> JSON) async throws -> Data {
    let bot = bot
    return try await hub.store.read { try body(BotAPIWire(db: $0, bot: bot)).data }
  }

  // MARK: Updates

  private func updates() async throws -> Data {
    let offset = parameters.int("offset") ?? 0
    let limit = Int(min(100, max(1, parameters.int("limit") ?? 100)))
    let hold = min(BotAPIServer.maximumHold, max(0, parameters.int("timeout") ?? 0))
    let bot = bot.id
    await hub.doorbell.displace(bot)
    if offset != 0 {
      try await hub.store.write { try Updates.confirm($0, bot: bot, offset: offset) }
    }
    let ends = ContinuousClock.now + .seconds(hold)
    while true {
      await hub.doorbell.silence(bot)
      let found = try await hub.store.read { try Updates.pending($0, bot: bot, limit: limit) }
      let left = ends - ContinuousClock.now
      if !found.isEmpty || left <= .zero { return BotAPICall.list(found) }
      // Another process, such as `liandu hub leave`, rings no bell here.
      switch await hub.doorbell.wait(for: bot, atMost: min(left, .seconds(5))) {
      case .news, .timeout: try Task.checkCancellation()
      case .ended: return BotAPICall.list([])
      case .displaced: throw BotAPIError.conflict
      }
    }
  }

  private static func list(_ bodies: [Data]) -> Data {
    var list = Data("[".utf8)
    for (index, body) in bodies.enumerated() {
      if index > 0 { list.append(UInt8(ascii: ",")) }
      list.append(body)
    }
    list.append(UInt8(ascii: "]"))
    return list
  }

  // MARK: Sending

  private func sendMessage() async throws -> Data {
    let (text, entities) = try marked("text", "entities")
    return try await send(
      MessageDraft(bot: bot.id, text: text, entities: entities, replyTo: replyTo, key: key))
  }

  /// A text with its entities, given beside it or as markup within it.
  private func marked(
    _ name: String, _ entities: String, limit: Int = TextRules.maximumText
  ) throws(BotAPIError) -> (String, JSON?) {
    switch parameters.text("parse_mode")?.lowercased() {
    case nil, "":
      let text = try TextRules.check(parameters.text(name), limit: limit)
      return (text, TextRules.entities(parameters[entities], in: text))
    case "html":
      let read = try MarkupReader.read(html: parameters.text(name) ?? "")
      let text = try TextRules.check(read.text, limit: limit)
      return (text, TextRules.entities(read.entities, in: text))
    case let mode?:
      throw .bad("can't parse entities: this server reads HTML and entities, not \(mode)")
    }
  }

  private func sendFile(_ kind: String) async throws -> Data {
    let (caption, entities) =
      parameters.text("caption") == nil
      ? ("", nil) : try marked("caption", "caption_entities", limit: TextRules.maximumCaption)
    let now = hub.now()
    let id: String
    // A client may send the file under a name of its own and say so.
    let place = parameters.text(kind).flatMap {
      $0.hasPrefix("attach://") ? String($0.dropFirst(9)) : nil
    }
    if let upload = parameters.uploads[place ?? kind] {
      if kind == "photo", !upload.isPicture { throw BotAPIError.bad("IMAGE_PROCESS_FAILED") }
      let file = upload.file
      try await hub.store.write { try Files.add(file, at: now, $0) }
      id = file.id
    } else if let known = parameters.text(kind),
      try await hub.store.read({ [bot] in try Files.file($0, id: known, for: bot.id) != nil })
    {
      id = known
    } else {
      throw BotAPIError.bad("there is no \(kind) in the request")
    }
    return try await send(
      MessageDraft(
        bot: bot.id, text: caption, entities: entities, replyTo: replyTo, attachments: [(kind, id)],
        key: key))
  }

  private var replyTo: Int64? {
    parameters["reply_parameters"]?.record?["message_id"]?.int
      ?? parameters.int("reply_to_message_id")
  }

  private func send(_ draft: MessageDraft) async throws -> Data {
    let chat = try parameters.chat()
    let (bot, now) = (bot, hub.now())
    let allowsMissing =
      parameters["reply_parameters"]?.record?["allow_sending_without_reply"]?.flag
      ?? parameters["allow_sending_without_reply"]?.flag ?? false
    let budget = hub.budget
    let sent = try await hub.store.write { db -> (Data, HubRoom, HubMessage, isNew: Bool) in
      guard let room = try Rooms.room(db, chat: chat, for: bot.id) else {
        throw chat > 0
          ? BotAPIError.forbidden("bot can't initiate conversation with a user")
          : BotAPIError.bad("chat not found")
      }
      // What is there already is the answer, and costs nothing.
      if let known = try Messages.known(draft, in: room, db) {
        return (try BotAPIWire(db: db, bot: bot).message(known, in: room).data, room, known, false)
      }
      if let seconds = budget.take("\(bot.id) \(chat)", at: now) {
        throw BotAPIError.tooMany(seconds: seconds)
      }
      var draft = draft
      if let number = draft.replyTo,
        try Messages.message(db, room: room.id, number: number) == nil
      {
        guard allowsMissing else { throw BotAPIError.bad("message to be replied not found") }
        draft.replyTo = nil
      }
      let (message, isNew) = try Messages.add(draft, to: room, at: now, db)
      return (
        try BotAPIWire(db: db, bot: bot).message(message, in: room).data, room, message, isNew
      )
    }
    if sent.isNew { await hub.announce(sent.2, in: sent.1) }
    return sent.0
  }

  private func edit() async throws -> Data {
    let chat = try parameters.chat()
    let (text, entities) = try marked("text", "entities")
    guard let number = parameters.int("message_id") else {
      throw BotAPIError.bad("message to edit not found")
    }
    let (bot, now) = (bot, hub.now())
    let edited = try await hub.store.write { db -> (Data, HubRoom, HubMessage) in
      guard let room = try Rooms.room(db, chat: chat, for: bot.id),
        let old = try Messages.message(db, room: room.id, number: number), old.bot == bot.id
      else { throw BotAPIError.bad("message to edit not found") }
      guard old.text != text || old.entities != entities else {
        throw BotAPIError.bad("message is not modified")
      }
      let new = try Messages.rewrite(old, as: text, entities, at: now, db)
      return (try BotAPIWire(db: db, bot: bot).message(new, in: room).data, room, new)
    }
    await hub.announceChange(of: [edited.2.number], in: edited.1)
    return edited.0
  }

  private func file() async throws -> Data {
    guard let id = parameters.text("file_id"),
      let file = try await hub.store.read({ [bot] in try Files.file($0, id: id, for: bot.id) })
    else { throw BotAPIError.bad("invalid file_id") }
    return JSON.object([
      "file_id": .string(file.id), "file_unique_id": .string(String(file.sha256.prefix(16))),
      "file_size": .integer(file.size), "file_path": .string("files/\(file.id)"),
    ]).data
  }

  // MARK: Commands and chats

  private func setCommands() async throws -> Data {
    guard let list = parameters["commands"]?.list, list.count <= 100 else {
      throw BotAPIError.bad("BOT_COMMANDS_TOO_MUCH")
    }
    let commands = try list.map { command -> (String, String) in
      guard let name = command["command"]?.text, (1...32).contains(name.utf8.count),
        name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }),
        let description = command["description"]?.text, (1...256).contains(description.count)
      else { throw BotAPIError.bad("BOT_COMMAND_INVALID") }
      return (name, description)
    }
    let bot = bot.id
    try await hub.store.write { db in
      try db.execute(sql: "DELETE FROM commands WHERE bot = ?", arguments: [bot])
      for (place, command) in commands.enumerated() {
        try db.execute(
          sql: "INSERT INTO commands (bot, place, name, description) VALUES (?, ?, ?, ?)",
          arguments: [bot, place, command.0, command.1])
      }
    }
    return JSON.bool(true).data
  }

  private func commands() async throws -> Data {
    let bot = bot.id
    return try await hub.store.read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT name, description FROM commands WHERE bot = ? ORDER BY place",
        arguments: [bot])
      return JSON.array(
        rows.map { ["command": .string($0["name"]), "description": .string($0["description"])] }
      ).data
    }
  }

  private func deleteCommands() async throws -> Data {
    let bot = bot.id
    try await hub.store.write {
      try $0.execute(sql: "DELETE FROM commands WHERE bot = ?", arguments: [bot])
    }
    return JSON.bool(true).data
  }
}
