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
        !person.groups.contains(chat), try mayJoin(person)
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
      try tellOfUnit(leftBy: person)
    }
  }

  /// Who is in no group waits for the team where admission is confirmed.
  func mayJoin(_ person: Person) throws -> Bool {
    if !person.groups.isEmpty || person.roles.contains(.admin) { return true }
    return try !Admission.needsConfirming(casebook)
  }

  /// Once nobody speaks for a unit any more, the team hears what nobody takes.
  private func tellOfUnit(leftBy person: Person) throws {
    guard person.roles.contains(.unit), let id = person.unit,
      let unit = try casebook.unit(id), try casebook.contacts(of: id).isEmpty
    else { return }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let count = try casebook.find(CaseQuery(states: open, unit: id, limit: 0)).total
    let rest = count == 0 ? "手上没有在办的事" : "\(count)件事没人接"
    let text: Wording =
      "\(unit.shortName)目前没有联络员，\(rest)。\n请登记新的联络员：\(typed: "单位 \(unit.name) 联络员：@某人")"
    try send(Reply(to: .team, about: .open, text: text), in: nil)
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
