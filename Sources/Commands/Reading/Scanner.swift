import Casework

/// Reads a command's text from left to right.
struct Scanner {
  let text: FoldedText
  var index: Int

  init(_ text: FoldedText, from index: Int = 0) {
    self.text = text
    self.index = index
  }

  var isAtEnd: Bool { index >= text.count }
  var current: Unicode.Scalar? { isAtEnd ? nil : text.folded[index] }

  func peek(_ offset: Int) -> Unicode.Scalar? {
    index + offset < text.count ? text.folded[index + offset] : nil
  }

  mutating func skip(_ matches: (Unicode.Scalar) -> Bool) {
    while let scalar = current, matches(scalar) { index += 1 }
  }

  mutating func skipBlanks() { skip(\.isBlank) }

  /// Blanks and the punctuation that separates parts.
  mutating func skipSeparators() { skip { $0.isBlank || $0 == "," || $0 == ":" || $0 == ";" } }

  mutating func take(_ literal: String) -> Bool {
    let scalars = Array(literal.unicodeScalars)
    guard text.matches(scalars, at: index) else { return false }
    index += scalars.count
    return true
  }

  /// The rest as typed, without spaces at its ends.
  var rest: String { text.typed(text.trimmed(index..<text.count)) }

  /// The next run up to a blank, as typed; nil at the end.
  mutating func word() -> String? {
    skipBlanks()
    let start = index
    skip { !$0.isBlank }
    return index > start ? text.typed(start..<index) : nil
  }

  /// A case as one names it: `12`, `#12`, `12号`, `十二号`, `XS12`, `XS2026-0012`; a restricted one is
  /// `限3` or `限2026-0003`.
  ///
  /// `12号` directly followed by a Han character is no case (3号楼), nor is a number of five digits
  /// and more, nor one that runs into letters, a day or a measure (12月, 12:30, 12.5, 3天).
  mutating func caseNumber() -> CaseNumber? {
    let start = index
    skip { $0.isBlank || WrittenDigit.isUnseen($0) }
    let marked = take("#")
    var prefixed = false
    let isRestricted = current == "限" && (peek(1)?.isDigit ?? false)
    if isRestricted {
      index += 1
      prefixed = true
    } else if current == "x", peek(1) == "s", let next = peek(2), next.isDigit {
      index += 2
      prefixed = true
    }
    let isDigits = current?.isDigit ?? false
    guard let (value, next) = Numerals.read(text.folded, at: index), value > 0 else {
      index = start
      return nil
    }
    let digits = next - index
    index = next
    var result = value
    if prefixed, current == "-", let (serial, end) = Numerals.read(text.folded, at: index + 1) {
      result = serial
      index = end
    }
    guard accepts(marked: marked || prefixed, isDigits: isDigits, digits: digits),
      !isRestricted || !countsSomething
    else {
      index = start
      return nil
    }
    return CaseNumber(result, series: isRestricted ? .restricted : .open)
  }

  /// Whether what follows a number lets it be a case; takes 号 with it.
  private mutating func accepts(marked: Bool, isDigits: Bool, digits: Int) -> Bool {
    if isDigits, digits >= 5, !marked { return false }
    if current == "号" {
      if let after = peek(1), after.isHan { return false }
      index += 1
      return true
    }
    // 十二 without 号 is a word, not a case.
    guard isDigits || marked else { return false }
    guard let after = current else { return true }
    if after.isLetter || after == "%" || startsMeasure { return marked }
    if after == ".", let next = peek(1), next.isDigit { return false }
    if after == ":", let next = peek(1), next.isDigit, peek(2)?.isDigit == true,
      peek(3)?.isDigit != true, digits <= 2, peek(3)?.isHan != true
    {
      return false
    }
    if after == "-" || after == "/" { return !(peek(1)?.isDigit ?? false) || marked }
    return true
  }

  /// 限5吨, 限3天内: behind 限 a number that runs into a word is a limit, but for 限3和限5.
  private var countsSomething: Bool {
    guard let after = current else { return false }
    if after == "和" {
      var next = Scanner(text, from: index + 1)
      return next.caseNumber() == nil
    }
    return after.isHan || after.isLetter || after == "%"
  }

  /// Whether a measure word stands here: the number before it counts something.
  private var startsMeasure: Bool {
    switch current {
    case "月", "日", "年", "天", "个", "次", "户", "盏", "米", "元", "件", "条", "栋", "幢", "届":
      true
    // 点位, 周边 and 分管 are words of their own.
    case "点": peek(1) != "位"
    case "周": peek(1) != "边"
    case "分": peek(1) == "钟"
    case "小": peek(1) == "时"
    default: false
    }
  }

  /// A person: a mention, `@name`, or a bare word.
  mutating func person() -> PersonReference? {
    skipSeparators()
    guard let scalar = current else { return nil }
    if scalar == MentionToken.start {
      guard let (reference, next) = MentionToken.read(text.folded[...], at: index) else {
        return nil
      }
      // The folded twin has the name folded too; take it as typed.
      let typed = MentionToken.read(text.original[...], at: index)?.0 ?? reference
      index = next
      return typed
    }
    let isMarked = take("@")
    let start = index
    skip { !$0.isBlank && $0 != "," && $0 != ";" && $0 != ":" && $0 != MentionToken.start }
    guard index > start else { return nil }
    // What IMs take for a user name is one, also where they did not mark it.
    let isHandle = isMarked && text.folded[start..<index].allSatisfy(\.isHandlePart)
    let name = text.typed(start..<index)
    if isHandle { return .handle(name) }
    return name == "我" ? .me : .name(name)
  }

  /// A person where nothing but a name may stand: letters behind a mention belong to a longer name.
  mutating func wholePerson() -> PersonReference? {
    guard let found = person() else { return nil }
    let start = index
    skip { !$0.isBlank && $0 != "," && $0 != ";" && $0 != ":" && $0 != MentionToken.start }
    return index > start ? .name(found.typed + text.typed(start..<index)) : found
  }
}

extension Unicode.Scalar {
  /// What user names are made of.
  fileprivate var isHandlePart: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
