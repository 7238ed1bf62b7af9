/// How a service counts the length of a text.
public enum TextUnit: String, Sendable, Codable {
  case utf16, scalars, utf8

  /// The length of a text.
  public func length(of text: String) -> Int {
    switch self {
    case .utf16: text.utf16.count
    case .scalars: text.unicodeScalars.count
    case .utf8: text.utf8.count
    }
  }

  /// The length of one scalar.
  func length(of scalar: Unicode.Scalar) -> Int {
    switch self {
    case .utf16: scalar.value > 0xFFFF ? 2 : 1
    case .scalars: 1
    case .utf8: UTF8.width(scalar)
    }
  }
}
