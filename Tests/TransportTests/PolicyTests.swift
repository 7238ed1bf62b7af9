import Foundation
import TestSupport
import Testing
import Transport

@Suite struct PolicyTests {
  @Test(
    "Only http and https are sent",
    arguments: [
      "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "scp://127.0.0.1/x",
      "dict://127.0.0.1/", "", "127.0.0.1:9/x", "//127.0.0.1:9/x", "http", "https:",
    ])
  func schemes(url: String) async throws {
    try await withClient { client in
      let error = try await client.failure(of: .get(url))
      #expect(error.kind == .refusedByPolicy)
      #expect(error.delivery == .notSent)
    }
  }

  @Test(
    "A URL with a space, a line break or a NUL is not sent",
    arguments: [
      "http://127.0.0.1/a b", "http://127.0.0.1/a\r\nX: 1", "http://127.0.0.1/\0x",
      "http://127.0.0.1/\u{7f}",
    ])
  func urls(url: String) async throws {
    try await withClient { client in
      let error = try await client.failure(of: .get(url))
      #expect(error.kind == .refusedByPolicy)
    }
  }

  @Test(
    "A header that could end its line is not sent",
    arguments: [
      HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X", "a\nb"), HTTPHeader("X", "a\0b"),
      HTTPHeader("X: y\r\nZ", "a"), HTTPHeader("", "a"), HTTPHeader("X Y", "a"),
    ])
  func headers(header: HTTPHeader) async throws {
    try await withClient { client in
      var request = HTTPRequest.get("http://127.0.0.1:9/")
      request.headers = [header]
      let error = try await client.failure(of: request)
      #expect(error.kind == .refusedByPolicy)
    }
  }

  @Test("A GET with a body is not sent")
  func getWithBody() async throws {
    try await withClient { client in
      var request = HTTPRequest.post("http://127.0.0.1:9/", "x")
      request.method = .get
      let error = try await client.failure(of: request)
      #expect(error.kind == .refusedByPolicy)
    }
  }

  @Test("A request without any limit of time has one all the same")
  func zeroTimeout() async throws {
    let server = try SocketServer { $0.waitForClose() }
    try await withClient { client in
      var request = HTTPRequest.get(server.url)
      request.timeout = .zero
      let error = try await client.failure(of: request)
      #expect(error.kind == .timeout)
    }
  }

  @Test("A CA file that is not there stops the start and is not named")
  func missingAuthority() throws {
    let error = #expect(throws: TransportError.self) {
      try HTTPClient(configuration: .init(certificateAuthorityFile: "/nowhere/canary.pem"))
    }
    #expect(error?.kind == .tls)
    #expect(error.map { "\($0)".contains("canary") } == false)
  }
}
