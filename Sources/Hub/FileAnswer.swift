import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A stored file as an answer. Only pictures are ever shown in place; anything else is offered for
/// saving, so that no file can run as a page.
enum FileAnswer {
  private static let piece = 64 * 1024

  static func response(_ path: String, _ file: HubFile, inline: Bool) -> Response {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      return BotAPIServer.response(.notFound)
    }
    let isPicture = file.mediaType.hasPrefix("image/")
    var headers: HTTPFields = [.contentType: file.mediaType]
    headers[.contentDisposition] =
      (inline && isPicture ? "inline" : "attachment") + "; filename*=UTF-8''\(encoded(file.name))"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.cacheControl] = "private, max-age=31536000, immutable"
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody(contentLength: Int(file.size)) { writer in
        defer { try? handle.close() }
        while let data = try handle.read(upToCount: piece), !data.isEmpty {
          try await writer.write(ByteBuffer(bytes: data))
        }
        try await writer.finish(nil)
      })
  }

  private static func encoded(_ name: String) -> String {
    var kept = ""
    let digits = Array("0123456789ABCDEF")
    for byte in name.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95: kept.append(Character(Unicode.Scalar(byte)))
      default:
        kept += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return kept
  }
}
