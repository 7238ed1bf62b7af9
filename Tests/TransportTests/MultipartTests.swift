import Foundation
import TestSupport
import Testing
import Transport

@Suite struct MultipartTests {
  @Test("Fields and files arrive exactly, also empty ones and files larger than any buffer")
  func exact() async throws {
    let folder = try TemporaryFolder()
    let large = (0..<3_000).reduce(into: Data()) { data, number in
      data.append(Data(repeating: UInt8(truncatingIfNeeded: number), count: 1000))
    }
    try large.write(to: URL(fileURLWithPath: folder.file("large")))
    try Data().write(to: URL(fileURLWithPath: folder.file("empty")))
    let received = Recorder<ReceivedRequest>()
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        received.add(request)
        connection.respond(200)
      }
    }
    let parts = [
      HTTPPart(name: "chat_id", text: "-100"),
      HTTPPart(name: "empty", text: ""),
      HTTPPart(
        name: "a\"b\r\nc", filename: "督办 \"1\".txt", contentType: "text/plain\r\nX: 1",
        content: .data(Data("\r\n--form\r\n".utf8))),
      HTTPPart(
        name: "document", filename: "large.bin", contentType: "application/octet-stream",
        content: .file(path: folder.file("large"))),
      HTTPPart(name: "last", filename: "e", content: .file(path: folder.file("empty"))),
    ]
    try await withClient { client in
      let request = HTTPRequest(
        "sendDocument", url: Secret(server.url), method: .post, body: .multipart(parts))
      _ = try await client.send(request)
      // Again, on the same connection and handle, followed by another kind of body.
      _ = try await client.send(request)
      _ = try await client.send(.post(server.url, "plain"))
    }
    #expect(server.accepted == 1)
    try #require(received.count == 3)
    #expect(received.all[2].body == Data("plain".utf8))
    for request in received.all.prefix(2) {
      let type = try #require(request.headers["content-type"])
      let boundary = try #require(type.split(separator: "boundary=").last)
      #expect(type == "multipart/form-data; boundary=\(boundary)")
      #expect(request.headers["content-length"] == "\(request.body.count)")
      let head = "Content-Disposition: form-data; name="
      var expected = Data()
      func add(_ text: String, _ data: Data = Data()) {
        expected += Data(text.utf8) + data
      }
      add("--\(boundary)\r\n\(head)\"chat_id\"\r\n\r\n-100")
      add("\r\n--\(boundary)\r\n\(head)\"empty\"\r\n\r\n")
      add("\r\n--\(boundary)\r\n\(head)\"a%22b%0D%0Ac\"; filename=\"督办 %221%22.txt\"\r\n")
      add("Content-Type: text/plainX: 1\r\n\r\n\r\n--form\r\n")
      add("\r\n--\(boundary)\r\n\(head)\"document\"; filename=\"large.bin\"\r\n")
      add("Content-Type: application/octet-stream\r\n\r\n", large)
      add("\r\n--\(boundary)\r\n\(head)\"last\"; filename=\"e\"\r\n\r\n")
      add("\r\n--\(boundary)--\r\n")
      #expect(request.body == expected)
    }
  }

  @Test("A file that is not there, or is a folder: nothing was sent", arguments: ["gone", "."])
  func missing(name: String) async throws {
    let folder = try TemporaryFolder()
    let server = try SocketServer { _ in }
    try await withClient { client in
      let error = try await client.failure(
        of: HTTPRequest(
          "sendDocument", url: Secret(server.url), method: .post,
          body: .multipart([HTTPPart(name: "f", content: .file(path: folder.file(name)))])))
      #expect(error.kind == .file)
      #expect(error.delivery == .notSent)
      #expect(!"\(error)".contains(folder.path))
    }
    #expect(server.accepted == 0)
  }

  @Test("A file that shrinks while it is sent ends the request")
  func shrinking() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("shrinking")
    // More than socket buffers hold, so that the end has not been read when the file is cut.
    try Data(count: 64 << 20).write(to: URL(fileURLWithPath: path))
    let server = try SocketServer { connection in
      _ = connection.read(exactly: 1000)
      truncate(path, 2000)
      connection.waitForClose()
    }
    try await withClient { client in
      let error = try await client.failure(
        of: HTTPRequest(
          "sendDocument", url: Secret(server.url), method: .post,
          body: .multipart([HTTPPart(name: "f", content: .file(path: path))])))
      #expect(error.kind == .file)
      #expect(error.delivery == .unknown)
    }
  }
}
