/// Finds where the values of a JSON text begin and end, without recursion and without building
/// anything, so that neither depth nor size of what a server sends can hurt.
///
/// It is as strict as dividing a text safely needs, and leaves the rest to the decoder: the
/// brackets must match and strings end; what stands inside a nested value is not looked at.
enum JSONScan {
  enum Kind { case string, object, array, literal }

  struct Value {
    /// All of it, with quotes or brackets.
    var range: Range<Int>
    var kind: Kind
    /// Levels of brackets inside each other; 0 for a string or literal.
    var depth: Int
    /// A string in it holds the escape of a surrogate, or a raw control character.
    var needsRepair: Bool
  }

  static func skipBlanks(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) {
    while position < end, isBlank(bytes[position]) { position += 1 }
  }

  /// The value that begins at the position, which moves behind it. Nil if none begins there or its
  /// end is missing.
  static func value(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Value? {
    guard position < end else { return nil }
    let start = position
    var needsRepair = false
    switch bytes[position] {
    case 0x22:
      guard skipString(bytes, &position, end, &needsRepair) else { return nil }
      return Value(range: start..<position, kind: .string, depth: 0, needsRepair: needsRepair)
    case 0x7B, 0x5B:
      let kind: Kind = bytes[position] == 0x7B ? .object : .array
      guard let depth = skipBrackets(bytes, &position, end, &needsRepair) else { return nil }
      return Value(range: start..<position, kind: kind, depth: depth, needsRepair: needsRepair)
    default:
      while position < end, !endsLiteral(bytes[position]) { position += 1 }
      if position == start { return nil }
      return Value(range: start..<position, kind: .literal, depth: 0, needsRepair: false)
    }
  }

  /// An integer, written as such or as a string of digits. Nil if it is none or too large.
  static func integer(_ bytes: Span<UInt8>, _ value: Value) -> Int64? {
    var range = value.range
    if value.kind == .string { range = range.lowerBound + 1..<range.upperBound - 1 }
    guard value.kind == .string || value.kind == .literal, range.count <= 20 else { return nil }
    var text = ""
    for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    if text.utf8.first == 0x2B { return nil }
    return Int64(text)
  }

  /// A number as milliseconds, when it counts seconds. Nil if it is none, negative or too large.
  static func milliseconds(_ bytes: Span<UInt8>, _ value: Value) -> Int64? {
    guard value.kind == .literal, value.range.count <= 32 else { return nil }
    var text = ""
    for index in value.range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    guard let seconds = Double(text), seconds >= 0, seconds < 1e9 else { return nil }
    return Int64((seconds * 1000).rounded(.up))
  }

  static func isTrue(_ bytes: Span<UInt8>, _ value: Value) -> Bool {
    value.kind == .literal && equals(bytes, value.range, "true")
  }

  /// Whether the bytes are exactly this ASCII text.
  static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      for index in range where bytes[index] != wanted[index - range.lowerBound] { return false }
      return true
    }
  }

  private static func skipString(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ needsRepair: inout Bool
  ) -> Bool {
    position += 1
    while position < end {
      let byte = bytes[position]
      position += 1
      if byte == 0x22 { return true }
      if byte < 0x20 { needsRepair = true }
      if byte == 0x5C {
        // \uD8xx to \uDFxx: a pair perhaps, perhaps not. The repair looks closer.
        if position + 1 < end, bytes[position] == 0x75, bytes[position + 1] | 0x20 == 0x64 {
          needsRepair = true
        }
        position += 1
      }
    }
    return false
  }

  private static func skipBrackets(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ needsRepair: inout Bool
  ) -> Int? {
    var open = BracketStack()
    var deepest = 0
    while position < end {
      switch bytes[position] {
      case 0x22:
        guard skipString(bytes, &position, end, &needsRepair) else { return nil }
        continue
      case 0x7B:
        open.push(isObject: true)
        deepest = max(deepest, open.depth)
      case 0x5B:
        open.push(isObject: false)
        deepest = max(deepest, open.depth)
      case 0x7D:
        guard open.pop(isObject: true) else { return nil }
      case 0x5D:
        guard open.pop(isObject: false) else { return nil }
      default: break
      }
      position += 1
      if open.depth == 0 { return deepest }
    }
    return nil
  }

  fileprivate static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func endsLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D: true
    default: isBlank(byte)
    }
  }
}

/// Which brackets are open: one bit each, so that a million cost 128 KiB.
private struct BracketStack {
  private(set) var depth = 0
  private var bits: UInt64 = 0
  private var full: [UInt64] = []

  mutating func push(isObject: Bool) {
    if depth > 0, depth % 64 == 0 {
      full.append(bits)
      bits = 0
    }
    bits = bits << 1 | (isObject ? 1 : 0)
    depth += 1
  }

  mutating func pop(isObject: Bool) -> Bool {
    guard depth > 0, (bits & 1 == 1) == isObject else { return false }
    bits >>= 1
    depth -= 1
    if depth > 0, depth % 64 == 0, let last = full.popLast() { bits = last }
    return true
  }
}
