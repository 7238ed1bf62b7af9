import Foundation

/// Turns the protocol's objects into the bot's values.
struct MessageReading {
  /// Accounts that stand for somebody who cannot be told: an anonymous administrator of the group,
  /// a channel, the service itself.
  private static let placeholders: Set<Int64> = [1_087_968_824, 136_817_688, 777_000]

  var botID: String?

  func content(_ wire: WireMessage, isEdit: Bool) throws -> IncomingUpdate.Content {
    let date = try Self.milliseconds(wire.date)
    let chat = Self.chat(wire.chat)
    let sender = sender(of: wire)
    func change(_ users: [WireUser]) -> MembershipChange {
      MembershipChange(
        chat: chat, users: users.map(Self.user), by: sender, messageID: wire.id.text, date: date)
    }
    if let to = wire.migratedTo, to != wire.chat.id {
      return .update(
        .migrated(
          Migration(
            from: chat.id, to: to.text, chat: chat, messageID: wire.id.text, date: date)))
    }
    if let from = wire.migratedFrom, from != wire.chat.id {
      return .update(
        .migrated(
          Migration(
            from: from.text, to: chat.id, chat: chat, messageID: wire.id.text, date: date)))
    }
    if let joined = wire.joined { return .update(.joined(change(joined))) }
    if let left = wire.left { return .update(.left(change([left]))) }

    let attachments = Self.attachments(wire.files)
    guard let text = wire.text ?? wire.caption ?? (attachments.isEmpty ? nil : "") else {
      return .ignored(kind: "message without text or file")
    }
    let message = Message(
      id: wire.id.text, chat: chat, sender: sender, date: date,
      editDate: try wire.editDate.map(Self.milliseconds), text: Sanitizer.text(text),
      mentions: EntityReading.mentions(wire.entities, in: text), repliesTo: reply(of: wire),
      attachments: attachments, albumID: wire.albumID.map(Sanitizer.text),
      isForwarded: wire.isForwarded)
    return .update(isEdit ? .edited(message) : .message(message))
  }

  func content(_ wire: WireMemberUpdate, isOwn: Bool) throws -> IncomingUpdate.Content {
    let date = try Self.milliseconds(wire.date)
    let chat = Self.chat(wire.chat)
    let by = wire.from.flatMap { Self.placeholders.contains($0.id.value) ? nil : Self.user($0) }
    if isOwn {
      return .update(
        .botMembership(BotMembership(chat: chat, isMember: wire.new.isInside, by: by, date: date)))
    }
    let change = MembershipChange(
      chat: chat, users: [Self.user(wire.new.user)], by: by, date: date)
    switch (wire.old.isInside, wire.new.isInside) {
    case (false, true): return .update(.joined(change))
    case (true, false): return .update(.left(change))
    default: return .ignored(kind: "chat_member")
    }
  }

  private func sender(of wire: WireMessage) -> User? {
    guard let from = wire.from, !wire.hasSenderChat, !Self.placeholders.contains(from.id.value)
    else { return nil }
    return Self.user(from)
  }

  private func reply(of wire: WireMessage) -> RepliedMessage? {
    guard let reply = wire.reply else { return nil }
    // In a forum every message "replies" to the one that opened its topic.
    if wire.isTopicMessage, wire.threadID == reply.id { return nil }
    let isFromBot =
      if let botID { reply.from?.id.text == botID } else { reply.from?.isBot ?? false }
    return RepliedMessage(
      id: reply.id.text, isFromBot: isFromBot, sender: reply.from?.id.text,
      text: (reply.text ?? reply.caption).map(Sanitizer.text),
      attachments: Self.attachments(reply.files))
  }

  private static func attachments(_ wire: WireFiles) -> [Attachment] {
    var attachments: [Attachment] = []
    func add(_ kind: Attachment.Kind, _ file: WireFile?) {
      guard let file else { return }
      attachments.append(
        Attachment(
          kind: kind, reference: Sanitizer.text(file.id),
          uniqueReference: file.uniqueID.map(Sanitizer.text), name: file.name.map(Sanitizer.text),
          mimeType: file.mimeType.map(Sanitizer.text), size: file.size))
    }
    // Sizes of one picture, the largest last.
    add(.photo, wire.photo.last)
    // An animation comes as a document too.
    if wire.animation == nil { add(.document, wire.document) }
    add(.voice, wire.voice)
    add(.video, wire.video)
    add(.other, wire.audio)
    add(.sticker, wire.animation ?? wire.sticker)
    if let place = wire.location {
      attachments.append(
        Attachment(kind: .location, reference: "\(place.latitude),\(place.longitude)"))
    }
    if wire.isOther, attachments.isEmpty {
      attachments.append(Attachment(kind: .other, reference: ""))
    }
    return attachments
  }

  static func chat(_ wire: WireChat) -> ChatReference {
    let kind: ChatReference.Kind =
      switch wire.type {
      case "private": .private
      case "channel": .channel
      default: .group
      }
    return ChatReference(id: wire.id.text, kind: kind, title: wire.title.map(Sanitizer.name))
  }

  static func user(_ wire: WireUser) -> User {
    let full = [wire.firstName, wire.lastName ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let handle = wire.username.map(Sanitizer.name).flatMap { $0.isEmpty ? nil : $0 }
    var name = Sanitizer.name(full)
    if name.isEmpty { name = handle ?? wire.id.text }
    return User(id: wire.id.text, name: name, handle: handle, isBot: wire.isBot)
  }

  private static func milliseconds(_ date: WireID) throws -> Int64 {
    let (value, overflow) = date.value.multipliedReportingOverflow(by: 1000)
    guard !overflow else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "The date is out of range."))
    }
    return value
  }
}
