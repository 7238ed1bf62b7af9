import Foundation

extension FakeBotAPI {
  /// A file that the server accepted.
  public struct SentDocument: Sendable, Equatable {
    public var chat: String
    public var name: String
    public var caption: String
    public var bytes: Data
    public var replyTo: Int64?
    public var messageID: Int64
    /// The header Idempotency-Key.
    public var key: String?
  }

  /// The files accepted so far, in order.
  public var documents: [SentDocument] { core.documents }
}

extension FakeBotAPICore {
  var documents: [FakeBotAPI.SentDocument] { change { $0.documents } }

  /// sendDocument: a form with chat, caption and the file itself.
  func document(_ call: FakeBotAPI.Call) -> Answer {
    let type = call.headers["content-type"] ?? ""
    guard type.hasPrefix("multipart/form-data"), let mark = type.range(of: "boundary=") else {
      return .refuse(400, "Bad Request: there is no document in the request")
    }
    let parts = FormPart.read(call.body, boundary: String(type[mark.upperBound...]))
    func text(_ name: String) -> String? {
      parts.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    guard let chat = text("chat_id"), let file = parts.first(where: { $0.name == "document" }),
      let name = file.filename, !file.bytes.isEmpty
    else { return .refuse(400, "Bad Request: there is no document in the request") }
    let caption = text("caption") ?? ""
    if caption.utf16.count > 1024 {
      return .refuse(400, "Bad Request: message caption is too long")
    }
    let reply = text("reply_parameters").flatMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }
    return change { state in
      if let new = state.moved[chat] {
        return .refuse(
          400, "Bad Request: group chat was upgraded to a supergroup chat",
          parameters: "\"migrate_to_chat_id\":\(new)")
      }
      let id = state.nextMessage
      state.nextMessage += 1
      state.documents.append(
        FakeBotAPI.SentDocument(
          chat: chat, name: name, caption: caption, bytes: file.bytes,
          replyTo: (reply?["message_id"] as? NSNumber)?.int64Value, messageID: id,
          key: call.headers["idempotency-key"]))
      return .result("{\"message_id\":\(id),\"date\":1767312000,\"chat\":{\"id\":\(chat)}}")
    }
  }
}

/// A field of a `multipart/form-data` body.
struct FormPart {
  var name: String
  var filename: String?
  var bytes: Data

  static func read(_ body: Data, boundary: String) -> [FormPart] {
    let mark = Data("--\(boundary)".utf8)
    let end = Data("\r\n\r\n".utf8)
    var parts: [FormPart] = []
    var rest = body[...]
    while let start = rest.range(of: mark) {
      rest = rest[start.upperBound...]
      guard let next = rest.range(of: mark), let head = rest.range(of: end) else { break }
      let header = String(decoding: rest[rest.startIndex..<head.lowerBound], as: UTF8.self)
      // The line's end before the mark is no part of the content.
      let bytes = Data(rest[head.upperBound..<next.lowerBound].dropLast(2))
      if let name = value("name", in: header) {
        parts.append(FormPart(name: name, filename: value("filename", in: header), bytes: bytes))
      }
    }
    return parts
  }

  private static func value(_ key: String, in header: String) -> String? {
    guard let start = header.range(of: " \(key)=\""),
      let end = header[start.upperBound...].firstIndex(of: "\"")
    else { return nil }
    return String(header[start.upperBound..<end])
  }
}
