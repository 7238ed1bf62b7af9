/// A line that is taken piece by piece.
struct LongLine {
  /// A place where the line may be divided.
  private struct Boundary {
    /// Position, in scalars.
    var offset: Int
    /// Units before it.
    var cost: Int
    /// Behind a space or punctuation.
    var isGood: Bool
  }

  private let spans: [RichText.Span]
  private let unit: TextUnit
  private var scalars: [Unicode.Scalar] = []
  private var boundaries: [Boundary] = []
  /// Index of the first boundary behind `start`.
  private var nextBoundary = 0
  private var start = 0
  private var startCost = 0

  var isEmpty: Bool { start >= scalars.count }

  init(_ spans: [RichText.Span], unit: TextUnit) {
    self.spans = spans
    self.unit = unit
    // Visible characters of a run of text, since one may reach from one span into the next.
    var run = ""
    for span in spans {
      switch span {
      case .text(let text), .strong(let text):
        run.append(text)
      case .mention, .code:
        addRun(run)
        run = ""
        addWhole(span.plainText)
      }
    }
    addRun(run)
  }

  private mutating func addRun(_ text: String) {
    for character in text {
      scalars.append(contentsOf: character.unicodeScalars)
      addBoundary(behind: character.unicodeScalars, at: scalars.count)
    }
  }

  private mutating func addWhole(_ text: String) {
    if text.isEmpty { return }
    scalars.append(contentsOf: text.unicodeScalars)
    addBoundary(behind: text.unicodeScalars, at: scalars.count)
  }

  private mutating func addBoundary(behind piece: String.UnicodeScalarView, at offset: Int) {
    let before = boundaries.last?.cost ?? 0
    let cost = piece.reduce(before) { $0 + unit.length(of: $1) }
    boundaries.append(
      Boundary(offset: offset, cost: cost, isGood: piece.last.map(Self.isGood) ?? false))
  }

  /// The next piece that fits the room. Nil if nothing can be divided off within it: try again
  /// with all of a message's room and `mayForce`, which then divides a mention, a piece of code or
  /// a visible character that is longer than a message.
  mutating func next(room: Int, mayForce: Bool) -> (spans: [RichText.Span], cost: Int)? {
    var last: Boundary?
    var good: Boundary?
    var index = nextBoundary
    while index < boundaries.count, boundaries[index].cost - startCost <= room {
      last = boundaries[index]
      if boundaries[index].isGood || boundaries[index].offset == scalars.count {
        good = boundaries[index]
      }
      index += 1
    }
    if let good, good.cost - startCost >= room / 2 || good.offset == scalars.count {
      return take(upTo: good.offset, cost: good.cost)
    }
    if let last { return take(upTo: last.offset, cost: last.cost) }
    guard mayForce else { return nil }
    var end = start
    var cost = startCost
    while end < scalars.count {
      let next = cost + unit.length(of: scalars[end])
      if next - startCost > room { break }
      cost = next
      end += 1
    }
    return take(upTo: end, cost: cost)
  }

  private mutating func take(upTo end: Int, cost: Int) -> (spans: [RichText.Span], cost: Int) {
    let piece = slice(start..<end)
    let units = cost - startCost
    start = end
    startCost = cost
    while nextBoundary < boundaries.count, boundaries[nextBoundary].offset <= end {
      nextBoundary += 1
    }
    return (piece, units)
  }

  private func slice(_ range: Range<Int>) -> [RichText.Span] {
    var result: [RichText.Span] = []
    var offset = 0
    for span in spans {
      let end = offset + span.plainText.unicodeScalars.count
      let part = range.clamped(to: offset..<end)
      if part.isEmpty {
        offset = end
        continue
      }
      if part == offset..<end {
        result.append(span)
      } else {
        let text = String(String.UnicodeScalarView(scalars[part]))
        switch span {
        case .text, .mention: result.append(.text(text))
        case .strong: result.append(.strong(text))
        case .code: result.append(.code(text))
        }
      }
      offset = end
    }
    return result
  }

  private static func isGood(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .otherPunctuation,
      .closePunctuation, .finalPunctuation, .dashPunctuation:
      true
    default: false
    }
  }
}
