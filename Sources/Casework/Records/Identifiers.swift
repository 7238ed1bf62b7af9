/// An identifier that means nothing beyond naming one thing; kept and compared as its text.
public protocol OpaqueID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  var text: String { get }
  init(_ text: String)
}

extension OpaqueID {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
  public var description: String { text }
}

/// A person, whatever accounts they have. Roles attach to persons.
public struct PersonID: OpaqueID {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// An account in an IM, `service:id`, such as `botapi:42`.
public struct AccountID: OpaqueID {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// A chat in an IM, `service:id`.
public struct ChatID: OpaqueID {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// A registered unit (责任单位).
public struct UnitID: OpaqueID {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// The number of an open case: `12`. Serials never restart and grow in width.
public struct CaseNumber: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public let value: Int

  public init(_ value: Int) { self.value = value }

  public init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }

  public static func < (left: CaseNumber, right: CaseNumber) -> Bool { left.value < right.value }
  public var description: String { String(value) }
}

/// What an event is about; its text form (`case:12`) stands in the journal.
public enum RecordID: Sendable, Hashable, CustomStringConvertible {
  case matter(CaseNumber)
  case person(PersonID)
  case unit(UnitID)
  case group(ChatID)

  /// Reads the text form; nil for anything else.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "case":
      guard let value = Int(rest) else { return nil }
      self = .matter(CaseNumber(value))
    case "person": self = .person(PersonID(rest))
    case "unit": self = .unit(UnitID(rest))
    case "group": self = .group(ChatID(rest))
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .matter(let number): "case:\(number)"
    case .person(let id): "person:\(id)"
    case .unit(let id): "unit:\(id)"
    case .group(let id): "group:\(id)"
    }
  }
}
