import Casework
import Chat
import Commands

extension Round {
  func utterance(_ message: Message, card: CaseNumber? = nil) throws -> Utterance {
    var utterance = try Utterance(
      message, card: card, bot: pipeline.bot, names: pipeline.names,
      storable: pipeline.interpreter.storable, isSomebodyElse: isSomebodyElse)
    if let reply = message.repliesTo, !reply.isFromBot {
      utterance.isSaidToMessage = try isSaid(utterance, to: reply, in: message.chat)
    }
    return utterance
  }

  /// Whether it says to somebody's message what needs no name there. 确认 between members is talk, but
  /// not where it answers what the bot has taken up.
  private func isSaid(
    _ utterance: Utterance, to reply: RepliedMessage, in chat: ChatReference
  ) throws -> Bool {
    let (interpreter, handle) = (pipeline.interpreter, pipeline.bot.handle)
    guard let word = interpreter.messageWord(utterance, handle: handle) else { return false }
    guard word == .confirm else { return true }
    let answered = Utterance(text: reply.text ?? "", isPrivate: false)
    return try interpreter.isCommand(answered, handle: handle)
      || !whole.written(by: reply.id, in: pipeline.names.chat(chat.id)).isEmpty
  }

  /// Whether what stands behind a mention makes it the longer name of another member: 张三 in @张三丰.
  private func isSomebodyElse(_ mentioned: Substring, _ text: Substring) throws -> Bool {
    try casebook.people().contains { person in
      [person.given, PersonName(person.given).bare, person.title ?? ""].contains {
        $0.count > mentioned.count && $0.hasPrefix(mentioned) && text.hasPrefix($0)
      }
    }
  }
}

extension Utterance {
  /// A message as it is heard: mentions become tokens, the bot's own mention goes.
  /// - Parameters:
  ///   - storable: A name as it may be kept; nil where it may not.
  ///   - isSomebodyElse: Whether the mention of that name is where another one's longer name begins, given
  ///     the text from the name on. It is read as text then, as it is typed.
  init(
    _ message: Message, card: CaseNumber?, bot: BotIdentity, names: Names,
    storable: (String) -> String?, isSomebodyElse: (Substring, Substring) throws -> Bool
  ) rethrows {
    var text = String.UnicodeScalarView()
    var mentionsBot = false
    let scalars = Array(MentionToken.guarded(message.text).unicodeScalars)
    var index = 0
    for mention in message.mentions.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where mention.range.lowerBound >= index && mention.range.upperBound <= scalars.count {
      let (begin, end) = (mention.range.lowerBound, mention.range.upperBound)
      if !mention.isOf(bot), end < scalars.count, scalars[end].properties.isAlphabetic,
        begin + 1 < end
      {
        let tail = String(String.UnicodeScalarView(scalars[(begin + 1)...].prefix(64)))
        let name = String(String.UnicodeScalarView(scalars[(begin + 1)..<end]))
        if try isSomebodyElse(name[...], tail[...]) { continue }
      }
      text.append(contentsOf: scalars[index..<begin])
      index = end
      if mention.isOf(bot) {
        mentionsBot = true
        text.append(" ")
        continue
      }
      let token =
        switch mention.target {
        case .account(let id, let name):
          MentionToken.text(
            account: names.account(id), name: storable(name).map { PersonName($0).bare } ?? "成员")
        case .handle(let handle): MentionToken.text(account: nil, name: storable(handle) ?? "成员")
        }
      text.append(contentsOf: token.unicodeScalars)
    }
    text.append(contentsOf: scalars[index...])
    self.init(
      text: String(text), isPrivate: message.chat.kind == .private, mentionsBot: mentionsBot,
      repliesToBot: message.repliesTo?.isFromBot ?? false, card: card,
      files: message.attachments.count, fileNames: message.attachments.compactMap(\.name))
  }
}

extension Mention {
  fileprivate func isOf(_ bot: BotIdentity) -> Bool {
    switch target {
    case .account(let id, _): id == bot.id
    case .handle(let handle): handle.lowercased() == bot.handle?.lowercased()
    }
  }
}
