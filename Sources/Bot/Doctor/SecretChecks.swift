import Foundation
import Transport

/// Where the secrets lie, and who may read them. Their values are never looked at here.
enum SecretChecks {
  static func all(
    _ settings: Settings, _ environment: [String: String], file: String?
  ) -> [Check] {
    [token(settings, environment, file: file), key(settings)]
  }

  private static func token(
    _ settings: Settings, _ environment: [String: String], file: String?
  ) -> Check {
    if settings.token.reveal().isEmpty { return .ok("secret", "no token is set") }
    if environment["LIANDU_TOKEN"] != nil {
      return .ok("secret", "the token comes from the environment")
    }
    if let folder = environment["CREDENTIALS_DIRECTORY"],
      settings.tokenFile?.hasPrefix(folder) == true
    {
      return .ok("secret", "the token is a credential of systemd")
    }
    // Without a file of its own it stands among the settings.
    guard let path = settings.tokenFile ?? file, let mode = FileMode(path) else {
      return .ok("secret", "the token comes from a file")
    }
    guard mode.isPrivate else {
      return .fail(
        "secret", "\(path) has mode \(mode.octal), so that others may read the token",
        "chmod 600 \(path), then have the token renewed if others use this machine.")
    }
    return .ok("secret", "only its owner may read \(path)")
  }

  private static func key(_ settings: Settings) -> Check {
    guard let path = settings.keyFile else {
      return .ok("key", "none: nothing is sealed (LIANDU_KEY_FILE)")
    }
    let folder = URL(fileURLWithPath: settings.data).standardizedFileURL.path
    guard !URL(fileURLWithPath: path).standardizedFileURL.path.hasPrefix(folder + "/") else {
      return .warn(
        "key", "\(path) lies beside what it seals",
        "Keep the key outside LIANDU_DATA, and back it up apart.")
    }
    // A key that others may read was refused with the settings.
    return .ok("key", "only its owner may read \(path)")
  }
}
