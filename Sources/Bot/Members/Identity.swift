import Casework
import Chat
import Logging
import Synchronization

/// Who the bot is on its server, as last told: it may be renamed while it runs.
final class Identity: Sendable {
  private let bot: Mutex<BotIdentity>

  init(_ bot: BotIdentity) { self.bot = Mutex(bot) }

  var current: BotIdentity { bot.withLock { $0 } }

  /// - Returns: Whether that is something new. Another account is none of ours.
  func learn(_ told: BotIdentity) -> Bool {
    bot.withLock { known in
      guard told.id == known.id, told != known else { return false }
      known = told
      return true
    }
  }
}

/// Asks the server every ten minutes who the bot is, so that it hears to its new name.
actor IdentityWatch: PacedService {
  static let pace = Duration.seconds(5)
  static let interval: Int64 = 600

  let pipeline: Pipeline
  private let service: any ChatService
  private let log: Logger
  private var next: Int64

  init(pipeline: Pipeline, service: any ChatService, log: Logger) {
    self.pipeline = pipeline
    self.service = service
    self.log = log
    next = pipeline.clock.now().milliseconds + IdentityWatch.interval * 1000
  }

  func step() async {
    let now = pipeline.clock.now().milliseconds
    let interval = IdentityWatch.interval * 1000
    // A clock that was set back asks at once.
    guard now >= next || now < next - interval else { return }
    next = now + interval
    do throws(ChatError) {
      let bot = try await service.identify()
      if pipeline.identity.learn(bot) {
        log.notice("the bot has another name", metadata: ["bot": "\(bot.handle ?? bot.id)"])
      }
    } catch {
      log.debug("the server does not say who the bot is", metadata: ["reason": "\(error)"])
    }
  }
}
