import Foundation
import Transport
import Yams

extension Settings {
  /// Reads the settings: the file first, then the environment over it.
  /// - Parameters:
  ///   - file: path of a YAML file, or nil.
  ///   - needsData: whether the ledger's folder is needed; off where its file is named.
  ///   - needsServer: whether address and token are needed; off for work on the ledger alone.
  /// - Throws: `SettingsError` with the key, what was expected and an example.
  static func load(
    file: String?, environment: [String: String], needsServer: Bool, needsData: Bool = true
  ) throws(SettingsError) -> Settings {
    var settings = Settings()
    if let file { try settings.read(file: file) }
    try settings.read(environment: environment)
    if needsData { try settings.require("data", settings.data) }
    try settings.requireSealing()
    if needsServer {
      try settings.require("base_url", settings.baseURL)
      try settings.require("token", settings.token.reveal())
    }
    return settings
  }

  private mutating func read(file: String) throws(SettingsError) {
    func broken(_ key: String, _ problem: String) -> SettingsError {
      SettingsError(
        key: key, problem: problem, expected: "a mapping of settings, one a line",
        example: "data: /var/lib/liandu")
    }
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw broken("--config", "the file \(file) cannot be read")
    }
    // The parser's own words may quote the file, and so a token.
    guard let node = try? Yams.compose(yaml: text), let mapping = node.mapping else {
      throw broken("--config", "the file \(file) is not YAML with one setting a line")
    }
    for (key, value) in mapping {
      let name = key.string ?? "?"
      let place = "\(name) (\(file), line \(key.mark?.line ?? 0))"
      if name == "token_file" {
        try read(secret: "token", file: value.string ?? "")
        continue
      }
      guard let setting = SettingKey.all.first(where: { $0.key == name }) else {
        throw SettingsError(
          key: place, problem: "unknown key",
          expected: "one of " + SettingKey.all.map(\.key).joined(separator: ", "),
          example: "data: /var/lib/liandu")
      }
      let items = value.sequence.map { $0.compactMap(\.string).joined(separator: ",") }
      guard let text = items ?? value.string else { throw broken(place, "no text or list") }
      try store(setting, text, named: place)
    }
  }

  private mutating func read(environment: [String: String]) throws(SettingsError) {
    // systemd hands credentials over as files.
    if let folder = environment["CREDENTIALS_DIRECTORY"] {
      let file = folder + "/liandu-token"
      if FileManager.default.fileExists(atPath: file) { try read(secret: "token", file: file) }
      try read(keyCredential: folder + "/liandu-key")
    }
    for (name, value) in environment.sorted(by: { $0.key < $1.key })
    where name.hasPrefix("LIANDU_") {
      if name == "LIANDU_TOKEN_FILE" {
        try read(secret: "token", file: value)
        continue
      }
      #if DEBUG
        if name == "LIANDU_CRASH" { continue }
      #endif
      guard let setting = SettingKey.all.first(where: { $0.variable == name }) else {
        throw SettingsError(
          key: name, problem: "unknown variable",
          expected: "one of " + SettingKey.all.map(\.variable).joined(separator: ", "),
          example: "LIANDU_DATA=/var/lib/liandu")
      }
      try store(setting, value, named: name)
    }
  }

  private mutating func read(keyCredential file: String) throws(SettingsError) {
    guard FileManager.default.fileExists(atPath: file) else { return }
    guard let key = MasterKeyFile.read(file, isCredential: true) else {
      throw SettingsError(
        key: "the credential liandu-key", problem: "it cannot be used",
        expected: "32 bytes as base64 or hexadecimal digits", example: "openssl rand -base64 32")
    }
    masterKey = key
    keyFile = file
  }

  private mutating func read(secret key: String, file: String) throws(SettingsError) {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let setting = SettingKey.all.first(where: { $0.key == key })
    else {
      throw SettingsError(
        key: "LIANDU_\(key.uppercased())_FILE", problem: "the file \(file) cannot be read",
        expected: "a readable file that holds the secret alone", example: "/run/secrets/liandu")
    }
    try store(setting, text, named: "\(key)_file")
    tokenFile = file
  }

  private mutating func store(
    _ setting: SettingKey, _ text: String, named name: String
  ) throws(SettingsError) {
    let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard setting.store(&self, value) else {
      let shown = setting.isSecret ? "the value" : "\"\(value.prefix(60))\""
      throw SettingsError(
        key: name, problem: "\(shown) cannot be used", expected: setting.expected,
        example: setting.example)
    }
  }

  private func require(_ key: String, _ value: String) throws(SettingsError) {
    guard value.isEmpty, let setting = SettingKey.all.first(where: { $0.key == key }) else {
      return
    }
    throw SettingsError(
      key: setting.variable, problem: "missing", expected: setting.expected,
      example: "\(setting.variable)=\(setting.example)")
  }
}
