import Casework

extension Discretion {
  /// A private sentence with 别说是我说的: only the matter is offered, without those who are named and
  /// without whoever tells it.
  static func offerUnsigned(_ said: FoldedText, _ hearing: Hearing) -> Outcome? {
    guard AccessPolicy.offers(.clue, to: hearing.actor), asksSilence(said) else { return nil }
    var wording: Wording = "先不登记，里面有别人的姓名、电话，或请我不要说出来的话。"
    guard let matter = Matter(in: said, hearing) else {
      wording.add("请只写是什么事、在哪里，再发一遍。如涉及干部，请走纪委监委渠道。")
      return .answer(wording, .keep)
    }
    wording.add("我可以只登记事情：“\(matter.words)”，来源写“群众反映”，不写您。")
    wording.add("回1就这样登记，\(ClueQuestion(matter.words, hearing).readers)。如涉及干部，请走纪委监委渠道。")
    return .answer(wording, hearing.ask(.choice([matter.unsigned])))
  }

  /// A text that was held back for a private person's number or door alone: the same without the person,
  /// if something is left to register; and without whoever tells it, if he asked for that.
  static func offerWithoutPerson(_ said: FoldedText, _ hearing: Hearing) -> Refusal? {
    guard AccessPolicy.offers(.clue, to: hearing.actor), let matter = Matter(in: said, hearing)
    else { return nil }
    let isUnsigned = asksSilence(said)
    let source = isUnsigned ? "，来源写“群众反映”，不写您" : ""
    return Refusal(
      .accusation,
      """
      里面有别人的号码、住处，我没有登记，也没有留下内容。
      我已请平台删掉原消息；您要是还看得到它，请现在撤回。
      可以只登记事情：“\(matter.words)”\(source)。回1就这样登记，\(ClueQuestion(matter.words, hearing).readers)。
      """, dialogue: hearing.ask(.choice([isUnsigned ? matter.unsigned : matter.command])))
  }

  private static func asksSilence(_ said: FoldedText) -> Bool {
    let typed = said.typed(0..<said.count)
    return silence.occurs(in: typed)
  }

  fileprivate static let silence: WordSet = [
    "别说是我", "不要说是我", "别说我说", "不要说我", "别提我", "不要提我", "替我保密", "给我保密",
  ]
}

/// What a sentence tells when all that points to somebody is left out.
private struct Matter {
  var words: String

  /// Nil where too little is left, or what is left is held back as well.
  init?(in said: FoldedText, _ hearing: Hearing) {
    let start: Int
    if case .command(.clue, let next) = CommandHead.read(said, bare: true, handle: nil) {
      start = next
    } else {
      start = 0
    }
    var place = ""
    var kept: [String] = []
    for part in Matter.parts(of: said, from: start, hearing.persons) {
      let clause = Clause(part.words, isCut: part.isCut)
      // 139… 能作证: what little stands behind a number is about whose it is.
      guard !part.isBehindNumber || part.words.unicodeScalars.count(where: \.isHan) >= 4,
        clause.isOfTheMatter, !hearing.persons.isHousehold(clause.words),
        !hearing.persons.namesSomebody(clause.words)
      else { continue }
      if clause.isAddress || hearing.persons.isPlace(clause.words) {
        if place.isEmpty { place = clause.words }
      } else {
        kept.append(clause.words)
      }
    }
    if let first = kept.first, !first.contains(place) { kept[0] = place + first }
    words = kept.joined(separator: "，")
    guard kept.contains(where: { $0.unicodeScalars.count(where: \.isHan) >= 4 }),
      !hearing.keepsOut(FoldedText(words))
    else { return nil }
  }

  /// Said once what the group will see: it is not asked again.
  var command: String { "/线索 \(words)\n范围：工作群" }
  var unsigned: String { "/线索 \(words)\n来源：群众反映\n署名：否\n范围：工作群" }

  private struct Part {
    var words = ""
    /// Something was taken out of it, or a number stood at its end.
    var isCut = false
    var isBehindNumber = false
  }

  /// The clauses, without names, doors and numbers. What stands behind a number is a clause of its own.
  private static func parts(
    of said: FoldedText, from start: Int, _ persons: PersonsReader
  ) -> [Part] {
    let numbers = Set(PersonalNumbers.places(in: said.original))
    let cut = persons.privateParts(of: said)
    var parts = [Part()]
    var index = start
    while index < said.count {
      if let range = cut.first(where: { $0.contains(index) }) {
        index = Matter.end(of: range.upperBound, in: said)
        parts[parts.count - 1].isCut = true
      } else if numbers.contains(index) {
        parts[parts.count - 1].isCut = true
        parts.append(Part(isCut: true, isBehindNumber: true))
        index += 1
      } else if ",.!?;:()\n".unicodeScalars.contains(said.folded[index]) {
        parts.append(Part())
        index += 1
      } else {
        parts[parts.count - 1].words.unicodeScalars.append(said.original[index])
        index += 1
      }
    }
    return parts
  }

  /// 张桂花家里的, 101室的: whose it is goes with the name and the door.
  private static func end(of index: Int, in said: FoldedText) -> Int {
    let rest = said.foldedString(index..<min(said.count, index + 4))
    return index + (owning.first(where: rest.hasPrefix)?.unicodeScalars.count ?? 0)
  }

  private static let owning = [
    "的户主", "户主", "的业主", "业主", "的住户", "住户", "一家的", "一家", "家里的", "家里", "家的", "家", "户", "的",
  ]
}

/// A clause that names and doors were taken out of.
private struct Clause {
  private(set) var words: String
  /// Says only where somebody lives.
  private(set) var isAddress = false

  /// - Parameter isCut: whether something was taken out of it, or a number stood at its end.
  init(_ part: String, isCut: Bool) {
    words = part.trimmingCharacters
    while true {
      if isCut, let label = Clause.endings.first(where: words.hasSuffix) {
        words = String(words.dropLast(label.count)).trimmingCharacters
      } else if let label = Clause.living.first(where: words.hasPrefix),
        !Clause.housing.contains(where: words.hasPrefix)
      {
        words = String(words.dropFirst(label.count)).trimmingCharacters
        isAddress = true
      } else if let owner = Clause.owners.first(where: words.hasPrefix),
        !Clause.others.contains(where: words.hasPrefix)
      {
        words = String(words.dropFirst(owner.count)).trimmingCharacters
      } else {
        return
      }
    }
  }

  var isOfTheMatter: Bool {
    !Discretion.silence.occurs(in: words) && !Clause.endings.contains(words)
      && words.unicodeScalars.count(where: \.isDigit) < 7
      && words.unicodeScalars.count(where: \.isHan) >= 2
      && !words.contains(/^(?:男|女)?[0-9一二三四五六七八九十]*岁?$|^户籍/)
  }

  /// What only says what the number or the name behind it is.
  private static let endings = [
    "身份证号码", "身份证号", "身份证", "证号", "联系电话", "电话号码", "手机号码", "手机号", "电话", "手机", "联系方式", "微信", "卡号",
    "号码", "车牌",
    "联系人", "姓名", "户主", "业主", "住户", "居民", "村民", "租户", "房东", "家住", "住在", "住", "叫", "是", "为", "的", "在",
    "找他", "找她",
    "联系他", "联系她", "联系", "请打", "请找", "打", "找",
  ]
  private static let living = [
    "家住", "住在", "住址", "家庭住址", "地址", "现住", "他住在", "她住在", "他住", "她住", "我住在", "我住", "我是住", "本人住", "住",
  ]
  private static let housing = ["住院", "住房", "住建", "住户", "住宅", "住宿", "住处"]
  private static let others = ["其他", "其它", "其中", "其实", "其余", "的确"]
  /// 他家房子漏水: whose it is goes.
  private static let owners = [
    "他们家", "她们家", "他家里", "她家里", "他家的", "她家的", "他家", "她家", "他的", "她的", "家里", "其", "的", "户主", "业主",
    "住户", "居民",
    "村民", "反映",
  ]
}

extension String {
  fileprivate var trimmingCharacters: String {
    let text = FoldedText(self)
    return text.typed(text.trimmed(0..<text.count))
  }
}
