import Foundation
import TestSupport
import Testing
import Transport

@Suite struct DownloadTests {
  private let content = (0..<5_000).reduce(into: Data()) { data, number in
    data.append(Data(repeating: UInt8(truncatingIfNeeded: number), count: 1000))
  }

  private func serve() throws -> SocketServer {
    let content = content
    return try SocketServer { connection in
      while let request = connection.readRequest() {
        switch request.target {
        case "/file": connection.respond(200, body: content)
        case "/gone": connection.respond(404, #"{"ok":false}"#)
        case "/half":
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
          return
        default: connection.waitForClose()
        }
      }
    }
  }

  @Test("A file arrives whole, readable by its owner only, in place of what was there")
  func whole() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    let server = try serve()
    for _ in 0..<2 {
      let answer = try await withClient {
        try await $0.download(.get(server.url + "/file"), toFile: path)
      }
      #expect(answer.status == 200)
      #expect(answer.body.isEmpty)
      #expect(answer.headers["content-length"] == "5000000")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("A refusal is told with its body and leaves no file")
  func refusal() async throws {
    let folder = try TemporaryFolder()
    let server = try serve()
    let answer = try await withClient {
      try await $0.download(.get(server.url + "/gone"), toFile: folder.file("a"))
    }
    #expect(answer.status == 404)
    #expect(answer.text == #"{"ok":false}"#)
    #expect(try folder.names() == [])
  }

  @Test("Half a file and too large a file leave no file", arguments: ["/half", "/file"])
  func failure(target: String) async throws {
    let folder = try TemporaryFolder()
    let server = try serve()
    let error = try await withClient { client in
      var request = HTTPRequest.get(server.url + target)
      request.maximumBytes = 4_999_999
      return try await client.failure(ofDownload: request, toFile: folder.file("a"))
    }
    #expect(error.kind == (target == "/half" ? .cut : .tooLarge))
    #expect(try folder.names() == [])
  }

  @Test("A cancelled download leaves no file")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let begun = Gate()
    let server = try SocketServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      begun.arrive()
      connection.waitForClose()
    }
    try await withClient { client in
      let task = Task {
        try await client.download(.get(server.url), toFile: folder.file("a"))
      }
      await begun.wait()
      task.cancel()
      let outcome = await task.result
      #expect(throws: TransportError.self) { try outcome.get() }
    }
    #expect(try folder.names() == [])
  }

  @Test("A folder that is not there: nothing was sent")
  func noFolder() async throws {
    let server = try serve()
    let error = try await withClient { client in
      try await client.failure(ofDownload: .get(server.url + "/file"), toFile: "/nowhere/a")
    }
    #expect(error.kind == .file)
    #expect(error.delivery == .notSent)
    #expect(server.accepted == 0)
  }
}
