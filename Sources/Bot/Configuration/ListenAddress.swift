/// Where a server of ours listens: an address of this machine and a port; 0 takes any that is free.
struct ListenAddress: Sendable, Equatable {
  var host: String
  var port: Int

  /// Reads `127.0.0.1:8791` or `[::1]:8791`; nil where that is no address with a port.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty, !host.contains("/"), !host.contains(" ") else { return nil }
    self.host = String(host)
    self.port = port
  }
}

extension SettingsError {
  /// The system does not let us listen there.
  init(listen key: String, _ address: ListenAddress, _ reason: String) {
    self.init(
      key: key, problem: "\(address.host):\(address.port) cannot be listened on (\(reason))",
      expected: "an address of this machine and a port that nobody uses",
      example: "\(key)=\(key.contains("HUB") ? "127.0.0.1:8792" : "127.0.0.1:8791")")
  }
}
