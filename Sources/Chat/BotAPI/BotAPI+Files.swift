import Foundation
import Transport

extension BotAPI {
  private struct WirePath: Decodable {
    var path: String?
    /// Bytes, where the server knows.
    var size: Int64?

    private enum CodingKeys: String, CodingKey {
      case path = "file_path"
      case size = "file_size"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      path = try values.decodeIfPresent(String.self, forKey: .path)
      size = values.lossy(.size)
    }
  }

  /// See `ChatService.fetch`. `ChatError.refused` if the file is gone, with code 413 if it is over
  /// the limit or over what the server hands to bots; `ChatError.unsupported` if the server hands
  /// out paths of its own disk instead of files; `ChatError.unreadable` if what came is not as long
  /// as the server says.
  public func fetch(
    file reference: String, to path: String, limit: Int
  ) async throws(ChatError) {
    var body = JSONWriter()
    body.beginObject()
    body.key("file_id")
    body.string(reference)
    body.endObject()
    let answer = try await fileAnswer(body)
    guard let file: WirePath = answer.decodedResult(), let remote = file.path, !remote.isEmpty
    else {
      throw .unreadable("getFile: the result names no file_path.")
    }
    if let size = file.size, size > limit { throw Self.tooLarge(limit) }
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
      if error.kind == .tooLarge { throw Self.tooLarge(limit) }
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
    if let expected = file.size, let found = Self.length(of: path), found != expected {
      unlink(path)
      throw .unreadable("file: \(found) bytes came, and getFile named \(expected).")
    }
  }

  /// The answer to getFile; a file that the server does not hand to bots for its size is 413 here.
  private func fileAnswer(_ body: JSONWriter) async throws(ChatError) -> Answer {
    do {
      return try await success(of: "getFile", body)
    } catch {
      if case .refused(_, let words, _) = error,
        words.range(of: "too big", options: .caseInsensitive) != nil
      {
        throw .refused(code: 413, description: words, scope: .message)
      }
      throw error
    }
  }

  private static func tooLarge(_ limit: Int) -> ChatError {
    .refused(code: 413, description: "The file is larger than \(limit) bytes.", scope: .message)
  }

  private static func length(of path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }
}
