import Casework
import Foundation
import Testing
import Transport

@testable import Bot

@Suite("Settings")
struct SettingsTests {
  private let enough = [
    "LIANDU_DATA": "/data", "LIANDU_BASE_URL": "http://127.0.0.1:8081",
    "LIANDU_TOKEN": "4242:canary",
  ]

  private func load(
    _ environment: [String: String], file: String? = nil, needsServer: Bool = true
  ) throws -> Settings {
    try Settings.load(file: file, environment: environment, needsServer: needsServer)
  }

  private func refusal(
    _ environment: [String: String], file: String? = nil, needsServer: Bool = true
  ) -> String {
    do {
      _ = try load(environment, file: file, needsServer: needsServer)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  private func withFile(_ text: String, _ work: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "liandu-settings-\(UUID().uuidString)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try work(path)
  }

  @Test("the environment of the design is enough")
  func environmentAlone() throws {
    let settings = try load(
      enough.merging([
        "LIANDU_SERVICE": "botapi", "LIANDU_GROUPS": "-1001,-1002=inner,-1003=units",
        "LIANDU_ADMINS": "42, 43", "LIANDU_PERSONS": "handover",
        "LIANDU_TIMEZONE": "Asia/Shanghai", "LIANDU_DIGEST_AT": "08:30",
      ]) { $1 })
    #expect(
      settings.groups == [
        .init(id: "-1001", kind: .units), .init(id: "-1002", kind: .inner),
        .init(id: "-1003", kind: .units),
      ])
    #expect(settings.admins == ["42", "43"])
    #expect(settings.digestAt == 510)
    #expect(settings.token.reveal() == "4242:canary")
  }

  @Test("the environment goes before the file")
  func environmentOverridesFile() throws {
    try withFile(
      "data: /from-file\nbase_url: http://file.example\ntoken: filetoken\nadmins: [1, 2]\n"
    ) {
      let settings = try load(["LIANDU_DATA": "/from-env"], file: $0)
      #expect(settings.data == "/from-env")
      #expect(settings.baseURL == "http://file.example")
      #expect(settings.admins == ["1", "2"])
    }
  }

  @Test("a secret comes from a file too, without its line's end")
  func secretFromFile() throws {
    try withFile("4242:fromfile\n") { path in
      var environment = enough
      environment["LIANDU_TOKEN"] = nil
      environment["LIANDU_TOKEN_FILE"] = path
      let settings = try load(environment)
      #expect(settings.token.reveal() == "4242:fromfile")
    }
  }

  @Test("work on the ledger alone needs no server")
  func ledgerAlone() throws {
    #expect(try load(["LIANDU_DATA": "/data"], needsServer: false).data == "/data")
  }

  @Test(
    "a wrong setting stops the start with its name, what was expected and an example",
    arguments: [
      ("LIANDU_GROUPS", "-1001=outer", "may end in =inner or =units"),
      ("LIANDU_SERVICE", "telegram", "botapi"), ("LIANDU_TIMEZONE", "Mars/Base", "Asia/Shanghai"),
      ("LIANDU_DIGEST_AT", "25:00", "08:30"), ("LIANDU_BASE_URL", "ftp://x", "http or https"),
      ("LIANDU_BASE_URL", "not an address", "https://"), ("LIANDU_HOLD", "0", "1 to 50"),
      ("LIANDU_PERSONS", "sealed", "handover"), ("LIANDU_LOG_LEVEL", "loud", "warning"),
      ("LIANDU_CA_FILE", "/nowhere/ca.pem", "PEM"), ("LIANDU_ADMINS", "小周", "user ids"),
      ("LIANDU_ADMINS", "42，43", "comma-separated"), ("LIANDU_ADMINS", "-42", "user ids"),
      ("LIANDU_ADMINS", "@zhou", "no names"), ("LIANDU_ADMINS", "042", "user ids"),
      ("LIANDU_GROUPS", "abc", "negative numbers"), ("LIANDU_GROUPS", "1001", "negative"),
      ("LIANDU_GROUPS", "监督群=inner", "negative"),
      ("LIANDU_GROUPS", "-1001,-1001=inner", "each once"),
      ("LIANDU_DIGEST_AT", "8", "08:30"), ("LIANDU_DIGEST_AT", "08:3", "two digits"),
      ("LIANDU_DIGEST_AT", "+8:30", "08:30"), ("LIANDU_DIGEST_AT", "八点半", "08:30"),
      ("LIANDU_HOLD", "30s", "1 to 50"), ("LIANDU_BASE_URL", "http://a b", "http or https"),
      ("LIANDU_BASE_URL", "https://x?token=1", "without a query"),
      ("LIANDU_TOKEN", "4242: abc", "one word"), ("LIANDU_TOKEN", "4242/abc", "one word"),
      ("LIANDU_PROXY", "ftp://x", "socks5"), ("LIANDU_PROXY", "in house", "none"),
      ("LIANDU_CALENDAR", "/nowhere.csv", "readable"),
      ("LIANDU_PROCEDURE", "/nowhere.yaml", "readable"),
      ("LIANDU_PERSONS_TABLE", "/nowhere.txt", "readable"),
      ("LIANDU_HEALTH_LISTEN", "8791", "port"),
    ])
  func wrongValue(_ name: String, _ value: String, _ hint: String) {
    let text = refusal(enough.merging([name: value]) { $1 })
    #expect(text.hasPrefix(name))
    #expect(text.contains("Expected"))
    #expect(text.contains("Example"))
    #expect(text.contains(hint))
  }

  @Test(
    "a missing setting is named", arguments: ["LIANDU_DATA", "LIANDU_BASE_URL", "LIANDU_TOKEN"])
  func missing(_ name: String) {
    let text = refusal(enough.filter { $0.key != name })
    #expect(text.hasPrefix("\(name): missing"))
  }

  @Test("an unknown variable or key is named, with those there are")
  func unknown() throws {
    #expect(refusal(enough.merging(["LIANDU_TOKE": "x"]) { $1 }).contains("LIANDU_TOKE: unknown"))
    try withFile("data: /d\ntokn: x\n") { path in
      let text = refusal([:], file: path)
      #expect(text.contains("tokn"))
      #expect(text.contains("line 2"))
      #expect(text.contains("base_url"))
    }
  }

  @Test("no error tells a secret")
  func secretsStaySecret() throws {
    try withFile("token: [canary, \"unclosed\n") { path in
      #expect(!refusal([:], file: path).contains("canary"))
    }
    var wrong = enough
    wrong["LIANDU_HOLD"] = "x"
    #expect(!refusal(wrong).contains("canary"))
    let settings = try load(enough)
    #expect(!"\(settings)".contains("canary"))
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!dumped.contains("canary"))
  }

  @Test("sealed needs a key of its own owner's and a service inside the network")
  func sealed() throws {
    let key = Data(repeating: 3, count: 32).base64EncodedString()
    try withFile(key + "\n") { path in
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      var environment = enough.merging(["LIANDU_PERSONS": "sealed", "LIANDU_KEY_FILE": path]) { $1 }
      #expect(refusal(environment).contains("LIANDU_INTRANET=true"))
      environment["LIANDU_INTRANET"] = "true"
      let settings = try load(environment)
      #expect(settings.sealsPersons && settings.sealer != nil)
      #expect(try Rules.load(settings).sealing == .allowed)
      #expect(!"\(settings)".contains(key))
      var dumped = ""
      dump(settings, to: &dumped)
      #expect(!dumped.contains(key))
      environment["LIANDU_KEY_FILE"] = nil
      let text = refusal(environment)
      #expect(text.hasPrefix("LIANDU_PERSONS") && text.contains("LIANDU_KEY_FILE"))
      #expect(text.contains("Expected") && text.contains("Example"))
      let alone = try load(enough.merging(["LIANDU_KEY_FILE": path]) { $1 })
      #expect(try Rules.load(alone).sealing == .keyOnly)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(refusal(enough.merging(["LIANDU_KEY_FILE": path]) { $1 }).contains("its owner"))
    }
    for wrong in ["", "short", Data(repeating: 3, count: 31).base64EncodedString()] {
      try withFile(wrong) { path in
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let text = refusal(enough.merging(["LIANDU_KEY_FILE": path]) { $1 })
        #expect(text.hasPrefix("LIANDU_KEY_FILE") && text.contains("32 bytes"))
      }
    }
  }

  @Test("every setting has one key, and its example is taken")
  func declarations() {
    #expect(Set(SettingKey.all.map(\.key)).count == SettingKey.all.count)
    let files = ["ca_file", "key_file", "calendar", "procedure", "persons_table"]
    for setting in SettingKey.all where !files.contains(setting.key) {
      var settings = Settings()
      #expect(setting.store(&settings, setting.example), "\(setting.key)")
    }
  }

  @Test("systemd's credentials are found by their names; a key elsewhere must be its owner's alone")
  func credentials() throws {
    let folder = NSTemporaryDirectory() + "liandu-credentials-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let key = folder + "/liandu-key"
    try String(repeating: "ab", count: 32).write(toFile: key, atomically: true, encoding: .utf8)
    try "4242:canary\n".write(
      toFile: folder + "/liandu-token", atomically: true, encoding: .utf8)
    // As systemd shows what it guards by a list of rights.
    try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: key)
    var environment = enough
    environment["LIANDU_TOKEN"] = nil
    environment["CREDENTIALS_DIRECTORY"] = folder
    let settings = try load(environment)
    #expect(settings.token.reveal() == "4242:canary")
    #expect(settings.sealer != nil)
    #expect(refusal(enough.merging(["LIANDU_KEY_FILE": key]) { $1 }).contains("LIANDU_KEY_FILE"))
    try "short".write(toFile: key, atomically: true, encoding: .utf8)
    #expect(refusal(environment).contains("the credential liandu-key"))
  }
}
