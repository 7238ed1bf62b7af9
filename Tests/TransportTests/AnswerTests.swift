import Foundation
import TestSupport
import Testing
import Transport

@Suite struct AnswerTests {
  @Test("A GET brings status, headers by lower-cased name, and body")
  func get() async throws {
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        #expect(request.method == "GET")
        #expect(request.target == "/a?b=1")
        #expect(request.headers["user-agent"] == "liandu")
        connection.respond(
          404, headers: [("X-One", "1 "), ("x-two", "a"), ("X-Two", "b"), ("X-Empty", "")], "你好")
      }
    }
    let answer = try await withClient { try await $0.send(.get(server.url + "/a?b=1")) }
    #expect(answer.status == 404)
    #expect(answer.text == "你好")
    #expect(answer.version == "1.1")
    #expect(answer.headers["x-one"] == "1")
    #expect(answer.headers["x-two"] == "a, b")
    #expect(answer.headers["x-empty"] == "")
    #expect(answer.headers["content-length"] == "6")
  }

  @Test(
    "A body arrives byte by byte, with length and type, and without Expect",
    arguments: [
      0, 1, 1_000, 65_536, 200_000, 3_000_000,
    ])
  func post(size: Int) async throws {
    let body = stride(from: 0, to: size, by: 997).reduce(into: Data(count: size)) { data, place in
      data[place] = UInt8(place % 251)
    }
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        #expect(request.headers["content-length"] == "\(size)")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["expect"] == nil)
        #expect(request.body == body)
        connection.respond(200, request.method)
      }
    }
    try await withClient { client in
      for method in [HTTPRequest.Method.post, .put, .post] {
        let answer = try await client.send(
          HTTPRequest(
            "test", url: Secret(server.url + "/"), method: method,
            body: .bytes(body, contentType: "application/json")))
        #expect(answer.text == method.rawValue)
      }
    }
    #expect(server.accepted == 1, "the connection is reused")
  }

  @Test("A POST without a body says length 0 and no type, and a GET after it is a GET")
  func emptyPost() async throws {
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        let length = request.headers["content-length"] ?? "none"
        let type = request.headers["content-type"] ?? "none"
        connection.respond(200, "\(request.method) \(length) \(type)")
      }
    }
    try await withClient { client in
      let post = HTTPRequest("test", url: Secret(server.url), method: .post)
      let first = try await client.send(post)
      #expect(first.text == "POST 0 none")
      let second = try await client.send(.get(server.url))
      #expect(second.text == "GET none none")
    }
  }

  @Test("Headers go out as given, also empty ones, and not with the next request")
  func headers() async throws {
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        connection.respond(
          200, "\(request.headers["authorization"] ?? "-")|\(request.headers["x-none"] ?? "-")")
      }
    }
    try await withClient { client in
      var request = HTTPRequest.get(server.url)
      request.headers = [.init("Authorization", "Bearer 1"), .init("X-None", "")]
      let first = try await client.send(request)
      #expect(first.text == "Bearer 1|")
      let second = try await client.send(.get(server.url))
      #expect(second.text == "-|-")
    }
  }

  @Test("A redirect is an answer and is not followed")
  func redirect() async throws {
    let other = try SocketServer { connection in _ = connection.readRequest() }
    let server = try SocketServer { connection in
      while connection.readRequest() != nil {
        connection.respond(302, headers: [("Location", other.url + "/elsewhere")])
      }
    }
    try await withClient { client in
      for request in [HTTPRequest.get(server.url), .post(server.url, "x")] {
        let answer = try await client.send(request)
        #expect(answer.status == 302)
        #expect(answer.headers["location"] == other.url + "/elsewhere")
      }
    }
    #expect(other.accepted == 0)
  }

  @Test("A compressed answer is decompressed")
  func gzip() async throws {
    let text = String(repeating: "督办", count: 1000)
    let packed = try await run("gzip", input: Data(text.utf8))
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        #expect(request.headers["accept-encoding"]?.contains("gzip") == true)
        connection.respond(200, headers: [("Content-Encoding", "gzip")], body: packed)
      }
    }
    let answer = try await withClient { try await $0.send(.get(server.url)) }
    #expect(answer.text == text)
  }

  @Test("A chunked answer and one that ends with the connection are read whole")
  func withoutLength() async throws {
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        if request.target == "/chunked" {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
          connection.write("2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n")
        } else {
          connection.write("HTTP/1.0 200 OK\r\n\r\nabc")
          connection.write("de")
          return
        }
      }
    }
    try await withClient { client in
      let chunked = try await client.send(.get(server.url + "/chunked"))
      #expect(chunked.text == "abcde")
      #expect(chunked.headers["x-late"] == nil)
      let closed = try await client.send(.get(server.url + "/closed"))
      #expect(closed.text == "abcde")
      #expect(closed.version == "1.0")
    }
  }

  @Test("An interim answer leaves no header behind")
  func interim() async throws {
    let server = try SocketServer { connection in
      while connection.readRequest() != nil {
        connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
        connection.respond(200, headers: [("X-Final", "1")], "done")
      }
    }
    let answer = try await withClient { try await $0.send(.get(server.url)) }
    #expect(answer.status == 200)
    #expect(answer.headers["x-early"] == nil)
    #expect(answer.headers["x-final"] == "1")
  }
}
