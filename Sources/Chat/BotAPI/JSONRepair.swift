/// Makes a JSON text decodable that holds what a decoder refuses in a string: escapes of lone
/// surrogates, raw control characters, bytes that are no UTF-8. Each becomes U+FFFD or an escape of
/// as many UTF-16 units as the server counted, so that entity offsets stay right.
enum JSONRepair {
  /// Whether all bytes are UTF-8.
  static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes)
      return true
    } catch {
      return false
    }
  }

  static func repaired(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(range.count + 64)
    var position = range.lowerBound
    let end = range.upperBound
    var inString = false
    while position < end {
      let byte = bytes[position]
      if byte >= 0x80 {
        copyScalar(bytes, &position, end, &output)
      } else if byte == 0x5C, inString {
        copyEscape(bytes, &position, end, &output)
      } else if byte < 0x20, inString {
        output.append(contentsOf: [
          0x5C, 0x75, 0x30, 0x30, hexDigit(byte >> 4), hexDigit(byte & 15),
        ])
        position += 1
      } else {
        if byte == 0x22 { inString.toggle() }
        output.append(byte)
        position += 1
      }
    }
    return output
  }

  private static func copyEscape(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ output: inout [UInt8]
  ) {
    guard let unit = escapedUnit(bytes, position, end), 0xD800...0xDFFF ~= unit else {
      // Any other escape; both its bytes, so that an escaped quote does not end the string.
      for _ in 0..<2 where position < end {
        output.append(bytes[position])
        position += 1
      }
      return
    }
    if unit < 0xDC00, let low = escapedUnit(bytes, position + 6, end), 0xDC00...0xDFFF ~= low {
      for index in position..<position + 12 { output.append(bytes[index]) }
      position += 12
    } else {
      output.append(contentsOf: replacement)
      position += 6
    }
  }

  /// The UTF-16 unit of the `\u` escape at the position; nil where none stands.
  private static func escapedUnit(
    _ bytes: Span<UInt8>, _ position: Int, _ end: Int
  ) -> UInt32? {
    guard position + 6 <= end, bytes[position] == 0x5C, bytes[position + 1] == 0x75 else {
      return nil
    }
    var unit: UInt32 = 0
    for index in position + 2..<position + 6 {
      guard let digit = hexValue(bytes[index]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// Copies one scalar that is not ASCII, or U+FFFD for what is none.
  private static func copyScalar(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ output: inout [UInt8]
  ) {
    if let high = rawSurrogate(bytes, position, end) {
      // Surrogates written as UTF-8 (CESU-8, WTF-8): a pair is one scalar, one alone is lost.
      if high < 0xDC00, let low = rawSurrogate(bytes, position + 3, end), low >= 0xDC00,
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      {
        output.append(contentsOf: Array(String(scalar).utf8))
        position += 6
      } else {
        output.append(contentsOf: replacement)
        position += 3
      }
      return
    }
    let length = wellFormedLength(bytes, position, end)
    if length == 0 {
      output.append(contentsOf: replacement)
      position += 1
      return
    }
    for index in position..<position + length { output.append(bytes[index]) }
    position += length
  }

  private static func rawSurrogate(
    _ bytes: Span<UInt8>, _ position: Int, _ end: Int
  ) -> UInt32? {
    guard position + 3 <= end, bytes[position] == 0xED, 0xA0...0xBF ~= bytes[position + 1],
      0x80...0xBF ~= bytes[position + 2]
    else { return nil }
    return 0xD000 | UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F)
  }

  /// The bytes of the well-formed sequence at the position; 0 if there is none.
  private static func wellFormedLength(
    _ bytes: Span<UInt8>, _ position: Int, _ end: Int
  ) -> Int {
    let first = bytes[position]
    let length: Int
    // What the second byte may be: no overlong forms, nothing above U+10FFFF.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard position + length <= end, second ~= bytes[position + 1] else { return 0 }
    for index in position + 2..<max(position + 2, position + length)
    where !(0x80...0xBF ~= bytes[index]) {
      return 0
    }
    return length
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private static func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 0x30 + nibble : 0x57 + nibble
  }

  private static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }
}
