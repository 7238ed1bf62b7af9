/// What is taken out of texts that come from outside, and no more: stored text stays as typed.
enum Sanitizer {
  /// Without U+0000, at which SQLite and C end a text.
  static func text(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0 }))
  }

  /// A name fit for the middle of a sentence: one line, and nothing that turns the direction of
  /// what follows. Empty if nothing visible is left.
  static func name(_ name: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        kept.append(" ")
      default:
        if !isDirectional(scalar) { kept.append(scalar) }
      }
    }
    let text = String(kept)
    if isBlank(text) { return "" }
    return trimmed(text)
  }

  /// True for a text in which nobody would see anything.
  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(isBlank)
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7E: return false
    case 0x4E00...0x9FFF: return false
    // Drawn as nothing, though their properties do not say so: the Braille blank and the
    // object replacement character.
    case 0x2800, 0xFFFC: return true
    default: break
    }
    let properties = scalar.properties
    if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return true }
    switch properties.generalCategory {
    case .control, .format: return true
    default: return false
    }
  }

  private static func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
