import Crypto
import Foundation

/// What binds a signer's consent to a text.
enum TextDigest {
  /// SHA-256 of the text's UTF-8, 64 hexadecimal digits.
  static func of(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    var result = ""
    for byte in SHA256.hash(data: Data(text.utf8)) {
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
    return result
  }

  /// 核验码: the first eight digits, as people read them out: 7F3A-91C2.
  static func code(_ digest: String) -> String {
    let head = digest.prefix(8).uppercased()
    return "\(head.prefix(4))-\(head.dropFirst(4))"
  }
}
