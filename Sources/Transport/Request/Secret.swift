/// A text that never prints itself: a URL with a token in it, a header's value, a password.
///
/// `description`, `debugDescription`, `dump` and string interpolation all give `‹redacted›`. Only
/// `reveal()` gives the text, so that a search for its name finds every use.
public struct Secret: Sendable, Hashable {
  private let text: String

  /// Wraps a text.
  public init(_ text: String) {
    self.text = text
  }

  /// The text itself. Whoever calls this keeps it out of logs and errors.
  public func reveal() -> String { text }
}

extension Secret: ExpressibleByStringLiteral {
  /// Wraps a literal, for parts that are no secret but stand where secrets may.
  public init(stringLiteral value: String) {
    self.init(value)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always `‹redacted›`.
  public var description: String { "‹redacted›" }

  /// Always `‹redacted›`.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
