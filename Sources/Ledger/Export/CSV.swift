/// Rows as CSV after RFC 4180, so that WPS and Excel open them.
public enum CSV {
  /// The byte order mark by which WPS and Excel know UTF-8; stands before the first line.
  public static let byteOrderMark = "\u{FEFF}"

  /// The names of the columns, with the line's end.
  public static func header(_ keys: [String]) -> String {
    line(keys)
  }

  /// A row, with the line's end.
  public static func line(_ row: ExportRow) -> String {
    line(row.values.map(cell))
  }

  /// A whole table of texts, header first.
  public static func table(columns: [String], rows: [[String]]) -> String {
    header(columns) + rows.map { line($0.map(harmless)) }.joined()
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  private static func cell(_ value: ExportRow.Value) -> String {
    switch value {
    case .none: ""
    case .text(let text), .json(let text): harmless(text)
    case .integer(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .list(let items): harmless(items.joined(separator: "、"))
    }
  }

  // A spreadsheet would run such a text as a formula: the apostrophe makes it text again.
  private static func harmless(_ text: String) -> String {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": "'" + text
    default: text
    }
  }

  private static func quoted(_ cell: String) -> String {
    let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
    guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
    var result = "\"".unicodeScalars
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }
}
