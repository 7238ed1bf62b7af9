import Foundation
import Testing

@testable import Chat

@Suite struct UpdateDecodingTests {
  @Test("A group message is read with sender, reply, mentions and dates in milliseconds")
  func groupMessage() throws {
    let message = try #require(
      readMessage(
        """
        {"update_id":870123456,"message":{"message_id":345,"date":1767312000,
        "message_thread_id":12,"chat":{"id":-1001502049385,"type":"supergroup","title":"值班群"},
        "from":{"id":4242,"is_bot":false,"first_name":"孙","last_name":"八","username":"sunba",
        "language_code":"zh-hans"},"edit_date":1767312060,
        "reply_to_message":{"message_id":340,"date":1,"chat":{"id":1},
        "from":{"id":42,"is_bot":true,"first_name":"联督"},"text":"请确认"},
        "text":"/领衔 12 @lisi","entities":[{"type":"mention","offset":7,"length":5}]}}
        """))
    #expect(message.id == "345")
    #expect(
      message.chat == ChatReference(id: "-1001502049385", kind: .group, title: "值班群"))
    #expect(message.sender == User(id: "4242", name: "孙 八", handle: "sunba", isBot: false))
    #expect(message.date == 1_767_312_000_000)
    #expect(message.editDate == 1_767_312_060_000)
    #expect(message.text == "/领衔 12 @lisi")
    #expect(message.mentions == [Mention(range: 7..<12, target: .handle("lisi"))])
    #expect(
      message.repliesTo == RepliedMessage(id: "340", isFromBot: true, sender: "42", text: "请确认"))
    #expect(message.attachments.isEmpty && message.albumID == nil && !message.isForwarded)
  }

  @Test("The cursor is one above the highest update of this batch, even if that goes backwards")
  func cursor() throws {
    let first = try #require(
      readBatch("{\"update_id\":900}", "{\"update_id\":902}", "{\"update_id\":901}"))
    #expect(first.cursor == "903")
    #expect(first.updates.map(\.id) == ["900", "902", "901"])
    #expect(try #require(readBatch("{\"update_id\":1}")).cursor == "2")
    #expect(try #require(readBatch(body: #"{"ok":true,"result":[]}"#)) == UpdateBatch())
    let last = try #require(readBatch("{\"update_id\":9223372036854775807}"))
    #expect(last.cursor == "9223372036854775807")
  }

  @Test("An unreadable update between two good ones is set aside and moves the cursor")
  func oneUnreadable() throws {
    let bad = #"{"update_id":8,"message":{"date":1,"chat":{"id":1},"text":"secret"}}"#
    let read = try #require(
      readBatch(
        groupText(7, "one"), bad, groupText(9, "three")))
    #expect(read.cursor == "10")
    #expect(read.updates.count == 3)
    guard case .unreadable(let unreadable) = read.updates[1].content else {
      Issue.record("not unreadable: \(read.updates[1].content)")
      return
    }
    #expect(unreadable.bytes == Data(bad.utf8))
    #expect(unreadable.reason == "message.message_id is missing")
    if case .update(.message(let message)) = read.updates[2].content {
      #expect(message.text == "three")
    } else {
      Issue.record("the update behind it was lost")
    }
  }

  @Test(
    "What identifies a message must be there and of the right type",
    arguments: [
      #"{"update_id":1,"message":{"message_id":1,"date":1,"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":1,"chat":{"id":1},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":null,"date":1,"chat":{"id":1},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":"a","date":1,"chat":{"id":1},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1},"from":{},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1},"text":5}}"#,
      #"{"update_id":1,"message":{"message_id":1,"date":1e18,"chat":{"id":1},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":1.5,"date":1,"chat":{"id":1},"text":"x"}}"#,
      #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1},"text" "x"}}"#,
      #"{"update_id":1,"message":[]}"#,
      #"{"update_id":1,"message":null}"#,
      #"{"update_id":1,"edited_message":17}"#,
      #"{"update_id":1,"my_chat_member":{"chat":{"id":1}}}"#,
      #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1},"text":"\uZZZZ"}}"#,
    ])
  func incomplete(update: String) throws {
    let read = try #require(readBatch(update))
    #expect(read.cursor == "2")
    guard case .unreadable = read.updates.first?.content else {
      Issue.record("read as \(String(describing: read.updates.first?.content))")
      return
    }
  }

  @Test("An element that has no number, or is no object, is unreadable and stops nothing")
  func strangeElements() throws {
    let read = try #require(
      readBatch(
        "17", "null", "{}", #"{"update_id":"x"}"#, #"{"update_id":3,}"#, "{\"update_id\":4}"))
    #expect(read.cursor == "5")
    let unreadable = read.updates.filter {
      if case .unreadable = $0.content { true } else { false }
    }
    #expect(unreadable.count == 5)
    #expect(read.updates.last?.content == .ignored(kind: "empty"))
    #expect(try #require(readBatch("{}")).cursor == nil)
  }

  @Test("Other kinds of update are ignored by name, and unknown fields do not matter")
  func otherKinds() throws {
    #expect(
      readContent(#"{"update_id":1,"callback_query":{"id":"1"}}"#)
        == .ignored(kind: "callback_query"))
    #expect(readContent(#"{"update_id":1,"poll_2031":{}}"#) == .ignored(kind: "poll_2031"))
    #expect(readContent(#"{"update_id":1,"机密":{}}"#) == .ignored(kind: "unknown"))
    #expect(readContent(#"{"update_id":1}"#) == .ignored(kind: "empty"))
    let message = readMessage(
      #"{"new":[1],"update_id":1,"message":{"message_id":1,"date":1,"x":{"y":[[]]},"#
        + #""chat":{"id":1,"type":"private","z":0},"text":"好"},"more":null}"#)
    #expect(message?.text == "好")
    #expect(message?.chat.kind == .private)
    #expect(message?.sender == nil)
  }

  @Test("Numbers written as text are taken, and ids of 64 bits stay exact")
  func looseNumbers() throws {
    let update =
      #"{"update_id":"5","message":{"message_id":"1","date":"2","#
      + #""chat":{"id":"-9223372036854775808"},"from":{"id":9007199254740993},"text":"x"}}"#
    let message = try #require(readMessage(update))
    #expect(message.chat.id == "-9223372036854775808")
    #expect(message.sender?.id == "9007199254740993")
    #expect(message.date == 2000)
    #expect(readBatch(update)?.cursor == "6")
  }

  @Test("Whoever posts anonymously or as a channel has no sender")
  func anonymous() {
    #expect(
      readMessage(groupUpdate(#""sender_chat":{"id":-1001,"type":"supergroup"},"text":"x""#))?
        .sender
        == nil)
    for id in [1_087_968_824, 136_817_688, 777_000] {
      let update =
        #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1,"type":"group"},"#
        + #""from":{"id":\#(id),"is_bot":true,"first_name":"Group"},"text":"x"}}"#
      #expect(readMessage(update)?.text == "x")
      #expect(readMessage(update)?.sender == nil)
    }
  }

  @Test("A chat of a kind unknown to us counts as a group, where least is shown")
  func unknownChatKind() {
    func kind(_ type: String) -> ChatReference.Kind? {
      readMessage(
        #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1\#(type)},"text":"x"}}"#
      )?.chat.kind
    }
    #expect(kind(#","type":"community""#) == .group)
    #expect(kind("") == .group)
    #expect(kind(#","type":7"#) == .group)
    #expect(kind(#","type":"channel""#) == .channel)
  }

  @Test("An edit keeps the message's id and comes as an edit")
  func edit() {
    let update =
      #"{"update_id":1,"edited_message":{"message_id":5,"date":1,"edit_date":3,"#
      + #""chat":{"id":1,"type":"private"},"text":"改"}}"#
    guard case .update(.edited(let message)) = readContent(update) else {
      Issue.record("not an edit")
      return
    }
    #expect(message.id == "5")
    #expect(message.editDate == 3000)
  }

  @Test("A reply knows whether this bot wrote what it answers, and a topic's opening is no reply")
  func replies() {
    func reply(_ members: String, botID: String? = "42") -> RepliedMessage? {
      readMessage(groupUpdate("\(members),\"text\":\"x\""), botID: botID)?.repliesTo
    }
    let other = #""reply_to_message":{"message_id":3,"from":{"id":43,"is_bot":true}}"#
    #expect(reply(other) == RepliedMessage(id: "3", isFromBot: false, sender: "43"))
    #expect(reply(other, botID: nil)?.isFromBot == true)
    #expect(
      reply(#""reply_to_message":{"message_id":3,"caption":"照片"}"#)
        == RepliedMessage(id: "3", isFromBot: false, text: "照片"))
    let topic = #""is_topic_message":true,"message_thread_id":3"#
    #expect(reply("\(topic),\(other)") == nil)
    #expect(
      reply("\(topic),\"reply_to_message\":{\"message_id\":9}")?.id == "9")
  }
}

/// A group message with just a text.
func groupText(_ id: Int, _ text: String) -> String {
  groupUpdate(id: id, "\"text\":\"\(text)\"")
}
