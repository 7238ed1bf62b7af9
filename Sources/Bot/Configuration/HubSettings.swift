import Foundation
import Hub

/// The hub's settings, from the environment.
struct HubSettings: Sendable {
  var data: String
  var token: String
  var server: HubServer.Settings
  var group: String
  var people: [(name: String, unit: String?)]
  /// How pages are reached from outside, where a proxy stands before the hub.
  var publicBase: String?
  var logLevel: String
  /// Where health and figures are served; nil: nowhere.
  var healthListen: ListenAddress?

  /// Milliseconds since 1970.
  static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

  static func load(_ environment: [String: String]) throws -> HubSettings {
    func required(_ key: String, _ expected: String, _ example: String) throws -> String {
      guard let value = environment[key], !value.isEmpty else {
        throw SettingsError(
          key: key, problem: "not set", expected: expected, example: "\(key)=\(example)")
      }
      return value
    }
    var token = environment["LIANDU_TOKEN"] ?? ""
    if token.isEmpty, let file = environment["LIANDU_TOKEN_FILE"] {
      token =
        (try? String(contentsOfFile: file, encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }
    if token.isEmpty {
      token = try required("LIANDU_TOKEN", "the token its bot polls with", "4242:AbC…")
    }
    let publicBase = environment["LIANDU_HUB_URL"]
    let server = try listen(environment["LIANDU_HUB_LISTEN"] ?? "127.0.0.1:8790", publicBase)
    if !server.isLoopback, environment["LIANDU_HUB_SECRET"]?.count ?? 0 < 16 {
      throw SettingsError(
        key: "LIANDU_HUB_SECRET", problem: "not set, and the hub would be reachable from outside",
        expected: "an access secret of 16 characters or more, or LIANDU_HUB_LISTEN on loopback",
        example: "LIANDU_HUB_LISTEN=127.0.0.1:8790")
    }
    return HubSettings(
      data: try required(
        "LIANDU_HUB_DATA", "a folder, created if it is missing", "/var/lib/liandu-hub"),
      token: token, server: server, group: environment["LIANDU_HUB_GROUP"] ?? "监督工作群",
      people: try people(environment["LIANDU_HUB_PEOPLE"]), publicBase: publicBase,
      logLevel: environment["LIANDU_LOG_LEVEL"] ?? "info",
      healthListen: try healthListen(environment["LIANDU_HUB_HEALTH_LISTEN"]))
  }

  private static func healthListen(_ text: String?) throws -> ListenAddress? {
    guard let text else { return nil }
    guard let address = ListenAddress(text) else {
      throw SettingsError(
        key: "LIANDU_HUB_HEALTH_LISTEN", problem: "no address with a port",
        expected: "address:port, on loopback or inside the network", example: "127.0.0.1:8792")
    }
    return address
  }

  private static func listen(_ text: String, _ publicBase: String?) throws -> HubServer.Settings {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else {
      throw SettingsError(
        key: "LIANDU_HUB_LISTEN", problem: "no address with a port", expected: "address:port",
        example: "127.0.0.1:8790")
    }
    return HubServer.Settings(
      host: String(text[..<colon]), port: port,
      isSecure: publicBase?.hasPrefix("https://") ?? false)
  }

  private static func people(_ file: String?) throws -> [(String, String?)] {
    guard let file else { return [] }
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw SettingsError(
        key: "LIANDU_HUB_PEOPLE", problem: "the file \(file) cannot be read",
        expected: "names, one a line, a unit behind a comma", example: "李工,区住建局")
    }
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(separator: ",", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard let name = parts.first, !name.isEmpty, !name.hasPrefix("#") else { return nil }
      return (name, parts.count > 1 ? parts[1] : nil)
    }
  }

  /// Brings bot, people and group in.
  func enroll(in hub: Hub) async throws -> [HubPerson] {
    try await hub.ensureBot(token: token, name: "联督", handle: "liandu_bot")
    let bot = token.split(separator: ":").first.flatMap { Int64($0) } ?? 0
    var ids: [Int64] = []
    for person in people {
      ids.append(try await hub.ensurePerson(name: person.name, unit: person.unit))
    }
    if !ids.isEmpty {
      try await hub.ensureGroup(title: group, people: ids, bots: [bot])
    }
    return try await hub.people()
  }
}
