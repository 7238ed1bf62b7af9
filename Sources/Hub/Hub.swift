import Foundation
import GRDB
import HTTPTypes
import Logging

/// The store-and-forward hub: a Bot API server for bots, with fronts for people.
///
/// What people say is stored, then told to the bots of the room and to the pages that look at it;
/// what bots say is stored, then told to the pages.
public final class Hub: Sendable {
  let store: HubStore
  let files: FileStore
  let budget: Pace
  let voices: Pace
  let addresses: Pace
  let doors: Pace
  let doorbell = Doorbell()
  let pages = PageChannels()
  let recent = RecentNews()
  let counters = HubCounters()
  let log: Logger
  /// Milliseconds since 1970.
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - folder: Where store and files live; created.
  ///   - now: Milliseconds since 1970.
  public init(
    folder: String, paces: HubPaces = HubPaces(), log: Logger,
    now: @escaping @Sendable () -> Int64
  ) throws {
    store = try HubStore(folder: folder)
    files = FileStore(folder: folder + "/files")
    budget = Pace(perMinute: paces.bot, burst: 20)
    voices = Pace(perMinute: paces.person, burst: 20)
    addresses = Pace(perMinute: paces.address, burst: 1000)
    doors = Pace(perMinute: paces.entering, burst: 10)
    self.log = log
    self.now = now
  }

  /// Takes away files of nobody. Only whoever serves may: beside it, these are uploads under way.
  func sweep() {
    do {
      files.sweep(keeping: try store.pool.write { try Files.forgetLoose($0) })
    } catch {
      log.error("files were not looked through", metadata: ["reason": "\(error)"])
    }
  }

  /// Lets go of the store; nothing may be asked of the hub afterwards.
  public func close() throws { try store.close() }

  /// Tells the pages that a message is new. It is written once for all of them.
  func announce(_ message: HubMessage, in room: HubRoom) async {
    do {
      let value = try await store.read { try PageWire(db: $0).message(message) }
      recent.put(message.number, room: room.id, PageServer.frame("message", value))
    } catch {
      // Pages then read the store themselves.
      log.error("a message was not prepared for pages", metadata: ["reason": "\(error)"])
    }
    await pages.post(.message(message.number), to: room.id)
  }

  /// Tells the pages that messages are not as they were.
  func announceChange(of numbers: [Int64], in room: HubRoom) async {
    for number in numbers { recent.forget(number, room: room.id) }
    await pages.post(.changed, to: room.id)
  }

  /// Deletes a message for good: store, files, quotes, what bots have still to fetch; pages hear of it.
  /// - Parameter choose: Finds the message, and throws where it may not be deleted.
  func delete(
    _ choose: @escaping @Sendable (Database) throws -> (HubRoom, HubMessage)
  ) async throws {
    let (room, message, deletion) = try await store.erase { db in
      let (room, message) = try choose(db)
      return (room, message, try Messages.delete(message, db))
    }
    for digest in deletion.files { files.remove(digest) }
    await announceChange(of: [message.number] + deletion.quoting, in: room)
  }

  /// What a person says in a room: stored once for its key, then told to bots and pages.
  func say(_ draft: MessageDraft, in room: HubRoom) async throws -> HubMessage {
    let now = now()
    let said = try await store.write { try Hub.put(draft, in: room, at: now, $0) }
    await tell(said, in: room)
    return said.message
  }

  /// A message of a person, with the bots that are to hear of it.
  struct Said: Sendable {
    var message: HubMessage
    var isNew: Bool
    var bots: [HubBot]
  }

  /// The part of `say` that belongs into one transaction with whatever it tells of.
  static func put(
    _ draft: MessageDraft, in room: HubRoom, at now: Int64, _ db: Database
  ) throws -> Said {
    let bots = try Rooms.bots(db, in: room)
    var draft = draft
    if draft.entities == nil {
      draft.entities = TextRules.found(
        in: draft.text, bots: bots, people: try Rooms.members(db, of: room))
    }
    let (message, isNew) = try Messages.add(draft, to: room, at: now, db)
    guard isNew else { return Said(message: message, isNew: false, bots: []) }
    for bot in bots {
      let value = try BotAPIWire(db: db, bot: bot).message(message, in: room)
      try Updates.add(("message", value), for: bot.id, at: now, db)
    }
    return Said(message: message, isNew: true, bots: bots)
  }

  func tell(_ said: Said, in room: HubRoom) async {
    guard said.isNew else { return }
    for bot in said.bots { await doorbell.ring(bot.id) }
    await announce(said.message, in: room)
  }

  /// How long one may change one's own words, in milliseconds.
  static let editTerm: Int64 = 10 * 60_000

  /// A person puts right what they said; bots and pages hear of it.
  /// - Throws: `PageServer.Refused` with what to do, where it cannot be changed any more.
  func edit(
    _ number: Int64, as text: String, by person: Int64, in room: HubRoom
  ) async throws -> HubMessage {
    let now = now()
    let (message, bots) = try await store.write { db in
      guard let old = try Messages.message(db, room: room.id, number: number),
        old.person == person, old.kind == "text"
      else { throw PageServer.Refused(status: .notFound, text: "只能改自己发的话。") }
      guard now - old.at <= Hub.editTerm else {
        throw PageServer.Refused(status: .conflict, text: "发出超过10分钟的不能再改，请另发一条说明。")
      }
      if old.text == text { return (old, [HubBot]()) }
      let bots = try Rooms.bots(db, in: room)
      let entities = TextRules.found(in: text, bots: bots, people: try Rooms.members(db, of: room))
      let message = try Messages.rewrite(old, as: text, entities, at: now, db)
      for bot in bots {
        let value = try BotAPIWire(db: db, bot: bot).message(message, in: room)
        try Updates.add(("edited_message", value), for: bot.id, at: now, db)
      }
      return (message, bots)
    }
    for bot in bots { await doorbell.ring(bot.id) }
    if !bots.isEmpty { await announceChange(of: [message.number], in: room) }
    return message
  }
}
