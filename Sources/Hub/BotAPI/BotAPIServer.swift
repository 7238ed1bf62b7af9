import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The Bot API as bots call it: `/bot<token>/<method>` and `/file/bot<token>/<path>`.
struct BotAPIServer: Sendable {
  let hub: Hub

  static let maximumHold: Int64 = 50

  /// Answers a call; nil where the path is none of the Bot API's.
  func answer(_ request: Request) async -> Response? {
    let path = request.uri.path.removingPercentEncoding ?? request.uri.path
    if path.hasPrefix("/file/bot") { return await file(String(path.dropFirst(9))) }
    guard path.hasPrefix("/bot") else { return nil }
    let parts = path.dropFirst(4).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return BotAPIServer.response(.notFound) }
    do {
      let token = String(parts[0])
      guard let bot = try await hub.store.read({ try Rooms.bot($0, token: token) }) else {
        throw BotAPIError.unauthorized
      }
      let parameters = try await Parameters.read(request, files: hub.files)
      let key = request.headers[.idempotencyKey].map { String($0.prefix(200)) }
      let call = BotAPICall(hub: hub, bot: bot, parameters: parameters, key: key)
      return BotAPIServer.response(try await call.run(parts[1].lowercased()))
    } catch let error as BotAPIError {
      hub.counters.refused(error.code)
      return BotAPIServer.response(error)
    } catch is CancellationError {
      return BotAPIServer.response(BotAPIError(code: 500, description: "Internal Server Error"))
    } catch {
      hub.counters.failed("call")
      hub.log.error("a call failed", metadata: ["reason": "\(type(of: error))"])
      return BotAPIServer.response(BotAPIError(code: 500, description: "Internal Server Error"))
    }
  }

  private func file(_ rest: String) async -> Response {
    let parts = rest.split(separator: "/")
    // files/<id>: no part of a path that a caller chooses reaches the disk.
    guard parts.count == 3, parts[1] == "files" else { return BotAPIServer.response(.notFound) }
    let (token, id) = (String(parts[0]), String(parts[2]))
    let found = try? await hub.store.read { db -> HubFile? in
      guard let bot = try Rooms.bot(db, token: token) else { return nil }
      return try Files.file(db, id: id, for: bot.id)
    }
    guard let file = found ?? nil else { return BotAPIServer.response(.notFound) }
    return FileAnswer.response(hub.files.path(of: file.sha256), file, inline: false)
  }

  static func response(_ error: BotAPIError) -> Response {
    var headers: HTTPFields = [.contentType: "application/json"]
    if let seconds = error.retryAfter { headers[.retryAfter] = "\(seconds)" }
    return Response(
      status: .init(code: error.code), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: error.body)))
  }

  static func response(_ result: Data) -> Response {
    var body = Data(#"{"ok":true,"result":"#.utf8)
    body.append(result)
    body.append(UInt8(ascii: "}"))
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}

extension HTTPField.Name {
  /// The sender's own name for a request; Telegram ignores it, this server keeps it.
  static var idempotencyKey: HTTPField.Name {
    // The literal is a valid field name, so that the other one is never taken.
    HTTPField.Name("Idempotency-Key") ?? .ifMatch
  }
}
