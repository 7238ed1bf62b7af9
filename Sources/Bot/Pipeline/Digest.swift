import Chat
import Crypto
import Foundation

/// What names an update that was set aside without telling what it says.
enum Digest {
  /// SHA-256 in hexadecimal, over the bytes as they came where they are known.
  static func of(_ update: IncomingUpdate) -> String {
    let bytes: Data =
      if case .unreadable(let unreadable) = update.content {
        unreadable.bytes
      } else {
        Data("\(update)".utf8)
      }
    return hexadecimal(SHA256.hash(data: bytes))
  }

  /// SHA-256 in hexadecimal.
  static func of(_ bytes: Data) -> String { hexadecimal(SHA256.hash(data: bytes)) }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }
}
