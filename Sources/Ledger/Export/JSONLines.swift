/// Rows as JSON, one object a line.
public enum JSONLines {
  /// The object of a row, without the line's end. Keys stand in the order of the columns.
  public static func line(_ row: ExportRow) -> String {
    let members = zip(row.keys, row.values).map { key, value in
      "\(string(key)):\(text(value))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func text(_ value: ExportRow.Value) -> String {
    switch value {
    case .none: "null"
    case .text(let text): string(text)
    case .integer(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .list(let items): "[\(items.map(string).joined(separator: ","))]"
    case .json(let json): json
    }
  }

  private static func string(_ text: String) -> String {
    var result = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case "\u{0}"..."\u{1F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        let padding = String(repeating: "0", count: 4 - digits.count)
        result.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
      default: result.append(scalar)
      }
    }
    result.append("\"")
    return String(result)
  }
}
