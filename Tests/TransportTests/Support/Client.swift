import Foundation
import Transport

/// Runs `body` with a client that takes no proxy from the environment, and shuts it down.
func withClient<Value: Sendable>(
  authority: String? = nil, proxy: HTTPClient.Configuration.Proxy = .none,
  _ body: @Sendable (HTTPClient) async throws -> Value
) async throws -> Value {
  let client = try HTTPClient(
    configuration: .init(certificateAuthorityFile: authority, proxy: proxy))
  do {
    let value = try await body(client)
    await client.shutdown()
    return value
  } catch {
    await client.shutdown()
    throw error
  }
}

/// A name that no resolver knows, refused by the C library without asking one: a part of it is
/// longer than names can be.
let unknownName = "canary" + String(repeating: "x", count: 70) + ".invalid"

/// An answer where an error was expected.
struct UnexpectedAnswer: Error {
  var answer: HTTPResponse
}

extension HTTPClient {
  /// The error of a request that must fail.
  func failure(of request: HTTPRequest) async throws -> TransportError {
    try await self.failure { client throws(TransportError) in try await client.send(request) }
  }

  /// The error of a download that must fail.
  func failure(ofDownload request: HTTPRequest, toFile path: String) async throws -> TransportError
  {
    try await self.failure { client throws(TransportError) in
      try await client.download(request, toFile: path)
    }
  }

  private func failure(
    of call: (HTTPClient) async throws(TransportError) -> HTTPResponse
  ) async throws -> TransportError {
    let answer: HTTPResponse
    do throws(TransportError) {
      answer = try await call(self)
    } catch {
      return error
    }
    throw UnexpectedAnswer(answer: answer)
  }
}

extension HTTPRequest {
  /// A POST of text.
  static func post(_ url: String, _ text: String, label: String = "test") -> HTTPRequest {
    HTTPRequest(
      label, url: Secret(url), method: .post,
      body: .bytes(Data(text.utf8), contentType: "text/plain"))
  }

  /// A GET.
  static func get(_ url: String, label: String = "test") -> HTTPRequest {
    HTTPRequest(label, url: Secret(url))
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}
