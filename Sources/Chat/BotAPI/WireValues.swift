/// An integer that some servers write as a string.
struct WireID: Decodable, Equatable {
  var value: Int64

  var text: String { String(value) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      value = try container.decode(Int64.self)
    } catch {
      guard let text = try? container.decode(String.self), let number = Int64(text) else {
        throw error
      }
      value = number
    }
  }
}

/// What a message may do without must not make it unreadable.
extension KeyedDecodingContainer {
  /// The value, or nil where it is missing or of another form.
  func lossy<Value: Decodable>(_ key: Key) -> Value? {
    guard contains(key) else { return nil }
    return try? decodeIfPresent(Value.self, forKey: key)
  }

  /// The elements that are of the right form.
  func list<Element: Decodable>(_ key: Key) -> [Element] {
    let list: [Lossy<Element>]? = lossy(key)
    return list?.compactMap(\.value) ?? []
  }
}

private struct Lossy<Value: Decodable>: Decodable {
  var value: Value?

  init(from decoder: any Decoder) throws {
    value = try? Value(from: decoder)
  }
}
