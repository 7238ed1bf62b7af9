import Casework
import Chat
import Commands
import Ledger

/// Messages that a rule held back: the IM is asked to delete them, and what the bot said in the group
/// about one goes with it.
extension Round {
  /// Asks the IM to delete a message, in this transaction. What does it is `DeletionWorker`.
  func delete(
    _ message: String, in chat: ChatID, because reason: Deletion.Reason, writer: PersonID? = nil
  ) throws {
    try transaction.enqueueDeletion(
      of: message, in: chat, because: reason, writer: writer, at: now)
  }

  /// A message whose text a rule holds back, with the pictures of its album.
  func withdraw(
    _ message: Message, album: [String] = [], by writer: PersonID?, in chat: ChatID
  ) throws {
    for id in [message.id] + album {
      try delete(id, in: chat, because: .held, writer: writer)
    }
  }

  /// Says why somebody is not heard. What a rule holds back goes from the chat all the same.
  func turnAway(
    _ message: Message, _ text: Wording, _ origin: Origin, by writer: PersonID? = nil
  ) throws {
    var origin = origin
    if isHeld(origin) {
      try withdraw(message, by: writer, in: origin.chat)
      origin.quotes = false
    }
    origin.said = nil
    try send(Reply(text: text), in: origin)
  }

  // MARK: Recalling

  /// 撤回, said to a held-back message or to what the bot said about it: its writer and the team may have
  /// it deleted at any time. Anything else with that word is the command.
  func recalls(
    _ message: Message, _ situation: Situation, _ origin: Origin
  ) throws -> Bool {
    guard let reply = message.repliesTo else { return false }
    let utterance = try utterance(message)
    guard pipeline.interpreter.messageWord(utterance, handle: pipeline.bot.handle) == .recall,
      let held = try held(reply, in: origin.chat)
    else { return false }
    let (person, isTeam) = (situation.actor.person, situation.actor.roles.contains(.team))
    guard held.writer == person.id || isTeam else {
      try send(Reply(text: "这条只有发的人和专班能撤，没有办。\n请联系专班。"), in: origin)
      return true
    }
    let before = try transaction.deletion(of: held.message, in: origin.chat)
    try delete(held.message, in: origin.chat, because: .held, writer: held.writer)
    let answer: Wording =
      if before?.state == .gone {
        "那条已经删掉了。"
      } else if before?.wasRefused == true {
        "平台先前不让我删那条，我再试一次。\n最快是发的人自己撤回。"
      } else {
        "好，我请平台删掉那条。"
      }
    try send(Reply(text: answer), in: origin.withoutQuoting)
    return true
  }

  private func held(
    _ reply: RepliedMessage, in chat: ChatID
  ) throws -> (message: String, writer: PersonID?)? {
    if reply.isFromBot {
      guard let held = try transaction.held(answeredBy: reply.id, in: chat) else { return nil }
      return (held, try transaction.deletion(of: held, in: chat)?.writer)
    }
    if let known = try transaction.deletion(of: reply.id, in: chat) {
      return (reply.id, known.writer)
    }
    // From before deletions were kept, or said to nobody: judged by the rule of today.
    guard pipeline.interpreter.holdsBack(reply.text ?? "", reply.attachments.compactMap(\.name))
    else { return nil }
    let writer = try reply.sender.flatMap {
      try casebook.person(account: pipeline.names.account($0))
    }
    return (reply.id, writer?.id)
  }

  // MARK: What became of it

  /// The message is gone.
  func deleted(_ deletion: Deletion) throws {
    _ = try transaction.endDeletion(deletion.id, as: .gone)
    try transaction.enqueueOrphans(at: now)
  }

  /// The IM does not let it be deleted: its writer is asked once to recall it.
  /// - Parameter next: When it is tried again; nil for never.
  func refusedDeletion(of deletion: Deletion, until next: Instant?) throws {
    if let next {
      try transaction.postponeDeletion(
        deletion.id, until: next, attempts: deletion.attempts + 1, wasRefused: true)
    } else {
      guard try transaction.endDeletion(deletion.id, as: .kept) else { return }
    }
    guard deletion.reason == .held, !deletion.wasRefused, let writer = deletion.writer else {
      return
    }
    try send(
      Reply(to: .person(writer), about: .open, text: "刚才那条原消息平台不让我删。\n请您现在自己撤回它。"), in: nil)
  }
}

extension Round.Origin {
  init(_ message: Message, in place: Situation.Place) {
    self.init(chat: place.chat, message: message.id, isPrivate: place.isPrivate)
    said = .init(text: message.text, fileNames: message.attachments.compactMap(\.name))
  }

  /// The answer stands by itself: it quotes nothing.
  var withoutQuoting: Round.Origin {
    var origin = self
    origin.quotes = false
    return origin
  }
}
