import Foundation
import GRDB

/// Conversations brought in from outside rather than typed into a page: what somebody said, at the
/// moment that the hub's clock tells.
extension Hub {
  /// One thing that somebody says.
  public struct Utterance: Sendable {
    public var person: Int64
    /// A group's chat id; nil for the private room with that bot.
    public var chat: Int64?
    public var bot: Int64
    public var text: String
    /// The number of the message it answers.
    public var replyTo: Int64?
    /// A picture that goes with it.
    public var picture: (name: String, bytes: [UInt8])?

    public init(person: Int64, chat: Int64?, bot: Int64, text: String) {
      self.person = person
      self.chat = chat
      self.bot = bot
      self.text = text
    }
  }

  /// Says it, as if typed into the page.
  /// - Returns: The message's number in its room.
  /// - Throws: `HubError.store` where there is no such room.
  @discardableResult
  public func say(_ utterance: Utterance) async throws -> Int64 {
    let room = try await store.write { db in
      guard let chat = utterance.chat else {
        return try Rooms.privateRoom(db, person: utterance.person, bot: utterance.bot)
      }
      guard let room = try Rooms.room(db, chat: chat, for: utterance.bot) else {
        throw HubError.store("there is no group \(chat)")
      }
      return room
    }
    var draft = MessageDraft(
      person: utterance.person, text: utterance.text, replyTo: utterance.replyTo)
    if let picture = utterance.picture { draft.attachments = [("photo", try await keep(picture))] }
    return try await say(draft, in: room).number
  }

  private func keep(_ picture: (name: String, bytes: [UInt8])) async throws -> String {
    var incoming = try files.begin()
    try incoming.write(picture.bytes)
    let kind = MediaKind.picture(incoming.head)
    let size = incoming.size
    let file = HubFile(
      id: "f" + UUID().uuidString.replacing("-", with: "").lowercased(),
      sha256: try files.keep(incoming), name: FileName.safe(picture.name),
      mediaType: kind?.mediaType ?? "application/octet-stream", size: size,
      width: kind?.width, height: kind?.height)
    let now = now()
    try await store.write { try Files.add(file, at: now, $0) }
    return file.id
  }

  /// Everybody has read what was said before that moment, in milliseconds since 1970.
  public func markRead(before moment: Int64) async throws {
    try await store.write { db in
      try db.execute(
        sql: """
          INSERT INTO reads (room, person, number)
          SELECT rooms.id, people.id, max(messages.number)
          FROM messages JOIN rooms ON rooms.id = messages.room
          JOIN people ON rooms.person = people.id OR EXISTS
            (SELECT 1 FROM members WHERE room = rooms.id AND members.person = people.id)
          WHERE messages.at < ?
          GROUP BY rooms.id, people.id
          ON CONFLICT DO UPDATE SET number = max(number, excluded.number)
          """, arguments: [moment])
    }
  }
}
