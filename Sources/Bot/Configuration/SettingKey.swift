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
      key: "base_url", expected: "the address of the Bot API server, http or https",
      example: "https://bot.example.cn"
    ) {
      guard let url = URL(string: $1), let scheme = url.scheme?.lowercased(),
        scheme == "http" || scheme == "https", url.host != nil
      else { return false }
      $0.baseURL = $1
      return true
    },
    SettingKey(
      key: "token", expected: "the secret of the bot's account", example: "4242:abc…",
      isSecret: true
    ) {
      $0.token = Secret($1)
      return true
    },
    SettingKey(
      key: "groups",
      expected: "chat ids, comma-separated, each may end in =inner or =units",
      example: "-1001234,-1005678=inner"
    ) {
      var groups: [Settings.SeedGroup] = []
      for item in list($1) {
        let parts = item.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let id = parts.first, !id.isEmpty else { return false }
        guard let kind = Group.Kind(rawValue: parts.count == 2 ? parts[1] : "units") else {
          return false
        }
        groups.append(Settings.SeedGroup(id: id, kind: kind))
      }
      $0.groups = groups
      return true
    },
    SettingKey(
      key: "admins", expected: "user ids of administrators, comma-separated", example: "42,43"
    ) {
      $0.admins = list($1)
      return true
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
    SettingKey(key: "digest_at", expected: "a time of day", example: "08:30") {
      let parts = $1.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
        (0..<24).contains(hour), (0..<60).contains(minute)
      else { return false }
      $0.digestAt = hour * 60 + minute
      return true
    },
    SettingKey(
      key: "procedure", expected: "a procedure table's file", example: "/etc/liandu/procedure.yaml"
    ) {
      $0.procedure = $1
      return true
    },
    SettingKey(
      key: "calendar", expected: "a working-day calendar's file",
      example: "/etc/liandu/cn-workdays.csv"
    ) {
      $0.calendar = $1
      return true
    },
    SettingKey(
      key: "ca_file", expected: "a PEM file of certificate authorities",
      example: "/etc/liandu/ca.pem"
    ) {
      $0.certificateAuthority = $1
      return FileManager.default.isReadableFile(atPath: $1)
    },
    SettingKey(
      key: "proxy", expected: "a proxy's address, or none", example: "http://10.0.0.1:3128",
      isSecret: true
    ) {
      $0.proxy = Secret($1)
      return true
    },
    SettingKey(key: "hold", expected: "seconds a poll is held, 1 to 50", example: "30") {
      guard let seconds = Int($1), (1...50).contains(seconds) else { return false }
      $0.hold = seconds
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

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
