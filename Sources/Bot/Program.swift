import Casework
import Chat
import Commands
import Foundation
import Ledger
import Logging
import ServiceLifecycle
import Transport
import UnixSignals

/// The running bot, wired together: transport, ledger, outbox worker, fetch worker, poller.
struct Program {
  let settings: Settings
  let log: Logger

  /// A start that cannot go on, with what to do.
  struct Failure: Error, CustomStringConvertible {
    var description: String
    var exitCode: Int32
  }

  /// Runs until SIGTERM or SIGINT; what is in hand is finished first.
  func run() async throws {
    try createFolder()
    let lock = try LedgerLock.acquire(folder: settings.data)
    CrashPoint.pass(.startup)
    let path = settings.data + "/" + LedgerPath.name
    var options = Ledger.Options(sealer: settings.sealer)
    options.refolding = { [log] step in
      log.notice(
        step.isOver
          ? "the journal is folded anew"
          : "folding the journal anew, since this version makes its tables differently",
        metadata: [
          "folded": "\(step.done)", "entries": "\(step.entries)", "from": "v\(step.from)",
          "to": "v\(step.to)",
        ])
    }
    let ledger = try Ledger.open(path: path, options: options)
    let client = try HTTPClient(configuration: settings.client)
    let service = BotAPI(
      client: client, settings: BotAPI.Settings(baseURL: settings.baseURL, token: settings.token))
    let clock = Clock.live
    let rules = try Rules.load(settings)
    let interpreter = try Interpreter.load(settings)
    guard let bot = try await identify(service, clock) else { return }
    let pipeline = Pipeline(
      ledger: ledger, identity: Identity(bot), names: Names(service: service.name),
      limits: service.limits,
      rules: rules, interpreter: interpreter, clock: clock, log: log,
      privateChat: { service.privateChat(with: $0) },
      exports: ExportFolder(data: settings.data))
    let worker = OutboxWorker(pipeline: pipeline, service: service, log: log)
    try await Seeder(
      groups: settings.groups, admins: settings.admins, digestAt: settings.digestAt
    ).seed(pipeline, worker)
    let fetcher = FetchWorker(
      pipeline: pipeline, service: service, store: FileStore(data: settings.data), outbox: worker,
      log: log)
    let deleter = DeletionWorker(pipeline: pipeline, service: service, outbox: worker, log: log)
    let rollCall = RollCall(pipeline: pipeline, service: service, outbox: worker, log: log)
    let watch = IdentityWatch(pipeline: pipeline, service: service, log: log)
    var turns = PollTurns(
      pipeline: pipeline, service: service, worker: worker, hold: .seconds(settings.hold),
      log: log)
    turns.rollCall = rollCall
    let poller = Poller(turns: turns)
    try await worker.load()
    try await fetcher.load()
    log.notice(
      "started",
      metadata: [
        "version": "\(ProgramVersion.text)", "bot": "\(bot.handle ?? bot.id)",
        "data": "\(settings.data)",
      ])
    let menu = MenuPublisher(service: service, log: log)
    // The lifecycle's own debug lines would print whole services.
    var lifecycleLog = log
    lifecycleLog.logLevel = max(log.logLevel, .notice)
    let ticker = Ticker(pipeline: pipeline, worker: worker, log: log)
    let healthPage = HealthPage(
      health: pipeline.health, ledger: ledger, clock: clock, hold: settings.hold)
    let healthServer = settings.healthListen.map {
      HealthServer(page: healthPage, address: $0, log: log)
    }
    // Shut down in the reverse order: poller and ticker first, the worker when nothing new comes.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: (healthServer.map { [.init(service: $0)] } ?? []) + [
          .init(service: menu, successTerminationBehavior: .ignore), .init(service: worker),
          .init(service: fetcher), .init(service: deleter), .init(service: rollCall),
          .init(service: watch), .init(service: ticker),
          .init(service: poller),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: lifecycleLog))
    try await group.run()
    await client.shutdown()
    try await ledger.close()
    log.notice("stopped")
    withExtendedLifetime(lock) {}
  }

  /// The ledger's folder is for this user alone.
  private func createFolder() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: settings.data, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw SettingsError(
        key: "LIANDU_DATA", problem: "the folder \(settings.data) cannot be created",
        expected: "a folder this user may write to", example: "LIANDU_DATA=/var/lib/liandu")
    }
  }

  /// Who the bot is. A wrong token or address is final here; anything else is waited out.
  /// - Returns: nil where the program was told to stop meanwhile.
  private func identify(_ service: BotAPI, _ clock: Clock) async throws -> BotIdentity? {
    var policy = PollPolicy()
    let started = ContinuousClock.now
    while !Task.isCancelled {
      let step: PollPolicy.Step
      do throws(ChatError) {
        let bot = try await service.identify()
        if bot.seesAllGroupMessages == false {
          log.warning("the bot sees only what is addressed to it in groups (privacy mode)")
        }
        return bot
      } catch {
        step = policy.after(
          .identify, .failed(error), now: ContinuousClock.now - started, random: clock.random())
      }
      switch step {
      case .proceed: break
      case .wait(let pause, let notice):
        if let notice { log.log(level: notice.level.logLevel, "\(notice.text)") }
        await clock.wait(pause)
      case .stop(let reason):
        throw Failure(description: reason, exitCode: ExitStatus.configuration)
      }
    }
    return nil
  }
}

/// Offers the commands in the IM's menu, once; a server without menus is fine.
struct MenuPublisher: Service {
  let service: any ChatService
  let log: Logger

  func run() async throws {
    let menu = Catalogue.menu.map {
      MenuCommand(name: $0.name, description: String($0.description.prefix(256)))
    }
    do {
      try await service.publish(menu)
    } catch {
      log.info("no command menu", metadata: ["reason": "\(error)"])
    }
  }
}

/// Where the ledger lies in its folder.
enum LedgerPath {
  static let name = "ledger.sqlite"
}

/// Exit codes, after sysexits where they have one.
enum ExitStatus {
  static let failed: Int32 = 1
  static let wrongUse: Int32 = 2
  static let configuration: Int32 = 78
}

extension Settings {
  /// The text of a table's file; nil where the settings name none.
  fileprivate static func text(_ key: String, _ path: String?) throws(SettingsError) -> String? {
    guard let path else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw SettingsError(
        key: key, problem: "the file \(path) cannot be read", expected: "a readable file",
        example: SettingKey.all.first { $0.key == key }?.example ?? "")
    }
    return text
  }
}

extension Interpreter {
  /// With the embedded table of the rule on persons and what the settings add to it.
  static func load(_ settings: Settings) throws -> Interpreter {
    let extra = try Settings.text("persons_table", settings.personsTable)
    let table =
      try extra == nil ? EmbeddedData.persons.get() : EmbeddedData.personsTable(extra: extra)
    return Interpreter(pinyin: EmbeddedData.pinyin, persons: PersonsReader(table))
  }
}

extension Rules {
  /// The procedure table and the calendar: the embedded ones, or those of the settings.
  static func load(_ settings: Settings) throws -> Rules {
    var rules = Rules(
      procedure: try Settings.text("procedure", settings.procedure).map(Procedure.init(yaml:))
        ?? EmbeddedData.procedure.get(),
      calendar: try Settings.text("calendar", settings.calendar).map(WorkCalendar.init(csv:))
        ?? EmbeddedData.calendar.get(),
      zone: settings.zone, version: ProgramVersion.text)
    rules.lookalikes = EmbeddedData.lookalikes
    rules.shown = Sanitizer.name
    if settings.masterKey != nil {
      rules.sealing = settings.sealsPersons && settings.intranet ? .allowed : .keyOnly
    }
    return rules
  }
}
