import Foundation
import GRDB
import Testing
import Transport

@testable import Hub

/// The hub as bots see it, over a real socket.
@Suite struct BotAPITests {
  @Test("an update is kept until the next poll confirms it, over a restart too")
  func updatesAreKept() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    _ = try await bench.say("路灯不亮", by: chen)
    let first = try await bench.call("getUpdates")
    let update = try #require(first.result?.list?.first)
    #expect(update["message"]?["text"]?.text == "路灯不亮")
    #expect(update["message"]?["from"]?["first_name"]?.text == "陈代表")
    #expect(update["message"]?["chat"]?["id"]?.int == bench.group)
    try await bench.restart()
    let again = try await bench.call("getUpdates")
    #expect(again.result?.list?.first == update)
    let next = JSON.integer((update["update_id"]?.int ?? 0) + 1)
    // A count of another server's, a little ahead of this one's, confirms nothing.
    let ahead = JSON.integer((update["update_id"]?.int ?? 0) + 2)
    #expect(try await bench.call("getUpdates", ["offset": ahead]).result?.list?.first == update)
    let confirmed = try await bench.call("getUpdates", ["offset": next])
    #expect(confirmed.result?.list == [])
    #expect(try await bench.call("getUpdates").result?.list == [])
    try await bench.close()
  }

  @Test("a held poll is answered when somebody speaks, and a second poll displaces it with 409")
  func pollsAreHeld() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let caller = bench.caller
    async let held = caller.call("getUpdates", ["timeout": 20])
    while await bench.hub.doorbell.held == 0 { await Task.yield() }
    _ = try await bench.say("有人吗", by: chen)
    #expect(try await held.result?.list?.count == 1)
    _ = try await bench.call("getUpdates", ["offset": 100])
    try await bench.hub.store.write { try $0.execute(sql: "DELETE FROM updates") }
    async let displaced = caller.call("getUpdates", ["timeout": 20])
    while await bench.hub.doorbell.held == 0 { await Task.yield() }
    _ = try await bench.call("getUpdates")
    #expect(try await displaced.status == 409)
    try await bench.close()
  }

  @Test("a send under the same key is one message, over a restart too, and costs no budget")
  func keysMakeOne() async throws {
    let bench = try await HubBench(paces: HubPaces(bot: 1, person: 0))
    let body: JSON = ["chat_id": .integer(bench.group), "text": "已登记"]
    let first = try await bench.call("sendMessage", body, key: "outbox-1")
    try await bench.restart()
    for _ in 0..<30 {
      let again = try await bench.call("sendMessage", body, key: "outbox-1")
      #expect(again.result?["message_id"] == first.result?["message_id"])
    }
    let chen = try await bench.enter("陈代表")
    let room = try await bench.room(chen)
    let history = try await bench.get("/api/rooms/\(room)/messages", headers: [chen])
    let text = String(decoding: history.body, as: UTF8.self)
    #expect(text.components(separatedBy: "已登记").count == 2)
    try await bench.close()
  }

  @Test("who sends too fast is told how long to wait")
  func budget() async throws {
    let bench = try await HubBench(paces: HubPaces(bot: 20, person: 0))
    let body: JSON = ["chat_id": .integer(bench.group), "text": "日报"]
    var refused: HubCaller.Answer?
    for _ in 0..<21 where refused == nil {
      let answer = try await bench.call("sendMessage", body)
      if answer.status != 200 { refused = answer }
    }
    #expect(refused?.status == 429)
    let seconds = refused?.body["parameters"]?["retry_after"]?.int ?? 0
    #expect((1...3).contains(seconds))
    bench.clock.advance(minutes: 1)
    #expect(try await bench.call("sendMessage", body).status == 200)
    try await bench.close()
  }

  @Test(
    "limits are those of Telegram, in UTF-16 units",
    arguments: [
      ("字", 4096, 200), ("字", 4097, 400), ("😀", 2048, 200), ("😀", 2049, 400), (" \n", 3, 400),
      ("字", 0, 400),
    ])
  func limits(piece: String, count: Int, status: Int) async throws {
    let bench = try await HubBench()
    let text = String(repeating: piece, count: count)
    let body: JSON = ["chat_id": .integer(bench.group), "text": .string(text)]
    #expect(try await bench.call("sendMessage", body).status == status)
    try await bench.close()
  }

  @Test(
    "markup becomes entities, and what does not fit is refused",
    arguments: [
      ("<b>逾期</b>1件 &lt;3&gt;", "逾期1件 <3>", ["bold 0 2"]),
      ("😀<a href=\"http://a\"><i>看</i></a>", "😀看", ["italic 2 1", "text_link 2 1"]),
      ("1 &amp 2 & 3", "1 &amp 2 & 3", []), ("<script>x</script>", nil, []), ("<b>x", nil, []),
      ("<b><i>x</b></i>", nil, []), ("a < b", nil, []),
    ] as [(String, String?, [String])])
  func markup(html: String, text: String?, entities: [String]) async throws {
    let bench = try await HubBench()
    let sent = try await bench.call(
      "sendMessage",
      ["chat_id": .integer(bench.group), "text": .string(html), "parse_mode": "HTML"])
    #expect(sent.status == (text == nil ? 400 : 200))
    #expect(sent.result?["text"]?.text == text)
    let found = (sent.result?["entities"]?.list ?? []).map {
      "\($0["type"]?.text ?? "") \($0["offset"]?.int ?? 0) \($0["length"]?.int ?? 0)"
    }
    #expect(found == entities)
    try await bench.close()
  }

  @Test("a bot sees its own rooms alone, and a wrong token nothing")
  func otherBots() async throws {
    let bench = try await HubBench()
    let body: JSON = ["chat_id": .integer(bench.group), "text": "我也在？"]
    let stranger = try await bench.call("sendMessage", body, token: HubBench.other)
    #expect(stranger.status == 400)
    #expect(stranger.description.contains("chat not found"))
    let chen = try await bench.enter("陈代表")
    _ = try await bench.say("只给联督", by: chen)
    let updates = try await bench.call("getUpdates", token: HubBench.other)
    #expect(updates.result?.list == [])
    #expect(try await bench.call("getMe", token: "4242:guessed-token").status == 401)
    #expect(try await bench.call("getMe", token: "x").status == 401)
    try await bench.close()
  }

  @Test("a file goes up in one piece and comes down as the same bytes; a photo says its size")
  func files() async throws {
    let bench = try await HubBench()
    var bytes = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 73, 72, 68, 82])
    bytes += Data([0, 0, 2, 0x80, 0, 0, 1, 0xE0])
    bytes += Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let sent = try await bench.upload(
      "sendPhoto",
      [
        HTTPPart(name: "chat_id", text: "\(bench.group)"), HTTPPart(name: "caption", text: "整改前"),
        HTTPPart(name: "photo", filename: "../../现场.png", content: .data(bytes)),
      ])
    let photo = try #require(sent.result?["photo"]?.list?.first)
    #expect(photo["width"] == 640)
    #expect(photo["height"] == 480)
    let file = try await bench.call("getFile", ["file_id": photo["file_id"] ?? .null])
    let path = try #require(file.result?["file_path"]?.text)
    #expect(
      try await bench.call(
        "getFile", ["file_id": photo["file_id"] ?? .null], token: HubBench.other
      ).status == 400)
    #expect(try await bench.get("/file/bot\(HubBench.other)/\(path)").status == 404)
    let down = try await bench.get("/file/bot\(HubBench.token)/\(path)")
    #expect(down.body == bytes)
    #expect(try await bench.get("/file/bot\(HubBench.token)/files/../hub.sqlite").status == 404)
    #expect(try await bench.get("/file/bot\(HubBench.token)/..%2Fhub.sqlite").status == 404)
    let fake = try await bench.upload(
      "sendPhoto",
      [
        HTTPPart(name: "chat_id", text: "\(bench.group)"),
        HTTPPart(name: "photo", filename: "a.png", content: .data(Data("<script>".utf8))),
      ])
    #expect(fake.status == 400)
    try await bench.close()
  }

  @Test(
    "numbers beyond all reason are answered like any other",
    arguments: [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max])
  func oddNumbers(number: Int64) async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    _ = try await bench.say("路灯不亮", by: chen)
    let odd = JSON.integer(number)
    #expect(try await bench.call("getUpdates", ["offset": odd, "limit": odd]).status == 200)
    for method in ["sendMessage", "editMessageText", "deleteMessage", "getChat", "getChatMember"] {
      let answer = try await bench.call(
        method, ["chat_id": odd, "message_id": odd, "user_id": odd, "text": "x"])
      #expect(answer.status >= 400, "\(method)")
    }
    let room = try await bench.room(chen)
    for query in ["before", "after", "around"] {
      let path = "/api/rooms/\(room)/messages?\(query)=\(number)"
      #expect(try await bench.get(path, headers: [chen]).status == 200)
    }
    #expect(try await bench.call("getMe").status == 200)
    try await bench.close()
  }

  @Test("a stop ends held polls at once, whoever polls again meanwhile")
  func stopEndsPolls() async throws {
    let bench = try await HubBench()
    let caller = bench.caller
    let polling = Task {
      while !Task.isCancelled { _ = try await caller.call("getUpdates", ["timeout": 50]) }
    }
    while await bench.hub.doorbell.held == 0 { await Task.yield() }
    try await bench.restart()
    polling.cancel()
    _ = await polling.result
    #expect(try await bench.call("getMe").status == 200)
    try await bench.close()
  }

  @Test("a file may come under a name of its own, as some clients send it")
  func attachedByName() async throws {
    let bench = try await HubBench()
    let sent = try await bench.upload(
      "sendDocument",
      [
        HTTPPart(name: "chat_id", text: "\(bench.group)"),
        HTTPPart(name: "document", text: "attach://k1"),
        HTTPPart(name: "k1", filename: "台账.csv", content: .data(Data("1,2".utf8))),
      ])
    #expect(sent.result?["document"]?["file_name"] == "台账.csv")
    try await bench.close()
  }

  @Test("a bot that is named no more is out, and what was deleted stays deleted")
  func retired() async throws {
    let bench = try await HubBench()
    let sent = try await bench.call(
      "sendMessage", ["chat_id": .integer(bench.group), "text": "发错了"])
    let named: JSON = [
      "chat_id": .integer(bench.group), "message_id": sent.result?["message_id"] ?? .null,
      "text": "又来了",
    ]
    #expect(try await bench.call("deleteMessage", named).status == 200)
    #expect(try await bench.call("editMessageText", named).status == 400)
    try await bench.hub.retireBots(except: [4243])
    #expect(try await bench.call("getMe").status == 401)
    let chen = try await bench.enter("陈代表")
    _ = try await bench.say("没有人听", by: chen)
    let waiting = try await bench.hub.store.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM updates") ?? 0
    }
    #expect(waiting == 0)
    try await bench.close()
  }

  @Test("a file that no message carries is gone after the next start, the others stay")
  func looseFiles() async throws {
    let bench = try await HubBench()
    func upload(_ chat: String, _ bytes: String) async throws -> Int {
      try await bench.upload(
        "sendDocument",
        [
          HTTPPart(name: "chat_id", text: chat),
          HTTPPart(name: "document", filename: "a.txt", content: .data(Data(bytes.utf8))),
        ]
      ).status
    }
    #expect(try await upload("\(bench.group)", "kept") == 200)
    #expect(try await upload("-77", "refused") == 400)
    let folder = bench.folder + "/files"
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    try await bench.restart()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    try await bench.close()
  }

  @Test("commands, members, edits and who left, as bots ask for them")
  func methods() async throws {
    let bench = try await HubBench()
    let commands: JSON = [["command": "xs", "description": "线索：登记一件事"]]
    _ = try await bench.call("setMyCommands", ["commands": commands])
    #expect(try await bench.call("getMyCommands").result == commands)
    let bad: JSON = ["commands": [["command": "线索", "description": "x"]]]
    #expect(try await bench.call("setMyCommands", bad).status == 400)
    let member: JSON = [
      "chat_id": .integer(bench.group), "user_id": .integer(bench.people["李工"] ?? 0),
    ]
    #expect(try await bench.call("getChatMember", member).result?["status"] == "member")
    let sent = try await bench.call(
      "sendMessage", ["chat_id": .integer(bench.group), "text": "第一版"])
    let edited = try await bench.call(
      "editMessageText",
      [
        "chat_id": .integer(bench.group), "message_id": sent.result?["message_id"] ?? .null,
        "text": "第二版",
      ])
    #expect(edited.result?["text"] == "第二版")
    try await bench.hub.leave(person: bench.people["李工"] ?? 0, chat: bench.group)
    #expect(try await bench.call("getChatMember", member).result?["status"] == "left")
    let update = try await bench.call("getUpdates").result?.list?.last
    #expect(update?["message"]?["left_chat_member"]?["first_name"] == "李工")
    #expect(try await bench.call("noSuchMethod").status == 404)
    try await bench.close()
  }
}
