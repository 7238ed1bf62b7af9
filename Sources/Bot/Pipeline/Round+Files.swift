import Casework
import Chat
import Commands
import Ledger

/// Photos and files: which belong to the message being answered, and what becomes of them.
extension Round {
  /// What the acts of this message may take along.
  func filesAtHand(_ message: Message, _ situation: Situation) throws -> FilesAtHand {
    let person = situation.actor.id
    let chat = situation.place.chat
    var own = message.attachments.compactMap(evidence)
    // As they were typed: what may not be kept is no name of a piece of evidence.
    var names = message.attachments.compactMap(\.name)
    var loose = try transaction.looseFiles(person: person, chat: chat, now: now)
    var mates: [String] = []
    if let album = message.albumID {
      // The others of the album, before it or later in the same batch, are part of the same act.
      let before = try transaction.looseFiles(album: album, person: person, chat: chat, now: now)
      let others = companions(of: message, album)
      mates = Set(before.map(\.message) + others.map(\.id)).sorted()
      let companions = others.flatMap(\.attachments)
      names += companions.compactMap(\.name)
      let later = companions.compactMap(evidence)
      for file in before.map(\.file) + later where !own.contains(where: file.isSame) {
        own.append(file)
      }
      try transaction.removeLooseFiles(before.map(\.id))
      loose.removeAll { one in before.contains { $0.id == one.id } }
    }
    var replied: [Evidence] = []
    if let reply = message.repliesTo, !reply.isFromBot,
      !pipeline.interpreter.holdsBack(reply.text ?? "", reply.attachments.compactMap(\.name)),
      !FilePolicy.showsPaper(reply.text ?? "", alone: false)
    {
      replied = reply.attachments.filter { problem($0) == nil }.compactMap(evidence)
    }
    return FilesAtHand(
      own: own, names: names, replied: replied, loose: loose,
      problem: message.attachments.lazy.compactMap(problem).first, album: mates)
  }

  /// After the answer: files of an open question wait for it, files without words wait for theirs,
  /// and an album's later messages will follow.
  func keep(
    _ files: FilesAtHand, of message: Message, _ utterance: Utterance, _ situation: Situation
  ) throws {
    try transaction.removeLooseFiles(files.used)
    guard files.count > 0, try isBound(situation.place) else { return }
    var fate = files.kept.map(Album.Fate.kept) ?? .dropped
    if files.kept == nil, files.problem == nil, !files.isRefused {
      let isWordless = utterance.isWordless
      if files.asks || isWordless && utterance.isAddressed {
        fate = .waits
        for file in files.own {
          try keepLoose(
            file, of: message, situation, files.asks ? .asked : .new, card: utterance.card)
        }
      } else if isWordless, !utterance.isAddressed, message.albumID != nil {
        // Its words may come in another message.
        for file in files.own { try keepLoose(file, of: message, situation, .unheard) }
        return
      }
    }
    try setAlbum(fate, of: message, situation)
  }

  /// Whether the message is one of an album whose words came before, and has been dealt with.
  func follows(
    _ message: Message, _ situation: Situation, _ origin: Origin
  ) throws -> Bool {
    guard message.isOnlyFiles, let id = message.albumID,
      var album = try transaction.album(
        id, chat: situation.place.chat, person: situation.actor.id)
    else { return false }
    if album.fate != .dropped, isHeld(origin) {
      // So is what one of the files is called.
      album.fate = .dropped
      try transaction.setAlbum(album, at: now)
      try turnAway(message, Round.heldName, origin, by: situation.actor.id)
      return true
    }
    let files = message.attachments.filter { problem($0) == nil }.compactMap(evidence)
    switch album.fate {
    case .dropped:
      // The words of the album were held back: its pictures are no better.
      if try transaction.deletion(of: album.message, in: situation.place.chat)?.reason == .held {
        try withdraw(message, by: situation.actor.id, in: situation.place.chat)
      }
    case .waits:
      for file in files { try keepLoose(file, of: message, situation, .new) }
    case .kept(let number):
      guard let matter = try whole.matter(number),
        files.contains(where: { file in !matter.evidence.contains { $0.file.isSame(as: file) } })
      else { break }
      var situation = situation
      situation.evidence = files
      let decision = try attach(to: number, situation)
      if decision.isRefusal {
        for reply in decision.replies { try send(reply, in: origin) }
        album.fate = .dropped
      } else {
        album.added += files.count
      }
      album.message = message.id
      try transaction.setAlbum(album, at: now)
    }
    return true
  }

  private static let heldName: Wording = "这份文件的名字里写到了人，没有收。\n请改了名字再发。"

  /// Puts the files that came with the situation into a case.
  func attach(to number: CaseNumber, _ situation: Situation) throws -> Decision {
    let act = Act.evidence(.attach(number, page: 1))
    return try commit(
      decided(situation, verb: act.verb) { try Casework.decide(act, $0, situation) }
    ).decision
  }

  private func keepLoose(
    _ file: Evidence, of message: Message, _ situation: Situation, _ state: LooseFile.State,
    card: CaseNumber? = nil
  ) throws {
    try transaction.addLooseFile(
      file, person: situation.actor.id, chat: situation.place.chat, message: message.id,
      album: message.albumID, card: card, state: state, at: now)
  }

  private func setAlbum(
    _ fate: Album.Fate, of message: Message, _ situation: Situation
  ) throws {
    guard let id = message.albumID else { return }
    try transaction.setAlbum(
      Album(
        chat: situation.place.chat, id: id, person: situation.actor.id, message: message.id,
        fate: fate, added: 0), at: now)
  }

  /// The wordless messages of the same album later in this batch.
  private func companions(of message: Message, _ album: String) -> [Message] {
    batch.compactMap { update in
      guard case .update(.message(let other)) = update.content, other.albumID == album,
        other.chat.id == message.chat.id, other.sender?.id == message.sender?.id,
        other.id != message.id, other.isOnlyFiles,
        !other.attachments.contains(where: { problem($0) != nil })
      else { return nil }
      return other
    }
  }

  /// A file as the casebook keeps it; nil for what is none: a voice message, a place.
  private func evidence(_ attachment: Attachment) -> Evidence? {
    guard FilePolicy.keeps(kind: attachment.kind.rawValue) else { return nil }
    return Evidence(
      kind: attachment.kind.rawValue, reference: attachment.reference,
      unique: attachment.uniqueReference,
      name: attachment.name.flatMap(pipeline.interpreter.storable), size: attachment.size)
  }

  private func problem(_ attachment: Attachment) -> Refusal? {
    guard FilePolicy.keeps(kind: attachment.kind.rawValue) else { return nil }
    return FilePolicy.problem(
      kind: attachment.kind.rawValue, name: attachment.name, type: attachment.mimeType,
      size: attachment.size)
  }

  // MARK: What cannot be taken

  /// Answers what has no words and is no file, where somebody speaks to the bot: a voice message, a
  /// place, a record of another chat. Stickers and the like are passed over.
  func cannotTake(
    _ message: Message, _ situation: Situation, _ origin: Origin
  ) throws -> Bool {
    guard let attachment = message.attachments.first,
      !message.attachments.contains(where: { FilePolicy.keeps(kind: $0.kind.rawValue) })
    else { return false }
    let utterance = try utterance(message)
    guard utterance.isWordless else { return false }
    guard utterance.isAddressed, try isBound(situation.place) else { return true }
    switch attachment.kind {
    case .voice:
      try answerVoice(situation, origin)
    case .location:
      try send(
        Reply(text: "位置我还不会用。\n请发地名或编号，如：\(typed: "查 幸福路")"), in: origin)
    case .chatRecord:
      try send(Reply(text: Round.unseenRecord), in: origin)
    case .other:
      try send(Reply(text: "这类消息我看不了。\n请发文字、照片或文档。"), in: origin)
    case .sticker, .photo, .document, .video: break
    }
    return true
  }

  /// Who cannot write can have the team call; a question that is open stays so.
  private func answerVoice(_ situation: Situation, _ origin: Origin) throws {
    let (person, chat) = (situation.actor.id, situation.place.chat)
    var text: Wording = "语音我听不懂，请长按“转文字”再发。"
    if try transaction.dialogue(person: person, chat: chat, now: now) == nil {
      text.add("不方便就回1，我请专班联系您。")
      let lapses = now.adding(seconds: pipeline.rules.procedure.seconds(.question))
      let call = Dialogue.Question.choice(["/附件 请联系我"])
      try keep(
        .open(Dialogue(question: call, opened: now, lapses: lapses)), person: person, chat: chat)
    } else {
      text.add("不方便就发“附件 请联系我”，我请专班联系您。")
    }
    try send(Reply(text: text), in: origin)
  }

  private static let unseenRecord: Wording = "合并转发的聊天记录我看不到，请把那句话复制发我。"

  /// Words that somebody forwards to the bot are another's: asked for as the forwarder's own, once
  /// for all that come in the same minute.
  func refuseForwardedTalk(_ message: Message, _ origin: Origin) throws {
    let utterance = try utterance(message)
    guard utterance.isAddressed,
      try take(origin.chat, "forwarded", message.date / 60_000 * 60_000)
    else {
      return
    }
    let isRecord = message.attachments.contains { $0.kind == .chatRecord }
    try send(
      Reply(text: isRecord ? Round.unseenRecord : "转发的话不算您说的，没有记。\n请把那句话复制发我。"), in: origin)
  }
}

extension Message {
  /// Files and not a word.
  var isOnlyFiles: Bool {
    !attachments.isEmpty && text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}

extension Utterance {
  /// Nothing is said, but for the bot's name.
  var isWordless: Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
