import Casework

/// Reminders, digests and settings.
extension CommandParser {
  func clock() -> Outcome {
    switch verb {
    case .digest: .act(.clock(.digest))
    case .weekly: .act(.clock(.weekly))
    case .set: setting()
    default: .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
    }
  }

  /// `设置`, `设置 日报 09:00`, `设置 点名 开`, `设置 取消 日报`.
  private func setting() -> Outcome {
    var scanner = Scanner(text, from: start)
    scanner.skipBlanks()
    var takesBack = takeBack(&scanner)
    guard let typed = settingWord(&scanner) else {
      return takesBack
        ? ask(0, typed: "/设置 取消 \(MentionToken.gap)") : .act(.clock(.set(.list)))
    }
    guard let name = SettingName.named(typed) else {
      let names = SettingName.allCases.map(\.name).joined(separator: "、")
      return refuse(.valueUnknown, "没有“\(Brief.of(typed))”这一项设置，没有改。\n可以改：\(names)")
    }
    scanner.skipSeparators()
    if !takesBack { takesBack = takeBack(&scanner) }
    if takesBack { return .act(.clock(.set(.takeBack(name)))) }
    // Times are read in either width.
    let value = text.foldedString(scanner.index..<text.count)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !value.isEmpty else { return ask(1, typed: "/设置 \(name.name) \(MentionToken.gap)") }
    return .act(.clock(.set(.give(name, value))))
  }

  private func takeBack(_ scanner: inout Scanner) -> Bool {
    let took = ["取消", "恢复默认", "默认"].contains { scanner.take($0) }
    scanner.skipBlanks()
    return took
  }

  /// The setting's name; a value may follow without a blank: 日报9点.
  private func settingWord(_ scanner: inout Scanner) -> String? {
    let begin = scanner.index
    let names = SettingName.allCases.map(\.name)
    scanner.skip { $0.isHan }
    guard scanner.index > begin else { return nil }
    let word = text.typed(begin..<scanner.index)
    if SettingName.named(word) != nil { return word }
    // 点名开, 日报九点: the longest name it begins with.
    for name in names.sorted(by: { $0.count > $1.count }) where word.hasPrefix(name) {
      scanner.index = begin + name.unicodeScalars.count
      return name
    }
    return word
  }
}
