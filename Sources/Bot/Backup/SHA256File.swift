import Crypto
import Foundation

/// A file's digest, read in pieces.
enum SHA256File {
  /// SHA-256 in hexadecimal.
  static func digest(_ path: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Backup.Failure(description: "\(path) cannot be read")
    }
    defer { try? handle.close() }
    var digest = SHA256()
    while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
      digest.update(data: data)
    }
    let digits = Array("0123456789abcdef")
    return digest.finalize().map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }
}
