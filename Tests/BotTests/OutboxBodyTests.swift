import Chat
import Foundation
import Testing

@testable import Bot

@Suite("Messages in the outbox")
struct OutboxBodyTests {
  @Test("a rich text comes back as it was, whatever it holds")
  func roundTrip() throws {
    let texts = [
      RichText("一行"), RichText("一行\n\n三行\t\n"), RichText(""),
      RichText(lines: [
        [.text("请"), .mention(account: "42", name: "张\n三"), .code("/查 12"), .strong("t\u{0}s")], [],
        [.text("👨‍👩‍👧 \u{FEFF}é"), .text("")],
      ]),
    ]
    for text in texts {
      #expect(try OutboxBody.decode(OutboxBody.encode(text)) == RichText(lines: text.lines))
    }
  }

  @Test("a file goes along by its name and its place")
  func file() throws {
    let file = OutgoingFile(name: "台账_9月.csv", stored: "0f3a.csv")
    let body = OutboxBody.encode(RichText("文件见附件。"), file: file)
    let content = try OutboxBody.content(of: body)
    #expect(content.file == file)
    #expect(content.text == RichText("文件见附件。"))
    #expect(try OutboxBody.content(of: OutboxBody.encode(RichText("无"))).file == nil)
    // A name and a place, or nothing: half of them is damage.
    for length in 2..<(body.count - "文件见附件。".utf8.count - 6) {
      #expect(throws: OutboxBody.Unreadable.self) {
        try OutboxBody.content(of: body.prefix(length))
      }
    }
  }

  @Test("what was cut or changed is refused, not sent")
  func damaged() {
    let bytes = OutboxBody.encode(
      RichText(lines: [[.text("路灯"), .mention(account: "1", name: "甲")]]))
    // Whole lines and spans are a text too; everything else is not.
    for length in 3..<bytes.count where length != 13 {
      #expect(throws: OutboxBody.Unreadable.self) {
        try OutboxBody.decode(bytes.prefix(length))
      }
    }
    var other = bytes
    other[0] = 9
    #expect(throws: OutboxBody.Unreadable.self) { try OutboxBody.decode(other) }
    #expect(throws: OutboxBody.Unreadable.self) { try OutboxBody.decode(Data()) }
  }
}
