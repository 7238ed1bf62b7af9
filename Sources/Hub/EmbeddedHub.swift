import Logging
import ServiceLifecycle

/// The hub on a port of this machine, inside a program that has other things to do as well.
public final class EmbeddedHub: Sendable {
  /// Makes links and ends sessions.
  public let server: HubServer
  private let listening: AsyncStream<Int>
  private let running: Task<Void, any Error>
  private let settings: HubServer.Settings
  private let group: ServiceGroup

  /// Begins to listen.
  public init(hub: Hub, settings: HubServer.Settings, log: Logger) {
    let server = HubServer(hub: hub, settings: settings)
    self.server = server
    self.settings = settings
    let (listening, listens) = AsyncStream.makeStream(of: Int.self)
    self.listening = listening
    var quiet = log
    quiet.logLevel = max(log.logLevel, .warning)
    var configuration = ServiceGroupConfiguration(
      services: server.services { port in listens.yield(port) }, logger: quiet)
    configuration.maximumGracefulShutdownDuration = HubServer.patience
    let group = ServiceGroup(configuration: configuration)
    self.group = group
    running = Task {
      defer { listens.finish() }
      try await group.run()
    }
  }

  /// Waits until it listens.
  /// - Returns: The port.
  /// - Throws: Whatever kept it from listening.
  public func start() async throws -> Int {
    for await port in listening { return port }
    do {
      try await running.value
    } catch {
      throw HubError.listening(on: settings, error)
    }
    throw CancellationError()
  }

  /// Ends what is held open, and stops.
  public func stop() async {
    await group.triggerGracefulShutdown()
    _ = await running.result
  }
}
