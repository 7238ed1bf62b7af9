import Foundation

/// A file's owner and rights, of itself and of no file that a link leads to.
struct FileMode {
  var owner: UInt32
  var bits: Int
  var isFolder: Bool

  /// nil where there is nothing of that name, or it may not be looked at.
  init?(_ path: String) {
    guard let found = try? FileManager.default.attributesOfItem(atPath: path),
      let owner = found[.ownerAccountID] as? NSNumber,
      let bits = found[.posixPermissions] as? NSNumber
    else { return nil }
    self.owner = owner.uint32Value
    self.bits = bits.intValue & 0o7777
    isFolder = found[.type] as? FileAttributeType == .typeDirectory
  }

  /// Nobody but the owner may read, write or enter.
  var isPrivate: Bool { bits & 0o077 == 0 }

  /// As `chmod` takes it.
  var octal: String { "0" + String(bits, radix: 8) }
}
