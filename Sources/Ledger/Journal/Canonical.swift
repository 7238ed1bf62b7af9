import Crypto
import Foundation

/// Values as bytes that can be read in one way only: a tag, a length of eight bytes, big end
/// first, the bytes. What hashes are computed over.
struct Canonical {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  mutating func integer(_ value: Int64) {
    bytes.append(1)
    number(8)
    number(UInt64(bitPattern: value))
  }

  mutating func text(_ value: String) {
    bytes.append(2)
    number(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  mutating func text(_ value: String?) {
    guard let value else { return null() }
    text(value)
  }

  mutating func blob(_ value: Data) {
    bytes.append(3)
    number(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func null() {
    bytes.append(0)
    number(0)
  }

  var sha256: Data { Data(SHA256.hash(data: bytes)) }

  private mutating func number(_ value: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
