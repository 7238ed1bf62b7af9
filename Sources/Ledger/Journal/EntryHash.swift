import Casework
import Foundation

/// The hash of a journal entry: SHA-256 over the entry before it and every column of its own. It
/// is also an anchor: whoever kept one can tell whether anything up to it was changed since.
///
/// The chain has no key. It proves nothing without an anchor kept elsewhere.
public struct EntryHash: Sendable, Hashable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: Data

  init(_ bytes: Data) { self.bytes = bytes }

  /// 64 hexadecimal digits.
  public var description: String { Hex.text(bytes) }

  /// What the first entry of a chain names as the one before it.
  static func genesis(of audience: Audience) -> EntryHash {
    audience == .open ? openGenesis : restrictedGenesis
  }

  private static let openGenesis = makeGenesis("open")
  private static let restrictedGenesis = makeGenesis("restricted")

  private static func makeGenesis(_ chain: String) -> EntryHash {
    var canonical = Canonical()
    canonical.text("liandu journal")
    canonical.integer(1)
    canonical.text(chain)
    return EntryHash(canonical.sha256)
  }
}

/// The last entry of a chain: 0 and the genesis hash where the chain is empty.
public struct ChainHead: Sendable, Equatable {
  public var sequence: Int
  public var hash: EntryHash
}
