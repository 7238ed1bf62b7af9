import Foundation
import TestSupport
import Testing
import Transport

/// The server answers the first request of each connection and accepts and cuts the second: what
/// libcurl by itself would send again on a new connection.
@Suite struct OnceTests {
  enum Shape: String, CaseIterable, Sendable {
    case get, emptyPost, smallPost, largePost, put, multipart, largeMultipart
  }

  enum Cut: String, CaseIterable, Sendable {
    case close, reset
  }

  @Test(
    "Of 100 requests accepted and cut on reused connections, each arrives exactly once",
    arguments: Shape.allCases, Cut.allCases)
  func once(shape: Shape, cut: Cut) async throws {
    let received = Recorder<String>()
    let server = try SocketServer { connection in
      guard let first = connection.readRequest() else { return }
      received.add(first.target)
      connection.respond(200, "ok")
      guard let second = connection.readRequest() else { return }
      received.add(second.target)
      if cut == .reset { connection.reset() }
    }
    let prevented = try await withClient { client in
      for number in 0..<100 {
        let good = try await client.send(.get(server.url + "/good/\(number)"))
        #expect(good.status == 200)
        let request = request(shape, server.url + "/cut/\(number)")
        let error = try await client.failure(of: request)
        #expect(error.kind == .cut)
        #expect(error.delivery == .unknown)
      }
      return await client.statistics().repetitionsPrevented
    }
    let expected = (0..<100).flatMap { ["/good/\($0)", "/cut/\($0)"] }
    #expect(received.all.sorted() == expected.sorted())
    // The test means something only if libcurl did want to send again.
    #expect(prevented > 50)
  }

  @Test("Of 100 requests cut at once on 10 reused connections each, none arrives twice")
  func concurrently() async throws {
    let received = Recorder<String>()
    let server = try SocketServer { connection in
      guard let first = connection.readRequest() else { return }
      received.add(first.target)
      connection.respond(200, "ok")
      guard let second = connection.readRequest() else { return }
      received.add(second.target)
    }
    let outcomes = Recorder<Bool>()
    try await withClient { client in
      await withTaskGroup(of: Void.self) { group in
        for lane in 0..<10 {
          group.addTask {
            for number in 0..<20 {
              let request = HTTPRequest.post(server.url + "/\(lane)/\(number)", "body")
              let answer = try? await client.send(request)
              outcomes.add(answer != nil)
            }
          }
        }
      }
    }
    #expect(outcomes.count == 200)
    #expect(received.count == 200)
    #expect(Set(received.all).count == 200)
    #expect(outcomes.all.contains(false))
  }

  @Test("When the server is gone after the cut, delivery stays unknown")
  func goneAfterwards() async throws {
    let server = try SocketServer { connection in
      _ = connection.readRequest()
      connection.respond(200, "ok")
      _ = connection.readRequest()
    }
    try await withClient { client in
      _ = try await client.send(.get(server.url))
      // The behaviour of the first connection is all that is left of the server.
      server.stopAccepting()
      let error = try await client.failure(of: .post(server.url, "x"))
      #expect(error.kind == .cut)
      #expect(error.delivery == .unknown)
    }
  }

  private func request(_ shape: Shape, _ url: String) -> HTTPRequest {
    let large = Data(repeating: 65, count: 300_000)
    switch shape {
    case .get: return .get(url)
    case .emptyPost: return HTTPRequest("test", url: Secret(url), method: .post)
    case .smallPost: return .post(url, "{}")
    case .largePost:
      return HTTPRequest(
        "test", url: Secret(url), method: .post, body: .bytes(large, contentType: "text/plain"))
    case .put:
      return HTTPRequest(
        "test", url: Secret(url), method: .put, body: .bytes(Data([65]), contentType: "text/plain"))
    case .multipart:
      return HTTPRequest(
        "test", url: Secret(url), method: .post, body: .multipart([.init(name: "a", text: "b")]))
    case .largeMultipart:
      return HTTPRequest(
        "test", url: Secret(url), method: .post,
        body: .multipart([.init(name: "a", content: .data(large))]))
    }
  }
}
