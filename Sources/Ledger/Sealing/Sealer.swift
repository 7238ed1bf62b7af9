import Crypto
import Foundation

/// The master key: wraps the data keys, one for each restricted record. Pure: reads no file and no
/// environment; whoever opens the ledger hands the key in.
public struct Sealer: Sendable {
  /// A key that is none.
  public struct WrongLength: Error, Sendable, CustomStringConvertible {
    public var description: String {
      "the key has another length; expected 32 bytes, as base64 or 64 hexadecimal digits."
    }
  }

  private let master: SymmetricKey
  /// Which master key it is, without telling anything of it.
  let name: String

  /// - Parameter key: 32 bytes.
  public init(key: Data) throws(WrongLength) {
    guard key.count == 32 else { throw WrongLength() }
    master = SymmetricKey(data: key)
    let digest = SHA256.hash(data: Data("liandu master key\n".utf8) + key)
    name = Hex.text(Array(digest.prefix(8)))
  }

  /// Reads 32 bytes written as base64 or hexadecimal digits; nil for anything else.
  public static func bytes(_ text: String) -> Data? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.utf8.count == 64, text.allSatisfy(\.isHexDigit) {
      var bytes = Data()
      var digits = text.utf8.makeIterator()
      while let high = digits.next(), let low = digits.next() {
        guard let byte = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else {
          return nil
        }
        bytes.append(byte)
      }
      return bytes
    }
    return Data(base64Encoded: text).flatMap { $0.count == 32 ? $0 : nil }
  }

  func wrap(_ key: SymmetricKey, of record: String) throws -> Data {
    let bytes = key.withUnsafeBytes { Data($0) }
    return try Sealed.seal(bytes, master, bound: "key|\(record)")
  }

  func unwrap(_ wrapped: Data, of record: String) throws -> SymmetricKey {
    SymmetricKey(data: try Sealed.open(wrapped, master, bound: "key|\(record)"))
  }
}

/// Sealed bytes: a mark, then nonce, ciphertext and tag of AES-256-GCM. The mark begins with a zero
/// byte, which neither JSON nor a message of the outbox does.
enum Sealed {
  private static let mark = Data([0, 0x4C, 0x53, 1])

  static func isSealed(_ data: Data) -> Bool { data.starts(with: mark) }

  /// - Parameter bound: What the bytes belong to; they cannot be opened as anything else.
  static func seal(_ data: Data, _ key: SymmetricKey, bound: String) throws -> Data {
    let box = try AES.GCM.seal(data, using: key, authenticating: Data(bound.utf8))
    guard let combined = box.combined else { throw LedgerError.keyWrong }
    return mark + combined
  }

  static func open(_ data: Data, _ key: SymmetricKey, bound: String) throws -> Data {
    do {
      let box = try AES.GCM.SealedBox(combined: data.dropFirst(mark.count))
      return try AES.GCM.open(box, using: key, authenticating: Data(bound.utf8))
    } catch {
      throw LedgerError.keyWrong
    }
  }
}
