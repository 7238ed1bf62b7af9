import Foundation
import Transport

extension BotAPI {
  private struct WirePath: Decodable {
    var path: String?

    private enum CodingKeys: String, CodingKey {
      case path = "file_path"
    }
  }

  /// See `ChatService.fetch`. `ChatError.refused` if the file is gone or over the limit,
  /// `ChatError.unsupported` if the server hands out paths of its own disk instead of files.
  public func fetch(
    file reference: String, to path: String, limit: Int
  ) async throws(ChatError) {
    var body = JSONWriter()
    body.beginObject()
    body.key("file_id")
    body.string(reference)
    body.endObject()
    let answer = try await success(of: "getFile", body)
    guard let file: WirePath = answer.decodedResult(), let remote = file.path, !remote.isEmpty
    else {
      throw .unreadable("getFile: the result names no file_path.")
    }
    let segments = remote.split(separator: "/", omittingEmptySubsequences: false)
    if remote.hasPrefix("/") {
      throw .unsupported(
        "getFile: the server names a path on its own disk; run it without --local, so that files "
          + "are handed out over HTTP.")
    }
    guard !segments.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw .unreadable("getFile: the file_path is no path below the bot's files.")
    }
    let escaped = segments.map { Self.pathEscaped(String($0)) }.joined(separator: "/")
    let request = HTTPRequest(
      "file", url: Secret(fileBase.reveal() + escaped), timeout: .seconds(600),
      maximumBytes: limit)
    let response: HTTPResponse
    do {
      response = try await client.download(request, toFile: path)
    } catch {
      if error.kind == .tooLarge {
        throw .refused(
          code: 413, description: "The file is larger than \(limit) bytes.", scope: .message)
      }
      throw ChatError(error)
    }
    // With any other status the transport has removed the file.
    guard 200..<300 ~= response.status else {
      if response.status == 404 || response.status == 410 {
        throw .refused(
          code: response.status, description: "The server no longer has the file.",
          scope: .message)
      }
      throw Rejection(
        status: response.status, headers: response.headers, body: response.body,
        envelope: Envelope(response.body)
      ).error(calling: "file", redaction)
    }
  }
}
