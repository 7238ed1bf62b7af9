import Foundation
import TestSupport
import Testing
import Transport

@Suite struct MisbehaviourTests {
  /// Sends a POST to a server of that behaviour and gives the error.
  private func failure(
    timeout: Duration = .seconds(20), maximumBytes: Int = 1000,
    _ behaviour: @escaping SocketServer.Behaviour
  ) async throws -> TransportError {
    let server = try SocketServer(behaviour)
    return try await withClient { client in
      var request = HTTPRequest.post(server.url, "x")
      request.timeout = timeout
      request.maximumBytes = maximumBytes
      return try await client.failure(of: request)
    }
  }

  @Test("A server that never answers ends in a timeout, delivery unknown")
  func slow() async throws {
    let error = try await failure(timeout: .seconds(1)) { connection in
      _ = connection.readRequest()
      connection.waitForClose()
    }
    #expect(error.kind == .timeout)
    #expect(error.delivery == .unknown)
    #expect(error.curlCode == 28)
  }

  @Test("A server that stops in the middle of its body ends in a timeout")
  func slowBody() async throws {
    let error = try await failure(timeout: .seconds(1)) { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.waitForClose()
    }
    #expect(error.kind == .timeout)
    #expect(error.delivery == .unknown)
  }

  @Test("A server that accepts and says nothing to TLS: nothing was sent")
  func slowHandshake() async throws {
    let server = try SocketServer { $0.waitForClose() }
    try await withClient { client in
      var request = HTTPRequest.post("https://127.0.0.1:\(server.port)", "x")
      request.connectTimeout = .milliseconds(200)
      let error = try await client.failure(of: request)
      #expect(error.kind == .timeout)
      #expect(error.delivery == .notSent)
    }
  }

  @Test("Half a body is a cut")
  func halfBody() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde")
    }
    #expect(error.kind == .cut)
    #expect(error.delivery == .unknown)
    #expect(error.curlCode == 18)
  }

  @Test("Half a chunked body is a cut")
  func halfChunks() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
    }
    #expect(error.kind == .cut)
  }

  @Test("An answer without a byte is a cut")
  func empty() async throws {
    let error = try await failure { connection in _ = connection.readRequest() }
    #expect(error.kind == .cut)
    #expect(error.delivery == .unknown)
    #expect(error.curlCode == 52)
  }

  @Test("A reset before the request was read is a cut")
  func resetBefore() async throws {
    let error = try await failure { $0.reset() }
    // On a busy machine the reset may overtake the end of connecting.
    if error.kind == .connect {
      #expect(error.delivery == .notSent)
    } else {
      #expect(error.kind == .cut)
      #expect(error.delivery == .unknown)
    }
  }

  @Test("A reset after the request was read is a cut")
  func resetAfter() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.reset()
    }
    #expect(error.kind == .cut)
    #expect(error.delivery == .unknown)
  }

  @Test("A reset while a large body goes out is a cut")
  func resetDuring() async throws {
    let server = try SocketServer { connection in
      _ = connection.read(exactly: 1000)
      connection.reset()
    }
    try await withClient { client in
      let text = String(repeating: "x", count: 20 << 20)
      let error = try await client.failure(of: .post(server.url, text))
      #expect(error.kind == .cut)
      #expect(error.delivery == .unknown)
    }
  }

  @Test("A body longer than announced ends where announced, and the connection with it")
  func tooMuch() async throws {
    let server = try SocketServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 500 Smuggled\r\n\r\n")
      connection.waitForClose()
    }
    try await withClient { client in
      for _ in 0..<3 {
        let answer = try await client.send(.post(server.url, "x"))
        #expect(answer.status == 200)
        #expect(answer.text == "abc")
      }
    }
    #expect(server.accepted == 3)
  }

  @Test("Garbage instead of HTTP is malformed")
  func garbage() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.write("\u{1}\u{2}SSH-2.0-nonsense\r\nmore nonsense\r\n")
    }
    #expect(error.kind == .malformed)
    #expect(error.delivery == .unknown)
  }

  @Test("A compressed answer that is not compressed is malformed")
  func badGzip() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.respond(200, headers: [("Content-Encoding", "gzip")], "not gzip at all")
    }
    #expect(error.kind == .malformed)
  }

  @Test("An answer announced larger than allowed is refused before it is read")
  func announcedTooLarge() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
      connection.waitForClose()
    }
    #expect(error.kind == .tooLarge)
    #expect(error.delivery == .unknown)
  }

  @Test("An endless answer ends at the limit")
  func endless() async throws {
    let error = try await failure(maximumBytes: 1 << 20) { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\n\r\n")
      while connection.write([UInt8](repeating: 65, count: 100_000)) {}
    }
    #expect(error.kind == .tooLarge)
  }

  @Test("Endless headers end at a limit")
  func endlessHeaders() async throws {
    let error = try await failure { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\n")
      while connection.write("X-A: \(String(repeating: "a", count: 1000))\r\n") {}
    }
    #expect(error.kind == .tooLarge)
  }

  @Test("An answer that is small only while compressed ends at the limit")
  func bomb() async throws {
    let packed = try await run("gzip", input: Data(count: 30 << 20))
    #expect(packed.count < 100_000)
    let error = try await failure(maximumBytes: 1 << 20) { connection in
      _ = connection.readRequest()
      connection.respond(200, headers: [("Content-Encoding", "gzip")], body: packed)
    }
    #expect(error.kind == .tooLarge)
  }

  @Test("An answer of exactly the limit is accepted")
  func exactlyTheLimit() async throws {
    let server = try SocketServer { connection in
      while connection.readRequest() != nil {
        connection.respond(200, String(repeating: "a", count: 1000))
      }
    }
    try await withClient { client in
      var request = HTTPRequest.get(server.url)
      request.maximumBytes = 1000
      let answer = try await client.send(request)
      #expect(answer.body.count == 1000)
    }
  }

  @Test("Nobody listens: nothing was sent")
  func refused() async throws {
    let server = try SocketServer { _ in }
    let url = server.url
    server.stop()
    try await withClient { client in
      let error = try await client.failure(of: .post(url, "x"))
      #expect(error.kind == .connect)
      #expect(error.delivery == .notSent)
      #expect(error.systemError == ECONNREFUSED)
    }
  }

  @Test("An unknown name: nothing was sent")
  func nameless() async throws {
    try await withClient { client in
      let error = try await client.failure(of: .post("http://\(unknownName)/", "x"))
      #expect(error.kind == .resolve)
      #expect(error.delivery == .notSent)
    }
  }
}
