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

/// The number of a case: `12` in the open series, `限3` in the restricted one, which has numbers of
/// its own. Serials never restart and grow in width.
public struct CaseNumber: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// From 1.
  public let value: Int
  public let series: Audience

  public init(_ value: Int, series: Audience = .open) {
    self.value = value
    self.series = series
  }

  /// One integer for both series: below zero in the restricted one. How stores and payloads keep it.
  public var key: Int { series == .open ? value : -value }

  public init(key: Int) {
    self.init(abs(key), series: key < 0 ? .restricted : .open)
  }

  public init(from decoder: any Decoder) throws {
    self.init(key: try decoder.singleValueContainer().decode(Int.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(key)
  }

  public static func < (left: CaseNumber, right: CaseNumber) -> Bool {
    (left.series == .open ? 0 : 1, left.value) < (right.series == .open ? 0 : 1, right.value)
  }

  public var description: String { series == .open ? "\(value)" : "限\(value)" }
}
