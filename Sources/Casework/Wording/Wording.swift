/// What is said to people, as a value: lines of spans. No markup; an IM's adapter escapes and
/// renders it. Text that members typed is only ever a plain span.
///
/// Written as a literal: `"看详情：\(typed: "查 12")"`.
public struct Wording: Sendable, Equatable {
  public enum Span: Sendable, Equatable {
    case plain(String)
    /// A person to be notified, by the name the sentence calls them.
    case mention(PersonID, String)
    /// A command to be typed or copied, without its slash: the renderer knows which form works.
    case typed(String)
    /// Text to be copied exactly as it stands.
    case copied(String)
  }

  public typealias Line = [Span]

  public var lines: [Line]

  public init(lines: [Line] = []) {
    self.lines = lines
  }

  /// One line for each line of the text.
  public init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { [.plain(String($0))] }
  }

  /// Appends the lines below those there are.
  public mutating func add(_ more: Wording) {
    lines.append(contentsOf: more.lines)
  }

  public static func + (left: Wording, right: Wording) -> Wording {
    guard let last = left.lines.last, let first = right.lines.first else {
      return Wording(lines: left.lines + right.lines)
    }
    return Wording(lines: left.lines.dropLast() + [last + first] + right.lines.dropFirst())
  }
}

extension Wording: ExpressibleByStringInterpolation {
  public struct StringInterpolation: StringInterpolationProtocol {
    var lines: [Line] = [[]]

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      append(literal)
    }

    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      append(value.description)
    }

    public mutating func appendInterpolation(typed text: String) {
      lines[lines.count - 1].append(.typed(text))
    }

    /// Several lines stay several lines, each to be copied.
    public mutating func appendInterpolation(copied text: String) {
      for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append([]) }
        if !part.isEmpty { lines[lines.count - 1].append(.copied(String(part))) }
      }
    }

    private mutating func append(_ text: String) {
      for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append([]) }
        guard !part.isEmpty else { continue }
        // Neighbouring plain spans are one, so that equal sentences are equal values.
        if case .plain(let before)? = lines[lines.count - 1].last {
          lines[lines.count - 1][lines[lines.count - 1].count - 1] = .plain(before + part)
        } else {
          lines[lines.count - 1].append(.plain(String(part)))
        }
      }
    }
  }

  public init(stringInterpolation: StringInterpolation) {
    lines = stringInterpolation.lines
  }

  public init(stringLiteral text: String) {
    self.init(text)
  }
}
