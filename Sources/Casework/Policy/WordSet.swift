/// Words that are looked for together: one walk over the text, whatever their number. Compared scalar
/// by scalar, which is all that folded text needs, and far cheaper than `String.contains`.
public struct WordSet: Sendable, ExpressibleByArrayLiteral {
  /// What stands behind the first scalar of each word.
  private var rests: [Unicode.Scalar: [Substring.UnicodeScalarView]] = [:]

  public init(_ words: [String]) {
    for word in words {
      guard let first = word.unicodeScalars.first else { continue }
      rests[first, default: []].append(word.unicodeScalars.dropFirst())
    }
  }

  public init(arrayLiteral words: String...) { self.init(words) }

  /// Whether one of the words stands in the text.
  public func occurs(in text: String) -> Bool {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      if let rests = rests[scalars[index]],
        rests.contains(where: { scalars[next...].starts(with: $0) })
      {
        return true
      }
      index = next
    }
    return false
  }
}
