import Casework
import Chat
import Ledger

/// Messages that did not come through, and who was told that they would.
extension Round {
  /// Who asked for a message to that person, and hears where it does not come through; nil where he
  /// knows already that nothing does, or nobody asked.
  func asker(of reply: Reply, to receiver: Person, _ origin: Origin?) throws -> Asker? {
    guard reply.unreachable == .tellAdministrators,
      try reply.isRestricted || !casebook.isOutOfReach(receiver.id)
    else { return nil }
    let isOpen = try reply.isOpen(whole)
    if let person = reply.asker { return Asker(person: person, isOpen: isOpen) }
    guard let origin, let actor = origin.actor else { return nil }
    return Asker(
      person: actor, chat: origin.chat, message: origin.message,
      quotes: origin.quotes && !isHeld(origin), isOpen: isOpen)
  }

  /// A message was given up: what it told of chasers holds no longer, and who asked for it hears.
  /// - Returns: Who hears it.
  func correct(
    _ entry: OutboxEntry, to receiver: Person, code: Int?, isRestricted: Bool
  ) throws -> Set<PersonID> {
    let asker = try transaction.takeAsker(outbox: entry.id)
    let urged = try transaction.urged(outbox: entry.id)
    let lost = try Undelivered(
      to: receiver, card: entry.card, urged: urged, sent: entry.createdAt,
      isRefused: code == 403, whole)
    for chaser in lost.chasers { try system(.matter(chaser.number), chaser.change) }
    var told: Set<PersonID> = []
    if let asker {
      try tell(asker, lost, isRestricted: isRestricted)
      told.insert(asker.person)
    }
    for chaser in lost.chasers where told.insert(chaser.by).inserted {
      try tell(Asker(person: chaser.by, isOpen: true), lost, isRestricted: isRestricted)
    }
    return told
  }

  private func tell(_ asker: Asker, _ lost: Undelivered, isRestricted: Bool) throws {
    let isOwn = asker.person == lost.receiver.id
    let group = try asker.chat.flatMap { try casebook.group($0)?.bound == true ? $0 : nil }
    // Where he cannot be written to in private, he cannot be told so there either.
    guard !isOwn || (group != nil && !isRestricted) else { return }
    guard !isRestricted else {
      return try send(
        Reply(
          to: .person(asker.person), about: .notice, text: Undelivered.veiled, unreachable: .leave),
        in: nil)
    }
    let (text, numbers) = try lost.words(for: asker.person, on: today, whole)
    let card = numbers.count == 1 ? numbers.first : nil
    if let group, asker.isOpen || isOwn {
      let reply = Reply(
        to: .group(group), about: .cases(numbers), text: text, card: card, unreachable: .leave)
      return try enqueue(
        reply, to: group, replyTo: asker.quotes ? asker.message : nil, isPrivate: false)
    }
    try send(
      Reply(
        to: .person(asker.person), about: .cases(numbers), text: text, card: card,
        unreachable: .leave), in: nil)
  }
}
