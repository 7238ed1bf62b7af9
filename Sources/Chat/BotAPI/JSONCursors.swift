/// Goes through the members of an object.
struct JSONMembers {
  struct Member {
    /// Between the quotes.
    var key: Range<Int>
    var value: JSONScan.Value
  }

  private var walk: JSONWalk

  /// True once something stood there that no object has.
  var isBroken: Bool { walk.isBroken }

  /// - Parameter range: all of the object, with its brackets, as `JSONScan.value` found it.
  init(_ range: Range<Int>) {
    walk = JSONWalk(range)
  }

  /// Nil behind the last member, or when the object is broken.
  mutating func next(_ bytes: Span<UInt8>) -> Member? {
    guard let key = walk.next(bytes) else { return nil }
    guard key.kind == .string, walk.skipColon(bytes), let value = walk.value(bytes) else {
      walk.fail()
      return nil
    }
    return Member(key: key.range.lowerBound + 1..<key.range.upperBound - 1, value: value)
  }
}

/// Goes through the elements of an array.
struct JSONElements {
  private var walk: JSONWalk

  /// True once something stood there that no array has.
  var isBroken: Bool { walk.isBroken }

  /// - Parameter range: all of the array, with its brackets, as `JSONScan.value` found it.
  init(_ range: Range<Int>) {
    walk = JSONWalk(range)
  }

  /// Nil behind the last element, or when the array is broken.
  mutating func next(_ bytes: Span<UInt8>) -> JSONScan.Value? {
    walk.next(bytes)
  }
}

/// What both have in common: values with commas between them.
private struct JSONWalk {
  private var position: Int
  private let end: Int
  private var isFirst = true
  private(set) var isBroken = false

  init(_ range: Range<Int>) {
    position = range.lowerBound + 1
    end = range.upperBound - 1
  }

  mutating func fail() {
    isBroken = true
  }

  mutating func next(_ bytes: Span<UInt8>) -> JSONScan.Value? {
    if isBroken { return nil }
    JSONScan.skipBlanks(bytes, &position, end)
    if position >= end { return nil }
    if !isFirst {
      guard bytes[position] == 0x2C else {
        isBroken = true
        return nil
      }
      position += 1
    }
    isFirst = false
    return value(bytes)
  }

  mutating func value(_ bytes: Span<UInt8>) -> JSONScan.Value? {
    JSONScan.skipBlanks(bytes, &position, end)
    let value = JSONScan.value(bytes, &position, end)
    if value == nil { isBroken = true }
    return value
  }

  mutating func skipColon(_ bytes: Span<UInt8>) -> Bool {
    JSONScan.skipBlanks(bytes, &position, end)
    guard position < end, bytes[position] == 0x3A else { return false }
    position += 1
    return true
  }
}
