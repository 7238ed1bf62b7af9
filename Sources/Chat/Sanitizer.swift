/// What is taken out of texts that come from outside, and no more: stored text stays as typed; what
/// cannot be seen goes when it is shown.
public enum Sanitizer {
  /// Without U+0000, at which SQLite and C end a text.
  static func text(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0 }))
  }

  /// One line as it may be shown: nothing that is invisible, turns the direction of what follows, or
  /// begins another line. What emoji and names' variants are made of stays.
  public static func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { !isPlain($0) }) else { return text }
    var kept = String.UnicodeScalarView()
    var pending: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let joiner = pending {
        pending = nil
        if isPictorial(scalar) { kept.append(joiner) }
      }
      switch scalar.value {
      case 0x200D:
        // Between two pictures it makes one of them.
        if let last = kept.last, isPictorial(last) { pending = scalar }
      case 0xFE00...0xFE0F:
        if let last = kept.last, isPictorial(last) { kept.append(scalar) }
      case 0xE0100...0xE01EF:
        if let last = kept.last, last.properties.isIdeographic { kept.append(scalar) }
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: kept.append(" ")
      default:
        if isPlain(scalar) || !isUnseen(scalar) { kept.append(scalar) }
      }
    }
    return String(kept)
  }

  /// What nearly every text is made of.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0x3000...0x312F, 0x4E00...0x9FFF, 0xFF01...0xFF5E, 0x2013...0x2026: true
    default: false
    }
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800 { return true }
    switch properties.generalCategory {
    case .control, .format: return true
    default: return false
    }
  }

  private static func isPictorial(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmoji || (0xFE00...0xFE0F).contains(scalar.value)
  }

  /// A name fit for the middle of a sentence: as it is shown, without blanks at its ends and without
  /// the variants of Han characters, which hardly anybody sees. Empty if nothing visible is left.
  public static func name(_ name: String) -> String {
    let text = String(
      String.UnicodeScalarView(
        shown(name).unicodeScalars.filter { !(0xE0100...0xE01EF ~= $0.value) }))
    return isBlank(text) ? "" : trimmed(text)
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

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
