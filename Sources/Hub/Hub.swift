import Foundation
import GRDB
import Logging

/// The store-and-forward hub: a Bot API server for bots, with fronts for people.
///
/// What people say is stored, then told to the bots of the room and to the pages that look at it;
/// what bots say is stored, then told to the pages.
public final class Hub: Sendable {
  let store: HubStore
  let files: FileStore
  let budget: RateBudget
  let doorbell = Doorbell()
  let pages = PageChannels()
  let counters = HubCounters()
  let log: Logger
  /// Milliseconds since 1970.
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - folder: Where store and files live; created.
  ///   - perMinute: How many messages a minute a bot may send into one chat; 0 for no limit.
  public init(
    folder: String, perMinute: Int = 0, burst: Int = 20, log: Logger,
    now: @escaping @Sendable () -> Int64
  ) throws {
    store = try HubStore(folder: folder)
    files = FileStore(folder: folder + "/files")
    files.sweep()
    budget = RateBudget(perMinute: perMinute, burst: burst)
    self.log = log
    self.now = now
  }

  /// Tells the pages that a message is new or was changed.
  func announce(_ message: HubMessage, in room: HubRoom) async {
    await pages.post(.message(message.id), to: room.id)
  }

  func announceDeletion(of number: Int64, in room: HubRoom) async {
    await pages.post(.deleted(number), to: room.id)
  }

  /// What a person says in a room: stored once for its key, then told to bots and pages.
  func say(_ draft: MessageDraft, in room: HubRoom) async throws -> HubMessage {
    let now = now()
    let (message, isNew, bots) = try await store.write { db in
      let bots = try Rooms.bots(db, in: room)
      var draft = draft
      if draft.entities == nil {
        draft.entities = TextRules.found(
          in: draft.text, handles: Set(bots.map { $0.handle.lowercased() }),
          people: try Rooms.members(db, of: room))
      }
      let (message, isNew) = try Messages.add(draft, to: room, at: now, db)
      guard isNew else { return (message, false, [HubBot]()) }
      for bot in bots {
        let value = try BotAPIWire(db: db, bot: bot).message(message, in: room)
        try Updates.add(("message", value), for: bot.id, at: now, db)
      }
      return (message, true, bots)
    }
    if isNew {
      for bot in bots { await doorbell.ring(bot.id) }
      await announce(message, in: room)
    }
    return message
  }
}
