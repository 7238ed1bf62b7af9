import Crypto
import Foundation

/// Where the demonstration lives: the hub's folder, the ledger's, and the bot's token.
struct DemoPlace: Sendable {
  let folder: String
  let token: String

  var hub: String { folder + "/hub" }
  var ledger: String { folder + "/bot" }
  /// While it is being played: a play that was broken off is begun anew.
  var draft: DemoPlace { DemoPlace(folder: folder + ".draft", token: token) }

  private init(folder: String, token: String) {
    self.folder = folder
    self.token = token
  }

  /// The demonstration in that folder; nil where it was never played to the end.
  static func existing(_ folder: String) -> DemoPlace? {
    guard
      let token = try? String(contentsOfFile: folder + "/token", encoding: .utf8), !token.isEmpty
    else { return nil }
    return DemoPlace(folder: folder, token: token)
  }

  /// Creates the folder that the demonstration lies in.
  static func prepare(_ data: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw unwritable(data)
    }
  }

  /// A new one, its folder empty and for this user alone.
  static func new(_ folder: String) throws -> DemoPlace {
    let secret = SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
      Data(bytes).base64EncodedString().filter { $0.isLetter || $0.isNumber }
    }
    let place = DemoPlace(folder: folder, token: "4242:\(secret)")
    let draft = place.draft
    try? FileManager.default.removeItem(atPath: draft.folder)
    do {
      try FileManager.default.createDirectory(
        atPath: draft.folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw DemoPlace.unwritable(draft.folder)
    }
    return place
  }

  private static func unwritable(_ folder: String) -> SettingsError {
    SettingsError(
      key: "LIANDU_DATA", problem: "the folder \(folder) cannot be written",
      expected: "a folder this user may write to", example: "LIANDU_DATA=/var/lib/liandu")
  }

  /// The play is over: what was played gets its name.
  func settle() throws {
    let path = draft.folder + "/token"
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(token.utf8), attributes: [.posixPermissions: 0o600])
    else { throw DemoPlace.unwritable(draft.folder) }
    try FileManager.default.moveItem(atPath: draft.folder, toPath: folder)
  }
}
