import ArgumentParser
import Foundation
import Hub
import Ledger
import Logging
import ServiceLifecycle
import UnixSignals

struct HubCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hub", abstract: "Run the hub: a Bot API server with a chat page for people.",
    discussion: """
      Needs LIANDU_HUB_DATA and LIANDU_TOKEN, the token its bot polls with; docs/hub.md has the other \
      settings. The subcommands work beside a hub that runs.
      """,
    subcommands: [
      HubRunCommand.self, HubLinkCommand.self, HubRevokeCommand.self, HubLeaveCommand.self,
      HubJoinCommand.self,
    ],
    defaultSubcommand: HubRunCommand.self)
}

struct HubRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run it; prints a personal link for everybody who has none (the default).")

  func run() async throws {
    Crash.endsAtOnce()
    let settings = try HubSettings.load(ProcessInfo.processInfo.environment)
    let log = Log.make(level: settings.logLevel)
    try DemoPlace.prepare(settings.data)
    let lock = try LedgerLock.acquire(folder: settings.data)
    defer { withExtendedLifetime(lock) {} }
    let hub = try Hub(
      folder: settings.data, paces: settings.paces, log: log, now: HubSettings.now)
    let people = try await settings.enroll(in: hub)
    let server = HubServer(hub: hub, settings: settings.server)
    var links: [(String, String)] = []
    // Whoever has a link or is inside keeps it: a restart voids nothing.
    let strangers = try await server.strangers()
    for person in people where strangers.contains(person.id) {
      links.append((person.name, try await server.link(for: person.id)))
    }
    let printed = links
    let services = server.services { port in
      let base = settings.base(port: port)
      try? await hub.remember(base: base)
      // Written at once: whoever waits for a link may read from a pipe.
      for (name, link) in printed { Terminal.write("\(name)\t\(base)\(link)\n") }
      if people.isEmpty {
        log.warning("nobody is named, so that nobody can enter: set LIANDU_HUB_PEOPLE")
      }
      if base.hasPrefix("http://"), !settings.server.isLoopback {
        log.warning("sessions and the access secret travel in clear: put TLS before the hub")
      }
      Terminal.write("the hub listens: \(base)\n")
      log.notice("the hub listens", metadata: ["port": "\(port)"])
    }
    var quiet = log
    quiet.logLevel = max(log.logLevel, .notice)
    let health = settings.healthListen.map { HealthServer(hub: hub, address: $0, log: log) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: (health.map { [$0] } ?? []) + services,
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    do {
      try await group.run()
    } catch {
      throw HubError.listening(on: settings.server, error)
    }
    try hub.close()
  }
}

/// The hub's store beside one that runs, and somebody in it.
private struct HubDesk {
  let hub: Hub
  let server: HubServer

  init() throws {
    let folder = try HubSettings.folder(ProcessInfo.processInfo.environment)
    guard FileManager.default.fileExists(atPath: folder + "/hub.sqlite") else {
      throw SettingsError(
        key: "LIANDU_HUB_DATA", problem: "\(folder) holds no hub", expected: "the folder of a hub",
        example: "/var/lib/liandu-hub")
    }
    hub = try Hub(folder: folder, log: Log.make(level: "warning"), now: HubSettings.now)
    server = HubServer(hub: hub, settings: HubServer.Settings())
  }

  func person(_ name: String) async throws -> HubPerson {
    guard let person = try await hub.people().first(where: { $0.name == name }) else {
      throw Program.Failure(
        description:
          "nobody is called \(name); expected a name of LIANDU_HUB_PEOPLE, written as there",
        exitCode: ExitStatus.failed)
    }
    return person
  }
}

struct HubLinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Print a new personal link, in the place of one that was not used.")

  @Argument(help: "The person's name.")
  var name: String

  func run() async throws {
    let desk = try HubDesk()
    let link = try await desk.server.link(for: try await desk.person(name).id)
    print("\(name)\t\(try await desk.hub.base() ?? "")\(link)")
  }
}

struct HubRevokeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "End somebody's sessions and take back the link; open pages end within 15 s.")

  @Argument(help: "The person's name.")
  var name: String

  func run() async throws {
    let desk = try HubDesk()
    try await desk.server.revoke(person: try await desk.person(name).id)
    print("\(name): sessions ended; a new link is made by: liandu hub link \(name)")
  }
}

struct HubLeaveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "Take somebody out of every group; the bots hear of it.")

  @Argument(help: "The person's name.")
  var name: String

  func run() async throws {
    let desk = try HubDesk()
    let left = try await desk.hub.leaveAll(person: try await desk.person(name).id)
    print("\(name): taken out of \(left) groups")
  }
}

struct HubJoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Bring somebody who left back into their groups.")

  @Argument(help: "The person's name.")
  var name: String

  func run() async throws {
    let desk = try HubDesk()
    let joined = try await desk.hub.rejoinAll(person: try await desk.person(name).id)
    print("\(name): back in \(joined) groups")
  }
}
