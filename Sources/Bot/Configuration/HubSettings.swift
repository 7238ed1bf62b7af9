import Chat
import Foundation
import Hub
import Logging

/// The hub's settings, from the environment.
struct HubSettings: Sendable {
  var data: String
  /// The bots: the one of `LIANDU_TOKEN` first.
  var bots: [Bot]
  var paces: HubPaces
  var server: HubServer.Settings
  var group: String
  var people: [(name: String, unit: String?)]
  struct Bot: Sendable {
    var token: String
    var name: String
    var handle: String
  }

  /// How pages are reached from outside, where a proxy stands before the hub.
  var publicBase: String?
  var logLevel: String
  /// Where health and figures are served; nil: nowhere.
  var healthListen: ListenAddress?

  /// Milliseconds since 1970.
  static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

  private static func required(
    _ key: String, _ expected: String, _ example: String, _ environment: [String: String]
  ) throws -> String {
    guard let value = environment[key], !value.isEmpty else {
      throw SettingsError(
        key: key, problem: "not set", expected: expected, example: "\(key)=\(example)")
    }
    return value
  }

  /// Where the store lies; all that the subcommands beside a running hub need.
  static func folder(_ environment: [String: String]) throws -> String {
    try required(
      "LIANDU_HUB_DATA", "a folder, created if it is missing", "/var/lib/liandu-hub", environment)
  }

  private static func publicBase(_ text: String?) throws -> String? {
    guard var text, !text.isEmpty else { return nil }
    while text.hasSuffix("/") { text.removeLast() }
    guard text.wholeMatch(of: /https?:\/\/[^\/\s]+/) != nil else {
      throw SettingsError(
        key: "LIANDU_HUB_URL", problem: "no address that links can begin with",
        expected: "https://, or http:// inside one machine, and a host, without a path",
        example: "https://liandu.example.cn")
    }
    return text
  }

  /// A proxy of this machine where there is one at all, and those that are named.
  private static func proxies(_ text: String?, _ publicBase: String?) throws -> Set<String> {
    let named = (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    for address in named where !isAddress(address) {
      throw SettingsError(
        key: "LIANDU_HUB_PROXIES", problem: "\"\(address.prefix(60))\" is no address",
        expected: "addresses of proxies as numbers, comma-separated",
        example: "LIANDU_HUB_PROXIES=10.0.0.2,fd00::2")
    }
    return Set(named).union(publicBase == nil ? [] : ["127.0.0.1", "::1"])
  }

  private static func isAddress(_ text: String) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
  }

  /// What stands before `LIANDU_HUB_` names alone; a typing error must not be passed over.
  private static let names = [
    "DATA", "URL", "LISTEN", "PROXIES", "BOTS", "BOT_PACE", "PERSON_PACE", "ADDRESS_PACE", "GROUP",
    "PEOPLE", "HEALTH_LISTEN", "SECRET", "SECRET_FILE",
  ].map { "LIANDU_HUB_" + $0 }

  private static func checkNames(_ environment: [String: String]) throws {
    for name in environment.keys.sorted()
    where name.hasPrefix("LIANDU_HUB_") && !names.contains(name) {
      throw SettingsError(
        key: name, problem: "unknown variable",
        expected: "one of " + names.joined(separator: ", "),
        example: "LIANDU_HUB_DATA=/var/lib/liandu-hub")
    }
  }

  static func load(_ environment: [String: String]) throws -> HubSettings {
    try checkNames(environment)
    var token = environment["LIANDU_TOKEN"] ?? ""
    if token.isEmpty, let file = environment["LIANDU_TOKEN_FILE"] {
      token =
        (try? String(contentsOfFile: file, encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }
    if token.isEmpty {
      token = try required("LIANDU_TOKEN", "the token its bot polls with", "4242:AbC…", environment)
    }
    let publicBase = try publicBase(environment["LIANDU_HUB_URL"])
    var server = try listen(environment["LIANDU_HUB_LISTEN"] ?? "127.0.0.1:8790", publicBase)
    guard publicBase != nil || !["0.0.0.0", "::"].contains(server.host) else {
      throw SettingsError(
        key: "LIANDU_HUB_URL", problem: "not set, and links to \(server.host) open nowhere",
        expected: "how people reach the pages", example: "LIANDU_HUB_URL=https://liandu.example.cn")
    }
    server.accessSecret = try secret(environment, server)
    server.proxies = try proxies(environment["LIANDU_HUB_PROXIES"], publicBase)
    return HubSettings(
      data: try folder(environment),
      bots: [Bot(token: token, name: "联督", handle: "liandu_bot")]
        + (try bots(environment["LIANDU_HUB_BOTS"])),
      paces: HubPaces(
        bot: try pace("LIANDU_HUB_BOT_PACE", environment, 0),
        person: try pace("LIANDU_HUB_PERSON_PACE", environment, 60),
        address: try pace("LIANDU_HUB_ADDRESS_PACE", environment, 6000)),
      server: server, group: environment["LIANDU_HUB_GROUP"] ?? "监督工作群",
      people: try people(environment["LIANDU_HUB_PEOPLE"]), publicBase: publicBase,
      logLevel: try logLevel(environment["LIANDU_LOG_LEVEL"]),
      healthListen: try healthListen(environment["LIANDU_HUB_HEALTH_LISTEN"]))
  }

  private static func logLevel(_ text: String?) throws -> String {
    let level = text ?? "info"
    guard Logger.Level(rawValue: level) != nil else {
      throw SettingsError(
        key: "LIANDU_LOG_LEVEL", problem: "\"\(level.prefix(60))\" cannot be used",
        expected: "one of trace, debug, info, notice, warning, error, critical", example: "info")
    }
    return level
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

  /// Where others reach the hub, a link alone must not let anybody in: it may have been forwarded.
  private static func secret(
    _ environment: [String: String], _ server: HubServer.Settings
  ) throws -> String? {
    var secret = environment["LIANDU_HUB_SECRET"]
    if secret == nil, let file = environment["LIANDU_HUB_SECRET_FILE"] {
      secret = (try? String(contentsOfFile: file, encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    if let secret, secret.count >= 12 { return secret }
    guard secret == nil, server.isLoopback, environment["LIANDU_HUB_URL"] == nil else {
      throw SettingsError(
        key: "LIANDU_HUB_SECRET",
        problem: secret == nil ? "not set, and others reach the hub" : "too short",
        expected:
          "an access secret of 12 characters or more, asked of everybody who enters, or a hub on loopback without LIANDU_HUB_URL",
        example: "LIANDU_HUB_LISTEN=127.0.0.1:8790")
    }
    return nil
  }

  private static func pace(
    _ key: String, _ environment: [String: String], _ usual: Int
  ) throws -> Int {
    guard let text = environment[key] else { return usual }
    guard let pace = Int(text), "\(pace)" == text, (0...100_000).contains(pace) else {
      throw SettingsError(
        key: key, problem: "no number", expected: "messages a minute, 0 for no limit",
        example: "\(key)=60")
    }
    return pace
  }

  private static func bots(_ file: String?) throws -> [Bot] {
    try lines(
      of: file, "LIANDU_HUB_BOTS", "bots, one a line: token, name and handle",
      "4243:AbC…,值班,duty_bot"
    )
    .map { parts in
      guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
        throw SettingsError(
          key: "LIANDU_HUB_BOTS", problem: "a line without token, name and handle",
          expected: "three parts with commas between them", example: "4243:AbC…,值班,duty_bot")
      }
      return Bot(token: parts[0], name: parts[1], handle: parts[2])
    }
  }

  private static func listen(_ text: String, _ publicBase: String?) throws -> HubServer.Settings {
    guard let address = ListenAddress(text) else {
      throw SettingsError(
        key: "LIANDU_HUB_LISTEN", problem: "no address with a port", expected: "address:port",
        example: "127.0.0.1:8790")
    }
    return HubServer.Settings(
      host: address.host, port: address.port,
      isSecure: publicBase?.hasPrefix("https://") ?? false)
  }

  private static func people(_ file: String?) throws -> [(String, String?)] {
    let people = try lines(
      of: file, "LIANDU_HUB_PEOPLE", "names, one a line, a unit behind a comma", "李工,区住建局"
    ).map { (Sanitizer.name($0[0]), $0.count > 1 ? $0[1...].joined(separator: "，") : nil) }
    var known: Set<String> = []
    for (name, _) in people where !known.insert(name).inserted {
      // One link for two would make two people one.
      throw SettingsError(
        key: "LIANDU_HUB_PEOPLE", problem: "\(name) stands there twice",
        expected: "a name for each person that nobody else has", example: "王伟（住建）,区住建局")
    }
    return people
  }

  /// The lines of a file, each at its commas; blank ones and remarks (#) are left out.
  private static func lines(
    of file: String?, _ key: String, _ expected: String, _ example: String
  ) throws -> [[String]] {
    guard let file else { return [] }
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw SettingsError(
        key: key, problem: "the file \(file) cannot be read", expected: expected, example: example)
    }
    return text.drop { $0 == "\u{FEFF}" }.split(whereSeparator: \.isNewline)
      .map { $0.split { $0 == "," || $0 == "，" }.map { $0.trimmingCharacters(in: .whitespaces) } }
      .filter { !($0.first ?? "").isEmpty && !($0.first ?? "").hasPrefix("#") }
  }

  /// What a link begins with.
  func base(port: Int) -> String {
    let host = server.host.contains(":") ? "[\(server.host)]" : server.host
    return publicBase ?? "http://\(host):\(port)"
  }

  /// Brings bots, people and group in.
  /// - Returns: Everybody the hub knows.
  func enroll(in hub: Hub) async throws -> [HubPerson] {
    var ids: [Int64] = []
    for bot in bots {
      ids.append(try await hub.ensureBot(token: bot.token, name: bot.name, handle: bot.handle))
    }
    try await hub.retireBots(except: ids)
    var members: [Int64] = []
    for person in people {
      members.append(try await hub.ensurePerson(name: person.name, unit: person.unit))
    }
    if !members.isEmpty {
      try await hub.ensureGroup(title: group, people: members, bots: ids, mark: "settings")
    }
    return try await hub.people()
  }
}
