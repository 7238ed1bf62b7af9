import Foundation
import Testing

@testable import Chat

@Suite struct RejectionTests {
  private static let redaction = Redaction(token: "4242:canary-SECRET")

  private static func error(
    _ status: Int, _ body: String, headers: [String: String] = [:], method: String = "sendMessage",
    hiding: String = ""
  ) -> ChatError {
    let data = Data(body.utf8)
    return Rejection(status: status, headers: headers, body: data, envelope: Envelope(data))
      .error(calling: method, redaction, hiding: hiding)
  }

  private static func refusal(_ code: Int, _ words: String, _ more: String = "") -> String {
    "{\"ok\":false,\"error_code\":\(code),\"description\":\"\(words)\"\(more)}"
  }

  @Test("429 tells how long to wait: by the body, else by the header, else 5 s")
  func rateLimit() {
    let words = "Too Many Requests: retry after 7"
    #expect(
      Self.error(429, Self.refusal(429, words, ",\"parameters\":{\"retry_after\":7}"))
        == .rateLimited(retryAfter: .seconds(7)))
    #expect(
      Self.error(429, Self.refusal(429, words, ",\"parameters\":{\"retry_after\":0.25}"))
        == .rateLimited(retryAfter: .milliseconds(250)))
    #expect(
      Self.error(429, "<html>", headers: ["retry-after": "12"])
        == .rateLimited(retryAfter: .seconds(12)))
    #expect(Self.error(429, "") == .rateLimited(retryAfter: .seconds(5)))
    #expect(
      Self.error(429, Self.refusal(429, "", ",\"parameters\":{\"retry_after\":-1}"))
        == .rateLimited(retryAfter: .seconds(5)))
  }

  @Test("401 and 404 are final at getMe; elsewhere 404 means that the method is lacking")
  func identity() {
    for status in [401, 404] {
      guard case .unauthorized = Self.error(status, Self.refusal(status, "No"), method: "getMe")
      else {
        Issue.record("\(status) at getMe")
        return
      }
    }
    guard case .unsupported = Self.error(404, Self.refusal(404, "Not Found")),
      case .unsupported = Self.error(501, Self.refusal(501, "no such method")),
      case .unauthorized = Self.error(401, Self.refusal(401, "Unauthorized"))
    else {
      Issue.record("404 elsewhere")
      return
    }
  }

  @Test("5xx and pages of gateways leave open whether anything was sent")
  func unavailable() {
    for (status, body) in [
      (500, Self.refusal(500, "Internal Server Error")), (502, "<html>Bad Gateway</html>"),
      (504, ""), (403, "<html>firewall</html>"), (408, ""), (503, Self.refusal(503, "x")),
    ] {
      guard case .unavailable(_, delivery: .unknown) = Self.error(status, body) else {
        Issue.record("\(status): \(Self.error(status, body))")
        return
      }
    }
    guard case .unavailable(_, delivery: .notSent) = Self.error(302, "") else {
      Issue.record("a redirect")
      return
    }
  }

  @Test("A success that is none of the Bot API's is unreadable")
  func unreadable() {
    for body in ["", "<html>login</html>", "[]", #"{"ok":true"#] {
      guard case .unreadable(let text) = Self.error(200, body) else {
        Issue.record("\(body)")
        return
      }
      #expect(text.contains("\(body.utf8.count) bytes"))
    }
  }

  @Test("The envelope's code counts, whatever the HTTP status")
  func envelopeCode() {
    #expect(
      Self.error(200, Self.refusal(403, "Forbidden: bot was kicked"))
        == .refused(code: 403, description: "Forbidden: bot was kicked", scope: .chat))
  }

  @Test(
    "A refusal concerns the chat or only the message",
    arguments: [
      (400, "Bad Request: chat not found", ChatError.Scope.chat),
      (400, "Bad Request: not enough rights to send text messages to the chat", .chat),
      (403, "Forbidden: bot was blocked by the user", .chat),
      (400, "Bad Request: message is too long", .message),
      (400, "Bad Request: can't parse entities", .message),
    ])
  func scope(code: Int, words: String, scope: ChatError.Scope) {
    #expect(
      Self.error(code, Self.refusal(code, words))
        == .refused(code: code, description: words, scope: scope))
  }

  @Test("A moved group names its new id, and a frozen account is not the message's fault")
  func special() {
    #expect(
      Self.error(
        400,
        Self.refusal(400, "upgraded", ",\"parameters\":{\"migrate_to_chat_id\":-1001502049385}"))
        == .moved(to: "-1001502049385"))
    guard
      case .unavailable(_, delivery: .notSent) = Self.error(
        400, Self.refusal(400, "Bad Request: FROZEN_METHOD_INVALID"))
    else {
      Issue.record("frozen")
      return
    }
    guard
      case .conflict(let text) = Self.error(
        409, Self.refusal(409, "Conflict: terminated by other getUpdates request"),
        method: "getUpdates")
    else {
      Issue.record("409")
      return
    }
    #expect(text.contains("Another program polls with the same token"))
  }

  @Test("Neither token nor message text gets into a description, and it stays short")
  func redaction() {
    let text = Self.redaction.text("wrong path /bot4242:canary-SECRET/x, canary-SECRET\nend")
    #expect(!text.contains("canary"))
    #expect(!text.contains("\n"))
    #expect(
      Self.redaction.text("https://h/file/bot123456:AAE-x_y/documents/f.pdf")
        == "https://h/file/bot<redacted>/documents/f.pdf")
    #expect(Self.redaction.text(String(repeating: "x", count: 5000)).count == 201)
    let secret = "限2026-0003 张某收受礼金一案"
    #expect(
      !Self.redaction.text("can't parse: 张某收受礼金一案 at 3", hiding: secret).contains("张某"))
    #expect(!Self.redaction.text("bad 受礼金", hiding: secret).contains("受礼金"))
    #expect(!Self.redaction.text("bad 张某", hiding: "张某").contains("张某"))
    #expect(Self.redaction.text("chat not found", hiding: secret) == "chat not found")
    #expect(Self.redaction.text("", hiding: "") == "")
    #expect(Redaction(token: "").text("a") == "a")
  }
}
