import Foundation
import Testing
import Transport

/// Against the HTTP/2 server of Node.js, where there is one.
@Suite(.enabled(if: HTTP2Server.isAvailable, "needs node"))
struct HTTP2Tests {
  @Test("HTTP/2 is taken where offered, and later requests share a connection")
  func offered() async throws {
    let certificate = try await Certificate()
    let server = try HTTP2Server(certificate)
    let url = server.url
    try await withClient(authority: certificate.file) { client in
      let first = try await client.send(.get(url + "first"))
      #expect(first.version == "2")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
          group.addTask {
            let answer = try await client.send(.post(url + "\(number)", "body \(number)"))
            #expect(answer.version == "2")
            #expect(answer.text == "POST /\(number) body \(number)")
          }
        }
        try await group.waitForAll()
      }
      let statistics = await client.statistics()
      #expect(statistics.connectionsOpened == 1)
    }
    withExtendedLifetime(server) {}
  }

  @Test("A request whose HTTP/2 connection is cut arrives once", arguments: ["cut", "refuse"])
  func once(way: String) async throws {
    let certificate = try await Certificate()
    let server = try HTTP2Server(certificate)
    let url = server.url
    try await withClient(authority: certificate.file) { client in
      for number in 0..<30 {
        _ = try await client.send(.get(url + "good"))
        for request in [
          HTTPRequest.post(url + "\(way)/a\(number)", "x"), .get(url + "\(way)/b\(number)"),
        ] {
          let error = try await client.failure(of: request)
          #expect(error.kind == .cut)
          #expect(error.delivery == .unknown)
        }
      }
      let received = try await client.send(.get(url + "received")).text.split(separator: " ")
      #expect(received.count == 60)
      #expect(Set(received).count == 60)
    }
    withExtendedLifetime(server) {}
  }

  @Test("Cancelling one of many requests on a connection leaves the others alone")
  func cancel() async throws {
    let certificate = try await Certificate()
    let server = try HTTP2Server(certificate)
    let url = server.url
    try await withClient(authority: certificate.file) { client in
      _ = try await client.send(.get(url + "good"))
      let other = Task { try await client.send(.get(url + "hold")) }
      let cancelled = Task { try await client.failure(of: .get(url + "never")) }
      while await client.statistics().inFlight < 2 { await Task.yield() }
      cancelled.cancel()
      let error = try await cancelled.value
      #expect(error.kind == .cancelled)
      _ = try await client.send(.get(url + "release"))
      let answer = try await other.value
      #expect(answer.text == "held")
      let statistics = await client.statistics()
      #expect(statistics.connectionsOpened == 1)
    }
    withExtendedLifetime(server) {}
  }
}

/// A small HTTP/2 server. `/cut/…` ends the connection, `/refuse/…` the stream, each once it has the
/// whole request; `/received` lists those two sorts.
final class HTTP2Server {
  static let isAvailable =
    (try? ServerProgram("node", ["-e", "console.log('ACCEPT :1')"])) != nil

  let url: String
  private let server: ServerProgram

  init(_ certificate: Certificate) throws {
    server = try ServerProgram("node", ["-e", Self.program, certificate.file, certificate.keyFile])
    url = "https://127.0.0.1:\(server.port)/"
  }

  private static let program = """
    const fs = require('fs'), h2 = require('http2')
    const [cert, key] = process.argv.slice(1).map(f => fs.readFileSync(f))
    const received = []
    let held = null
    const server = h2.createSecureServer({ cert, key })
    server.on('sessionError', () => {})
    server.on('stream', (stream, headers) => {
      const path = headers[':path'], chunks = []
      stream.on('error', () => {})
      stream.on('data', c => chunks.push(c))
      stream.on('end', () => {
        if (path.startsWith('/cut/')) { received.push(path); return stream.session.destroy() }
        if (path.startsWith('/refuse/')) { received.push(path); return stream.close(7) }
        if (path == '/never') return
        if (path == '/hold') { held = stream; return }
        if (path == '/release') { held.respond(); held.end('held') }
        stream.respond({ ':status': 200 })
        if (path == '/received') return stream.end(received.join(' '))
        stream.end(headers[':method'] + ' ' + path + ' ' + Buffer.concat(chunks))
      })
    })
    server.listen(0, '127.0.0.1', () => console.log('ACCEPT :' + server.address().port))
    """
}
