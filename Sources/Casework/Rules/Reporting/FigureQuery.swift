/// What a figure, a register or an export is about, understood from its words.
struct FigureQuery {
  /// By what the cases are told apart (按…).
  enum Dimension: String, CaseIterable {
    case unit = "单位"
    case area = "领域"
    case township = "乡镇"
    case lead = "领衔"
    case source = "来源"
    case state = "状态"
    case project = "项目"

    static let names: [String: Dimension] = {
      var names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
      for word in ["责任单位", "部门"] { names[word] = .unit }
      for word in ["地点", "街道", "镇街", "乡镇街道"] { names[word] = .township }
      for word in ["领衔人"] { names[word] = .lead }
      names["类别"] = .area
      return names
    }()
  }

  var period: Period
  /// Who reads what it comes to.
  let viewer: Viewer
  /// Which day counts: that of registration, or that of closing.
  var moment = FactQuery.Moment.registered
  var words: [String] = []
  var unit: Unit?
  var lead: Person?
  var states: Set<CaseState>?
  var overdueOnly = false
  /// Part of where it came from (来源：代表接待日, 甲街道联络站).
  var source: String?
  var dimension: Dimension?
  /// A kind of activity: what is counted are activities.
  var activity: String?

  /// Understands words, folded and without their commas.
  /// - Throws: `Refusal` for what may not be asked and for a dimension that is none.
  static func read(
    _ typed: [String], today: CivilDate, without period: Period? = nil, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> FigureQuery {
    let reader = PeriodReader(today: today)
    let viewer = try Viewer.of(situation, casebook)
    var query: FigureQuery?
    var rest: [String] = []
    for word in typed {
      if asksAboutPersons(word) { throw Refusal.unavailable }
      var word = word[...]
      if query == nil, let (period, behind) = reader.leading(word) {
        query = FigureQuery(period: period, viewer: viewer)
        word = behind
      }
      let left = stripped(word)
      if !left.isEmpty { rest.append(left) }
    }
    guard let year = period ?? reader.leading("今年")?.0 else { throw Refusal.unavailable }
    var result = query ?? FigureQuery(period: year, viewer: viewer)
    for word in rest { try result.take(word, casebook, situation) }
    // Neither told apart nor picked by what the reader is not told: a count would confirm it.
    if result.dimension == .source || result.source != nil, !viewer.showsSource {
      throw Refusal.unavailable
    }
    return result
  }

  /// Counts of persons, and what is not told before it is published.
  private static func asksAboutPersons(_ word: String) -> Bool {
    [
      "几个人", "几人", "多少人", "人数", "人次", "处分", "立案", "留置", "初核", "问责", "违纪", "违法", "谁被", "举报人",
      "反映人",
    ].contains { word.contains($0) }
  }

  /// Without what only fills the sentence.
  private static func stripped(_ word: Substring) -> String {
    var word = word
    var changed = true
    while changed, !word.isEmpty {
      changed = false
      for filler in ["类的问题", "类问题", "的问题", "问题", "方面", "的", "类", "共", "有", "了"]
      where word.hasSuffix(filler) {
        word = word.dropLast(filler.count)
        changed = true
      }
      for filler in ["多少件", "多少", "几件", "情况", "数据", "件数"] where word.hasSuffix(filler) {
        word = word.dropLast(filler.count)
        changed = true
      }
      if word.hasPrefix("的") {
        word = word.dropFirst()
        changed = true
      }
    }
    return String(word)
  }

  private mutating func take(
    _ word: String, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    if word.hasPrefix("按") {
      guard let found = Dimension.names[String(word.dropFirst())] else {
        let names = Dimension.allCases.map { "按\($0.rawValue)" }.joined(separator: "、")
        throw Refusal(
          .valueUnknown,
          "不能“\(Cards.brief(word, limit: 12))”分。\n可以写：\(names)\n例：\(typed: "统计 本月 按单位")")
      }
      dimension = found
    } else if let colon = word.firstIndex(of: ":"), word[..<colon] == "来源" {
      source = String(word[word.index(after: colon)...])
    } else if word.hasSuffix("联络站") {
      source = word
    } else if let kind = FigureQuery.activityKind(word) {
      activity = kind
    } else if ["销号", "办结", "已办结"].contains(word) {
      moment = .closed
    } else if ["在办", "未办结", "未销号"].contains(word) {
      states = Set(CaseState.allCases.filter(\.isOpen))
    } else if ["逾期", "超期"].contains(word) {
      overdueOnly = true
    } else if let state = CaseState.allCases.first(where: { $0.name == word }) {
      states = [state]
    } else if !Places.isTownship(word), let found = try People.unit(named: word, casebook) {
      unit = found
    } else if let person = try FigureQuery.lead(word, casebook) {
      lead = person
    } else {
      words.append(word)
    }
  }

  private static func activityKind(_ word: String) -> String? {
    if ["联访", "走访", "联合走访"].contains(word) { return Activity.jointVisit }
    return Activity.kinds.first { $0 == word }
  }

  private static func lead(_ word: String, _ casebook: any Casebook) throws -> Person? {
    let found = try casebook.people().filter { $0.isCalled(word) }
    guard found.count == 1 else { return nil }
    return try casebook.find(CaseQuery(lead: found[0].id, limit: 0)).total > 0 ? found[0] : nil
  }

  // MARK: What is not understood makes no figure

  /// Every word left names something there is: it stands in some case's text, or in an activity's.
  /// A zero over a word that was only misread would be told to leaders as true.
  /// - Throws: `Refusal` that names the first word that does not.
  func understood(_ casebook: any Casebook, _ situation: Situation) throws {
    for word in words {
      if !FigureQuery.speaksOfTime(word) {
        if try casebook.find(CaseQuery(words: [word], limit: 0)).total > 0 { continue }
        let activities = activity == nil ? [] : try casebook.activities(nil)
        if activities.contains(where: { ($0.places + $0.points).contains { $0.contains(word) } }) {
          continue
        }
      }
      throw Refusal(
        .valueUnknown,
        """
        “\(Cards.brief(word, limit: 12))”我没有读懂，没有统计。
        期间可以写：今年、上月、本周、第三季度、9月1日至9月15日；事项的词要在登记过的标题、地点或领域里。
        例：\(typed: "统计 本月 按单位")
        """)
    }
  }

  /// A period that was not read, nothing but what names times: 近30天, 最近一周, 11.1-11.30, 二〇二六年.
  private static func speaksOfTime(_ word: String) -> Bool {
    word.allSatisfy { timely.contains($0) || $0.isPunctuation || $0.isSymbol }
  }

  private static let timely = Set(
    "0123456789〇零一二三四五六七八九十百两半几多整全个近最过去这那前后上下本当今明昨年月周天日旬季度号份星期礼拜末底初中头内里间以来从自到至截止同期")

  // MARK: The cases

  /// The facts that fit, those of cases counted for nothing left out.
  func facts(_ casebook: any Casebook, _ situation: Situation) throws -> [CaseFacts] {
    let (from, before) = period.moments(in: situation.rules.zone)
    let query = FactQuery(
      words: words, moment: moment, from: from, before: before, unit: unit?.id, lead: lead?.id,
      states: states)
    let facts = try casebook.facts(query).filter { fact in
      source.map { fact.source?.contains($0) ?? false } ?? true
    }
    return overdueOnly ? try viewer.overdue(of: facts, situation) : facts
  }

  /// Whether it is asked how things stood on a day that is over: what became of the cases is known as of now
  /// alone.
  func isPast(_ situation: Situation) -> Bool {
    period.isAsOf && period.last < situation.today
  }

  /// What the cases have in common, for a first line: 停车类, 区住建局的.
  var topic: String {
    var parts: [String] = []
    if let unit { parts.append("\(unit.shortName)的") }
    if let source, !source.isEmpty { parts.append("来自\(source)的") }
    if let lead { parts.append("\(lead.address)领衔的") }
    for word in words { parts.append(Places.isTownship(word) ? word : "\(word)类") }
    return parts.joined()
  }
}

/// Townships and subdistricts by the ends of their names.
enum Places {
  private static let endings = ["街道", "街道办事处", "镇", "乡", "镇政府", "乡政府"]

  static func isTownship(_ name: String) -> Bool {
    endings.contains { name.hasSuffix($0) && name.count > $0.count }
  }

  /// 甲街道幸福路 → 甲街道; nil where the text begins with none.
  static func township(in text: String) -> String? {
    // Asked for each of ten thousand cases: scalars, and no more of them than a name has.
    let head = Array(text.unicodeScalars.prefix(8))
    for index in head.indices.dropFirst() {
      let scalar = head[index]
      let ends = scalar == "镇" || scalar == "乡" || (scalar == "道" && head[index - 1] == "街")
      guard ends, !(scalar == "道" && index == 1) else { continue }
      return String(String.UnicodeScalarView(head[...index]))
    }
    return nil
  }
}

extension CaseFacts {
  func isOverdue(on today: CivilDate) -> Bool {
    state.clockRuns && (due.map { $0 < today } ?? false)
  }
}
