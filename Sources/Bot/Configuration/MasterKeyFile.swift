import Foundation
import Ledger
import Transport

/// The file with the master key: 32 bytes as base64 or hexadecimal digits, readable by its owner only.
enum MasterKeyFile {
  /// The key as it stands in the file; nil where the file cannot be used.
  /// - Parameter isCredential: systemd guards the file, by a list of rights that its mode does not tell.
  static func read(_ path: String, isCredential: Bool = false) -> Secret? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = attributes[.posixPermissions] as? NSNumber,
      isCredential || mode.intValue & 0o077 == 0,
      let text = try? String(contentsOfFile: path, encoding: .utf8), Sealer.bytes(text) != nil
    else { return nil }
    return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}

extension Settings {
  /// What seals restricted records; nil where no key is named.
  var sealer: Sealer? {
    masterKey.flatMap { Sealer.bytes($0.reveal()) }.flatMap { try? Sealer(key: $0) }
  }

  /// sealed needs a key and a service inside the network.
  func requireSealing() throws(SettingsError) {
    guard sealsPersons, masterKey == nil || !intranet else { return }
    let missing = masterKey == nil ? "LIANDU_KEY_FILE is missing" : "LIANDU_INTRANET is not true"
    throw SettingsError(
      key: "LIANDU_PERSONS", problem: "sealed cannot be used: \(missing)",
      expected: "handover, or sealed together with LIANDU_KEY_FILE and LIANDU_INTRANET=true",
      example: masterKey == nil
        ? "LIANDU_KEY_FILE=/etc/liandu/key" : "LIANDU_INTRANET=true on a service inside the network"
    )
  }
}
