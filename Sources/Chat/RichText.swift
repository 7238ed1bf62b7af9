/// A text with emphasis, code, mentions and tables, as a value. Nobody but an IM's adapter turns it
/// into that IM's form, so what a member typed can never become markup.
public struct RichText: Sendable, Hashable {
  /// A stretch of a line.
  public enum Span: Sendable, Hashable {
    case text(String)
    case strong(String)
    /// To be typed or copied as it stands.
    case code(String)
    /// An account to be notified; shown as `@` and the name.
    case mention(account: String, name: String)

    /// What is read, without emphasis.
    public var plainText: String {
      switch self {
      case .text(let text), .strong(let text), .code(let text): text
      case .mention(_, let name): "@\(name)"
      }
    }
  }

  /// Rows of cells; a row may be shorter or longer than the header.
  public struct Table: Sendable, Hashable {
    public var header: [String]
    public var rows: [[String]]

    public init(header: [String], rows: [[String]]) {
      self.header = header
      self.rows = rows
    }

    /// One line for the header and one for each row, for services without tables.
    var lines: [[Span]] {
      let head: [[Span]] = header.isEmpty ? [] : [[.strong(Self.joined(header))]]
      return head + rows.map { [.text(Self.joined($0))] }
    }

    private static func joined(_ cells: [String]) -> String {
      cells.joined(separator: " · ")
    }
  }

  /// What stands below each other.
  public enum Block: Sendable, Hashable {
    case line([Span])
    case table(Table)
  }

  public var blocks: [Block]

  /// Lines and tables.
  public init(blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// Lines alone.
  public init(lines: [[Span]]) {
    blocks = lines.map { .line($0) }
  }

  /// One line for each line of the text.
  public init(_ text: String) {
    // By scalar: as a Character "\r\n" would not be found by "\n".
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    blocks = lines.map { .line([.text(String($0))]) }
  }

  /// All of it as lines, tables flattened.
  public var lines: [[Span]] {
    var lines: [[Span]] = []
    lines.reserveCapacity(blocks.count)
    for block in blocks {
      switch block {
      case .line(let spans): lines.append(spans)
      case .table(let table): lines.append(contentsOf: table.lines)
      }
    }
    return lines
  }

  /// The words alone, one line below the other.
  public var plainText: String {
    var text = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { text.append("\n") }
      for span in line { text.append(span.plainText) }
    }
    return text
  }

  /// True when nobody would see anything: services refuse such a message.
  public var isBlank: Bool {
    for line in lines {
      for span in line where !Sanitizer.isBlank(span.plainText) { return false }
    }
    return true
  }
}

extension RichText: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
