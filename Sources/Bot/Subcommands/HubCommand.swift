import ArgumentParser
import Foundation
import Hub
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

struct HubCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hub", abstract: "Run the hub alone: a Bot API server with a chat page.",
    discussion: """
      Needs LIANDU_HUB_DATA and LIANDU_TOKEN, the token its bot polls with. LIANDU_HUB_LISTEN says \
      where (127.0.0.1:8790); LIANDU_HUB_PEOPLE names a file of people, one a line: name, or name \
      and unit; LIANDU_HUB_GROUP the group's title.
      """)

  func run() async throws {
    Crash.endsAtOnce()
    let settings = try HubSettings.load(ProcessInfo.processInfo.environment)
    let log = Log.make(level: settings.logLevel)
    let hub = try Hub(folder: settings.data, log: log, now: HubSettings.now)
    let people = try await settings.enroll(in: hub)
    let server = HubServer(hub: hub, settings: settings.server)
    let links = try await people.asyncMap { ($0.name, try await server.link(for: $0.id)) }
    let application = server.application { port in
      let base = settings.publicBase ?? "http://\(settings.server.host):\(port)"
      // Written at once: whoever waits for a link may read from a pipe.
      for (name, link) in links {
        FileHandle.standardOutput.write(Data("\(name)\t\(base)\(link)\n".utf8))
      }
      log.notice("the hub listens", metadata: ["port": "\(port)"])
    }
    var quiet = log
    quiet.logLevel = max(log.logLevel, .notice)
    var services: [any Service] = [application]
    if let address = settings.healthListen {
      services.insert(HealthServer(hub: hub, address: address, log: log), at: 0)
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
  }
}

extension Sequence {
  fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
    var result: [T] = []
    for element in self { result.append(try await body(element)) }
    return result
  }
}
