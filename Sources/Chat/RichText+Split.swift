extension RichText {
  /// The text in parts that each fit a message, in order.
  ///
  /// A text is divided at a line's end if possible, else behind a space or punctuation, else
  /// between two visible characters. A mention or piece of code stays whole unless it is longer
  /// than a message itself. Line ends and blank stretches at a division may go; nothing visible is
  /// lost, no part is over the limit, and none is blank. A text that fits is returned as it is, a
  /// blank one as no part. The tables of a text that has to be divided become lines.
  ///
  /// - Parameter limit: the most units of one part; below 4 it counts as 4, so that every scalar
  ///   fits.
  public func split(limit: Int, unit: TextUnit) -> [RichText] {
    if isBlank { return [] }
    let limit = max(limit, 4)
    let lines = lines
    var total = max(0, lines.count - 1)
    for line in lines {
      for span in line { total += unit.length(of: span.plainText) }
    }
    if total <= limit { return [self] }
    var splitter = TextSplitter(limit: limit, unit: unit)
    for line in lines { splitter.add(line) }
    return splitter.finish()
  }
}

/// Fills parts with lines.
private struct TextSplitter {
  let limit: Int
  let unit: TextUnit
  private var parts: [RichText] = []
  /// The lines of the part in hand, and their units with the line ends between them.
  private var lines: [[RichText.Span]] = []
  private var used = 0

  init(limit: Int, unit: TextUnit) {
    self.limit = limit
    self.unit = unit
  }

  mutating func add(_ line: [RichText.Span]) {
    let cost = line.reduce(0) { $0 + unit.length(of: $1.plainText) }
    if append(line, cost: cost) { return }
    if cost <= limit {
      flush()
      _ = append(line, cost: cost)
      return
    }
    // A line longer than a message: begin it below what is there only if there is little.
    if used > limit / 2 { flush() }
    var rest = LongLine(line, unit: unit)
    while !rest.isEmpty {
      let room = limit - used - (lines.isEmpty ? 0 : 1)
      if let piece = rest.next(room: room, mayForce: lines.isEmpty) {
        _ = append(piece.spans, cost: piece.cost)
      }
      if !rest.isEmpty { flush() }
    }
  }

  mutating func finish() -> [RichText] {
    flush()
    return parts
  }

  private mutating func append(_ line: [RichText.Span], cost: Int) -> Bool {
    let separator = lines.isEmpty ? 0 : 1
    guard used + separator + cost <= limit else { return false }
    lines.append(line)
    used += separator + cost
    return true
  }

  private mutating func flush() {
    let part = RichText(lines: lines)
    if !part.isBlank { parts.append(part) }
    lines = []
    used = 0
  }
}
