import ArgumentParser
import Foundation
import Ledger
import Transport

struct RotateKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key", abstract: "Change the master key of what is sealed.",
    discussion: """
      Wraps the data keys anew; journal and records stay as they are, and so do their hashes. The bot \
      is stopped meanwhile. LIANDU_KEY_FILE names the old key; afterwards name the new one there. \
      Backups made before need the old key.
      """)

  @OptionGroup var options: LedgerOptions

  @Option(help: "The file with the new key: 32 bytes as base64 or hexadecimal, mode 0600.")
  var newKeyFile: String

  func run() throws {
    let path = try options.ledgerPath()
    guard let old = try options.sealer() else {
      throw SettingsError(
        key: "LIANDU_KEY_FILE", problem: "missing", expected: "the file of the key in use",
        example: "LIANDU_KEY_FILE=/etc/liandu/key")
    }
    guard let secret = MasterKeyFile.read(newKeyFile), let bytes = Sealer.bytes(secret.reveal())
    else {
      throw SettingsError(
        key: "--new-key-file", problem: "the file \(newKeyFile) cannot be used",
        expected:
          "a file that only its owner may read, with 32 bytes as base64 or hexadecimal digits",
        example: "openssl rand -base64 32 > /etc/liandu/key.new")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let lock = try LedgerLock.acquire(folder: folder)
    let count = try KeyRotation.rotate(path: path, from: old, to: try Sealer(key: bytes))
    withExtendedLifetime(lock) { print("\(count) data keys are wrapped by the new key") }
  }
}

extension LedgerOptions {
  /// What seals the ledger's restricted records; nil where no key is named.
  func sealer() throws -> Sealer? { try settings(needsServer: false, needsData: false).sealer }
}
