import Foundation
import Transport

extension BotAPI {
  /// What the service takes beside a file, in UTF-16 units.
  private static let captionLimit = 1024

  /// See `ChatService.send`. The file is read while it is sent, as one part of a form; a caption
  /// that is too long, and a file that is gone, are refused for good before anything is sent.
  public func send(_ document: OutgoingDocument) async throws(ChatError) -> SentMessage {
    do {
      return SentMessage(id: try await send(document, to: document.chat, asReply: true))
    } catch {
      guard case .moved(let chat) = error, chat != document.chat else { throw error }
      do {
        // Message ids do not carry over to the new chat.
        return SentMessage(
          id: try await send(document, to: chat, asReply: false), migratedTo: chat)
      } catch .cancelled {
        throw .cancelled
      } catch {
        throw .moved(to: chat)
      }
    }
  }

  private func send(
    _ document: OutgoingDocument, to chat: String, asReply: Bool
  ) async throws(ChatError) -> String {
    let rendered = RenderedText(document.caption)
    guard rendered.text.utf16.count <= Self.captionLimit else {
      throw .refused(
        code: 400,
        description:
          "The file's caption is longer than \(Self.captionLimit) units and was not sent.",
        scope: .message)
    }
    guard FileManager.default.isReadableFile(atPath: document.path) else {
      throw .refused(
        code: 404, description: "The file to be sent is no longer there.", scope: .message)
    }
    var parts = [HTTPPart(name: "chat_id", text: chat)]
    if !rendered.text.isEmpty { parts.append(HTTPPart(name: "caption", text: rendered.text)) }
    if asReply, let reply = document.replyTo.flatMap({ Int64($0) }) {
      var value = JSONWriter()
      value.beginObject()
      value.key("message_id")
      value.integer(reply)
      value.key("allow_sending_without_reply")
      value.boolean(true)
      value.endObject()
      parts.append(
        HTTPPart(name: "reply_parameters", text: String(decoding: value.bytes, as: UTF8.self)))
    }
    parts.append(
      HTTPPart(
        name: "document", filename: document.name, contentType: "application/octet-stream",
        content: .file(path: document.path)))
    switch try await call(
      "sendDocument", .multipart(parts), timeout: .seconds(600), key: document.key)
    {
    case .success(let answer):
      return answer.envelope.identifier("message_id", in: answer.body) ?? ""
    case .failure(let rejection):
      if asReply, document.replyTo != nil, rejection.mayDependOnParameters {
        return try await send(document, to: chat, asReply: false)
      }
      throw rejection.error(calling: "sendDocument", redaction, hiding: rendered.text)
    }
  }
}
