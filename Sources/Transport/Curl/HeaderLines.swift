/// The headers of an answer, from the lines as they came.
enum HeaderLines {
  /// Values by lower-cased name; repeated ones joined with `, `. Lines without a colon (the status
  /// line, the empty one) say nothing.
  static func parse(_ bytes: [UInt8]) -> [String: String] {
    var headers: [String: String] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
        continue
      }
      let name = String(unsafeUninitializedCapacity: colon - line.startIndex) { buffer in
        for (index, byte) in line[..<colon].enumerated() { buffer[index] = lowered(byte) }
        return colon - line.startIndex
      }
      let value = String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)
      if let present = headers[name] {
        headers[name] = "\(present), \(value)"
      } else {
        headers[name] = value
      }
    }
    return headers
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte | 32 : byte
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let first = line.first, first <= 32 { line = line.dropFirst() }
    while let last = line.last, last <= 32 { line = line.dropLast() }
    return line
  }
}
