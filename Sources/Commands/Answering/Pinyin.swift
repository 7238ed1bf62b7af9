/// Toneless pinyin of single characters, from a table `syllable characters` per line.
public struct Pinyin: Sendable {
  /// The syllable of each character.
  let syllables: [Unicode.Scalar: Substring]

  public init(table: String) {
    var syllables: [Unicode.Scalar: Substring] = [:]
    syllables.reserveCapacity(7000)
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      guard let space = line.firstIndex(of: " ") else { continue }
      for scalar in line[line.index(after: space)...].unicodeScalars {
        syllables[scalar] = line[..<space]
      }
    }
    self.syllables = syllables
  }

  /// The syllables of a text; a scalar the table lacks stands for itself.
  func spell(_ text: String) -> [String] {
    text.unicodeScalars.map { syllables[$0].map(String.init) ?? String($0) }
  }
}
