/// The rows of a pasted table as cells. A cell with a line break, quoted or not, stays one cell: a row
/// is over when it has as many cells as the first one, or when the next number begins.
struct TableLines {
  private(set) var rows: [[String]] = []

  init(_ text: FoldedText) {
    var open: [String] = []
    var width = 0
    var serial = 0
    var isQuoted = false
    func serialNumber(_ cells: [String]) -> Int? {
      guard cells.count > 1, let cell = cells.first else { return nil }
      let label = RowLabel(FoldedText(cell))
      return label?.next == cell.unicodeScalars.count ? label?.number : nil
    }
    func close(_ rows: inout [[String]]) {
      guard open.contains(where: { !$0.isEmpty }) else {
        open = []
        return
      }
      if rows.isEmpty { width = open.count }
      if let number = serialNumber(open) { serial = number }
      rows.append(open.map(TableLines.unquoted))
      open = []
      isQuoted = false
    }
    for line in text.original.split(
      omittingEmptySubsequences: false, whereSeparator: { Folding.fold($0) == "\n" })
    {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
        let folded = FoldedText(cell)
        return folded.typed(folded.trimmed(0..<folded.count))
      }
      let isBlank = cells.allSatisfy(\.isEmpty)
      if open.isEmpty {
        if isBlank { continue }
        open = cells
      } else if isQuoted || goesOn(open, with: cells, width: width, serial: serial, serialNumber) {
        if isBlank { continue }
        open[open.count - 1] += (open[open.count - 1].isEmpty ? "" : " ") + cells[0]
        open += cells.dropFirst()
      } else {
        close(&rows)
        if isBlank { continue }
        open = cells
      }
      isQuoted = open.last.map(TableLines.isOpenQuote) ?? false
      // The first line is the measure of all others.
      if rows.isEmpty, !isQuoted { close(&rows) }
    }
    close(&rows)
  }

  private func goesOn(
    _ open: [String], with cells: [String], width: Int, serial: Int,
    _ serialNumber: ([String]) -> Int?
  ) -> Bool {
    let last = serialNumber(open) ?? serial
    if let next = serialNumber(cells), next == last + 1 { return false }
    if open.count < width { return open.count + cells.count - 1 <= width }
    // The last cell's next line: no cell of its own, and no number.
    return cells.count == 1 && width > 1 && open.last?.isEmpty == false
  }

  private static func isOpenQuote(_ cell: String) -> Bool {
    cell.hasPrefix("\"") && !(cell.count > 1 && cell.hasSuffix("\""))
  }

  private static func unquoted(_ cell: String) -> String {
    guard cell.count > 1, cell.hasPrefix("\""), cell.hasSuffix("\"") else { return cell }
    return String(cell.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }
}
