import Foundation
import TestSupport
import Testing

@testable import Chat

@Suite struct HostileAnswerTests {
  @Test("JSON a million levels deep is one unreadable update, and its neighbours are read")
  func deep() throws {
    let depth = 1_000_000
    let deep =
      "{\"update_id\":8,\"message\":" + String(repeating: "[", count: depth)
      + String(repeating: "]", count: depth) + "}"
    let read = try #require(readBatch(groupText(7, "a"), deep, groupText(9, "b")))
    #expect(read.cursor == "10")
    #expect(read.updates.count == 3)
    guard case .unreadable(let unreadable) = read.updates[1].content else {
      Issue.record("not unreadable")
      return
    }
    #expect(unreadable.reason == "nested 1000001 levels deep; at most 200 are read")
    #expect(unreadable.bytes.count == deep.utf8.count)
    #expect(read.updates.last?.id == "9")
    let objects = String(repeating: "{\"a\":", count: depth)
    #expect(readBatch(body: objects) == nil)
    #expect(readBatch(body: String(repeating: "[", count: depth)) == nil)
    #expect(readBatch(body: "{\"ok\":true,\"result\":\(objects)") == nil)
  }

  @Test("What is less than 200 levels deep inside an update is read")
  func deepButReadable() {
    let nested = String(repeating: "[", count: 190) + String(repeating: "]", count: 190)
    #expect(readMessage(groupUpdate("\"text\":\"x\",\"new_thing\":\(nested)"))?.text == "x")
  }

  @Test("A lone surrogate becomes U+FFFD and a pair stays a character")
  func surrogates() {
    func text(_ json: String) -> String? { readMessage(groupUpdate("\"text\":\"\(json)\""))?.text }
    #expect(text(#"a\uD800b"#) == "a\u{FFFD}b")
    #expect(text(#"a\uDFFFb"#) == "a\u{FFFD}b")
    #expect(text(#"\uD83D\uDE00"#) == "😀")
    #expect(text(#"\ud83d\ude00\uD83D"#) == "😀\u{FFFD}")
    #expect(text(#"\uD83D\uD83D\uDE00"#) == "\u{FFFD}😀")
    #expect(text(#"\uD83Dx"#) == "\u{FFFD}x")
    #expect(text(#"\\uD800"#) == #"\uD800"#)
    #expect(text(#"\"\uD800\""#) == "\"\u{FFFD}\"")
  }

  @Test("U+0000 is taken out, raw control characters stay, and mentions behind them stay right")
  func control() throws {
    func text(_ json: String) -> String? { readMessage(groupUpdate("\"text\":\"\(json)\""))?.text }
    #expect(text(#"a\u0000b"#) == "ab")
    #expect(text("a\u{0}b") == "ab")
    #expect(text("a\nb\u{1}c\td") == "a\nb\u{1}c\td")
    let mention = try #require(
      readMessage(
        groupUpdate(
          #""text":"\u0000你\uD800 @li","entities":[{"type":"mention","offset":4,"length":3}]"#)))
    #expect(mention.text == "你\u{FFFD} @li")
    #expect(mention.mentions == [Mention(range: 3..<6, target: .handle("li"))])
  }

  @Test("Bytes that are no UTF-8 become U+FFFD, and surrogates written as UTF-8 are put together")
  func encoding() throws {
    func text(_ bytes: [UInt8]) -> String? {
      let start = Data(#"{"ok":true,"result":[{"update_id":1,"message":{"message_id":1,"#.utf8)
      let middle = Data(#""date":1,"chat":{"id":1},"text":""#.utf8)
      let body = start + middle + Data(bytes) + Data(#""}}]}"#.utf8)
      guard case .update(.message(let message)) = readBatch(bytes: body)?.updates.first?.content
      else { return nil }
      return message.text
    }
    #expect(text([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    #expect(text([0xE4, 0xBD]) == "\u{FFFD}\u{FFFD}")
    #expect(text([0xC0, 0x80, 0x61]) == "\u{FFFD}\u{FFFD}a")
    #expect(text([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]) == "😀")
    #expect(text([0xED, 0xA0, 0xBD, 0x61]) == "\u{FFFD}a")
    #expect(text([0xF4, 0x90, 0x80, 0x80]) == "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(text(Array("你好😀".utf8) + [0x80]) == "你好😀\u{FFFD}")
  }

  @Test("A message of 100,000 characters is read whole")
  func longText() {
    let text = String(repeating: "督", count: 100_000)
    #expect(readMessage(groupUpdate("\"text\":\"\(text)\""))?.text == text)
  }

  @Test("An answer of 4 MiB is read, with every update")
  func largeAnswer() throws {
    let text = String(repeating: "办", count: 14_000)
    let updates = (1...100).map { groupText($0, text) }
    let body = "{\"ok\":true,\"result\":[\(updates.joined(separator: ","))]}"
    #expect(body.utf8.count > 4 << 20)
    let read = try #require(readBatch(body: body))
    #expect(read.updates.count == 100)
    #expect(read.cursor == "101")
  }

  @Test(
    "A cut or garbled answer is nothing at all",
    arguments: [
      "", " ", "null", "[]", "{", "{}", "<html>502</html>", #"{"ok":true"#,
      #"{"ok":true,"result":[{"update_id":1}"#, #"{"ok":true,"result":[{"update_id":1}]"#,
      #"{"ok":true,"result":[{"update_id":1]}]}"#, #"{"ok":true,"result":{}}"#,
      #"{"ok":true,"result":[{"update_id":1} {"update_id":2}]}"#, #"{"ok":true}"#,
      #"{"ok":true,"result":[1,]}"#, #"{"ok":true,"result":[,1]}"#, #"{"ok":true,"result":[]}x"#,
      #"{"ok" true,"result":[]}"#, #"{"ok":"true","result":[]}"#, #"{ok:true,"result":[]}"#,
    ])
  func garbage(body: String) {
    #expect(readBatch(body: body) == nil)
  }

  @Test("Blanks anywhere, a byte order mark and escapes do not confuse the scanner")
  func layout() throws {
    let read = try #require(
      readBatch(
        body: "\u{FEFF}\n { \"ok\" :\ttrue , \"x\":\"\\\\\\\"}]\" , \"result\" : [ { \"a\\\"\" : "
          + "\"]}\" , \"update_id\" : 5 } ] } \n"))
    #expect(read.cursor == "6")
    #expect(read.updates.count == 1)
  }

  @Test("Ten thousand mutations of a valid answer are read or refused, and nothing breaks")
  func fuzz() throws {
    var random = SeededGenerator(seed: 20_261_123)
    let valid = Array(
      """
      {"ok":true,"result":[\(groupUpdate(id: 1, #""text":"/查 \#u{1F600} @li\uD83D\uDE00","entities":[{"type":"mention","offset":6,"length":3}]"#)),\
      \(groupUpdate(id: 2, #""photo":[{"file_id":"a"}],"caption":"好""#)),\
      {"update_id":3,"my_chat_member":{"chat":{"id":-5},"date":2,"old_chat_member":\
      {"status":"left","user":{"id":9}},"new_chat_member":{"status":"member","user":{"id":9}}}}]}
      """.utf8)
    let spice = Array("{}[]\",:\\u0dD9e-+.tfn \u{0}".utf8) + [0xFF, 0xED, 0xA0, 0x80, 0xF4]
    var readable = 0
    for _ in 0..<10_000 {
      var bytes = valid
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = spice[Int.random(in: 0..<spice.count, using: &random)]
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + 40))
        default:
          let piece = Array(bytes[place..<min(bytes.count, place + 60)])
          bytes.insert(contentsOf: piece, at: Int.random(in: 0..<bytes.count, using: &random))
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      guard let read = readBatch(bytes: Data(bytes)) else { continue }
      readable += 1
      for update in read.updates {
        guard case .update(.message(let message)) = update.content else { continue }
        #expect(!message.text.unicodeScalars.contains("\0"))
        let length = message.text.unicodeScalars.count
        #expect(message.mentions.allSatisfy { $0.range.upperBound <= length })
      }
    }
    // The mutations are mild enough that both outcomes occur often.
    #expect(readable > 1000 && readable < 9500)
  }

  @Test("The answer's bytes may be a slice that does not begin at zero")
  func slices() throws {
    let body = Data("xx{\"ok\":true,\"result\":[\(groupText(7, "x"))]}".utf8).dropFirst(2)
    #expect(try #require(readBatch(bytes: body)).updates.first?.id == "7")
  }
}
