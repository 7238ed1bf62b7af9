import Foundation
import Glibc
import TestSupport
import Testing
import Transport

@Suite struct ProxyTests {
  @Test("A proxy from the settings gets the whole URL, with its password")
  func explicit() async throws {
    let proxy = try SocketServer { connection in
      while let request = connection.readRequest() {
        let password = request.headers["proxy-authorization"] ?? "none"
        connection.respond(200, "\(request.target) \(password)")
      }
    }
    let url = Secret("http://me:secret@127.0.0.1:\(proxy.port)")
    let answer = try await withClient(proxy: .explicit(url)) {
      try await $0.send(.get("http://elsewhere.invalid/a"))
    }
    #expect(answer.text == "http://elsewhere.invalid/a Basic bWU6c2VjcmV0")
  }

  @Test("Hosts excepted from the proxy are asked directly")
  func excepted() async throws {
    let proxy = try SocketServer { _ in }
    let server = try SocketServer { connection in
      while let request = connection.readRequest() { connection.respond(200, request.target) }
    }
    let url = Secret(proxy.url)
    let answer = try await withClient(proxy: .explicit(url, except: "127.0.0.1,other.example")) {
      try await $0.send(.get(server.url + "/direct"))
    }
    #expect(answer.text == "/direct")
    #expect(proxy.accepted == 0)
  }

  @Test("An https request goes through a tunnel; a proxy that refuses it is no delivery")
  func tunnel() async throws {
    let asked = Recorder<String>()
    let proxy = try SocketServer { connection in
      while let request = connection.readRequest() {
        asked.add("\(request.method) \(request.target)")
        connection.respond(403, "no")
      }
    }
    let url = Secret(proxy.url)
    try await withClient(proxy: .explicit(url)) { client in
      let error = try await client.failure(of: .post("https://elsewhere.invalid/a", "x"))
      #expect(error.kind == .connect)
      #expect(error.delivery == .notSent)
    }
    #expect(asked.all == ["CONNECT elsewhere.invalid:443"])
  }

  // The environment belongs to the whole process, so these two run in one of their own.

  @Test("The environment's proxy is honoured")
  func environment() async {
    await #expect(processExitsWith: .success) {
      let proxy = try SocketServer { connection in
        while let request = connection.readRequest() { connection.respond(200, request.target) }
      }
      setenv("http_proxy", proxy.url, 1)
      setenv("no_proxy", "127.0.0.1", 1)
      try await withClient(proxy: .environment) { client in
        let answer = try await client.send(.get("http://elsewhere.invalid/b"))
        try #require(answer.text == "http://elsewhere.invalid/b")
        let direct = try await client.send(.get(proxy.url + "/c"))
        try #require(direct.text == "/c")
      }
    }
  }

  @Test("Without a proxy the environment's is not asked")
  func none() async {
    await #expect(processExitsWith: .success) {
      let proxy = try SocketServer { _ in }
      setenv("http_proxy", proxy.url, 1)
      setenv("ALL_PROXY", proxy.url, 1)
      try await withClient(proxy: .none) { client in
        let error = try await client.failure(of: .get("http://\(unknownName)/"))
        try #require(error.kind == .resolve)
      }
      try #require(proxy.accepted == 0)
    }
  }
}
