import Foundation
import TestSupport
import Testing
import Transport

@Suite struct SecrecyTests {
  private let canary = "4242:canary"

  @Test("No error of any kind tells the URL, a header or the body")
  func errors() async throws {
    let server = try SocketServer { connection in
      guard let request = connection.readRequest() else { return }
      switch request.target.split(separator: "/").last {
      case "cut": return
      case "reset": connection.reset()
      case "garbage": connection.write("garbage 4242:canary\r\n\r\n")
      case "half": connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n4242:canary")
      case "large": connection.respond(200, String(repeating: "4242:canary", count: 1000))
      default: connection.waitForClose()
      }
    }
    let plain = server.url + "/bot\(canary)/"
    let urls =
      ["cut", "reset", "garbage", "half", "large", "slow"].map { plain + $0 } + [
        "https://127.0.0.1:\(server.port)/bot\(canary)/", "http://\(unknownName)/bot\(canary)/",
        "http://127.0.0.1:1/bot\(canary)/", "ftp://127.0.0.1/bot\(canary)/", "bot\(canary)",
        "http://127.0.0.1/bot\(canary)/a b", "http://user:\(canary)@127.0.0.1:1/",
        "http://127.0.0.1:99999/bot\(canary)/",
      ]
    let kinds = Recorder<TransportError.Kind>()
    try await withClient { client in
      for url in urls {
        var request = HTTPRequest.post(url, canary, label: "sendMessage")
        request.headers = [HTTPHeader("Authorization", Secret(canary))]
        // Two of them never end otherwise.
        if url.hasSuffix("slow") { request.timeout = .seconds(1) }
        if url.hasPrefix("https") { request.connectTimeout = .milliseconds(300) }
        request.maximumBytes = 1000
        let error = try await client.failure(of: request)
        kinds.add(error.kind)
        expectSilence(error, "canary")
        expectSilence(error, "127.0.0.1")
        #expect("\(error)".hasPrefix("sendMessage: "))
      }
    }
    #expect(
      Set(kinds.all).isSuperset(of: [
        .cut, .malformed, .tooLarge, .timeout, .resolve, .connect, .refusedByPolicy,
      ]))
  }

  @Test("Secrets, requests and answers do not print what they hold")
  func values() {
    let secret = Secret(canary)
    var request = HTTPRequest.post("http://h/\(canary)", canary, label: "getMe")
    request.headers = [HTTPHeader("A", secret)]
    let answer = HTTPResponse(
      status: 200, headers: ["set-cookie": canary], body: Data(canary.utf8))
    let part = HTTPPart(name: "a", text: canary)
    expectSilence(secret, "canary")
    expectSilence(request, "canary")
    expectSilence(request.headers, "canary")
    expectSilence(answer, "canary")
    expectSilence(part, "canary")
    expectSilence(HTTPClient.Configuration(proxy: .explicit(secret)), "canary")
    #expect("\(secret)" == "‹redacted›")
    #expect("\(request)" == "POST getMe")
    #expect(secret.reveal() == canary)
  }

  private func expectSilence(
    _ value: Any, _ word: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var dumped = ""
    dump(value, to: &dumped)
    for text in ["\(value)", String(reflecting: value), dumped] {
      #expect(!text.contains(word), sourceLocation: sourceLocation)
    }
  }
}
