import Casework

/// Rows pasted from a table or written as a list: ①…, 1、…, or one a line. A cell may have several
/// lines; headings say which column is what.
struct BatchTable {
  struct Row {
    var label: String
    var title: String
    var fields: [Field: String]
    var urgent: Bool
  }

  /// The part that a question for the rows waits for.
  static let part = "表格"
  /// At most so many rows at once.
  static let limit = 50

  private(set) var rows: [Row] = []
  /// Labels of rows that are held back, and by which rule: nothing else of them is kept.
  private(set) var left: [(label: String, why: Refusal.Code)] = []
  /// Headings of columns that were not taken over.
  private(set) var ignored: [String] = []

  init(_ text: FoldedText, refusal: (FoldedText) -> Refusal?) {
    let isTable = text.original.contains("\t")
    let raw = isTable ? table(text) : BatchTable.list(text)
    for (index, row) in raw.enumerated() {
      let label = row.mark ?? "\(index + 1)"
      // Every cell is looked at, those of columns that nobody knows as well.
      let everything = FieldedText(FoldedText(row.everything), from: 0, known: [.reporter]).rest
      if let refusal = refusal(FoldedText(everything)) {
        left.append((row.mark ?? "第\(index + 1)条", refusal.code))
        continue
      }
      let fielded = FieldedText(
        FoldedText(row.title), from: 0, known: CommandParser.clueFields)
      guard !fielded.rest.isEmpty else { continue }
      var fields = row.fields
      for (field, value) in fielded.values where field != .reporter { fields[field] = value }
      rows.append(
        Row(
          label: label, title: PersonalNumbers.masked(fielded.rest),
          fields: fields.mapValues(PersonalNumbers.masked), urgent: fielded.urgent))
    }
  }

  /// A row before its fields are read.
  struct Raw {
    /// ① or the like; nil where a number says no more than the place.
    var mark: String?
    var title: String
    var fields: [Field: String] = [:]
    var everything: String
  }

  // MARK: Tables

  private mutating func table(_ text: FoldedText) -> [Raw] {
    var lines = TableLines(text).rows
    guard let first = lines.first else { return [] }
    let columns = first.map(Column.init(heading:))
    if columns.count(where: { $0 != .unknown }) >= 2 || columns.first == .title {
      lines.removeFirst()
      ignored = zip(first, columns).compactMap { cell, column in
        column == .unknown || column == .dropped
          ? cell.unicodeScalars.isEmpty ? nil : String(cell.prefix(8)) : nil
      }
      return lines.map { BatchTable.row($0, columns) }
    }
    return lines.map { BatchTable.row($0, BatchTable.guessed($0)) }
  }

  private static func row(_ cells: [String], _ columns: [Column]) -> Raw {
    let known = zip(cells, columns).filter { $1 != .dropped }.map { cell, _ in cell }
    let beyond = cells.dropFirst(columns.count)
    var raw = Raw(title: "", everything: (known + beyond).joined(separator: " "))
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      switch index < columns.count ? columns[index] : .unknown {
      case .serial: raw.mark = RowLabel(FoldedText(cell))?.mark
      case .title: raw.title += (raw.title.isEmpty ? "" : " ") + cell
      case .field(let field): raw.fields[field] = cell
      case .dropped, .unknown: break
      }
    }
    if let label = RowLabel(FoldedText(raw.title)), label.isCertain {
      raw.mark = raw.mark ?? label.mark
      raw.title = FoldedText(raw.title).typed(label.next..<raw.title.unicodeScalars.count)
    }
    return raw
  }

  /// What the columns are where no headings say it: the number, then what it is about; of the rest
  /// what ends like a unit or reads like a term.
  private static func guessed(_ cells: [String]) -> [Column] {
    var columns: [Column] = []
    for cell in cells {
      let isNumber = columns.isEmpty && !cell.isEmpty && cell.allSatisfy(\.isNumber)
      if isNumber
        || RowLabel(FoldedText(cell)).map({ $0.next == cell.unicodeScalars.count }) ?? false
      {
        columns.append(.serial)
      } else if !columns.contains(.title) {
        columns.append(.title)
      } else if units.contains(where: cell.hasSuffix), !columns.contains(.field(.unit)) {
        columns.append(.field(.unit))
      } else if terms.contains(where: cell.contains), !columns.contains(.field(.due)) {
        columns.append(.field(.due))
      } else if !columns.contains(.field(.place)) {
        columns.append(.field(.place))
      } else {
        columns.append(.unknown)
      }
    }
    return columns
  }

  private static let units = ["局", "办", "委", "公司", "中心", "大队", "银行", "学校", "医院"]
  private static let terms = ["日", "号", "天", "周", "月", "底", "前", "内"]

  // MARK: Lists

  private static func list(_ text: FoldedText) -> [Raw] {
    var items: [(mark: String?, scalars: [Unicode.Scalar])] = []
    var labelled = false
    for line in text.original.split(whereSeparator: { Folding.fold($0) == "\n" }) {
      for (offset, part) in inlineParts(Array(line)).enumerated() {
        let folded = FoldedText(part)
        let range = folded.trimmed(0..<folded.count)
        guard !range.isEmpty else { continue }
        let trimmed = FoldedText(folded.original[range])
        if let label = RowLabel(trimmed), label.isCertain || label.number == items.count + 1 {
          labelled = true
          items.append((label.mark, Array(trimmed.original[label.next...])))
        } else if labelled, offset == 0 || !items.isEmpty {
          // A line without a label goes on with the row above it.
          items[items.count - 1].scalars += ["\n"] + trimmed.original
        } else {
          items.append((nil, trimmed.original))
        }
      }
    }
    return items.map { mark, scalars in
      let typed = FoldedText(scalars)
      let title = typed.typed(typed.trimmed(0..<typed.count))
      return Raw(mark: mark, title: title, everything: title)
    }
  }

  /// ①甲路积水②乙路无灯 in one line.
  private static func inlineParts(_ line: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var parts: [[Unicode.Scalar]] = [[]]
    for scalar in line {
      if RowLabel.circled(scalar) != nil, !(parts[parts.count - 1].isEmpty) { parts.append([]) }
      parts[parts.count - 1].append(scalar)
    }
    return parts
  }

  // MARK: Columns

  enum Column: Equatable {
    case serial, title
    case field(Field)
    /// Kept nowhere: who told us, telephone numbers.
    case dropped
    case unknown

    init(heading: String) {
      let text = FoldedText(heading)
      let word = text.plainWord
      self = Column.words[word] ?? .unknown
    }

    private static let words: [String: Column] = {
      var words: [String: Column] = [:]
      func add(_ column: Column, _ list: String) {
        for word in list.split(separator: " ") { words[String(word)] = column }
      }
      add(.serial, "序号 编号 序 号 no 顺序 条数")
      add(
        .title,
        "问题 事项 问题描述 内容 问题内容 具体问题 存在问题 反映问题 反映内容 主要问题 问题线索 线索 事由 问题事项 情况 问题表现 线索内容")
      add(.field(.place), "地点 点位 位置 所在地 地址 区域 项目点位 发生地")
      add(.field(.unit), "责任单位 牵头单位 单位 责任 主办单位 承办单位 牵头 办理单位 整改单位 主体单位")
      add(.field(.assisting), "配合单位 配合 协办单位 协办 协助单位")
      add(.field(.due), "期限 整改期限 整改时限 时限 完成时间 办结时限 完成时限 办理期限 到期日 截止日期 限期")
      add(.field(.area), "领域 类别 类型 问题类别 问题类型 所属领域 分类")
      add(.field(.source), "来源 问题来源 线索来源 渠道")
      add(.field(.sourceNumber), "来源号 工单号 来源编号 外部编号 工单编号 受理编号")
      add(.field(.project), "项目 项目名称 所属项目")
      add(.field(.programme), "专项 专项名称")
      add(.dropped, "反映人 举报人 投诉人 联系电话 电话 手机 手机号 联系方式 身份证 身份证号 姓名")
      return words
    }()
  }
}

/// The number in front of a row: 1、 1. （1） ① 一、
struct RowLabel {
  /// As an answer names it, where it is more than a number: ①.
  var mark: String?
  var number: Int
  /// The place behind it.
  var next: Int
  /// Whether nothing else can be meant: 1、 is certain, `1 ` only where 1 is next.
  var isCertain: Bool

  init?(_ text: FoldedText) {
    guard let first = text.original.first else { return nil }
    if let value = RowLabel.circled(first) {
      var next = 1
      while next < text.count, text.folded[next].isMark { next += 1 }
      self.init(mark: String(Character(first)), number: value, next: next, isCertain: true)
      return
    }
    var index = 0
    let isBracketed = text.folded[0] == "("
    if isBracketed { index = 1 }
    guard let (value, end) = Numerals.read(text.folded, at: index), value > 0, value <= 200 else {
      return nil
    }
    guard end < text.count else {
      guard !isBracketed else { return nil }
      self.init(mark: nil, number: value, next: end, isCertain: false)
      return
    }
    let after = text.folded[end]
    var next = end + 1
    let certain: Bool
    switch after {
    case ")": certain = true
    // 3.5米 is a measure.
    case ",", ".", ":": certain = !isBracketed && !(next < text.count && text.folded[next].isDigit)
    case " ": certain = false
    default: return nil
    }
    guard !isBracketed || after == ")" else { return nil }
    while next < text.count, text.folded[next].isMark { next += 1 }
    self.init(mark: nil, number: value, next: next, isCertain: certain)
  }

  private init(mark: String?, number: Int, next: Int, isCertain: Bool) {
    self.mark = mark
    self.number = number
    self.next = next
    self.isCertain = isCertain
  }

  /// ① to ⑳, ⑴ to ⒇, ⒈ to ⒛, ㈠ to ㈩.
  static func circled(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x2460...0x2473: Int(scalar.value - 0x2460) + 1
    case 0x2474...0x2487: Int(scalar.value - 0x2474) + 1
    case 0x2488...0x249B: Int(scalar.value - 0x2488) + 1
    case 0x3220...0x3229: Int(scalar.value - 0x3220) + 1
    default: nil
    }
  }
}
