import Casework

/// Projects, statistics, the register, activities, who stands in for whom.
extension CommandParser {
  func reporting() -> Outcome {
    switch verb {
    case .todo: todo()
    case .project: project()
    case .statistics: statistics()
    case .register: .act(.reporting(.register(words: reportWords, page: page)))
    case .export: export()
    case .visit: visit()
    case .deputy: deputy()
    case .handOver: handOver()
    default:
      .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
    }
  }

  private var rest: String { FieldedText(text, from: start, known: [.page]).rest }

  /// Words that narrow a report: folded, apart at blanks and commas.
  private var reportWords: [String] {
    let folded = FoldedText(MentionToken.readable(rest))
    return folded.foldedString(0..<folded.count)
      .split { $0 == " " || $0 == "\n" || $0 == "," || $0 == ";" || $0 == "." || $0 == "?" }
      .map { $0.hasPrefix("@") ? String($0.dropFirst()) : String($0) }
      .filter { !$0.isEmpty }
  }

  private func todo() -> Outcome {
    let asksForGaps = rest.contains("漏") || rest.contains("缺")
    return .act(.reporting(asksForGaps ? .gaps : .todo(page: page)))
  }

  /// 我的 单位: my unit's.
  func mine() -> Outcome {
    rest.contains("单位") || rest.contains("我们")
      ? .act(.reporting(.ours(page: page))) : .act(.mine(page: page))
  }

  private func project() -> Outcome {
    let words = SearchPhrase.words(FoldedText(rest))
    let name = words.isEmpty ? nil : words.joined(separator: " ")
    return .act(.reporting(.project(name, page: page)))
  }

  // MARK: Figures

  private func statistics() -> Outcome {
    let asksForDetails = text.foldedString(0..<start).contains("明细")
    var words = reportWords
    let isDetail = asksForDetails || words.contains("明细")
    words.removeAll { $0 == "明细" }
    if let serial = words.first.flatMap(CommandParser.figure) {
      guard isDetail || words.count > 1 else { return .act(.reporting(.reckonAgain(serial))) }
      let part = words.count > 1 ? words[1] : nil
      return .act(.reporting(.details(serial, part: part, page: page)))
    }
    if isDetail { return .act(.reporting(.details(nil, part: words.first, page: page))) }
    return .act(.reporting(.statistics(words: words, page: page)))
  }

  /// tj3.
  private static func figure(_ word: String) -> Int? {
    guard word.hasPrefix("tj"), let serial = Int(word.dropFirst(2)), serial > 0 else { return nil }
    return serial
  }

  private func export() -> Outcome {
    var words = reportWords
    guard let first = words.first else { return ask(0, typed: "/导出 台账 \(MentionToken.gap)") }
    guard first == "台账" else {
      return refuse(.valueUnknown, "“\(Brief.of(first))”不能导出。\n现在能导出的是台账。")
    }
    words.removeFirst()
    return .act(.reporting(.export(words: words)))
  }

  // MARK: Visits

  private static let visitFields: [Field] = [
    .participant, .point, .unit, .brought, .place, .reason, .page,
  ]

  private func visit() -> Outcome {
    let fields = FieldedText(text, from: start, known: CommandParser.visitFields)
    let words = Names.split(MentionToken.readable(fields.rest))
    switch words.first {
    case "列表": return .act(.reporting(.visits(page: page)))
    case "认可", "不认":
      let counts = words[0] == "认可"
      guard words.count >= 2, let serial = CommandParser.serial(words[1]),
        !counts || words.count == 2
      else { break }
      return .act(
        .reporting(
          .visitDecided(
            serial, counts: counts,
            reason: fields[.reason].map(MentionToken.readable)
              ?? (words.count > 2 ? words.dropFirst(2).joined(separator: "，") : nil))))
    case let first? where first.hasPrefix("补"): return visitNames(fields, words)
    default: break
    }
    var day: CivilDate?
    var kind = Activity.jointVisit
    var places = Names.split(fields[.place] ?? "")
    var points: Int?
    var units: Int?
    for word in words {
      if let count = CommandParser.count(word, "点位", "个") {
        points = count
      } else if let count = CommandParser.count(word, "单位", "家")
        ?? CommandParser.count(word, "单位", "个")
      {
        units = count
      } else if let found = Activity.kinds.first(where: { $0 == word }) {
        kind = found
      } else if day == nil, let found = pastDay(word) {
        day = found
      } else {
        places.append(word)
      }
    }
    let written = fields.command(spec, body: MentionToken.readable(fields.rest))
    guard let day else {
      return ask(0, typed: withFirstWord(written, String(MentionToken.gap)))
    }
    guard !places.isEmpty else {
      return ask(1, typed: fields.command(spec, body: "\(fields.rest) \(MentionToken.gap)"))
    }
    return .act(
      .reporting(
        .visit(
          Visit(
            kind: kind, day: day, places: places, pointCount: points, unitCount: units,
            names: names(fields), participants: people(fields[.participant]),
            cases: CommandParser.numbers(fields[.brought])))))
  }

  /// `/联访 …` with one word more behind the name.
  private func withFirstWord(_ command: String, _ word: String) -> String {
    let name = "/\(spec?.name ?? "")"
    return "\(name) \(word)" + command.dropFirst(name.count)
  }

  private func names(_ fields: FieldedText) -> VisitNames {
    func list(_ field: Field) -> [String] {
      Names.split(fields[field] ?? "").map(MentionToken.readable)
    }
    return VisitNames(
      points: list(.point), units: list(.unit), cases: CommandParser.numbers(fields[.brought]))
  }

  /// 联访 补 3 点位：… 单位：…; names without a field are points.
  private func visitNames(_ fields: FieldedText, _ words: [String]) -> Outcome {
    var words = words
    var serial: Int?
    let first = words.removeFirst().dropFirst()
    if let number = Int(first) { serial = number }
    if serial == nil, let number = words.first.flatMap({ Int($0) }) {
      serial = number
      words.removeFirst()
    }
    var names = names(fields)
    let isLater = words.contains { ["以后补", "以后", "下次", "不用", "暂不", "先不补"].contains($0) }
    if !isLater { names.points += words }
    return .act(.reporting(.visitNames(serial, names)))
  }

  /// 3, 三, 第3次.
  private static func serial(_ word: String) -> Int? {
    let scalars = FoldedText(word).folded.drop { $0 == "第" }
    guard let (value, next) = Numerals.read(Array(scalars), at: 0), value > 0 else { return nil }
    let rest = scalars.dropFirst(next)
    return rest.isEmpty || rest.elementsEqual(["次"]) ? value : nil
  }

  /// 点位4个; 单位三家.
  private static func count(_ word: String, _ what: String, _ measure: String) -> Int? {
    let scalars = FoldedText(word).folded
    let head = Array(what.unicodeScalars)
    guard scalars.starts(with: head),
      let (value, next) = Numerals.read(scalars, at: head.count), value > 0, value <= 10_000
    else { return nil }
    let end = Array(measure.unicodeScalars)
    return next == scalars.count || Array(scalars[next...]) == end ? value : nil
  }

  private static func numbers(_ typed: String?) -> [CaseNumber] {
    guard let typed else { return [] }
    var scanner = Scanner(FoldedText(typed))
    return CaseNumbers.leading(&scanner)
  }

  // MARK: Days

  /// The day a word means, past ones too; nil where it means none.
  private func pastDay(_ word: String) -> CivilDate? {
    switch word {
    case "昨天", "昨日": return hearing.today.adding(days: -1)
    case "前天", "前日": return hearing.today.adding(days: -2)
    case "大前天": return hearing.today.adding(days: -3)
    default: break
    }
    let reader = DateReader(today: hearing.today, calendar: hearing.rules.calendar)
    return switch reader.read(word) {
    case .deadline(let deadline): deadline.day
    case .past(let day): day
    case .question(let question):
      if case .restDay(let day) = question.reason { day } else { question.answers.first?.day }
    default: nil
    }
  }

  /// 明天; 9月18日至9月20日; 18号到20号.
  private func days(_ word: String) -> ClosedRange<CivilDate>? {
    if let day = pastDay(word) { return day...day }
    for mark in ["至", "到", "~"] {
      guard let range = word.firstRange(of: mark),
        let first = pastDay(String(word[..<range.lowerBound])),
        let last = pastDay(String(word[range.upperBound...])), first <= last
      else { continue }
      return first...last
    }
    return nil
  }

  // MARK: Persons

  private func deputy() -> Outcome {
    var words = Names.split(rest)
    if words.contains("取消") || words.contains("收回") {
      words.removeAll { $0 == "取消" || $0 == "收回" }
      return .act(.reporting(.endDeputy(words.first.flatMap { people($0).first })))
    }
    var range: ClosedRange<CivilDate>?
    var references: [PersonReference] = []
    var named: [String] = []
    let day = whichDay(of: words)
    for (index, word) in words.enumerated() {
      if index == day {
        range = days(word)
      } else if let person = people(word).first {
        references.append(person)
        named.append(word)
      }
    }
    guard let deputy = references.last else {
      let dates = range.map { " \($0.lowerBound)至\($0.upperBound)" } ?? ""
      return ask(0, typed: "/代理 \(MentionToken.gap)\(dates)")
    }
    guard let range else {
      return ask(1, typed: "/代理 \(named.joined(separator: " ")) \(MentionToken.gap)")
    }
    guard range.upperBound >= hearing.today else {
      return refuse(.datePast, "代理的日子已经过去，没有安排。\n请写今天或以后的日子。")
    }
    let principal = references.count > 1 ? references[0] : .me
    return .act(
      .reporting(
        .deputise(
          Deputising(
            principal: principal, deputy: deputy, from: max(range.lowerBound, hearing.today),
            until: range.upperBound))))
  }

  /// Which word of 代理 is the day. One that is somebody's name (周六) is the day only where no other is and
  /// somebody else is named.
  private func whichDay(of words: [String]) -> Int? {
    let days = words.indices.filter { self.days(words[$0]) != nil }
    if let plain = days.first(where: { !hearing.isName(words[$0]) }) { return plain }
    return words.count > 1 ? days.last : nil
  }

  private func handOver() -> Outcome {
    var words = Names.split(rest)
    let restricted = words.contains("限知")
    words.removeAll { ["限知", "给", "交给", "→"].contains($0) }
    let references = words.compactMap { people($0).first }
    guard references.count == 2 else {
      let named = words.prefix(1).joined()
      return ask(0, typed: "/交接 \(named) \(MentionToken.gap)")
    }
    return .act(
      .reporting(.handOver(from: references[0], to: references[1], restricted: restricted)))
  }
}
