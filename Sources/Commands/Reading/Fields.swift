/// A named field: the words before the colon that members may type.
enum Field: CaseIterable {
  case unit, assisting, due, area, source, sourceNumber, place, project, programme, scope, reporter
  case contact, page, name, title, alias, liaison, result, daysOff, participant, point, brought
  case receiver, signed
  case requirement, reason, marks, basis, suggestion, instrument
  case signedOff, heading, review, way, lookback

  var names: [String] {
    switch self {
    case .unit: ["责任", "牵头", "责任单位", "单位"]
    case .assisting: ["配合"]
    case .due: ["期限"]
    case .area: ["领域"]
    case .source: ["来源"]
    case .sourceNumber: ["来源号"]
    case .place: ["地点"]
    case .project: ["项目"]
    case .programme: ["专项"]
    case .scope: ["范围"]
    case .reporter: ["反映人"]
    case .contact: ["联系", "联系人"]
    case .page: ["页"]
    case .name: ["姓名"]
    case .title: ["称呼", "职务"]
    case .alias: ["别名", "简称"]
    case .liaison: ["联络员"]
    case .result: ["结果"]
    case .daysOff: ["逢假"]
    case .participant: ["参加", "参加人"]
    case .point: ["点位"]
    case .brought: ["带出"]
    case .receiver: ["接收", "接收人"]
    case .signed: ["署名"]
    case .requirement: ["要求", "办理要求"]
    case .reason: ["理由"]
    case .marks: ["标签", "标记"]
    case .basis: ["依据", "职责依据"]
    case .suggestion: ["建议"]
    case .instrument: ["文书"]
    case .signedOff: ["审签", "审签人"]
    case .heading: ["标题", "题目", "事项"]
    case .review: ["核实", "下次核实"]
    case .way: ["办法"]
    case .lookback: ["回头看"]
    }
  }
}

/// A text taken apart into its named fields and what is left.
struct FieldedText {
  /// What stands outside the fields, as typed.
  var rest: String
  var values: [Field: String] = [:]
  var urgent = false

  subscript(_ field: Field) -> String? { values[field] }

  /// Takes the fields out. A field begins at the start of a word; its value ends at the next blank,
  /// or, where the field begins a line, at the next field or the end of that line.
  /// - Parameter known: the fields that the command knows; other words stay text.
  init(_ text: FoldedText, from start: Int, known: [Field]) {
    var kept: [Unicode.Scalar] = []
    var index = start
    while index < text.count {
      // What stands in a person's name is no field.
      if let next = MentionToken.end(in: text.folded, at: index) {
        kept.append(contentsOf: text.original[index..<next])
        index = next
        continue
      }
      let startsWord = index == start || FieldedText.endsWord(text.folded[index - 1])
      if startsWord, let (field, value) = FieldedText.field(in: text, at: index, known: known) {
        let startsLine = index == start || text.folded[index - 1] == "\n"
        let range = FieldedText.valueRange(text, at: value, wholeLine: startsLine, known: known)
        values[field] = text.typed(text.trimmed(range))
        index = range.upperBound
        continue
      }
      if startsWord, FieldedText.isUrgent(text, at: index) {
        urgent = true
        index += 2
        continue
      }
      kept.append(text.original[index])
      index += 1
    }
    rest = FieldedText.trimmed(kept)
  }

  /// Whether a line begins with a field: it goes on with the command above it.
  static func beginsWithField(_ line: FoldedText) -> Bool {
    let range = line.trimmed(0..<line.count)
    return field(in: line, at: range.lowerBound, known: Field.allCases) != nil
  }

  /// Without blanks, and without the commas that only stood between text and fields.
  private static func trimmed(_ scalars: [Unicode.Scalar]) -> String {
    func parts(_ scalar: Unicode.Scalar) -> Bool {
      let folded = Folding.fold(scalar)
      return folded.isBlank || folded == "," || folded == ";" || folded == ":"
    }
    guard let first = scalars.firstIndex(where: { !parts($0) }),
      let last = scalars.lastIndex(where: { !parts($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }

  private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isBlank || scalar == "," || scalar == ";" || scalar == "."
  }

  /// 加急, standing alone.
  private static func isUrgent(_ text: FoldedText, at index: Int) -> Bool {
    guard index + 1 < text.count, text.folded[index] == "加", text.folded[index + 1] == "急" else {
      return false
    }
    return index + 2 == text.count || endsWord(text.folded[index + 2])
  }

  /// The field whose name and colon stand there, and where its value begins.
  private static func field(
    in text: FoldedText, at index: Int, known: [Field]
  ) -> (Field, value: Int)? {
    guard index < text.count, let named = byFirst[text.folded[index]] else { return nil }
    for (field, name) in named where known.contains(field) && text.matches(name, at: index) {
      var next = index + name.count
      while next < text.count, text.folded[next] == " " { next += 1 }
      if next < text.count, text.folded[next] == ":" { return (field, next + 1) }
    }
    return nil
  }

  /// The names of all fields by their first character; each name is one field's.
  private static let byFirst: [Unicode.Scalar: [(field: Field, name: [Unicode.Scalar])]] = {
    var byFirst: [Unicode.Scalar: [(Field, [Unicode.Scalar])]] = [:]
    for field in Field.allCases {
      for name in field.names.map({ Array($0.unicodeScalars) }) {
        if let first = name.first { byFirst[first, default: []].append((field, name)) }
      }
    }
    return byFirst
  }()

  private static func valueRange(
    _ text: FoldedText, at start: Int, wholeLine: Bool, known: [Field]
  ) -> Range<Int> {
    var index = start
    while index < text.count, text.folded[index] == " " { index += 1 }
    let begin = index
    while index < text.count, text.folded[index] != "\n" {
      if let next = MentionToken.end(in: text.folded, at: index) {
        index = next
        continue
      }
      if text.folded[index] == " " {
        if !wholeLine { break }
        if field(in: text, at: index + 1, known: known) != nil || isUrgent(text, at: index + 1) {
          break
        }
      }
      index += 1
    }
    return begin..<index
  }
}
