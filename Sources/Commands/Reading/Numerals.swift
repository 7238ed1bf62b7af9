/// Numbers as people write them: 12, １２ (folded before), 十二, 一百二十.
enum Numerals {
  /// Reads a number at that place: digits, or Chinese numerals up to 9999.
  static func read(_ scalars: [Unicode.Scalar], at start: Int) -> (value: Int, next: Int)? {
    var index = start
    while index < scalars.count, scalars[index].isDigit { index += 1 }
    if index > start {
      // More than nine digits is nobody's case, day or page.
      guard index - start <= 9,
        let value = Int(String(String.UnicodeScalarView(scalars[start..<index])))
      else { return nil }
      return (value, index)
    }
    return chinese(scalars, at: start)
  }

  private static func chinese(_ scalars: [Unicode.Scalar], at start: Int) -> (Int, Int)? {
    var total = 0
    var pending: Int?
    var last = Int.max
    var index = start
    while index < scalars.count {
      if let digit = digits[scalars[index]] {
        // 二十五 is one number; 一二 is not. 一百零五: the zero only says what is left out.
        if pending != nil { return nil }
        pending = digit == 0 && total > 0 ? nil : digit
      } else if let unit = units[scalars[index]] {
        // 一百十五 leaves out the one before 十; 十百 is no number.
        guard unit < last else { return nil }
        total += (pending ?? 1) * unit
        last = unit
        pending = nil
      } else {
        break
      }
      index += 1
    }
    guard index > start else { return nil }
    return (total + (pending ?? 0), index)
  }

  private static let digits: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9,
  ]
  private static let units: [Unicode.Scalar: Int] = ["十": 10, "百": 100, "千": 1000]
}
