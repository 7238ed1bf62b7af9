import Casework

/// Commands whose words ask: a question is only looked up, nothing is done.
extension CommandParser {
  /// What a command comes to whose words ask; nil where they do not.
  func asked() -> Outcome? {
    guard !isSettled, !verb.isLookup, verb != .remind, let spec else { return nil }
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    // 督办 取消 12
    if scanner.take("建议") || scanner.take("取消") { scanner.skipSeparators() }
    let isAboutCase = spec.takesCase || verb == .clue || verb == .confirm
    var number = isAboutCase ? CaseNumbers.leading(&scanner).first : nil
    var isGlued = false
    if isAboutCase, number == nil,
      let (value, next) = Numerals.read(text.folded, at: scanner.index), value > 0,
      next < text.count, text.folded[next] == "号"
    {
      // 12号怎么样了
      number = CaseNumber(value)
      isGlued = true
      scanner.index = next + 1
    }
    // A clue or a photo's words may ask whatever they like, unless it is nothing but about a case.
    let isOnlyAboutCase = isGlued || verb == .clue || verb == .attach
    guard number != nil || !isOnlyAboutCase else { return nil }
    let rest = FoldedText(FieldedText(text, from: scanner.index, known: Field.allCases).rest)
    var reading = Asking.read(rest, isStrict: takesNoSentence)
    guard reading == .wholly || !isOnlyAboutCase else { return nil }
    if reading == .not {
      guard Asking.endsWithMark(text) else { return nil }
      reading = .partly
    }
    guard let number = number ?? (spec.takesCase || verb == .confirm ? card : nil) else {
      return askedWithoutCase(spec)
    }
    if reading == .partly, verb != .confirm, AccessPolicy.offers(verb, to: hearing.actor) {
      let typed = verb == .redact ? "\(number)" : Scanner(text, from: start).rest
      return .answer(
        "这一句像是在问，没有办。\n回1：不是问，照写的办\n回2：只看\(number)号",
        hearing.ask(.choice(["/\(spec.name) \(typed)", "/查 \(number)"])))
    }
    var finding = Finding(numbers: [number])
    finding.meant = Finding.Meant(verb: verb, command: spec.line(about: number))
    return .act(.find(finding))
  }

  private func askedWithoutCase(_ spec: CommandSpec) -> Outcome? {
    // Where the case is missing it is asked for.
    if spec.parts.first?.name == Catalogue.number.name, verb != .redact { return nil }
    var text: Wording = "这一句像是在问，没有办。"
    text.add("要办请发：\(typed: spec.example)")
    return .answer(text, .keep)
  }

  /// Behind it no sentence belongs, or what it does is not undone.
  private var takesNoSentence: Bool {
    switch verb {
    case .agree, .confirm, .paper, .verify, .receive, .urge, .acknowledge, .strike, .undo, .merge,
      .contact, .lead, .transfer, .copy, .approve, .refuse, .resume, .close, .redact:
      true
    default: false
    }
  }

  // MARK: Several cases

  /// Refused: further numbers behind the one case of a command would be lost in its text.
  func several() -> Outcome? {
    guard let spec, spec.takesCase, !takesList else { return nil }
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    let isFirst: Bool
    switch verb {
    case .void, .assign, .urge, .receive: isFirst = !CaseNumbers.leading(&scanner).isEmpty
    default: isFirst = scanner.caseNumber() != nil
    }
    guard isFirst, followsNumber(&scanner, spec) else { return nil }
    return refuse(
      .valueUnknown, verb.isLookup ? "一次只看一件，请分开发。" : "一次只办一件，没有办，请分开发。")
  }

  private var takesList: Bool {
    switch verb {
    case .find, .status, .attach, .undo, .merge: true
    default: false
    }
  }

  private func followsNumber(_ scanner: inout Scanner, _ spec: CommandSpec) -> Bool {
    let start = scanner.index
    scanner.skipBlanks()
    let isListed = scanner.take(",") || scanner.take("和")
    guard isListed || scanner.index > start else { return false }
    scanner.skipBlanks()
    let from = scanner.index
    guard let number = scanner.caseNumber(), scanner.current?.isHan != true else { return false }
    guard !isListed else { return true }
    // 进展 1 限3 号桥: words.
    if number.series == .restricted { return false }
    // 延期 12 25号: a day.
    if text.folded[scanner.index - 1] == "号", text.folded[from] != "#",
      ["期限", "日期", "几号"].contains(where: spec.usage.contains)
    {
      return false
    }
    scanner.skipBlanks()
    // 进展 12 5 处已清
    let counted: [Unicode.Scalar] = [
      "个", "处", "盏", "家", "人", "名", "户", "次", "件", "天", "米", "条", "台", "辆",
    ]
    return scanner.current.map { !counted.contains($0) } ?? true
  }
}

extension CommandSpec {
  /// The command about that case, with the names of what it needs besides, without its slash.
  fileprivate func line(about number: CaseNumber) -> String {
    let needed = usage.split(separator: "；").first ?? ""
    let words = needed.split(separator: " ").drop { $0 == "编号" || $0 == "[编号]" }
      .prefix { !$0.hasPrefix("[") }
      .map { $0.split(separator: "|").first ?? $0 }
      .map { $0.split(separator: "（").first ?? $0 }
    return (["\(name) \(number)"] + words.map(String.init)).joined(separator: " ")
  }
}
