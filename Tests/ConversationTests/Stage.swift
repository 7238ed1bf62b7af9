import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging
import Synchronization

@testable import Bot

/// Plays a transcript over the real poll turns, pipeline, ledger file and outbox worker; only the
/// clock and the IM are the stage's own.
final class Stage {
  /// What a play is varied by: the answers must be the same each time.
  enum Mode: String, CaseIterable {
    case plain
    /// The ledger is closed and opened again after each step.
    case restarting
    /// The IM delivers every update twice, under new update ids.
    case redelivering
  }

  /// Which of the bot's messages the next one answers: the last one there with these words in it.
  private struct Answered {
    var words: String
  }

  struct Mismatch: Error, CustomStringConvertible {
    var description: String
  }

  let mode: Mode
  let service = StageService()
  let time = SimulatedClock(SimulatedClock.instant("2026-09-14 08:30") ?? Instant(milliseconds: 0))
  let folder: URL
  let log = StageLog()
  var cast = Cast()
  /// Seals what is restricted, from `@密钥` on.
  private(set) var sealer: Sealer?
  private(set) var simulation: Simulation
  /// What falls due by itself in this play: digests and reminders only where it asks for them
  /// (`@定时`), so that other stories stay short.
  var clockRules = Stage.usualRules
  /// The directions that mark the next message.
  private var answered: Answered?
  private var edits = false
  private var forwards = false
  private var isNameless = false
  /// What the next message carries.
  private var carries: [StageFile] = []
  private var album: String?
  /// The last photo or file that was sent, and whether the next message answers it.
  private var lastFile: (message: String, attachment: Attachment)?
  private var repliesToFile = false
  private var lastMessage: [String: String] = [:]
  /// What was said last, by speaker, and whether the next message answers it.
  private var said: [(speaker: String, message: RepliedMessage)] = []
  private var repliesTo: (speaker: String, words: String)?
  /// All that members said, by chat and message.
  private var saidBy: [String: [String: String]] = [:]
  /// Of these, what the bot quoted, as it stood then.
  private(set) var quoted: [String] = []
  private var lastDelivered: IncomingUpdate.Content?
  /// What was heard last, as it was rendered.
  private(set) var lastHeard: [StageService.Said] = []
  private var journalSeen = 0
  private var restrictedSeen = 0

  init(mode: Mode) async throws {
    self.mode = mode
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("liandu-stage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    simulation = try await Stage.open(folder, service, time, Stage.usualRules, nil, log)
  }

  var ledger: Ledger { simulation.ledger }
  var pipeline: Pipeline { simulation.pipeline }

  var ledgerPath: String { folder.appendingPathComponent("ledger.sqlite").path }

  func close() async throws {
    try await ledger.close()
    try FileManager.default.removeItem(at: folder)
  }

  /// Folds the log into the file, so that others may read it.
  func reopen() async throws {
    try await ledger.close()
    simulation = try await Stage.open(folder, service, time, clockRules, sealer, log)
  }

  private static func open(
    _ folder: URL, _ service: StageService, _ time: SimulatedClock, _ clockRules: [ClockRule],
    _ sealer: Sealer?, _ log: StageLog
  ) async throws -> Simulation {
    var rules = try Rules.load(Settings())
    if sealer != nil { rules.sealing = .allowed }
    return try await Simulation(
      data: folder.path, service: service, time: time, rules: rules, sealer: sealer,
      clockRules: clockRules, salt: Stage.salt, log: log.logger())
  }

  /// How many things were said or directed so far.
  private(set) var steps = 0

  func forgetHeard() {
    lastHeard = []
    steps += 1
  }

  /// The same in every play, so that two of them can be compared byte for byte.
  @Sendable private static func salt(_ sequence: Int) -> Data? { Data("salt \(sequence)".utf8) }

  // MARK: Playing

  /// One thing a member says, and everything the bot says to it.
  func say(_ spoken: Transcript.Spoken) async throws -> [Transcript.Spoken] {
    let contents = try contents(of: spoken)
    lastDelivered = contents.last
    for content in contents { deliver(content) }
    try await turn()
    return heard()
  }

  private func deliver(_ content: IncomingUpdate.Content) {
    service.deliver(content)
    if mode == .redelivering { service.deliver(content) }
  }

  /// Lets poll, pipeline and outbox run until nothing is left to do.
  func turn() async throws {
    try await simulation.turn()
    try await restart()
  }

  /// In that mode, after each step.
  func restart() async throws {
    if mode == .restarting { try await reopen() }
  }

  func heard() -> [Transcript.Spoken] {
    lastHeard = service.takeSaid()
    return lastHeard.map { said in
      if let text = said.replyTo.flatMap({ saidBy[said.chat]?[$0] }) { quoted.append(text) }
      return Transcript.Spoken(
        speaker: Transcript.bot, place: cast.place(ofChat: said.chat),
        lines: said.text.components(separatedBy: "\n"))
    }
  }

  /// The message, and one more for each further file it carries.
  private func contents(of spoken: Transcript.Spoken) throws -> [IncomingUpdate.Content] {
    var files = carries
    carries = []
    let first = try content(of: spoken, files.isEmpty ? nil : files.removeFirst())
    let further = try files.map { file in
      try content(
        of: Transcript.Spoken(speaker: spoken.speaker, place: spoken.place, lines: []), file)
    }
    album = nil
    answered = nil
    return [first] + further
  }

  private func content(
    of spoken: Transcript.Spoken, _ file: StageFile?
  ) throws -> IncomingUpdate.Content {
    let sender = try cast.user(spoken.speaker)
    let chat = try cast.chat(spoken.place)
    let (text, mentions) = cast.mentions(in: spoken.text)
    let id: String
    if edits, let last = lastMessage[spoken.speaker] {
      id = last
    } else {
      // Counted within each chat, as IMs do.
      id = service.state.withLock { state in
        state.heard[chat.id, default: 0] += 1
        return "m\(state.heard[chat.id] ?? 0)"
      }
    }
    lastMessage[spoken.speaker] = id
    saidBy[chat.id, default: [:]][id] = spoken.text
    var message = Message(
      id: id, chat: chat, sender: isNameless ? nil : sender, date: time.now.milliseconds,
      text: text,
      mentions: mentions)
    if let answered, let last = service.said(in: chat.id, containing: answered.words) {
      message.repliesTo = RepliedMessage(id: last, isFromBot: true)
    }
    if let (speaker, words) = repliesTo {
      message.repliesTo = said.last { $0.speaker == speaker && $0.message.says(words) }?.message
    }
    repliesTo = nil
    said.append(
      (spoken.speaker, RepliedMessage(id: id, isFromBot: false, sender: sender.id, text: text)))
    message.isForwarded = forwards
    if repliesToFile, let lastFile {
      message.repliesTo = RepliedMessage(
        id: lastFile.message, isFromBot: false, attachments: [lastFile.attachment])
      repliesToFile = false
    }
    if let file {
      let attachment = service.attach(file)
      message.attachments = [attachment]
      message.albumID = album
      lastFile = (id, attachment)
    }
    defer {
      edits = false
      forwards = false
      isNameless = false
    }
    if edits { message.editDate = message.date }
    return .update(edits ? .edited(message) : .message(message))
  }

  /// Marks what the next message carries.
  func carry(_ files: [StageFile], album name: String? = nil) {
    carries = files
    album = name
  }

  // MARK: Directions

  /// Carries out a stage direction; what the bot says to it comes back.
  func direct(_ direction: String) async throws -> [Transcript.Spoken] {
    let words = direction.split(separator: " ").map(String.init)
    let rest = Array(words.dropFirst())
    switch words.first {
    case "群": try await seedGroups(rest)
    case "单位": try await seedUnits(rest)
    case "人": try await seedPeople(rest)
    case "事项": try await seedCase(rest)
    case "存量": try await seedStock(rest)
    case "照片", "相册", "文件", "视频", "语音", "位置", "贴图", "转发聊天记录":
      try carry(words)
    case "回照片": repliesToFile = true
    case "回原话": repliesTo = rest.first.map { ($0, rest.dropFirst().joined(separator: " ")) }
    case "改名", "用户名": try rename(rest, handle: words[0] == "用户名")
    case "撤下": try expectDeleted(rest)
    case "不留": try await expectNowhere(rest)
    case "不存": try await expectUnkept(rest)
    case "不让删", "让删": try letDelete(rest, words[0] == "让删")
    case "存盘": try expectFiles(rest)
    case "提醒": try await seedReminders(rest)
    case "时":
      guard let moment = SimulatedClock.instant(rest.joined(separator: " ")) else {
        throw Mismatch(description: "no moment: \(direction)")
      }
      time.now = moment
      try await alive()
    case "推进到": return try await advance(to: later(rest))
    case "停机到": return try await stop(until: later(rest))
    case "定时": try await schedule(rest)
    case "处置": try await seedTurn(rest)
    case "限知": try await seedRestricted(rest)
    case "重启":
      try await reopen()
      return heard()
    case "重投":
      if let lastDelivered { service.deliver(lastDelivered) }
      try await turn()
      return heard()
    case "回复": answered = Answered(words: rest.joined(separator: " "))
    case "编辑": edits = true
    case "转发": forwards = true
    case "匿名": isNameless = true
    case "限流": try fail(rest, .rateLimited(retryAfter: .seconds(30)))
    case "断网": try fail(rest, .unavailable("cut", delivery: .unknown))
    case "拒收": try fail(rest, .refused(code: 403, description: "blocked", scope: .chat))
    case "进群", "退群":
      try await move(rest, joins: words[0] == "进群")
      return heard()
    case "悄悄退群": try slipAway(rest)
    case "机器人用户名": service.state.withLock { $0.handle = rest.first ?? "" }
    case "迁移": return try await migrate(rest)
    case "静默": try expectSilence(rest)
    case "台账": try await expectEvents(rest)
    case "限知台账": try await expectRestricted(rest)
    case "设置": try await seedSettings(rest)
    case "密钥":
      sealer = try Sealer(key: Data(repeating: 9, count: 32))
      try await reopen()
    default: throw Mismatch(description: "unknown direction: @\(direction)")
    }
    return []
  }

  /// `@改名 张三=李{200B}四`: what the IM shows of somebody, and under which user name.
  private func rename(_ words: [String], handle isHandle: Bool) throws {
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw Mismatch(description: "expected 人=名: \(word)") }
      if isHandle {
        cast.name(parts[0], handle: parts[1])
      } else {
        cast.name(parts[0], Transcript.unescaped(parts[1]))
      }
    }
  }

  /// The next message, to that place where one is named, gets this answer from the IM.
  private func fail(_ places: [String], _ error: ChatError) throws {
    let chat = try places.first.map { try cast.chat($0).id }
    service.state.withLock { $0.failures.append(.init(chat: chat, error: error)) }
  }

  /// Somebody leaves, and the IM tells nobody.
  private func slipAway(_ words: [String]) throws {
    guard words.count == 2 else { throw Mismatch(description: "expected 人 群:名") }
    let seat = "\(try cast.chat(words[1]).id) \(try cast.id(of: words[0]))"
    service.state.withLock { _ = $0.absent.insert(seat) }
  }

  private func move(_ words: [String], joins: Bool) async throws {
    guard words.count == 2 else { throw Mismatch(description: "expected 人 群:名") }
    let change = MembershipChange(
      chat: try cast.chat(words[1]), users: [try cast.user(words[0])],
      date: time.now.milliseconds)
    deliver(.update(joins ? .joined(change) : .left(change)))
    try await turn()
  }

  private func migrate(_ words: [String]) async throws -> [Transcript.Spoken] {
    guard let place = words.first else { throw Mismatch(description: "expected 群:名") }
    let old = try cast.chat(place)
    cast.moveGroup(place)
    let new = try cast.chat(place)
    let migration = Migration(
      from: old.id, to: new.id, chat: old, messageID: "mig", date: time.now.milliseconds)
    deliver(.update(.migrated(migration)))
    try await turn()
    return heard()
  }

  private func expectSilence(_ places: [String]) throws {
    let said = heard()
    guard said.isEmpty else {
      throw Mismatch(description: "expected silence, heard: \(said.map(\.text))")
    }
  }

  /// The kinds of the events appended since the last look, in order.
  private func expectEvents(_ kinds: [String]) async throws {
    let all = try await journalKinds()
    let new = Array(all.dropFirst(journalSeen))
    journalSeen = all.count
    guard new == kinds else {
      throw Mismatch(
        description: "ledger: expected \(kinds.joined(separator: " ")), found "
          + new.joined(separator: " "))
    }
  }

  /// So many entries came into the restricted chain since the last look.
  private func expectRestricted(_ words: [String]) async throws {
    let all = try Auditor.verify(path: ledgerPath).chains.last?.entries ?? 0
    let new = all - restrictedSeen
    restrictedSeen = all
    guard words == ["\(new)"] else {
      throw Mismatch(description: "restricted chain: expected \(words), found \(new)")
    }
  }

  private func journalKinds() async throws -> [String] { try changes().map(\.kind) }

  /// What the journal holds, in order.
  func changes() throws -> [Change] {
    var changes: [Change] = []
    try Export(path: ledgerPath, zone: .shanghai).events { row in
      guard case .text(let kind)? = row["kind"], case .integer(let version)? = row["version"],
        case .json(let payload)? = row["payload"]
      else { throw Mismatch(description: "an event without kind, version or payload") }
      changes.append(
        try Change(.init(kind: kind, version: version, payload: Data(payload.utf8))))
    }
    return changes
  }

  // MARK: Seeding, by events as any other

  func seed(_ work: @escaping @Sendable (Round) throws -> Void) async throws {
    let pipeline = pipeline
    try await simulation.worker.commit { try await pipeline.commit($0, work) }
    journalSeen = try await journalKinds().count
  }
}

extension RepliedMessage {
  fileprivate func says(_ words: String) -> Bool {
    words.isEmpty || text?.contains(words) ?? false
  }
}
