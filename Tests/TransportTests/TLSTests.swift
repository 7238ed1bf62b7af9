import Foundation
import TestSupport
import Testing
import Transport

@Suite struct TLSTests {
  @Test("A certificate of our own authority is accepted")
  func ownAuthority() async throws {
    let certificate = try await Certificate()
    let server = try TLSServer(certificate)
    let url = server.url
    let answer = try await withClient(authority: certificate.file) {
      try await $0.send(.get(url))
    }
    #expect(answer.status == 200)
    #expect(answer.text.contains("s_server"))
    withExtendedLifetime(server) {}
  }

  @Test("A self-signed certificate is refused, and nothing was sent")
  func selfSigned() async throws {
    let server = try TLSServer(try await Certificate())
    let other = try await Certificate()
    for authority in [nil, other.file] {
      let url = server.url
      let error = try await withClient(authority: authority) {
        try await $0.failure(of: .get(url))
      }
      #expect(error.kind == .tls)
      #expect(error.delivery == .notSent)
      #expect(error.curlCode == 60)
      #expect("\(error)".contains("self-signed"))
    }
    withExtendedLifetime(server) {}
  }

  @Test("A certificate for another name is refused")
  func otherName() async throws {
    let certificate = try await Certificate(for: "DNS:elsewhere.example")
    let server = try TLSServer(certificate)
    let url = server.url
    let error = try await withClient(authority: certificate.file) {
      try await $0.failure(of: .get(url))
    }
    #expect(error.kind == .tls)
    #expect(error.delivery == .notSent)
    #expect("\(error)".contains("another name"))
    withExtendedLifetime(server) {}
  }

  @Test("TLS 1.1 is refused, 1.2 is accepted")
  func versions() async throws {
    let certificate = try await Certificate()
    let weak = try TLSServer(certificate, ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
    let good = try TLSServer(certificate, ["-tls1_2"])
    let (weakURL, goodURL) = (weak.url, good.url)
    try await withClient(authority: certificate.file) { client in
      let error = try await client.failure(of: .get(weakURL))
      #expect(error.kind == .tls)
      #expect(error.delivery == .notSent)
      let answer = try await client.send(.get(goodURL))
      #expect(answer.status == 200)
    }
    withExtendedLifetime((weak, good)) {}
  }

  @Test("A server that speaks plain HTTP where TLS is expected gets nothing of the request")
  func plain() async throws {
    let server = try SocketServer { connection in
      connection.write("HTTP/1.1 400 Bad\r\n\r\n")
      connection.waitForClose()
    }
    try await withClient { client in
      let error = try await client.failure(of: .post("https://127.0.0.1:\(server.port)", "x"))
      #expect(error.kind == .tls)
      #expect(error.delivery == .notSent)
    }
  }
}
