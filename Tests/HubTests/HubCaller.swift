import Foundation
import Transport

@testable import Hub

/// Whoever talks to the hub over its socket: a bot, a browser, a stranger.
struct HubCaller: Sendable {
  struct Answer: Sendable {
    var status: Int
    var body: JSON
    var headers: [String: String]

    var result: JSON? { body["result"] }
    var description: String { body["description"]?.text ?? "" }
  }

  var url: String
  var client: HTTPClient
  /// Hundreds of tests share the machine: an answer is waited for until it comes.
  private static let patience = Duration.seconds(300)

  func call(
    _ method: String, _ parameters: JSON = [:], token: String = HubBench.token, key: String? = nil
  ) async throws -> Answer {
    try await post(
      "/bot\(token)/\(method)", .bytes(parameters.data, contentType: "application/json"),
      headers: key.map { [HTTPHeader("Idempotency-Key", Secret($0))] } ?? [])
  }

  func get(_ path: String, headers: [HTTPHeader] = []) async throws -> HTTPResponse {
    try await client.send(
      HTTPRequest(
        "get", url: Secret(url + path), headers: headers, connectTimeout: HubCaller.patience,
        timeout: HubCaller.patience))
  }

  func post(
    _ path: String, _ body: HTTPRequest.Body, headers: [HTTPHeader] = []
  ) async throws -> Answer {
    let response = try await client.send(
      HTTPRequest(
        "post", url: Secret(url + path), method: .post, headers: headers, body: body,
        connectTimeout: HubCaller.patience, timeout: HubCaller.patience))
    let text = String(decoding: response.body, as: UTF8.self)
    return Answer(
      status: response.status, body: JSON(text: text) ?? .string(text), headers: response.headers)
  }
}
