import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The hub on its address: the Bot API for bots and the pages for people.
public struct HubServer: Sendable {
  /// Where and how it listens.
  public struct Settings: Sendable {
    public var host: String
    public var port: Int
    /// The pages are reached over TLS, through a proxy that ends it.
    public var isSecure: Bool
    /// What everybody who enters has to know besides the own link; nil on loopback alone.
    public var accessSecret: String?
    /// Peers that are believed about whom they speak for (`X-Forwarded-For`).
    public var proxies: Set<String> = []

    public init(
      host: String = "127.0.0.1", port: Int = 8790, isSecure: Bool = false,
      accessSecret: String? = nil
    ) {
      self.host = host
      self.port = port
      self.isSecure = isSecure
      self.accessSecret = accessSecret
    }

    /// Only this machine reaches it.
    public var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
  }

  /// How long requests may take to end when the program stops.
  public static let patience: Duration = .seconds(10)

  let hub: Hub
  let settings: Settings
  private let entrance: Entrance

  public init(hub: Hub, settings: Settings) {
    self.hub = hub
    self.settings = settings
    entrance = Entrance(store: hub.store, secret: settings.accessSecret, now: hub.now)
  }

  /// A new personal link's path for somebody.
  public func link(for person: Int64) async throws -> String {
    "/enter/\(try await entrance.link(for: person))"
  }

  /// Those in a group who have neither a session nor a link that may still be used.
  public func strangers() async throws -> Set<Int64> { try await entrance.strangers() }

  /// Ends every session of a person, and the pages that are open.
  public func revoke(person: Int64) async throws {
    try await entrance.revoke(person: person)
    await hub.pages.closeAll(of: person)
  }

  /// The server, to be run by the program, and what ends its open streams first when it stops.
  /// - Parameter onListening: Told the port once it listens; 0 in the settings takes any.
  public func services(
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> [any Service] {
    hub.sweep()
    return [application(onListening: onListening), HubClosing(hub: hub)]
  }

  private func application(
    onListening: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      responder: HubResponder(
        botAPI: BotAPIServer(hub: hub),
        pages: PageServer(
          hub: hub, entrance: entrance, isSecure: settings.isSecure),
        proxies: settings.proxies, log: hub.log),
      // Who stops in the middle of a request is cut off; what is held open by us is not.
      server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: nil),
      onServerRunning: { channel in
        await onListening(channel.localAddress?.port ?? settings.port)
      }, logger: quiet)
  }

  private var quiet: Logger {
    var log = hub.log
    log.logLevel = max(log.logLevel, .notice)
    return log
  }
}

/// Leads a request to the Bot API or to the pages, and puts the headers on that keep pages safe.
private struct HubResponder: HTTPResponder {
  typealias Context = HubContext

  let botAPI: BotAPIServer
  let pages: PageServer
  let proxies: Set<String>
  let log: Logger

  func respond(to request: Request, context: HubContext) async throws -> Response {
    if let answer = await botAPI.answer(request) { return answer }
    var response: Response
    do {
      response = try await pages.answer(request, address: address(of: request, context))
    } catch let refused as PageServer.Refused {
      var body: [String: JSON] = ["error": .string(refused.text)]
      body["person"] = refused.person.map(JSON.integer)
      response =
        request.uri.path.hasPrefix("/enter")
        ? PageServer.text(refused.text + "\n", refused.status)
        : PageServer.json(.object(body), refused.status)
      if let seconds = refused.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
    } catch let error as BotAPIError {
      let text = error.code == 413 ? "文件太大了，一个最多50MB，请压缩后再发。" : "发来的内容读不了，请刷新页面再试。"
      response = PageServer.json(["error": .string(text)], .init(code: error.code))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      pages.hub.counters.failed("page")
      log.error("a page failed", metadata: ["reason": "\(type(of: error))"])
      response = PageServer.json(["error": "出了点问题，请再试一次。"], .internalServerError)
    }
    for (name, value) in HubResponder.safety where response.headers[name] == nil {
      response.headers[name] = value
    }
    return response
  }

  /// Behind a proxy that is named in the settings, whom the proxy names; else whoever is connected. What
  /// anybody else writes about addresses is not believed.
  private func address(of request: Request, _ context: HubContext) -> String {
    guard proxies.contains(context.address),
      let header = HTTPField.Name("X-Forwarded-For").flatMap({ request.headers[$0] }),
      let last = header.split(separator: ",").last
    else { return context.address }
    return String(last.trimmingPrefix(" ").prefix(64))
  }

  private static let safety: [(HTTPField.Name, String)] = {
    var headers: [(HTTPField.Name, String)] = [
      (
        .contentSecurityPolicy,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
          + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
      ),
      (.xContentTypeOptions, "nosniff"),
    ]
    for (name, value) in [
      ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ] {
      if let name = HTTPField.Name(name) { headers.append((name, value)) }
    }
    return headers
  }()
}

/// A request's own things: who asks, by address.
struct HubContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}
