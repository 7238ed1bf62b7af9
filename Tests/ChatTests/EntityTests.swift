import Foundation
import Testing

@testable import Chat

@Suite struct EntityTests {
  private func mentions(_ text: String, _ entities: String) -> [Mention]? {
    readMessage(groupUpdate("\"text\":\"\(text)\",\"entities\":[\(entities)]"))?.mentions
  }

  @Test("Offsets count UTF-16 units and come out as scalars")
  func offsets() {
    // In `你好😀 @bot 12` the @ is UTF-16 unit 5 and scalar 4.
    #expect(
      mentions("你好😀 @bot 12", #"{"type":"mention","offset":5,"length":4}"#)
        == [Mention(range: 4..<8, target: .handle("bot"))])
    // The family is 1 character, 5 scalars, 8 units.
    #expect(
      mentions("👨‍👩‍👧 @help", #"{"type":"mention","offset":9,"length":5}"#)
        == [Mention(range: 6..<11, target: .handle("help"))])
  }

  @Test("A mention of an account is told by its id")
  func accounts() {
    #expect(
      mentions(
        "请 李四 办",
        #"{"type":"text_mention","offset":2,"length":2,"user":{"id":77,"first_name":"李四"}}"#)
        == [Mention(range: 2..<4, target: .account(id: "77", name: "李四"))])
  }

  @Test(
    "What is out of range, negative, empty, or inside a surrogate pair is dropped",
    arguments: [
      (-1, 3), (0, 0), (0, -4), (5, 400), (400, 1), (3, 2), (0, 3), (Int.max, 1), (1, Int.max),
      (Int.min, 2), (5, 3),
    ])
  func invalid(offset: Int, length: Int) {
    #expect(
      mentions("你好😀 @b", "{\"type\":\"mention\",\"offset\":\(offset),\"length\":\(length)}")
        == [])
  }

  @Test("A mention that does not begin with @, or names nobody, is dropped; others stay")
  func misplaced() {
    #expect(
      mentions(
        "ab @c @",
        #"{"type":"mention","offset":0,"length":2},{"type":"mention","offset":6,"length":1},"#
          + #"{"type":"mention","offset":3,"length":2},{"type":"bold","offset":0,"length":2},"#
          + #"{"type":"mention"},7,{"type":"mention","offset":1e30,"length":1}"#)
        == [Mention(range: 3..<5, target: .handle("c"))])
    #expect(
      readMessage(groupUpdate(#""text":"x","entities":"none""#))?.mentions == [])
  }
}
