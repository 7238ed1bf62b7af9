import Foundation
import Testing

@testable import Chat

@Suite struct ServiceMessageTests {
  private let chat = ChatReference(id: "-1001502049385", kind: .group, title: "联督")
  private let sender = User(id: "4242", name: "孙 八", handle: "sunba")

  @Test("The largest photo and every file is kept by reference, with the caption as text")
  func attachments() throws {
    let album = try #require(
      readMessage(
        groupUpdate(
          #""photo":[{"file_id":"s","file_unique_id":"us","width":9,"height":9,"file_size":1},"#
            + #"{"file_id":"L","file_unique_id":"uL","width":90,"height":90,"file_size":5000}],"#
            + #""caption":"现场 @lisi","caption_entities":[{"type":"mention","offset":3,"length":5}],"#
            + #""media_group_id":"77","forward_origin":{"type":"user"}"#)))
    #expect(album.text == "现场 @lisi")
    #expect(album.mentions == [Mention(range: 3..<8, target: .handle("lisi"))])
    #expect(album.albumID == "77")
    #expect(album.isForwarded)
    #expect(
      album.attachments == [
        Attachment(kind: .photo, reference: "L", uniqueReference: "uL", size: 5000)
      ])

    let document = try #require(
      readMessage(
        groupUpdate(
          #""document":{"file_id":"d","file_unique_id":"ud","file_name":"台账.xlsx","#
            + #""mime_type":"application/vnd.ms-excel","file_size":4294967296}"#)))
    #expect(document.text == "")
    #expect(
      document.attachments == [
        Attachment(
          kind: .document, reference: "d", uniqueReference: "ud", name: "台账.xlsx",
          mimeType: "application/vnd.ms-excel", size: 4_294_967_296)
      ])
    func kinds(_ members: String) -> [Chat.Attachment.Kind]? {
      readMessage(groupUpdate(members))?.attachments.map(\.kind)
    }
    #expect(kinds(#""voice":{"file_id":"v","duration":3}"#) == [.voice])
    #expect(kinds(#""video":{"file_id":"v"}"#) == [.video])
    #expect(kinds(#""video_note":{"file_id":"v"}"#) == [.video])
    #expect(kinds(#""sticker":{"file_id":"v"}"#) == [.sticker])
    // Some servers send an animation as a document too.
    #expect(kinds(#""animation":{"file_id":"d"},"document":{"file_id":"d"}"#) == [.sticker])
    #expect(
      readMessage(
        groupUpdate(
          #""text":"附件 12","reply_to_message":{"message_id":3,"caption":"现场","#
            + #""photo":[{"file_id":"s"},{"file_id":"L"}]}"#))?.repliesTo?.attachments
        == [Attachment(kind: .photo, reference: "L")])
    #expect(kinds(#""audio":{"file_id":"v","file_name":7}"#) == [.other])
    // What a person sends and nobody here can read is heard, so that it can be answered.
    for other in ["poll", "contact", "dice", "game", "story", "checklist"] {
      #expect(kinds("\"\(other)\":{\"id\":\"1\"}") == [.other])
    }
    for foreign in [
      #""via_bot":{"id":5,"is_bot":true,"first_name":"x"}"#, #""forward_sender_name":"x""#,
    ] {
      #expect(readMessage(groupUpdate(#""text":"/查 1","# + foreign))?.isForwarded == true)
    }
    #expect(
      readMessage(groupUpdate(#""location":{"latitude":30.25,"longitude":120.5}"#))?.attachments
        == [Attachment(kind: .location, reference: "30.25,120.5")])
    #expect(
      readContent(groupUpdate(#""document":{"no_id":1}"#))
        == .ignored(kind: "message without text or file"))
  }

  @Test("Joins and leaves name the people, who did it, and the message that says so")
  func members() {
    #expect(
      readContent(
        groupUpdate(
          #""new_chat_members":[{"id":5,"first_name":"李"},{"id":6,"is_bot":true,"#
            + #""first_name":"B","username":"b_bot"}]"#))
        == .update(
          .joined(
            MembershipChange(
              chat: chat,
              users: [
                User(id: "5", name: "李"), User(id: "6", name: "B", handle: "b_bot", isBot: true),
              ],
              by: sender, messageID: "345", date: 1_767_312_000_000))))
    #expect(
      readContent(groupUpdate(#""left_chat_member":{"id":5,"first_name":""}"#))
        == .update(
          .left(
            MembershipChange(
              chat: chat, users: [User(id: "5", name: "5")], by: sender, messageID: "345",
              date: 1_767_312_000_000))))
  }

  @Test(
    "A change of another's membership is a join or a leave only when it crosses the line",
    arguments: [
      ("left", "member", "joined"), ("kicked", "restricted", "joined"),
      ("member", "left", "left"), ("administrator", "kicked", "left"),
      ("member", "administrator", "ignored"), ("left", "kicked", "ignored"),
    ])
  func memberUpdates(old: String, new: String, outcome: String) {
    let update = readContent(membership("chat_member", old, new))
    let change = MembershipChange(
      chat: ChatReference(id: "-5", kind: .group), users: [User(id: "9", name: "王")],
      by: User(id: "8", name: "孙"), date: 2000)
    switch outcome {
    case "joined": #expect(update == .update(.joined(change)))
    case "left": #expect(update == .update(.left(change)))
    default: #expect(update == .ignored(kind: "chat_member"))
    }
  }

  @Test(
    "The bot's own membership is told whatever it changes to",
    arguments: [
      ("left", "member", true), ("member", "administrator", true), ("member", "kicked", false),
      ("administrator", "left", false),
    ])
  func ownMembership(old: String, new: String, isMember: Bool) {
    #expect(
      readContent(membership("my_chat_member", old, new))
        == .update(
          .botMembership(
            BotMembership(
              chat: ChatReference(id: "-5", kind: .group), isMember: isMember,
              by: User(id: "8", name: "孙"), date: 2000))))
  }

  private func membership(_ kind: String, _ old: String, _ new: String) -> String {
    let user = #""user":{"id":9,"first_name":"王"}"#
    return #"{"update_id":1,"\#(kind)":{"chat":{"id":-5,"type":"group"},"date":2,"#
      + #""from":{"id":8,"first_name":"孙"},"old_chat_member":{"status":"\#(old)",\#(user)},"#
      + #""new_chat_member":{"status":"\#(new)",\#(user)}}}"#
  }

  @Test("A group's move is told by either of its two chats, in the same direction")
  func migration() {
    func update(_ chat: String, _ member: String) -> IncomingUpdate.Content? {
      readContent(
        #"{"update_id":1,"message":{"message_id":2,"date":3,"chat":{"id":\#(chat),"#
          + #""type":"supergroup"},\#(member)}}"#)
    }
    let old = "-685960703"
    let new = "-1001502049385"
    for (chat, member) in [
      (old, "\"migrate_to_chat_id\":\(new)"), (new, "\"migrate_from_chat_id\":\(old)"),
    ] {
      #expect(
        update(chat, member)
          == .update(
            .migrated(
              Migration(
                from: old, to: new, chat: ChatReference(id: chat, kind: .group), messageID: "2",
                date: 3000))))
    }
  }

  @Test("Service messages that concern nobody are ignored")
  func otherServiceMessages() {
    for member in [
      #""group_chat_created":true"#, #""pinned_message":{"message_id":1}"#,
      #""new_chat_title":"x""#, #""new_chat_photo":[{"file_id":"p"}]"#,
    ] {
      #expect(readContent(groupUpdate(member)) == .ignored(kind: "message without text or file"))
    }
  }

  @Test("Names come on one line, without characters that turn the direction of what follows")
  func names() {
    func name(_ first: String) -> String? {
      readMessage(
        #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1},"text":"x","#
          + #""from":{"id":5,"username":"h","first_name":"\#(first)"}}}"#)?.sender?.name
    }
    #expect(name(#"孙\n八\u202E\u0000"#) == "孙 八")
    #expect(name(#"\u200b\u200e"#) == "h")
    #expect(name(#"👨‍👩‍👧 家"#) == "👨‍👩‍👧 家")
  }
}
