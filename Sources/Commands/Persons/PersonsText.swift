import Casework

/// Makes tokens of a text, line by line: traditional characters simplified, words that were taken
/// apart by blanks or marks put together, syllables in Latin letters read as sounds.
struct PersonsText {
  let table: PersonsTable

  /// The lines of a text.
  func lines(of text: String) -> [[PersonsToken]] {
    var lines: [[PersonsToken]] = []
    for line in scalars(of: text).split(separator: "\n") {
      let tokens = self.tokens(of: joined(withoutCode(Array(line))))
      if !tokens.isEmpty { lines.append(tokens) }
    }
    return lines
  }

  /// Folded and simplified; what is invisible left out, table cells parted by commas.
  private func scalars(of text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.utf8.count / 2)
    let typed = Array(text.unicodeScalars)
    let numbers = PersonsNumbers(typed)
    for (place, scalar) in typed.enumerated() {
      if let sign = numbers.signs[place] {
        result.append(sign)
        continue
      }
      guard !numbers.places.contains(place) else { continue }
      if scalar == "\t" {
        result.append(",")
        continue
      }
      guard !PersonsText.isInvisible(scalar) else { continue }
      let folded = Folding.fold(scalar)
      result.append(table.simplified[folded] ?? folded)
    }
    return result
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF, 0x00AD,
      0x0300...0x036F:
      true
    // Quotes and brackets around a word change nothing of what it says.
    case 0x22, 0x27, 0x300A, 0x300B, 0x3008, 0x3009: true
    default: false
    }
  }

  /// Markup and code say nothing of anybody, and nothing was learnt of them: a run without Han characters
  /// that holds several signs of their kind is left out, unless more of its letters are syllables.
  private func withoutCode(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard line.count(where: PersonsText.isCode) > 1 else { return line }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < line.count {
      let end = line[index...].firstIndex { $0.isASCII != line[index].isASCII } ?? line.count
      if isCode(line[index..<end]) { result.append(",") } else { result += line[index..<end] }
      index = end
    }
    return result
  }

  private func isCode(_ run: ArraySlice<Unicode.Scalar>) -> Bool {
    guard run.count(where: PersonsText.isCode) > 1 else { return false }
    var (syllables, others) = (0, 0)
    for letters in run.split(whereSeparator: { !$0.isLetter }) where letters.count > 1 {
      if table.syllables(in: letters) == nil {
        others += letters.count
      } else {
        syllables += letters.count
      }
    }
    return others > syllables
  }

  private static func isCode(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "<", ">", "{", "}", "&", "%", "\\", "=", "$": true
    default: false
    }
  }

  /// 冒/领 and 收 红 包 put together again.
  private func joined(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(line.count)
    var index = 0
    while index < line.count {
      let scalar = line[index]
      guard PersonsText.parts(scalar), let last = result.last, last.isHan || last.isLetter else {
        result.append(scalar)
        index += 1
        continue
      }
      var next = index
      while next < line.count, PersonsText.parts(line[next]) { next += 1 }
      let isBlank = line[index..<next].allSatisfy(\.isBlank)
      if next < line.count, line[next].isHan, last.isHan {
        let standsAlone =
          (result.count < 2 || !result[result.count - 2].isHan || wasParted(line, before: index))
          || next + 1 >= line.count || !line[next + 1].isHan
        if isBlank, !standsAlone { result.append(",") }
      } else if isBlank {
        result.append(",")
      }
      index = next
    }
    return result
  }

  /// Whether the character before stands between two marks.
  private func wasParted(_ line: [Unicode.Scalar], before index: Int) -> Bool {
    index < 2 || PersonsText.parts(line[index - 2])
  }

  /// Marks that part nothing where they stand between two Han characters.
  private static func parts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "/", "|", "\\", "*", "_", "-", "~", "+", "^", "·", "•", "=", "`": true
    default: false
    }
  }

  private func tokens(of line: [Unicode.Scalar]) -> [PersonsToken] {
    var tokens: [PersonsToken] = []
    tokens.reserveCapacity(line.count)
    var index = 0
    while index < line.count {
      let scalar = line[index]
      if let end = MentionToken.end(in: line, at: index) {
        tokens.append(PersonsToken(value: PersonsToken.mention, kind: .name))
        index = end
      } else if let kind = PersonsNumbers.kind(of: scalar) {
        tokens.append(PersonsToken(value: PersonsToken.mention + UInt32(kind.rawValue), kind: kind))
        index += 1
      } else if let (length, meant) = rewriting(line, at: index) {
        tokens += meant.map { token($0) }
        index += length
      } else if scalar.isDigit {
        let end = line[index...].firstIndex { !$0.isDigit } ?? line.count
        tokens.append(PersonsToken(value: PersonsToken.number + UInt32(min(end - index, 31))))
        index = end
      } else if scalar.isLetter {
        let end = line[index...].firstIndex { !$0.isLetter } ?? line.count
        tokens += latin(line[index..<end])
        index = end
      } else if scalar.isBlank {
        if tokens.last.map({ $0.isHan }) ?? false { tokens.append(token(",")) }
        index += 1
      } else {
        tokens.append(token(PersonsText.mark(scalar)))
        index += 1
      }
    }
    return tokens
  }

  private func token(_ scalar: Unicode.Scalar) -> PersonsToken {
    PersonsToken(value: scalar.value, sound: table.sounds[scalar] ?? 0)
  }

  /// Marks that mean the same are one.
  private static func mark(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "!", "?", ";", "…": "."
    case "(", ")", "[", "]": ","
    default: scalar
    }
  }

  private func rewriting(
    _ line: [Unicode.Scalar], at index: Int
  ) -> (length: Int, meant: [Unicode.Scalar])? {
    guard let reach = table.rewriteReach[line[index]] else { return nil }
    // hb within other letters is none.
    if line[index].isLetter, index > 0, line[index - 1].isLetter { return nil }
    var hash = PersonsTable.basis
    var found: (Int, [Unicode.Scalar])?
    for end in index..<min(index + reach, line.count) {
      hash = PersonsTable.hash(hash, line[end])
      guard let meant = table.rewritten[hash] else { continue }
      if end + 1 < line.count,
        line[end].isLetter && line[end + 1].isLetter
          || line[end].isDigit && line[end + 1].isDigit
      {
        continue
      }
      found = (end + 1 - index, meant)
    }
    return found
  }

  /// Syllables where the letters are some, otherwise the letters.
  private func latin(_ letters: ArraySlice<Unicode.Scalar>) -> [PersonsToken] {
    if let syllables = table.syllables(in: letters) {
      return syllables.map { PersonsToken(value: PersonsToken.syllable, sound: $0) }
    }
    return letters.map { PersonsToken(value: $0.value) }
  }
}
