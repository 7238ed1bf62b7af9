import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore

/// The pages for people: entering, the chat page, its data, and live news.
struct PageServer: Sendable {
  let hub: Hub
  let entrance: Entrance
  /// Whether the pages are reached over TLS: cookies are marked so.
  let isSecure: Bool

  static let cookie = "liandu-session"

  /// An answer that is no page's data: what was wrong, as a status and one line.
  struct Refused: Error {
    var status: HTTPResponse.Status
    var text: String
    /// Seconds to wait, where waiting helps.
    var retryAfter: Int?
    /// Who is inside, where that is somebody else than the page thinks.
    var person: Int64?
  }

  func answer(_ request: Request, address: String) async throws -> Response {
    let path = request.uri.path
    if request.method == .post {
      try checkOrigin(request)
      try checkPace(hub.addresses, address)
    }
    switch (request.method, path) {
    case (.get, "/healthz"): return PageServer.text("ok\n")
    case (.get, let path) where path.hasPrefix("/enter/"):
      return try await showLink(String(path.dropFirst(7)), address)
    case (.post, "/enter"): return try await enter(request, address)
    case (.get, let path) where WebAsset.all[path] != nil: return WebAsset.response(path)
    default: break
    }
    guard let person = try await person(of: request) else {
      if request.method == .get, path == "/" { return WebAsset.page("/outside.html", .ok) }
      throw Refused(status: .unauthorized, text: "请用您的专用链接进入。")
    }
    try checkPerson(of: request, is: person)
    return try await inside(request, path, person)
  }

  /// - Throws: `Refused` with the seconds to wait, where somebody is too fast.
  func checkPace(_ pace: Pace, _ key: String) throws {
    if let seconds = pace.take(key, at: hub.now()) {
      throw Refused(
        status: .tooManyRequests, text: "太快了，请\(seconds)秒后再试。", retryAfter: seconds)
    }
  }

  private func inside(
    _ request: Request, _ path: String, _ person: HubPerson
  ) async throws -> Response {
    let parts = path.split(separator: "/").map(String.init)
    switch (request.method, parts.first, parts.count) {
    case (.get, nil, 0): return chat(request)
    case (.post, "leave", 1): return try await leave(request)
    case (.get, "files", 2): return try await file(parts[1], person)
    case (.get, "api", 2) where parts[1] == "me":
      try checkForm(of: request, person)
      return try await me(person)
    case (.get, "api", 2) where parts[1] == "news": return try await news(request, person)
    case (.get, "api", 4) where parts[1] == "rooms":
      let room = try await room(parts[2], person)
      switch parts[3] {
      case "messages": return try await history(request, room)
      case "search": return try await search(request, room)
      default: break
      }
    case (.post, "api", 4) where parts[1] == "rooms":
      let room = try await room(parts[2], person)
      switch parts[3] {
      case "messages": return try await say(request, room, person)
      case "read": return try await read(request, room, person)
      default: break
      }
    case (.post, "api", 6) where parts[1] == "rooms" && parts[3] == "messages":
      let (room, number) = (try await room(parts[2], person), Int64(parts[4]) ?? 0)
      switch parts[5] {
      case "edit": return try await edit(request, room, number, person)
      case "recall": return try await recall(room, number, person)
      default: break
      }
    default: break
    }
    throw Refused(status: .notFound, text: "没有这一页。")
  }

  // MARK: Answers

  static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.data)))
  }

  static func redirect(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }
}
