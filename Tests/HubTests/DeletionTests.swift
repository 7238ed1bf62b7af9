import Foundation
import GRDB
import Testing
import Transport

@testable import Hub

/// What was said and is to be gone: nowhere in the hub, and in no quote of it.
@Suite struct DeletionTests {
  private static let words = "王局长收红包"

  private func number(_ said: HubCaller.Answer) -> Int64 {
    said.body["messages"]?.list?.first?["number"]?.int ?? said.result?["message_id"]?.int ?? 0
  }

  private func answer(_ number: Int64, _ text: String, _ bench: HubBench) async throws -> Int64 {
    self.number(
      try await bench.call(
        "sendMessage",
        [
          "chat_id": .integer(bench.group), "text": .string(text),
          "reply_parameters": ["message_id": .integer(number)],
        ]))
  }

  private func delete(
    _ number: Int64, _ bench: HubBench, token: String = HubBench.token
  ) async throws -> HubCaller.Answer {
    try await bench.call(
      "deleteMessage", ["chat_id": .integer(bench.group), "message_id": .integer(number)],
      token: token)
  }

  private func history(_ bench: HubBench, _ cookie: HTTPHeader) async throws -> [JSON] {
    let room = try await bench.room(cookie)
    let page = try await bench.get("/api/rooms/\(room)/messages", headers: [cookie])
    return JSON(text: String(decoding: page.body, as: UTF8.self))?["messages"]?.list ?? []
  }

  @Test("what its bot deletes is gone from store, log, files, search, updates and quotes")
  func gone() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let li = try await bench.enter("李工")
    let room = try await bench.room(chen)
    let sent = try await bench.post(
      "/api/rooms/\(room)/messages",
      .multipart([
        HTTPPart(name: "text", text: Self.words),
        HTTPPart(name: "file0", filename: "证据.txt", content: .data(Data("事情".utf8))),
      ]), headers: [chen])
    let file = sent.body["messages"]?.list?.first?["files"]?.list?.first?["id"]?.text ?? ""
    // The bot has answered, somebody else too: both quote it, and the bot has not fetched the latter.
    _ = try await answer(number(sent), "收到", bench)
    _ = try await bench.post(
      "/api/rooms/\(room)/messages",
      .bytes(
        JSON.object(["text": "真的？", "reply_to": .integer(number(sent))]).data,
        contentType: "application/json"), headers: [li])
    #expect(try await delete(number(sent), bench).result == true)
    let again = try await delete(number(sent), bench)
    #expect(again.description == "Bad Request: message to delete not found")
    for message in try await history(bench, li) {
      #expect(message["number"]?.int != number(sent))
      if message["reply"] != nil {
        #expect(message["reply"]?["text"] == "" && message["reply"]?["gone"] == true)
      }
    }
    let query = Self.words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let found = try await bench.get("/api/rooms/\(room)/search?q=\(query)", headers: [li])
    #expect(JSON(text: String(decoding: found.body, as: UTF8.self))?["messages"]?.list == [])
    #expect(try await bench.get("/files/\(file)", headers: [chen]).status == 404)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/files").isEmpty)
    let updates = try await bench.call("getUpdates")
    #expect(!String(decoding: updates.body.data, as: UTF8.self).contains(Self.words))
    #expect(updates.result?.list?.last?["message"]?["text"] == "真的？")
    for name in try FileManager.default.contentsOfDirectory(atPath: bench.folder)
    where name.hasPrefix("hub.sqlite") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: bench.folder + "/" + name))
      #expect(bytes.range(of: Data(Self.words.utf8)) == nil, "\(name)")
    }
    try await bench.close()
  }

  @Test("a quote stays as it was answered, whatever its message is changed to")
  func frozenQuotes() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let said = number(try await bench.say("路灯不亮", by: chen))
    _ = try await answer(said, "已登记", bench)
    let room = try await bench.room(chen)
    _ = try await bench.post(
      "/api/rooms/\(room)/messages/\(said)/edit",
      .bytes(Data(#"{"text":"井盖丢了"}"#.utf8), contentType: "application/json"), headers: [chen])
    let last = try await history(bench, chen).last
    #expect(last?["reply"]?["text"] == "路灯不亮")
    try await bench.close()
  }

  @Test(
    "who is no administrator deletes nothing of others; the writer then may, whenever, nobody else")
  func recalled() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let li = try await bench.enter("李工")
    let room = try await bench.room(chen)
    try await bench.hub.store.write {
      try $0.execute(
        sql: "INSERT INTO room_bots (room, bot) SELECT id, 4243 FROM rooms WHERE chat < 0")
    }
    let said = number(try await bench.say(Self.words, by: chen))
    let path = "/api/rooms/\(room)/messages/\(said)/recall"
    let nothing = HTTPRequest.Body.bytes(Data("{}".utf8), contentType: "application/json")
    #expect(try await bench.post(path, nothing, headers: [chen]).status == 404)
    let refused = try await delete(said, bench, token: HubBench.other)
    #expect(refused.description == "Bad Request: message can't be deleted")
    #expect(try await history(bench, chen).last?["recallable"] == true)
    bench.clock.advance(minutes: 10_000)
    #expect(try await bench.post(path, nothing, headers: [li]).status == 404)
    #expect(try await bench.post(path, nothing, headers: [chen]).status == 200)
    #expect(try await history(bench, li).allSatisfy { $0["text"]?.text != Self.words })
    // The bot that wanted it gone learns that it is.
    let again = try await delete(said, bench, token: HubBench.other)
    #expect(again.description == "Bad Request: message to delete not found")
    // Its own it may; who joined is history; a private room has no administrator.
    let joined = try await history(bench, chen).first?["number"]?.int ?? 0
    #expect(try await delete(joined, bench).description == "Bad Request: message can't be deleted")
    #expect(try await bench.call("deleteMessage", ["chat_id": .integer(bench.group)]).status == 400)
    try await bench.close()
  }

  @Test("a page that was away hears what was deleted and changed meanwhile")
  func awayPages() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let li = try await bench.enter("李工")
    let said = number(try await bench.say(Self.words, by: chen))
    let me = try await bench.get("/api/me", headers: [li])
    let last = JSON(text: String(decoding: me.body, as: UTF8.self))?["last"]?.text ?? ""
    let quoting = try await answer(said, "收到", bench)
    _ = try await delete(said, bench)
    let news = try await bench.news(after: last, headers: [li])
    #expect(news.contains("event: deleted\ndata: {\"number\":\(said),"))
    #expect(news.contains("\"number\":\(quoting),"))
    #expect(!news.contains(Self.words))
    // And one that heard it all hears nothing again.
    let id = news.split(separator: "\n").last { $0.hasPrefix("id: ") }?.dropFirst(4) ?? ""
    #expect(try await bench.news(after: String(id), headers: [li]).contains("event: ") == false)
    try await bench.close()
  }

  @Test("a page of the version before is told to load anew, and loses nothing that it had to send")
  func oldPages() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let person = HTTPHeader("X-Liandu-Person", Secret("\(bench.people["陈代表"] ?? 0)"))
    let stream = try await bench.get(
      "/api/news?after=5012&person=\(bench.people["陈代表"] ?? 0)", headers: [chen])
    #expect(stream.status == 409)
    let me = try await bench.get("/api/me", headers: [chen, person])
    #expect(me.status == 409)
    // What makes the old page load anew.
    let body = JSON(text: String(decoding: me.body, as: UTF8.self))
    #expect(body?["person"]?.int == bench.people["陈代表"])
    try await bench.close()
  }
}
