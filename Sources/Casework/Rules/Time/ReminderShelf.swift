/// Where reminders are filed: under their group, or under the person who set them where they are
/// nobody else's business.
struct ReminderShelf {
  var chat: ChatID
  var audience: Audience

  private init(_ chat: ChatID, _ audience: Audience) {
    self.chat = chat
    self.audience = audience
  }

  /// The shelf of a person's own.
  init(of person: PersonID) {
    self.init(ChatID("person:\(person)"), .restricted)
  }

  /// What is meant where nothing else is said: in a group the group's, in private one's own.
  init(here situation: Situation) {
    switch situation.place {
    case .group(let id): self.init(id, .open)
    case .privateChat: self.init(of: situation.actor.id)
    }
  }

  /// The shelf of a new one: what goes to a person is private, wherever it was set.
  init(to person: Person?, _ situation: Situation) {
    if person == nil {
      self.init(here: situation)
    } else {
      self.init(of: situation.actor.id)
    }
  }

  /// Whom a new one is said to privately; nil for a group's.
  func to(_ situation: Situation, _ person: Person?) -> PersonID? {
    audience == .open ? nil : person?.id ?? situation.actor.id
  }

  /// Those that wait, by their numbers; a group that the IM moved keeps what it had.
  func reminders(_ casebook: any Casebook) throws -> [Reminder] {
    try chats(casebook).flatMap { try casebook.reminders(of: $0, audience) }
      .sorted { $0.id.serial < $1.id.serial }
  }

  /// The last number given, and how many wait.
  func state(_ casebook: any Casebook) throws -> (last: Int, active: Int) {
    try chats(casebook).map { try casebook.reminderCount(of: $0, audience) }
      .reduce(into: (last: 0, active: 0)) { sum, count in
        sum = (max(sum.last, count.last), sum.active + count.active)
      }
  }

  private func chats(_ casebook: any Casebook) throws -> [ChatID] {
    guard audience == .open else { return [chat] }
    var chats = [chat]
    var index = 0
    let groups = try casebook.groups()
    while index < chats.count {
      chats += groups.filter { $0.movedTo == chats[index] && !chats.contains($0.id) }.map(\.id)
      index += 1
    }
    return chats
  }
}
