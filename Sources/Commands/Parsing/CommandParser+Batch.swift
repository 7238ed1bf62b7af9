import Casework

/// 线索 批量, and what a clue in private is asked once.
extension CommandParser {
  /// The pasted table; nil where the text is one clue.
  func batch() -> Outcome? {
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    guard scanner.take("批量"), scanner.current.map({ $0.isBlank || $0.isMark }) ?? true else {
      return nil
    }
    var lineEnd = scanner.index
    while lineEnd < text.count, text.folded[lineEnd] != "\n" { lineEnd += 1 }
    let head = FieldedText(
      FoldedText(text.original[scanner.index..<lineEnd]), from: 0, known: CommandParser.clueFields)
    if let refusal = refusedFields(head) { return refusal }
    // The rows are judged as they came, by whatever stands in them.
    let said = admitted.said.original
    var table = BatchTable(
      FoldedText(said[min(lineEnd + 1, said.count)...]), refusal: hearing.refusal(ofPart:))
    if table.rows.isEmpty, !head.rest.isEmpty {
      // 线索 批量 ①甲路积水②乙路无灯, all in one line.
      let line = FoldedText(said[scanner.index..<lineEnd])
      let rest = FieldedText(line, from: 0, known: CommandParser.clueFields).rest
      table = BatchTable(FoldedText(rest), refusal: hearing.refusal(ofPart:))
    }
    if table.rows.isEmpty, table.left.isEmpty {
      let fields = Field.allCases.compactMap { field in
        head[field].map { "\(field.names[0]):\($0)" }
      }
      let typed = "/线索 批量 \(fields.joined(separator: " "))\n\(MentionToken.gap)"
      return .answer(
        "请把表格贴在下一条，一行一件。\n认得的表头：问题、地点、责任单位、配合单位、期限、领域、来源号",
        hearing.ask(.missing(text: typed, part: BatchTable.part)))
    }
    guard table.rows.count <= BatchTable.limit else {
      return .refused(
        .clue,
        Refusal(
          .textTooLong,
          "一次最多\(BatchTable.limit)条，这里有\(table.rows.count)条，没有登记。\n请分几次发。"))
    }
    var batch = Batch(rows: table.rows.map { row(of: $0, head) }, ignored: table.ignored)
    for row in table.left { batch.leave(row.label, because: row.why) }
    return .act(.speech(.batch(batch, .offered(asks: hearing.isPrivate))))
  }

  private func refusedFields(_ fields: FieldedText) -> Outcome? {
    if fields[.scope] == "限知" { return clueAboutPerson(fields) }
    if fields[.reporter] != nil { return .refused(.clue, Confidential.reporter) }
    return nil
  }

  /// A row with its own fields, and those of the first line where it has none.
  private func row(of row: BatchTable.Row, _ head: FieldedText) -> Batch.Row {
    var fields = head
    for (field, value) in row.fields { fields.values[field] = value }
    fields.urgent = fields.urgent || row.urgent
    var registration = Registration(
      title: MentionToken.readable(row.title), details: details(fields))
    registration.inner = inner(fields, registration.title)
    var doubts: [Batch.Doubt] = []
    if let typed = fields[.due], !typed.isEmpty {
      let (due, doubt) = day(typed)
      registration.due = due
      if let doubt { doubts.append(doubt) }
    }
    return Batch.Row(label: row.label, registration: registration, doubts: doubts)
  }

  /// The day, with what is doubtful about it.
  private func day(_ typed: String) -> (Deadline?, Batch.Doubt?) {
    let calendar = hearing.rules.calendar
    let reading = DateReader(
      today: hearing.today, calendar: calendar,
      minute: hearing.rules.zone.minuteOfDay(of: hearing.now)
    ).read(typed)
    if case .deadline(let due) = reading { return (due, nil) }
    if case .past(let day) = reading { return (nil, .pastDay(day)) }
    if case .question(let question) = reading, let first = question.answers.first {
      let due = Deadline(
        day: first.day, rule: typed, from: hearing.today, calendar: calendar.version)
      let days = DayWording(calendar: calendar, today: hearing.today)
      let reason: String
      if case .restDay(let day) = question.reason {
        reason = "\(days.short(day))不上班"
      } else {
        reason = "“\(Brief.of(typed))”是哪天"
      }
      return (due, .whichDay(reason: reason, question.answers.map(\.day)))
    }
    return (nil, .unreadableDay(typed))
  }

  // MARK: Answers to the question about a table

  /// 都登记, 1改24日, 3按执法局, 去掉2; nil where the text is none of them.
  static func answer(_ text: FoldedText, to batch: Batch, _ hearing: Hearing) -> Outcome? {
    let word = text.plainWord
    if ["都登记", "全部登记", "全登记", "登记", "都登", "登记吧", "都登记吧"].contains(word)
      || (hearing.isPrivate && Phrases.yes.contains(word))
    {
      return .act(.speech(.batch(batch, .accepted)))
    }
    var scanner = Scanner(text)
    scanner.skip(\.isMark)
    var batch = batch
    if scanner.take("去掉") || scanner.take("删掉") || scanner.take("不要") {
      guard let index = row(&scanner, in: batch) else { return nil }
      scanner.skip(\.isMark)
      guard scanner.isAtEnd else { return nil }
      batch.rows.remove(at: index)
      return .act(.speech(.batch(batch, .amended)))
    }
    guard let index = row(&scanner, in: batch) else { return nil }
    scanner.skip(\.isMark)
    let keeps = scanner.take("按")
    guard
      keeps || scanner.take("改成") || scanner.take("改为") || scanner.take("改到")
        || scanner.take("改"), !scanner.rest.isEmpty
    else { return nil }
    let value = MentionToken.readable(scanner.rest)
    guard value.unicodeScalars.count <= 60 else { return nil }
    let parser = CommandParser(
      verb: .clue, .nothing, start: 0, card: nil, hearing: hearing)
    batch.rows[index] = parser.amended(batch.rows[index], with: value, keeps: keeps)
    return .act(.speech(.batch(batch, .amended)))
  }

  private static func row(_ scanner: inout Scanner, in batch: Batch) -> Int? {
    let start = scanner.index
    _ = scanner.take("第")
    for (index, row) in batch.rows.enumerated().reversed() {
      var inner = scanner
      guard inner.take(row.label) else { continue }
      guard inner.current?.isDigit != true else { continue }
      _ = inner.take("条")
      scanner = inner
      return index
    }
    scanner.index = start
    return nil
  }

  /// 24日 chooses among the days that were offered; another day or a unit replaces what was read.
  private func amended(_ row: Batch.Row, with value: String, keeps: Bool) -> Batch.Row {
    var row = row
    if keeps {
      row.doubts.removeAll { if case .unit = $0 { true } else { false } }
      row.registration.details.unit = UnitReference(id: nil, name: "“\(value)”")
      return row
    }
    let isDay: (Batch.Doubt) -> Bool = { doubt in
      switch doubt {
      case .whichDay, .pastDay, .unreadableDay: true
      case .unit, .tooLong, .unseen: false
      }
    }
    for case .whichDay(_, let days) in row.doubts {
      let digits = FoldedText(value).plainWord.prefix { $0.isNumber }
      for day in days where digits == "\(day.day)" {
        row.registration.due?.day = day
        row.doubts.removeAll(where: isDay)
        return row
      }
    }
    let (due, doubt) = day(value)
    if case .unreadableDay? = doubt, !row.doubts.contains(where: isDay) {
      row.doubts.removeAll { if case .unit = $0 { true } else { false } }
      row.registration.details.unit = UnitReference(id: nil, name: value)
      return row
    }
    row.doubts.removeAll(where: isDay)
    row.registration.due = due
    if let doubt { row.doubts.append(doubt) }
    return row
  }

  // MARK: Asked once in private

  /// In private a clue is asked once whether it is about a matter, which the whole group sees. With
  /// the scope given it is known already.
  func audienceQuestion(_ registration: Registration, _ fields: FieldedText) -> Outcome? {
    guard hearing.isPrivate, fields[.scope] == nil, AccessPolicy.offers(.clue, to: hearing.actor)
    else { return nil }
    var open = fields
    let isInner = registration.inner == true
    open.values[.scope] = isInner ? CommandParser.inside : "工作群"
    var text: Wording = "要登记“\(Brief.of(registration.title))”吗？"
    text.add("回1对事，\(ClueReaders.told(inner: isInner))；回2涉及具体人。")
    return .answer(
      text,
      hearing.ask(
        .offer([open.command(spec, body: open.rest), "/线索 范围：限知"])))
  }
}

extension FoldedText {
  /// Its letters, digits and Han characters, without blanks and marks.
  var plainWord: String {
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: folded.filter { $0.isHan || $0.isLetter || $0.isDigit })
    return String(kept)
  }
}
