import Foundation

/// A JSON value, for bodies whose shape a caller chooses: numbers may come as text, lists as JSON in
/// a form's field.
public enum JSON: Sendable, Equatable, Codable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// Reads a text; nil where it is no JSON.
  init?(text: String) {
    guard let value = try? JSONDecoder().decode(JSON.self, from: Data(text.utf8)) else {
      return nil
    }
    self = value
  }

  var data: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A value of this type always encodes; an empty body would be the honest failure.
    return (try? encoder.encode(self)) ?? Data()
  }

  subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var text: String? {
    switch self {
    case .string(let value): value
    case .integer(let value): "\(value)"
    default: nil
    }
  }

  var int: Int64? {
    switch self {
    case .integer(let value): value
    case .string(let text): Int64(text)
    case .number(let value): Int64(exactly: value)
    default: nil
    }
  }

  var flag: Bool? {
    switch self {
    case .bool(let value): value
    case .string(let text): ["true", "1"].contains(text.lowercased())
    case .integer(let value): value != 0
    default: nil
    }
  }

  var list: [JSON]? {
    switch self {
    case .array(let values): values
    case .string(let text): JSON(text: text)?.list
    default: nil
    }
  }

  /// The object itself, or the one that a text holds.
  var record: [String: JSON]? {
    switch self {
    case .object(let members): members
    case .string(let text): JSON(text: text)?.record
    default: nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
