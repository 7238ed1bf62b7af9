import Foundation
import Synchronization
import Transport

/// What of sendMessage is more than chat and text. Servers like the Bot API's may refuse any of it.
struct SendingExtras: OptionSet, Sendable {
  let rawValue: UInt8

  static let entities = SendingExtras(rawValue: 1)
  static let reply = SendingExtras(rawValue: 2)
  static let preview = SendingExtras(rawValue: 4)
  static let all: SendingExtras = [.entities, .reply, .preview]

  /// Each with its name in the protocol.
  static let named: [(SendingExtras, String)] = [
    (.entities, "entities"), (.reply, "reply_parameters"), (.preview, "link_preview_options"),
  ]
}

/// What this server was seen to take, so that not every message is tried twice.
struct SendingExperience: Sendable {
  private var usable = SendingExtras.all
  /// Messages in a row that passed only without extras, while none ever passed with them.
  private var rescues = 0
  private var tookExtras = false
  private static let enoughRescues = 3

  /// What to send with the next message.
  var extras: SendingExtras {
    !tookExtras && rescues >= Self.enoughRescues ? [] : usable
  }

  mutating func passed() {
    tookExtras = true
  }

  mutating func rescued(from rejection: Rejection, sending extras: SendingExtras) {
    let named = SendingExtras.named.filter {
      extras.contains($0.0) && rejection.names($0.1)
    }
    if named.isEmpty { rescues += 1 }
    for (extra, _) in named { usable.remove(extra) }
  }
}

extension BotAPI {
  /// See `ChatService.send`. When the group was moved to another id, the message goes there once
  /// more, not as a reply, since message ids do not carry over.
  ///
  /// `ChatError.unreadable` means that the server may have taken the message.
  public func send(_ message: OutgoingMessage) async throws(ChatError) -> SentMessage {
    let rendered = RenderedText(message.text)
    let length = settings.limits.textUnit.length(of: rendered.text)
    guard !Sanitizer.isBlank(rendered.text) else {
      throw .refused(
        code: 400, description: "The message is blank and was not sent; give it a text.",
        scope: .message)
    }
    guard length <= settings.limits.maximumTextUnits else {
      throw .refused(
        code: 400,
        description: "The message is \(length) units long and was not sent; at most "
          + "\(settings.limits.maximumTextUnits) fit: split it.", scope: .message)
    }
    do {
      return SentMessage(id: try await send(rendered, message, to: message.chat))
    } catch {
      guard case .moved(let chat) = error, chat != message.chat else { throw error }
      var message = message
      message.replyTo = nil
      do {
        return SentMessage(id: try await send(rendered, message, to: chat), migratedTo: chat)
      } catch .cancelled {
        throw .cancelled
      } catch {
        // The new id matters most; the caller tries again there.
        throw .moved(to: chat)
      }
    }
  }

  private func send(
    _ rendered: RenderedText, _ message: OutgoingMessage, to chat: String
  ) async throws(ChatError) -> String {
    let usable = experience.withLock { $0.sending.extras }
    let (body, extras) = Self.body(rendered, message, to: chat, usable)
    let first = try await call("sendMessage", body, key: message.key)
    switch first {
    case .success(let answer):
      if !extras.isEmpty { experience.withLock { $0.sending.passed() } }
      return answer.messageID
    case .failure(let rejection):
      guard rejection.mayDependOnParameters, !extras.isEmpty else {
        throw rejection.error(calling: "sendMessage", redaction, hiding: rendered.text)
      }
      let (plain, _) = Self.body(rendered, message, to: chat, [])
      switch try await call("sendMessage", plain, key: message.key) {
      case .success(let answer):
        experience.withLock { $0.sending.rescued(from: rejection, sending: extras) }
        return answer.messageID
      case .failure(let rejection):
        throw rejection.error(calling: "sendMessage", redaction, hiding: rendered.text)
      }
    }
  }

  /// The request, and what of the usable extras it really holds.
  private static func body(
    _ rendered: RenderedText, _ message: OutgoingMessage, to chat: String,
    _ usable: SendingExtras
  ) -> (JSONWriter, SendingExtras) {
    var extras: SendingExtras = []
    var body = JSONWriter(capacity: rendered.text.utf8.count + 256)
    body.beginObject()
    body.chatID(chat)
    body.key("text")
    body.string(rendered.text)
    if usable.contains(.entities), !rendered.entities.isEmpty {
      extras.insert(.entities)
      body.key("entities")
      body.entities(rendered.entities)
    }
    if usable.contains(.reply), let reply = message.replyTo.flatMap({ Int64($0) }) {
      extras.insert(.reply)
      body.key("reply_parameters")
      body.beginObject()
      body.key("message_id")
      body.integer(reply)
      body.key("allow_sending_without_reply")
      body.boolean(true)
      body.endObject()
    }
    if usable.contains(.preview) {
      extras.insert(.preview)
      body.key("link_preview_options")
      body.beginObject()
      body.key("is_disabled")
      body.boolean(true)
      body.endObject()
    }
    body.endObject()
    return (body, extras)
  }
}

extension BotAPI.Answer {
  /// Empty where the server names none: the message was taken all the same.
  fileprivate var messageID: String { envelope.identifier("message_id", in: body) ?? "" }
}
