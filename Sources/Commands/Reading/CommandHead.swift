import Casework

/// How a text begins: with a command of ours, with something that wants to be one, or with neither.
enum CommandHead: Equatable {
  /// A command; its text goes on at that place.
  case command(Verb, next: Int)
  /// A name that the method has and this version has not.
  case reserved(String)
  /// Slash and a word that names nothing; the text goes on at that place.
  case unknown(word: String, next: Int)
  /// Slash and another bot's name.
  case foreign
  case none

  var verb: Verb? {
    if case .command(let verb, _) = self { verb } else { nil }
  }

  /// Reads the head.
  /// - Parameter bare: whether a command may stand without its slash; its name must then end
  ///   where a word ends, so that 进展怎么样了 stays talk.
  static func read(_ text: FoldedText, from start: Int = 0, bare: Bool, handle: String?)
    -> CommandHead
  {
    var scanner = Scanner(text, from: start)
    scanner.skip { $0.isBlank || WrittenDigit.isUnseen($0) }
    let slash = scanner.take("/")
    let bang = !slash && scanner.take("!")
    guard slash || bang || bare else { return .none }
    if slash { scanner.skip { $0 == " " || WrittenDigit.isUnseen($0) } }
    let nameStart = scanner.index
    if let verb = name(&scanner, strict: !slash) {
      if slash || bang, scanner.current == "@", let owner = owner(&scanner) {
        guard owner == handle?.lowercased() else { return .foreign }
      }
      // 线索：路灯坏了; 进展，12 …
      scanner.skip { $0 == ":" || $0 == "," || WrittenDigit.isUnseen($0) }
      return .command(verb, next: scanner.index)
    }
    if bang { return .none }
    if let reserved = Reserved.name(scanner, strict: !slash) { return .reserved(reserved) }
    guard slash else { return .none }
    scanner.index = nameStart
    scanner.skip { $0.isLetter || $0.isHan || $0 == "_" }
    guard scanner.index > nameStart else { return .none }
    let word = text.typed(nameStart..<scanner.index)
    if scanner.current == "@", let owner = owner(&scanner), owner != handle?.lowercased() {
      return .foreign
    }
    return .unknown(word: word, next: scanner.index)
  }

  private static func name(_ scanner: inout Scanner, strict: Bool) -> Verb? {
    let start = scanner.index
    if scanner.current?.isLetter ?? false {
      scanner.skip { $0.isLetter }
      let word = scanner.text.foldedString(start..<scanner.index)
      // XS12 by itself is a case, not something to register.
      let isCase = strict && word == "xs" && scanner.current?.isDigit == true
      if let verb = Catalogue.latinNames[word], !isCase, !strict || scanner.endsName {
        return verb
      }
      scanner.index = start
      return nil
    }
    for (scalars, verb) in Catalogue.chineseNames {
      guard scanner.takeSeen(scalars) else { continue }
      if !strict || scanner.endsName { return verb }
      scanner.index = start
    }
    return nil
  }

  /// The bot named by `@name` directly behind a command.
  private static func owner(_ scanner: inout Scanner) -> String? {
    let at = scanner.index
    scanner.index += 1
    let start = scanner.index
    scanner.skip { $0.isLetter || $0.isDigit || $0 == "_" }
    guard scanner.index > start else {
      scanner.index = at
      return nil
    }
    return scanner.text.foldedString(start..<scanner.index)
  }
}

extension Scanner {
  /// Takes a name, whatever that shows nothing stands between its characters.
  mutating func takeSeen(_ scalars: [Unicode.Scalar]) -> Bool {
    let start = index
    for (place, scalar) in scalars.enumerated() {
      if place > 0 { skip(WrittenDigit.isUnseen) }
      guard current == scalar else {
        index = start
        return false
      }
      index += 1
    }
    return true
  }

  /// Whether a name may end here: at the end, a blank, a number, a mark or a mention.
  var endsName: Bool {
    guard let scalar = current else { return true }
    // 进展限3
    if scalar == "限", peek(1)?.isDigit ?? false { return true }
    return !scalar.isHan && !scalar.isLetter
  }
}

/// Names of the method that later versions bring. They are answered as such, and never taken for
/// search words or for the text of the command above them.
enum Reserved {
  static let names = [
    "建议", "问责", "关联", "标定", "承诺", "清单", "标签", "批示", "专项", "任务", "活动", "会议", "月报", "通报",
    "专报", "回避", "小组", "片区", "联络站", "联系表", "值班", "备份",
  ]

  private static let scalars = names.map { Array($0.unicodeScalars) }
    .sorted { $0.count > $1.count }

  static func name(_ scanner: Scanner, strict: Bool) -> String? {
    for name in scalars {
      guard scanner.text.matches(name, at: scanner.index) else { continue }
      let after = Scanner(scanner.text, from: scanner.index + name.count)
      if !strict || after.endsName { return String(String.UnicodeScalarView(name)) }
    }
    return nil
  }
}
