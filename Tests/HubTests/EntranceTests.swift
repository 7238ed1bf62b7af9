import Foundation
import GRDB
import Testing
import Transport

@testable import Hub

/// Who may come in, and what nobody may do from outside.
@Suite struct EntranceTests {
  @Test("opening a link burns nothing, however often; its button works once")
  func linkIsForOne() async throws {
    let bench = try await HubBench()
    let link = try await bench.server.server.link(for: bench.people["陈代表"] ?? 0)
    for _ in 0..<30 {
      let page = try await bench.get(link)
      #expect(page.status == 200)
      #expect(String(decoding: page.body, as: UTF8.self).contains("陈代表，您好"))
      #expect(page.headers["set-cookie"] == nil)
    }
    let secret = link.dropFirst(7)
    let entered = try await bench.form("/enter", "link=\(secret)")
    #expect(entered.status == 303)
    let cookie = entered.headers["set-cookie"] ?? ""
    #expect(cookie.contains("HttpOnly"))
    #expect(cookie.contains("SameSite=Lax"))
    #expect(!cookie.contains("Secure"))
    #expect(try await bench.form("/enter", "link=\(secret)").status == 410)
    #expect(try await bench.get(link).status == 410)
    try await bench.close()
  }

  @Test("a session outlives a restart, and ends when it is revoked, at once")
  func sessions() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    try await bench.restart()
    #expect(try await bench.get("/api/me", headers: [chen]).status == 200)
    try await bench.server.server.revoke(person: bench.people["陈代表"] ?? 0)
    #expect(try await bench.get("/api/me", headers: [chen]).status == 401)
    #expect(try await bench.say("还在吗", by: chen).status == 401)
    let li = try await bench.enter("李工")
    bench.clock.advance(minutes: 31 * 24 * 60)
    #expect(try await bench.get("/api/me", headers: [li]).status == 401)
    try await bench.close()
  }

  @Test("where others reach the hub, a link alone lets nobody in")
  func accessSecret() async throws {
    let bench = try await HubBench(
      settings: .init(port: 0, isSecure: true, accessSecret: "春风又绿江南岸明月何时"))
    let link = try await bench.server.server.link(for: bench.people["陈代表"] ?? 0)
    let page = String(decoding: try await bench.get(link).body, as: UTF8.self)
    #expect(page.contains("name=\"secret\""))
    let secret = link.dropFirst(7)
    #expect(try await bench.form("/enter", "link=\(secret)").status == 403)
    #expect(try await bench.form("/enter", "link=\(secret)&secret=猜的").status == 403)
    let right = "春风又绿江南岸明月何时".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let entered = try await bench.form("/enter", "link=\(secret)&secret=\(right)")
    #expect(entered.status == 303)
    #expect(entered.headers["set-cookie"]?.contains("Secure") ?? false)
    try await bench.close()
  }

  @Test("guessing at links or at the secret is slowed down, the right one among the guesses too")
  func guessing() async throws {
    let bench = try await HubBench(settings: .init(port: 0, accessSecret: "right-secret"))
    let link = try await bench.server.server.link(for: bench.people["陈代表"] ?? 0).dropFirst(7)
    var statuses: Set<Int> = []
    for number in 0..<12 {
      let guess = try await bench.form("/enter", "link=\(link)&secret=guess\(number)")
      statuses.insert(guess.status)
    }
    #expect(statuses == [403, 429])
    #expect(try await bench.form("/enter", "link=\(link)&secret=right-secret").status == 429)
    for number in 0..<11 { statuses.insert(try await bench.get("/enter/guess\(number)").status) }
    #expect(statuses == [403, 410, 429])
    // Who guesses keeps nobody else out, whose address may be the same.
    let other = try await bench.server.server.link(for: bench.people["李工"] ?? 0)
    #expect(try await bench.get(other).status == 200)
    let entered = try await bench.form("/enter", "link=\(other.dropFirst(7))&secret=right-secret")
    #expect(entered.status == 303)
    bench.clock.advance(minutes: 1)
    #expect(try await bench.form("/enter", "link=\(link)&secret=right-secret").status == 303)
    try await bench.close()
  }

  @Test(
    "who floods the hub is told to wait, a person by their words, an address by whatever it posts")
  func flooding() async throws {
    let bench = try await HubBench(paces: HubPaces(person: 60, address: 100))
    let chen = try await bench.enter("陈代表")
    let room = try await bench.room(chen)
    var statuses: [Int] = []
    for number in 0..<25 {
      statuses.append(try await bench.say("第\(number)句", by: chen, key: "k\(number)").status)
    }
    #expect(statuses.prefix(20).allSatisfy { $0 == 200 })
    #expect(statuses.suffix(5).allSatisfy { $0 == 429 })
    // What was said already and is sent again is no new word.
    let bodies = try await bench.hub.store.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM messages WHERE text LIKE '第%'") ?? 0
    }
    #expect(bodies == 20)
    #expect(try await bench.say("第0句", by: chen, key: "k0").status == 200)
    var last = 0
    for _ in 0..<1100 where last != 429 {
      last = try await bench.form("/api/rooms/\(room)/read", "number=1", headers: [chen]).status
    }
    #expect(last == 429)
    #expect(try await bench.get("/api/me", headers: [chen]).status == 200)
    bench.clock.advance(minutes: 1)
    #expect(try await bench.say("慢慢说", by: chen).status == 200)
    try await bench.close()
  }

  @Test("a restart voids no link and makes none for who has one, is inside, or left")
  func linksAtStart() async throws {
    let bench = try await HubBench()
    let server = bench.server.server
    let (chen, li) = (bench.people["陈代表"] ?? 0, bench.people["李工"] ?? 0)
    #expect(try await server.strangers() == [chen, li])
    _ = try await server.link(for: chen)
    _ = try await bench.enter("李工")
    #expect(try await server.strangers() == [])
    try await server.revoke(person: li)
    #expect(try await server.strangers() == [li])
    try await bench.hub.leave(person: li, chat: bench.group)
    #expect(try await server.strangers() == [])
    try await bench.close()
  }

  @Test(
    "a POST from another site is refused, whatever it carries",
    arguments: [
      ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "http://127.0.0.1:1"),
      ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
    ])
  func foreignSites(header: String, value: String) async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let room = try await bench.room(chen)
    let foreign = HTTPHeader(header, Secret(value))
    let said = try await bench.form(
      "/api/rooms/\(room)/messages", "text=hi", headers: [chen, foreign])
    #expect(said.status == 403)
    #expect(try await bench.form("/leave", "", headers: [chen, foreign]).status == 403)
    let link = try await bench.server.server.link(for: bench.people["李工"] ?? 0)
    #expect(
      try await bench.form("/enter", "link=\(link.dropFirst(7))", headers: [foreign]).status == 403)
    #expect(try await bench.get(link).status == 200)
    try await bench.close()
  }

  @Test("what the hub keeps is for its own user alone")
  func modes() async throws {
    let bench = try await HubBench()
    for name in ["hub.sqlite", "hub.sqlite-wal", "hub.sqlite-shm", "files"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: bench.folder + "/" + name)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      #expect(mode & 0o077 == 0, "\(name)")
    }
    try await bench.close()
  }

  @Test("a page of one person never speaks in the name of whoever entered after")
  func otherPersonsPage() async throws {
    let bench = try await HubBench()
    let li = try await bench.enter("李工")
    let room = try await bench.room(li)
    let stale = HTTPHeader("X-Liandu-Person", Secret("\(bench.people["陈代表"] ?? 0)"))
    let said = try await bench.form(
      "/api/rooms/\(room)/messages", "text=同意", headers: [li, stale])
    #expect(said.status == 409)
    #expect(said.body["person"]?.int == bench.people["李工"])
    let news = "/api/news?person=\(bench.people["陈代表"] ?? 0)"
    #expect(try await bench.get(news, headers: [li]).status == 409)
    let own = HTTPHeader("X-Liandu-Person", Secret("\(bench.people["李工"] ?? 0)"))
    #expect(
      try await bench.form("/api/rooms/\(room)/messages", "text=收到", headers: [li, own]).status
        == 200)
    try await bench.close()
  }

  @Test("whom a proxy speaks for is believed of named proxies alone")
  func proxies() async throws {
    var settings = HubServer.Settings(port: 0)
    let alone = try await HubBench(settings: settings)
    var statuses: [Int] = []
    for number in 0..<12 {
      let claim = HTTPHeader("X-Forwarded-For", Secret("10.0.0.\(number)"))
      statuses.append(try await alone.get("/enter/guess", headers: [claim]).status)
    }
    #expect(statuses.contains(429))
    try await alone.close()
    settings.proxies = ["127.0.0.1"]
    let behind = try await HubBench(settings: settings)
    for number in 0..<12 {
      let named = HTTPHeader("X-Forwarded-For", Secret("6.6.6.6, 10.0.0.\(number)"))
      #expect(try await behind.get("/enter/guess", headers: [named]).status == 410)
    }
    try await behind.close()
  }

  @Test("a title that changes renames the group; who left can be brought back")
  func renamed() async throws {
    let bench = try await HubBench()
    let people = [bench.people["陈代表"] ?? 0, bench.people["李工"] ?? 0]
    let first = try await bench.hub.ensureGroup(
      title: "监督工作群", people: people, bots: [4242], mark: "settings")
    let second = try await bench.hub.ensureGroup(
      title: "联督工作群", people: people, bots: [4242], mark: "settings")
    #expect(first == bench.group && second == bench.group)
    #expect(
      try await bench.call("getChat", ["chat_id": .integer(first)]).result?["title"] == "联督工作群")
    #expect(try await bench.hub.leaveAll(person: people[1]) == 1)
    #expect(try await bench.hub.rejoinAll(person: people[1]) == 1)
    let li = try await bench.enter("李工")
    #expect(try await bench.say("回来了", by: li).status == 200)
    try await bench.close()
  }

  @Test("a search wants every word, in whatever order")
  func search() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let room = try await bench.room(chen)
    _ = try await bench.say("幸福路停车场缴费机常失灵", by: chen)
    _ = try await bench.say("幸福路积水", by: chen)
    for (query, count) in [("缴费 停车", 1), ("幸福路", 2), ("停车 积水", 0), ("%", 0), (" ", 0)] {
      let typed = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      let answer = try await bench.get("/api/rooms/\(room)/search?q=\(typed)", headers: [chen])
      let found = JSON(text: String(decoding: answer.body, as: UTF8.self))?["messages"]?.list
      #expect(found?.count == count, "\(query)")
    }
    try await bench.close()
  }

  @Test("rooms and files of others are as if they were not there")
  func othersRooms() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let room = try await bench.room(chen)
    let stranger = try await bench.enter("外人")
    for path in [
      "/api/rooms/\(room)/messages", "/api/rooms/\(room)/search?q=a", "/api/rooms/99/messages",
      "/files/f00", "/files/..%2Fhub.sqlite", "/files/../hub.sqlite",
    ] {
      let status = try await bench.get(path, headers: [stranger]).status
      #expect(status == 404, "\(path)")
    }
    let sent = try await bench.post(
      "/api/rooms/\(room)/messages",
      .multipart([
        HTTPPart(name: "text", text: "附件"),
        HTTPPart(
          name: "file0", filename: "..\\..\\<img src=x>.html", content: .data(Data("<b>x".utf8))),
      ]), headers: [chen])
    let file = try #require(sent.body["messages"]?.list?.first?["files"]?.list?.first)
    let id = file["id"]?.text ?? ""
    #expect(try await bench.get("/files/\(id)", headers: [stranger]).status == 404)
    #expect(try await bench.get("/files/\(id)").status == 401)
    let own = try await bench.get("/files/\(id)", headers: [chen])
    #expect(own.status == 200)
    // Nothing that was sent up is ever shown as a page.
    #expect(own.headers["content-type"] == "application/octet-stream")
    #expect(own.headers["content-disposition"]?.hasPrefix("attachment") ?? false)
    try await bench.close()
  }

  @Test("who left hears nothing more of the group")
  func whoLeft() async throws {
    let bench = try await HubBench()
    let li = try await bench.enter("李工")
    let room = try await bench.room(li)
    try await bench.hub.leave(person: bench.people["李工"] ?? 0, chat: bench.group)
    #expect(try await bench.get("/api/rooms/\(room)/messages", headers: [li]).status == 404)
    // The next start names the same people; who left stays away.
    try await bench.hub.ensureGroup(
      title: "监督工作群", people: [bench.people["李工"] ?? 0], bots: [4242])
    #expect(try await bench.get("/api/rooms/\(room)/messages", headers: [li]).status == 404)
    try await bench.close()
  }

  @Test("every page carries the headers that keep it safe")
  func headers() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    for path in ["/", "/chat.js", "/api/me", "/no-such-page"] {
      let headers = try await bench.get(path, headers: [chen]).headers
      #expect(
        headers["content-security-policy"]?.contains("default-src 'none'") ?? false, "\(path)")
      #expect(!(headers["content-security-policy"] ?? "unsafe").contains("unsafe"), "\(path)")
      #expect(headers["x-content-type-options"] == "nosniff", "\(path)")
      #expect(headers["x-frame-options"] == "DENY", "\(path)")
    }
    try await bench.close()
  }

  @Test("one's own words can be put right for ten minutes, nobody else's ever")
  func editing() async throws {
    let bench = try await HubBench()
    let chen = try await bench.enter("陈代表")
    let li = try await bench.enter("李工")
    let room = try await bench.room(chen)
    let said = try await bench.say("路灯不量", by: chen)
    let number = said.body["messages"]?.list?.first?["number"]?.int ?? 0
    let path = "/api/rooms/\(room)/messages/\(number)/edit"
    let right = HTTPRequest.Body.bytes(
      Data(#"{"text":"路灯不亮"}"#.utf8), contentType: "application/json")
    #expect(try await bench.post(path, right, headers: [li]).status == 404)
    #expect(try await bench.post(path, right, headers: [chen]).body["text"] == "路灯不亮")
    let update = try await bench.call("getUpdates").result?.list?.last
    #expect(update?["edited_message"]?["text"] == "路灯不亮")
    bench.clock.advance(minutes: 11)
    let late = HTTPRequest.Body.bytes(
      Data(#"{"text":"别的"}"#.utf8), contentType: "application/json")
    #expect(try await bench.post(path, late, headers: [chen]).status == 409)
    try await bench.close()
  }
}
