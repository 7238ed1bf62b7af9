import Casework
import Chat
import Ledger
import Logging

/// Who comes, who goes, and groups that move.
extension Round {
  func joined(_ change: MembershipChange) throws {
    let chat = pipeline.names.chat(change.chat.id)
    guard try casebook.group(chat)?.bound == true else { return }
    for user in change.users {
      // Whoever was never heard becomes a member with the first word.
      guard let person = try casebook.person(account: pipeline.names.account(user.id)),
        !person.groups.contains(chat)
      else { continue }
      try system(
        .person(person.id), .personJoined(PersonMoved(group: chat)), chat: chat,
        message: change.messageID)
    }
  }

  /// Who leaves has no right left, at once.
  func left(_ change: MembershipChange) throws {
    let chat = pipeline.names.chat(change.chat.id)
    for user in change.users {
      guard let person = try casebook.person(account: pipeline.names.account(user.id)),
        person.groups.contains(chat)
      else { continue }
      try system(
        .person(person.id), .personLeft(PersonMoved(group: chat)), chat: chat,
        message: change.messageID)
    }
  }

  /// The group goes on under another id: its binding, its people and what waits go with it. Both
  /// chats may report it; once is enough.
  func move(_ old: ChatID, to new: ChatID, message: String?) throws {
    guard let group = try casebook.group(old), group.bound, group.movedTo == nil else { return }
    try system(.group(old), .groupMoved(GroupMoved(to: new)), chat: old, message: message)
    if try casebook.group(new)?.bound != true {
      try system(
        .group(new), .groupBound(GroupBound(kind: group.kind, title: group.title)), chat: new)
    }
    for person in try casebook.people() where person.groups.contains(old) {
      if !person.groups.contains(new) {
        try system(.person(person.id), .personJoined(PersonMoved(group: new)), chat: new)
      }
      try system(.person(person.id), .personLeft(PersonMoved(group: old)), chat: old)
    }
    try transaction.moveChat(from: old, to: new)
    pipeline.log.notice("group moved", metadata: ["from": "\(old)", "to": "\(new)"])
  }
}
