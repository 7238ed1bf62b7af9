import Foundation
import Testing
import Transport

@testable import Hub

/// Two hubs that differ only in what others say to one another: for whoever is not there, and for a bot of
/// another room, they are the same byte for byte.
@Suite struct HubTwinsTests {
  private struct World {
    let bench: HubBench
    /// Whether the others talk.
    let talks: Bool
    var inner: Int64 = 0
    var open: Int64 = 0
    var cookies: [String: HTTPHeader] = [:]
    private(set) var seen: [String] = []

    init(talks: Bool) async throws {
      self.talks = talks
      bench = try await HubBench()
      let li = bench.people["李工"] ?? 0
      inner = try await bench.hub.ensureGroup(
        title: "内部群", people: [li, bench.people["外人"] ?? 0], bots: [4242])
      open = try await bench.hub.ensureGroup(
        title: "值班群", people: [bench.people["陈代表"] ?? 0], bots: [4243])
      for name in ["陈代表", "李工", "外人"] { cookies[name] = try await bench.enter(name) }
      _ = try await bench.call("getUpdates", ["offset": -1], token: HubBench.other)
    }

    func cookie(_ name: String) -> [HTTPHeader] { cookies[name].map { [$0] } ?? [] }

    func rooms(_ name: String) async throws -> [(id: Int64, kind: String)] {
      let me = try await bench.get("/api/me", headers: cookie(name))
      return JSON(text: String(decoding: me.body, as: UTF8.self))?["rooms"]?.list?.compactMap {
        guard let id = $0["id"]?.int, let kind = $0["kind"]?.text else { return nil }
        return (id, kind)
      } ?? []
    }

    /// The others say something that 陈代表 must not learn of, in every room and way there is.
    func whisper(_ words: String) async throws {
      guard talks else { return }
      for name in ["李工", "外人"] {
        for room in try await rooms(name) where try await !isShared(room.id) {
          let said = try await bench.post(
            "/api/rooms/\(room.id)/messages",
            .multipart([
              HTTPPart(name: "text", text: words),
              HTTPPart(name: "file0", filename: "a.txt", content: .data(Data(words.utf8))),
            ]), headers: cookie(name))
          let number = said.body["messages"]?.list?.first?["number"]?.int ?? 0
          _ = try await bench.post(
            "/api/rooms/\(room.id)/messages/\(number)/edit",
            .bytes(
              JSON.object(["text": .string(words + "！")]).data, contentType: "application/json"),
            headers: cookie(name))
        }
      }
      for chat in [inner, bench.people["李工"] ?? 0] {
        let sent = try await bench.call(
          "sendMessage", ["chat_id": .integer(chat), "text": .string(words)])
        _ = try await bench.call(
          "deleteMessage",
          ["chat_id": .integer(chat), "message_id": sent.result?["message_id"] ?? .null])
      }
    }

    private func isShared(_ room: Int64) async throws -> Bool {
      try await rooms("陈代表").contains { $0.id == room }
    }

    mutating func note(_ what: String, _ text: String) {
      // Names of files are drawn by lot.
      seen.append(what + "\n" + text.replacing(/f[0-9a-f]{32}/, with: "f…"))
    }

    mutating func look(_ path: String) async throws {
      let answer = try await bench.get(path, headers: cookie("陈代表"))
      note(path, "\(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
    }

    mutating func post(_ path: String, _ body: JSON, by name: String = "陈代表") async throws -> Int64
    {
      let answer = try await bench.post(
        path, .bytes(body.data, contentType: "application/json"), headers: cookie(name))
      note(path, "\(answer.status) \(String(decoding: answer.body.data, as: UTF8.self))")
      return answer.body["messages"]?.list?.first?["number"]?.int ?? 0
    }

    mutating func ask(_ method: String, _ parameters: JSON, token: String) async throws -> Int64 {
      let answer = try await bench.call(method, parameters, token: token)
      if token == HubBench.other {
        note(method, "\(answer.status) \(String(decoding: answer.body.data, as: UTF8.self))")
      }
      return answer.result?["message_id"]?.int ?? 0
    }
  }

  private func play(talks: Bool) async throws -> [String] {
    var world = try await World(talks: talks)
    let bench = world.bench
    let me = try await bench.get("/api/me", headers: world.cookie("陈代表"))
    let last = JSON(text: String(decoding: me.body, as: UTF8.self))?["last"]?.text ?? ""
    try await world.whisper("第一句")
    let shared = try await bench.room(world.cookies["陈代表"] ?? HTTPHeader("x", Secret("")))
    for turn in 1...3 {
      let said = try await world.post(
        "/api/rooms/\(shared)/messages",
        ["text": .string("第\(turn)件事"), "key": .string("k\(turn)")])
      try await world.whisper("说到\(turn)")
      let answer = try await world.ask(
        "sendMessage",
        [
          "chat_id": .integer(bench.group), "text": .string("\(turn)号"),
          "reply_parameters": ["message_id": .integer(said)],
        ], token: HubBench.token)
      _ = try await world.post(
        "/api/rooms/\(shared)/messages/\(said)/edit", ["text": .string("改第\(turn)件")])
      if turn == 2 {
        _ = try await world.ask(
          "deleteMessage", ["chat_id": .integer(bench.group), "message_id": .integer(answer)],
          token: HubBench.token)
      }
      try await world.whisper("再说\(turn)")
      _ = try await world.post(
        "/api/rooms/\(shared)/messages", ["text": .string("李工说\(turn)")], by: "李工")
      _ = try await world.ask(
        "sendMessage", ["chat_id": .integer(world.open), "text": .string("值班\(turn)")],
        token: HubBench.other)
      for room in try await world.rooms("陈代表") where room.id != shared {
        _ = try await world.post("/api/rooms/\(room.id)/messages", ["text": .string("私\(turn)")])
      }
      _ = try await world.post("/api/rooms/\(shared)/read", ["number": .integer(said)])
    }
    try await world.whisper("末一句")
    try await world.look("/api/me")
    for room in try await world.rooms("陈代表") {
      for query in ["", "?before=4", "?after=2", "?around=3"] {
        try await world.look("/api/rooms/\(room.id)/messages\(query)")
      }
      try await world.look("/api/rooms/\(room.id)/search?q=%E8%AF%B4")
    }
    // What is not there, and what is others', are one.
    for path in ["/api/rooms/99/messages", "/files/f0", "/api/rooms/99/search?q=a"] {
      try await world.look(path)
    }
    for room in try await world.rooms("外人") {
      try await world.look("/api/rooms/\(room.id)/messages")
    }
    _ = try await world.post("/api/rooms/\(shared)/messages/999/recall", [:])
    _ = try await world.ask("getUpdates", [:], token: HubBench.other)
    _ = try await world.ask("getUpdates", ["offset": 3], token: HubBench.other)
    _ = try await world.ask(
      "sendMessage", ["chat_id": .integer(world.inner), "text": "有人吗"], token: HubBench.other)
    for (from, name) in [("0", "all"), (last, "since the start")] {
      world.note(
        "news, \(name)", try await bench.news(after: from, headers: world.cookie("陈代表")))
    }
    try await bench.close()
    return world.seen
  }

  @Test("a page and a bot see the same, whatever is said in rooms that they are not in")
  func twins() async throws {
    let (quiet, loud) = (try await play(talks: false), try await play(talks: true))
    #expect(quiet.count == loud.count && quiet.count > 40)
    for (one, other) in zip(quiet, loud) { #expect(one == other) }
  }
}
