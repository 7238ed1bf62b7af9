import Foundation

/// `openssl s_server`, answering every GET with a page about the connection.
final class TLSServer {
  private let server: ServerProgram

  /// Starts it and waits until it listens.
  init(_ certificate: Certificate, _ arguments: [String] = []) throws {
    server = try ServerProgram(
      "openssl",
      ["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate.file]
        + ["-key", certificate.keyFile] + arguments)
  }

  var url: String { "https://127.0.0.1:\(server.port)/" }
}

/// A self-signed certificate, which is its own authority.
final class Certificate: Sendable {
  private let folder: TemporaryFolder
  let file: String
  let keyFile: String

  init(for name: String = "IP:127.0.0.1") async throws {
    folder = try TemporaryFolder()
    file = folder.file("certificate.pem")
    keyFile = folder.file("key.pem")
    try await run(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        + ["-keyout", keyFile, "-out", file, "-days", "2", "-subj", "/CN=test"]
        + ["-addext", "subjectAltName=\(name)"])
  }
}
