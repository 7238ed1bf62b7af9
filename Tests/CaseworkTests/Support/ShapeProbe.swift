import Foundation

@testable import Casework

/// Finds out what a type asks of JSON, key by key, by letting it decode from nothing: whichever keys
/// it asks for, as what, and whether they may be absent.
final class ShapeProbe {
  /// By the name of a kind and version, or of a type that such a payload holds.
  private(set) var shapes: [String: [String: String]] = [:]

  func look(at form: any Decodable.Type, as name: String) throws {
    let node = ShapeNode(probe: self)
    _ = try form.init(from: ShapeDecoder(node: node))
    shapes[name] = node.keys
  }

  /// One line for each name.
  var text: String {
    shapes.sorted { $0.key < $1.key }.map { name, keys in
      "\(name):" + keys.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined() + "\n"
    }.joined()
  }

  static func read(_ text: String) -> [String: [String: String]] {
    var shapes: [String: [String: String]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      var keys: [String: String] = [:]
      for key in parts[1].split(separator: " ") {
        let pair = key.split(separator: "=", maxSplits: 1)
        keys[String(pair[0])] = String(pair[1])
      }
      shapes[String(parts[0])] = keys
    }
    return shapes
  }

  /// A value of that type made from nothing, and what it asks for.
  fileprivate func value<T: Decodable>(_ type: T.Type) throws -> (T, String) {
    if let value = "" as? T { return (value, "String") }
    if let value = 1 as? T { return (value, "Int") }
    if let value = Int64(1) as? T { return (value, "Int64") }
    if let value = false as? T { return (value, "Bool") }
    if let value = [String: Int]() as? T { return (value, "[String:Int]") }
    if let value = CivilDate(dayNumber: 0) as? T { return (value, "Day") }
    if let words = type as? any CaseIterable.Type, let value = ShapeProbe.first(words) as? T {
      return (value, "Word")
    }
    let node = ShapeNode(probe: self)
    let value = try T(from: ShapeDecoder(node: node))
    if let leaf = node.leaf { return (value, leaf) }
    // A turn's payload is named by its kind; what it holds has a name of its own.
    let name = "\(type)".split(separator: ".").last.map(String.init) ?? "\(type)"
    shapes[name] = node.keys
    return (value, name)
  }

  private static func first<C: CaseIterable>(_ type: C.Type) -> Any? { type.allCases.first }
}

private final class ShapeNode {
  let probe: ShapeProbe
  var keys: [String: String] = [:]
  var leaf: String?

  init(probe: ShapeProbe) { self.probe = probe }
}

private struct ShapeDecoder: Decoder {
  let node: ShapeNode
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(ShapeKeys(node: node))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { ShapeList(node: node) }
  func singleValueContainer() -> any SingleValueDecodingContainer { ShapeValue(node: node) }
}

private struct ShapeKeys<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let node: ShapeNode
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    let (value, shape) = try node.probe.value(type)
    node.keys[key.stringValue] = shape
    return value
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    let (_, shape) = try node.probe.value(type)
    node.keys[key.stringValue] = shape + "?"
    return nil
  }

  // These have a default of their own, which asks for the key.
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    may(key, "String")
  }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { may(key, "Bool") }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { may(key, "Int") }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { may(key, "Int64") }

  private func may<T>(_ key: Key, _ shape: String) -> T? {
    node.keys[key.stringValue] = shape + "?"
    return nil
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> { KeyedDecodingContainer(ShapeKeys<Nested>(node: node)) }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
    ShapeList(node: node)
  }
  func superDecoder() -> any Decoder { ShapeDecoder(node: node) }
  func superDecoder(forKey key: Key) -> any Decoder { ShapeDecoder(node: node) }
}

private struct ShapeList: UnkeyedDecodingContainer {
  let node: ShapeNode
  var codingPath: [any CodingKey] { [] }
  var count: Int? { 1 }
  var isAtEnd: Bool { currentIndex > 0 }
  var currentIndex = 0

  init(node: ShapeNode) { self.node = node }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    currentIndex += 1
    let (value, shape) = try node.probe.value(type)
    node.leaf = "[\(shape)]"
    return value
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedDecodingContainer<Nested> { KeyedDecodingContainer(ShapeKeys<Nested>(node: node)) }
  func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { ShapeList(node: node) }
  func superDecoder() -> any Decoder { ShapeDecoder(node: node) }
}

private struct ShapeValue: SingleValueDecodingContainer {
  let node: ShapeNode
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (value, shape) = try node.probe.value(type)
    node.leaf = shape
    return value
  }
}
