import Hub
import Hummingbird
import Logging
import ServiceLifecycle

/// The hub on a port of this machine, inside the program.
final class DemoServer: Sendable {
  private let hub: Hub
  private let settings: HubServer.Settings
  private let log: Logger
  private let listening: AsyncStream<Int>
  private let listens: AsyncStream<Int>.Continuation
  private let running: Task<Void, any Error>
  private let group: ServiceGroup
  let server: HubServer

  /// - Parameter port: 0 for any.
  init(hub: Hub, port: Int, log: Logger) {
    self.hub = hub
    self.log = log
    settings = HubServer.Settings(port: port)
    let server = HubServer(hub: hub, settings: settings)
    self.server = server
    let (listening, listens) = AsyncStream.makeStream(of: Int.self)
    self.listening = listening
    self.listens = listens
    var quiet = log
    quiet.logLevel = max(log.logLevel, .warning)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: server.services { port in listens.yield(port) }, logger: quiet))
    self.group = group
    running = Task {
      defer { listens.finish() }
      try await group.run()
    }
  }

  /// Waits until it listens.
  /// - Returns: The port.
  /// - Throws: Whatever kept it from listening.
  func start() async throws -> Int {
    for await port in listening { return port }
    try await running.value
    throw CancellationError()
  }

  func stop() async {
    await group.triggerGracefulShutdown()
    _ = await running.result
  }
}
