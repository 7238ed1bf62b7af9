/// A reminder's name: its place among those of one group, or of one person. A person's own is
/// nobody else's business and goes into the restricted chain.
public struct ReminderID: Sendable, Hashable, Codable {
  /// The group; for a person's own `person:` with the person's id, whatever chats they have.
  public let chat: ChatID
  /// From 1 within the chat.
  public let serial: Int
  public let audience: Audience

  public init(chat: ChatID, serial: Int, audience: Audience) {
    self.chat = chat
    self.serial = serial
    self.audience = audience
  }
}

/// What somebody wants to be said later, once or again and again (提醒).
public struct Reminder: Sendable, Equatable, Codable {
  public var id: ReminderID
  public var text: String
  public var owner: PersonID
  /// A person's private chat instead of the chat it was set in.
  public var to: PersonID?
  /// The words it was given in: 每周五15点.
  public var rule: String
  /// What those words were read as: its times follow from this.
  public var recurrence: Recurrence?
  /// When it is said next; nil once it is over.
  public var next: Instant?
  /// How often it was said.
  public var said: Int
  public var cancelled: Bool

  public init(
    id: ReminderID, text: String, owner: PersonID, to: PersonID? = nil, rule: String,
    next: Instant?, said: Int = 0, cancelled: Bool = false
  ) {
    self.id = id
    self.text = text
    self.owner = owner
    self.to = to
    self.rule = rule
    self.next = next
    self.said = said
    self.cancelled = cancelled
  }
}
