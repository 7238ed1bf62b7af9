import Hub
import Hummingbird
import Logging
import ServiceLifecycle

/// `/healthz` and `/metrics` on an address of their own, and only where it is told to: the one port
/// that a bot may open.
struct HealthServer: Service {
  private let server: StatusServer
  private let address: ListenAddress
  private let key: String
  private let log: Logger

  /// The bot's.
  init(page: HealthPage, address: ListenAddress, log: Logger) {
    self.address = address
    self.log = log
    key = "LIANDU_HEALTH_LISTEN"
    server = StatusServer(
      host: address.host, port: address.port, trouble: { await page.trouble() },
      figures: {
        do {
          return try await page.metrics()
        } catch {
          log.error("no figures of the ledger", metadata: ["reason": "\(error)"])
          return nil
        }
      })
  }

  /// The hub's.
  init(hub: Hub, address: ListenAddress, log: Logger) {
    self.address = address
    self.log = log
    key = "LIANDU_HUB_HEALTH_LISTEN"
    server = StatusServer(
      host: address.host, port: address.port, trouble: { await hub.trouble() },
      figures: { await hub.metrics() })
  }

  func run() async throws {
    var quiet = log
    quiet.logLevel = max(log.logLevel, .notice)
    let log = log
    do {
      try await server.application(log: quiet) { port in
        log.notice("the health page listens", metadata: ["port": "\(port)"])
      }.run()
    } catch let error where !(error is CancellationError) {
      throw Program.Failure(
        description: "\(SettingsError(listen: key, address, "\(error)"))",
        exitCode: ExitStatus.configuration)
    }
  }
}
