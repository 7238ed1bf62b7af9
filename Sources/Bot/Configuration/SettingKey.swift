import Casework
import Foundation
import Logging
import Transport

/// One setting: its key in the file, its variable, what it takes, and how it is stored. The list is
/// the only place where settings are named.
struct SettingKey: Sendable {
  var key: String
  var expected: String
  var example: String
  var isSecret = false
  /// Stores the value; false where it is not what was expected.
  var store: @Sendable (inout Settings, String) -> Bool

  var variable: String { "LIANDU_" + key.uppercased() }

  static let all: [SettingKey] = [
    SettingKey(
      key: "data", expected: "a folder, created if it is missing", example: "/var/lib/liandu"
    ) {
      $0.data = $1
      return true
    },
    SettingKey(
      key: "service", expected: "botapi (matrix and onebot come with a later version)",
      example: "botapi"
    ) { $1 == "botapi" },
    SettingKey(
      key: "base_url",
      expected: "the address of the Bot API server, http or https, without a query",
      example: "https://bot.example.cn"
    ) {
      guard isWord($1), let url = URL(string: $1),
        ["http", "https"].contains(url.scheme?.lowercased()), url.host?.isEmpty == false,
        url.query == nil, url.fragment == nil
      else { return false }
      $0.baseURL = $1
      return true
    },
    SettingKey(
      key: "token", expected: "the secret of the bot's account, one word",
      example: "4242:abc…", isSecret: true
    ) {
      // It stands in the path of every request.
      guard isWord($1), !$1.contains(where: { "/?#%".contains($0) }) else { return false }
      $0.token = Secret($1)
      return true
    },
    SettingKey(
      key: "groups",
      expected:
        "chat ids, which are negative numbers, comma-separated, each once, each may end in =inner or =units",
      example: "-1001234,-1005678=inner"
    ) {
      var groups: [Settings.SeedGroup] = []
      for item in list($1) {
        let parts = item.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let id = number(parts[0]), id < 0,
          !groups.contains(where: { $0.id == "\(id)" })
        else { return false }
        guard let kind = Group.Kind(rawValue: parts.count == 2 ? parts[1] : "units") else {
          return false
        }
        groups.append(Settings.SeedGroup(id: "\(id)", kind: kind))
      }
      $0.groups = groups
      return true
    },
    SettingKey(
      key: "admins",
      expected: "user ids of administrators, which are numbers, comma-separated; no names",
      example: "42,43"
    ) {
      let ids = list($1).map(number)
      $0.admins = ids.compactMap { $0 }.map { "\($0)" }
      return ids.allSatisfy { $0.map { $0 > 0 } ?? false }
    },
    SettingKey(
      key: "persons",
      expected: "handover, or sealed together with LIANDU_KEY_FILE and LIANDU_INTRANET=true",
      example: "handover"
    ) {
      $0.sealsPersons = $1 == "sealed"
      return ["handover", "sealed"].contains($1)
    },
    SettingKey(
      key: "intranet", expected: "true or false", example: "false"
    ) {
      $0.intranet = $1 == "true"
      return ["true", "false"].contains($1)
    },
    SettingKey(
      key: "key_file",
      expected:
        "a file that only its owner may read, with 32 bytes as base64 or hexadecimal digits",
      example: "/etc/liandu/key"
    ) {
      guard let key = MasterKeyFile.read($1) else { return false }
      $0.masterKey = key
      $0.keyFile = $1
      return true
    },
    SettingKey(
      key: "timezone", expected: "the name of a time zone", example: "Asia/Shanghai"
    ) {
      guard let zone = Zone(identifier: $1) else { return false }
      $0.zone = zone
      return true
    },
    SettingKey(
      key: "digest_at", expected: "a time of day, hours and two digits of minutes",
      example: "08:30"
    ) {
      guard let parts = $1.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/)?.output,
        let hour = Int(parts.1), let minute = Int(parts.2), hour < 24, minute < 60
      else { return false }
      $0.digestAt = hour * 60 + minute
      return true
    },
    SettingKey(
      key: "procedure", expected: "a procedure table's file, readable",
      example: "/etc/liandu/procedure.yaml"
    ) {
      $0.procedure = $1
      return FileManager.default.isReadableFile(atPath: $1)
    },
    SettingKey(
      key: "persons_table",
      expected: "a file of words by class that the rule on persons takes in addition, readable",
      example: "/etc/liandu/persons.txt"
    ) {
      $0.personsTable = $1
      return FileManager.default.isReadableFile(atPath: $1)
    },
    SettingKey(
      key: "calendar", expected: "a working-day calendar's file, readable",
      example: "/etc/liandu/cn-workdays.csv"
    ) {
      $0.calendar = $1
      return FileManager.default.isReadableFile(atPath: $1)
    },
    SettingKey(
      key: "ca_file", expected: "a PEM file of certificate authorities",
      example: "/etc/liandu/ca.pem"
    ) {
      $0.certificateAuthority = $1
      return FileManager.default.isReadableFile(atPath: $1)
    },
    SettingKey(
      key: "proxy",
      expected: "a proxy's address (http, https, socks4, socks5, socks5h), or none",
      example: "http://10.0.0.1:3128", isSecret: true
    ) {
      guard $1 == "none" || isProxy($1) else { return false }
      $0.proxy = Secret($1)
      return true
    },
    SettingKey(key: "hold", expected: "seconds a poll is held, 1 to 50", example: "30") {
      guard let seconds = number($1), (1...50).contains(seconds) else { return false }
      $0.hold = Int(seconds)
      return true
    },
    SettingKey(
      key: "health_listen", expected: "an address of this machine and a port",
      example: "127.0.0.1:8791"
    ) {
      $0.healthListen = ListenAddress($1)
      return $0.healthListen != nil
    },
    SettingKey(
      key: "log_level", expected: "one of trace, debug, info, notice, warning, error, critical",
      example: "info"
    ) {
      $0.logLevel = $1
      return Logger.Level(rawValue: $1) != nil
    },
  ]

  /// An id as botapi services give them; digits alone, so that "+42" and "042" are nobody else's.
  private static func number(_ text: String) -> Int64? {
    Int64(text).flatMap { "\($0)" == text ? $0 : nil }
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        !$0.properties.isWhitespace && $0.properties.generalCategory != .control
      }
  }

  private static func isProxy(_ text: String) -> Bool {
    let address = text.contains("://") ? text : "http://" + text
    guard isWord(text), let url = URL(string: address), url.host?.isEmpty == false else {
      return false
    }
    return ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
      .contains(url.scheme?.lowercased())
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
