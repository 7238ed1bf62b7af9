import ArgumentParser
import Casework
import Foundation
import Hub
import Ledger
import Logging
import Transport

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Run hub and bot together, with a work group of sixty days to look at.",
    discussion: """
      The first start plays the sixty days through the real hub and bot, in LIANDU_DATA/demo (./data \
      where that is not set); later ones go on where it was. Ctrl-C ends both.
      """)

  @Option(help: "The port of the pages, on this machine alone; 0 takes any.")
  var port = 8790

  @Flag(help: "Forget what was there and play the sixty days anew.")
  var anew = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port: expected a number from 0 to 65535, such as 8791.")
    }
  }

  func run() async throws {
    Crash.endsAtOnce()
    let environment = ProcessInfo.processInfo.environment
    let data = environment["LIANDU_DATA"] ?? "data"
    let folder = data + "/demo"
    let log = Log.make(level: environment["LIANDU_LOG_LEVEL"] ?? "warning")
    // Two that played into one folder would take it from under each other.
    try DemoPlace.prepare(data)
    let lock = try LedgerLock.acquire(folder: data)
    defer { withExtendedLifetime(lock) {} }
    if anew { try? FileManager.default.removeItem(atPath: folder) }
    let script = try DemoScript(yaml: EmbeddedData.sixtyDays)
    do {
      if let place = DemoPlace.existing(folder) {
        try await serve(script, place, log)
      } else {
        try await serve(script, try await play(script, folder, log), log)
      }
    } catch let error as HubError where error.isSetting {
      throw SettingsError(
        key: "PORT", problem: "port \(port) of this machine cannot be had",
        expected: "a port that nobody uses", example: "PORT=8791 make run")
    }
  }

  /// Plays the sixty days, with a line that tells how far it is.
  private func play(_ script: DemoScript, _ folder: String, _ log: Logger) async throws -> DemoPlace
  {
    let place = try DemoPlace.new(folder)
    var quiet = log
    // What the bot would warn of in sixty simulated days is nobody's concern.
    quiet.logLevel = max(log.logLevel, .error)
    let play = DemoPlay(
      script: script, place: place.draft, end: Clock.live.now(), log: quiet, port: port,
      onProgress: { done, all in
        let (now, before) = (done * 10 / all, (done - 1) * 10 / all)
        if now > before { Terminal.write("\r联督正在准备演示的六十天：\(now * 10)%") }
      })
    try await play.run()
    try place.settle()
    Terminal.write("\r联督正在准备演示的六十天：好了。  \n")
    return place
  }

  /// Hub and bot, until SIGTERM or SIGINT; the bot finishes first, the hub takes its last words.
  private func serve(_ script: DemoScript, _ place: DemoPlace, _ log: Logger) async throws {
    let hub = try Hub(folder: place.hub, log: log, now: HubSettings.now)
    let cast = try await DemoCast.enroll(script, token: place.token, in: hub)
    let server = EmbeddedHub(hub: hub, settings: HubServer.Settings(port: port), log: log)
    let listening = try await server.start()
    var settings = Settings()
    settings.data = place.ledger
    settings.baseURL = "http://127.0.0.1:\(listening)"
    settings.token = Secret(place.token)
    settings.groups = cast.seedGroups
    settings.admins = cast.admins.map { "\($0)" }
    settings.proxy = Secret("none")
    try await greet(script, cast, server, listening)
    do {
      try await Program(settings: settings, log: log).run()
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
    try hub.close()
    Terminal.write("\n联督已停。再来一次 make run，接着现在的样子往下走。\n")
  }

  private func greet(
    _ script: DemoScript, _ cast: DemoCast, _ server: EmbeddedHub, _ port: Int
  ) async throws {
    var links: [String: String] = [:]
    for (name, id) in cast.people {
      links[name] = "http://127.0.0.1:\(port)\(try await server.server.link(for: id))"
    }
    Terminal.write(DemoGreeting.text(script, links: links))
  }
}

/// Lines for whoever sits at the terminal, at once.
enum Terminal {
  static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
