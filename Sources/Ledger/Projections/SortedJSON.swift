/// JSON written in one go. The caller names the keys in the order of their bytes.
struct SortedJSON {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init() { bytes.reserveCapacity(768) }

  mutating func object(_ members: (inout SortedJSON) throws -> Void) rethrows {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    try members(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func array<T>(_ key: String, _ items: [T], _ item: (inout SortedJSON, T) -> Void) {
    self.key(key)
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    for value in items { item(&self, value) }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  mutating func member(_ key: String, _ value: String) {
    self.key(key)
    text(value)
  }

  mutating func member(_ key: String, _ value: Int64) {
    self.key(key)
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// A key of plain letters; its value follows.
  mutating func key(_ key: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: key.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A value that is JSON already.
  mutating func raw(_ value: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
  }

  mutating func text(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x00...0x1F: escape(byte)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    let short: String? =
      switch byte {
      case 0x08: "\\b"
      case 0x09: "\\t"
      case 0x0A: "\\n"
      case 0x0C: "\\f"
      case 0x0D: "\\r"
      default: nil
      }
    bytes.append(contentsOf: (short ?? "\\u00\(Hex.text([byte]))").utf8)
  }
}
