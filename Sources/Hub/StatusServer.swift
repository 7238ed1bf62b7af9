import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A small server of `/healthz` and `/metrics`, for a program that serves nothing else.
public struct StatusServer: Sendable {
  /// Why the program is not well, in one line; nil where it is.
  public typealias Trouble = @Sendable () async -> String?
  /// The figures for Prometheus; nil where they cannot be had.
  public typealias Figures = @Sendable () async -> String?

  let host: String
  let port: Int
  let trouble: Trouble
  let figures: Figures

  public init(
    host: String, port: Int, trouble: @escaping Trouble, figures: @escaping Figures
  ) {
    self.host = host
    self.port = port
    self.trouble = trouble
    self.figures = figures
  }

  /// The server, to be run by the program.
  /// - Parameter onListening: Told the port once it listens; port 0 takes any.
  public func application(
    log: Logger, onListening: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      responder: StatusResponder(trouble: trouble, figures: figures),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in
        await onListening(channel.localAddress?.port ?? port)
      }, logger: log)
  }
}

private struct StatusResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let trouble: StatusServer.Trouble
  let figures: StatusServer.Figures

  func respond(to request: Request, context: Context) async throws -> Response {
    guard request.method == .get || request.method == .head else {
      return StatusServer.answer(.methodNotAllowed, "only GET\n")
    }
    switch request.uri.path {
    case "/healthz":
      guard let trouble = await trouble() else { return StatusServer.answer(.ok, "ok\n") }
      return StatusServer.answer(.serviceUnavailable, trouble + "\n")
    case "/metrics":
      guard let text = await figures() else {
        return StatusServer.answer(.serviceUnavailable, "no figures can be had; see the log\n")
      }
      return StatusServer.answer(.ok, text, MetricsText.contentType)
    default:
      return StatusServer.answer(.notFound, "only /healthz and /metrics\n")
    }
  }
}

extension StatusServer {
  static func answer(
    _ status: HTTPResponse.Status, _ text: String,
    _ type: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
