/// The number of an issued instrument: 协同督〔2026〕9号.
public enum InstrumentNumber {
  /// The one form in which numbers are stored and compared, whatever brackets, digits and blanks
  /// were typed; nil where the text is no such number.
  public static func canonical(_ typed: String) -> String? {
    var rest = typed.unicodeScalars.filter { !$0.properties.isWhitespace }.map(folded)[...]
    let sign = rest.prefix { $0.isHan }
    rest = rest.dropFirst(sign.count)
    guard (1...12).contains(sign.count), rest.popFirst() == "〔" else { return nil }
    let year = rest.prefix(4)
    rest = rest.dropFirst(4)
    guard let number = value(year), number >= 1000, rest.popFirst() == "〕" else { return nil }
    if rest.first == "第" { rest = rest.dropFirst() }
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest = rest.dropFirst(digits.count)
    guard (1...6).contains(digits.count), let serial = value(digits), serial > 0 else { return nil }
    if rest.first == "号" { rest = rest.dropFirst() }
    guard rest.isEmpty else { return nil }
    return "\(String(String.UnicodeScalarView(sign)))〔\(number)〕\(serial)号"
  }

  /// The number at that place of a year's row; nil where the kind bears none.
  static func written(
    _ kind: Procedure.Instrument, year: Int, serial: Int, letterhead: String?
  ) -> String? {
    guard var form = kind.numberForm else { return nil }
    if let letterhead { form = form.replacing("协同督", with: letterhead) }
    return form.replacing("{年}", with: "\(year)").replacing("{号}", with: "\(serial)")
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "(", "[", "（", "［", "【", "〔", "〈", "<": "〔"
    case ")", "]", "）", "］", "】", "〕", "〉", ">": "〕"
    case "\u{FF10}"..."\u{FF19}": Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    default: scalar
    }
  }

  private static func value(_ digits: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1.value) - 48 }
  }
}
