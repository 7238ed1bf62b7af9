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
      guard let person = try casebook.person(account: pipeline.names.account(user.id)) else {
        try release(user.handle, heldBy: nil)
        continue
      }
      try refresh(person, from: user)
      guard !person.groups.contains(chat), try mayJoin(person) else { continue }
      try comesIn(person, chat, message: change.messageID)
    }
  }

  /// Somebody is in a group from now on.
  func comesIn(_ person: Person, _ chat: ChatID, message: String? = nil) throws {
    let stamp = Event.Stamp(at: now, chat: chat, message: message)
    let written = try commit(decided { try Leaving.comeIn(person, chat, $0, stamp) })
    for reply in written.decision.replies { try send(reply, in: nil) }
  }

  /// The IM was asked whether somebody still sits in a group, and he does not.
  func missing(_ id: PersonID, _ chat: ChatID) throws {
    guard let person = try casebook.person(id), person.groups.contains(chat) else { return }
    pipeline.log.notice("somebody is in a group no more", metadata: ["person": "\(id)"])
    try leaves(person, chat, wasTold: false)
  }

  private func leaves(
    _ person: Person, _ chat: ChatID, message: String? = nil, wasTold: Bool = true
  ) throws {
    let stamp = Event.Stamp(at: now, chat: chat, message: message)
    let written = try commit(
      decided { try Leaving.leave(person, chat, wasTold: wasTold, $0, stamp, pipeline.rules) })
    for reply in written.decision.replies { try send(reply, in: nil) }
  }

  /// Who leaves has no right left, at once; also who was an administrator before he spoke in a group,
  /// or whose group is not bound now.
  func left(_ change: MembershipChange) throws {
    let chat = pipeline.names.chat(change.chat.id)
    for user in change.users {
      guard let person = try casebook.person(account: pipeline.names.account(user.id)),
        try person.groups.contains(chat)
          || person.groups.isEmpty && person.holdsSomething && casebook.group(chat) != nil
      else { continue }
      try leaves(person, chat, message: change.messageID)
    }
  }

  /// Who is in no group waits for the team where admission is confirmed.
  func mayJoin(_ person: Person) throws -> Bool {
    if !person.groups.isEmpty || person.roles.contains(.admin) { return true }
    return try !Admission.needsConfirming(casebook)
  }

  /// The group goes on under another id: its binding, its people and what waits go with it. Both
  /// chats may report it; once is enough.
  func move(_ old: ChatID, to new: ChatID, message: String?) throws {
    if let group = try casebook.group(old), group.bound, group.movedTo == nil {
      try move(group, to: new, message: message)
    }
    // What waits for the old id would wait for ever, bound or not.
    try transaction.moveChat(from: old, to: new)
    moves.append(GroupMove(from: old, to: new))
    pipeline.log.notice("group moved", metadata: ["from": "\(old)", "to": "\(new)"])
  }

  private func move(_ group: Group, to new: ChatID, message: String?) throws {
    let old = group.id
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
  }
}

extension Person {
  fileprivate var holdsSomething: Bool { !roles.isEmpty || !rights.isEmpty || unit != nil }
}
