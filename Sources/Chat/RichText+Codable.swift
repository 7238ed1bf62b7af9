/// Stored forms are kept short and stable: a plain span is a bare string, others are an array whose
/// first element names the kind. A line is `{"l":[…]}`, a table `{"h":[…],"r":[[…]]}`.
extension RichText: Codable {
  public init(from decoder: any Decoder) throws {
    blocks = try decoder.singleValueContainer().decode([Block].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(blocks)
  }
}

extension RichText.Block: Codable {
  private enum CodingKeys: String, CodingKey {
    case line = "l"
    case header = "h"
    case rows = "r"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let spans = try container.decodeIfPresent([RichText.Span].self, forKey: .line) {
      self = .line(spans)
    } else {
      self = .table(
        RichText.Table(
          header: try container.decode([String].self, forKey: .header),
          rows: try container.decode([[String]].self, forKey: .rows)))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .line(let spans):
      try container.encode(spans, forKey: .line)
    case .table(let table):
      try container.encode(table.header, forKey: .header)
      try container.encode(table.rows, forKey: .rows)
    }
  }
}

extension RichText.Span: Codable {
  private static let strongKind = "b"
  private static let codeKind = "c"
  private static let mentionKind = "m"

  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .text(text)
      return
    }
    var container = try decoder.unkeyedContainer()
    let kind = try container.decode(String.self)
    let text = try container.decode(String.self)
    switch kind {
    case Self.strongKind: self = .strong(text)
    case Self.codeKind: self = .code(text)
    case Self.mentionKind:
      self = .mention(account: text, name: try container.decode(String.self))
    default:
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "A span's kind is b, c or m.")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var parts: [String]
    switch self {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
      return
    case .strong(let text): parts = [Self.strongKind, text]
    case .code(let text): parts = [Self.codeKind, text]
    case .mention(let account, let name): parts = [Self.mentionKind, account, name]
    }
    var container = encoder.singleValueContainer()
    try container.encode(parts)
  }
}
