import Foundation
import TestSupport
import Testing

@testable import Chat

@Suite struct JSONWriterTests {
  private struct Sample: Decodable, Equatable {
    var text: String
    var list: [Int64]
    var flag: Bool
    var object: [String: Int64]
  }

  private func written(_ text: String, _ numbers: [Int64]) -> Data {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("text")
    writer.string(text)
    writer.key("list")
    writer.beginArray()
    for number in numbers { writer.integer(number) }
    writer.endArray()
    writer.key("flag")
    writer.boolean(true)
    writer.key("object")
    writer.beginObject()
    writer.key("a")
    writer.integer(1)
    writer.key("b")
    writer.integer(2)
    writer.endObject()
    writer.endObject()
    return Data(writer.bytes)
  }

  @Test("Two thousand hostile strings come back as they went, but for U+0000")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 3)
    let pieces = [
      "\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{1}", "\u{1F}", "\u{7F}", "\u{2028}", "<b>",
      "*_`[](tg://user?id=1)", "@所有人", "\u{202E}", "督", "😀", "e\u{301}", "\\u0041", "}]", "',",
      "\u{FFFD}", "\u{10FFFF}", "&amp;", "\u{10}", "\u{8}",
    ]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<30, using: &random) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      let data = written(text, [.min, -1, 0, .max])
      let expected = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
      let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(
        (read["text"] as? String)?.unicodeScalars.elementsEqual(expected.unicodeScalars) == true)
      #expect(
        try JSONDecoder().decode(Sample.self, from: data)
          == Sample(
            text: expected, list: [.min, -1, 0, .max], flag: true, object: ["a": 1, "b": 2]))
    }
  }

  @Test("Empty containers and chats by name are written right")
  func forms() {
    #expect(JSONWriter.empty.bytes == Array("{}".utf8))
    var writer = JSONWriter()
    writer.beginObject()
    writer.chatID("-1001502049385")
    writer.chatID("@channel\"")
    writer.key("e")
    writer.entities([])
    writer.endObject()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"chat_id":-1001502049385,"chat_id":"@channel\"","e":[]}"#)
  }
}
