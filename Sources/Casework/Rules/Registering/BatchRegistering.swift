/// 线索 批量: a pasted table. It is shown first where it is long or doubtful; a doubtful row waits
/// alone; what is registered at once has one stamp, so that it is undone as one.
enum BatchRegistering {
  /// Up to so many rows without a doubt are registered as they are.
  static let unasked = 3

  static func decide(
    _ batch: Batch, _ step: BatchStep, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.clue, situation, what: "登记线索")
    var decision = try decided(batch, step, casebook, situation)
    if case .offered(_, holds: true) = step { decision.holdsBack = true }
    return decision
  }

  private static func decided(
    _ batch: Batch, _ step: BatchStep, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var batch = try understood(batch, casebook)
    let repeated = try takeRepeated(&batch, casebook, situation)
    guard !batch.rows.isEmpty else { return nothingLeft(batch, repeated) }
    let asks: Bool
    switch step {
    case .offered(let asked, _):
      asks =
        asked || batch.rows.count > unasked || !batch.left.isEmpty
        || batch.rows.contains { !$0.doubts.isEmpty }
    case .amended: asks = batch.rows.contains { !$0.doubts.isEmpty }
    case .accepted: asks = batch.rows.allSatisfy(\.isHeld)
    }
    return asks
      ? try show(batch, repeated, casebook, situation)
      : try register(batch, repeated, casebook, situation)
  }

  // MARK: Understanding

  /// Units by their registered names; a short name that fits one is a doubt with a proposal.
  private static func understood(_ batch: Batch, _ casebook: any Casebook) throws -> Batch {
    var batch = batch
    for index in batch.rows.indices {
      var row = batch.rows[index]
      row.doubts.removeAll { if case .unit = $0 { true } else { false } }
      // A name in quotation marks is meant as it stands, and stays marked while it waits.
      if let typed = row.registration.details.unit, UnitNames.literal(typed.name) == nil {
        if let unit = try People.unit(named: typed.name, casebook) {
          row.registration.details.unit = UnitReference(id: unit.id, name: unit.name)
        } else if typed.id == nil, let unit = try UnitNames.likely(typed.name, casebook) {
          row.doubts.append(.unit(typed: typed.name, proposed: unit.shortName))
        }
      }
      row.registration.details.assisting = try row.registration.details.assisting.map {
        try People.reference($0, casebook)
      }
      if !Guards.isVisible(row.registration.title), !row.doubts.contains(.unseen) {
        row.doubts.append(.unseen)
      }
      let length = row.registration.title.unicodeScalars.count
      if length > Guards.maximumText, !row.doubts.contains(.tooLong(length)) {
        row.doubts.append(.tooLong(length))
      }
      batch.rows[index] = row
    }
    return batch
  }

  /// Rows that the same person registered in the same words a short while ago.
  private static func takeRepeated(
    _ batch: inout Batch, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [CaseNumber] {
    var numbers: [CaseNumber] = []
    var seen: [Registration] = []
    var kept: [Batch.Row] = []
    for row in batch.rows {
      let settled = settled(row.registration, row.doubts, casebook)
      if let number = try Registering.repeated(
        settled.title, try Registering.resolved(settled.details, casebook), casebook, situation)
      {
        numbers.append(number)
      } else if !seen.contains(settled) {
        seen.append(settled)
        kept.append(row)
      }
    }
    batch.rows = kept
    return numbers
  }

  /// The row with every proposal accepted.
  private static func settled(
    _ registration: Registration, _ doubts: [Batch.Doubt], _ casebook: any Casebook
  ) -> Registration {
    var registration = registration
    for doubt in doubts {
      switch doubt {
      case .unit(_, let proposed):
        registration.details.unit = UnitReference(id: nil, name: proposed)
      case .whichDay(_, let days):
        if let first = days.first { registration.due?.day = first }
      case .pastDay, .unreadableDay, .tooLong, .unseen: break
      }
    }
    return registration
  }

  // MARK: Showing

  private static func show(
    _ batch: Batch, _ repeated: [CaseNumber], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let doubtful = batch.rows.filter { !$0.doubts.isEmpty }
    var first = "共\(batch.rows.count)条"
    if !doubtful.isEmpty { first += "，先看\(doubtful.count)处" }
    var text = Wording(first + "。")
    text.add(batch.leftLines)
    if !repeated.isEmpty { text.add("与\(NumberRange.text(repeated))相同的不再登记。") }
    if !batch.ignored.isEmpty {
      text.add("“\(batch.ignored.joined(separator: "”“"))”一栏没有用上，也没有留下。")
    }
    for row in doubtful.prefix(3) { text.add(Wording(questions(row, situation.days))) }
    if doubtful.count > 3 { text.add("还有\(doubtful.count - 3)处要看，这几处定了再问。") }
    var room = 7 - text.lines.count
    let certain = batch.rows.filter(\.doubts.isEmpty)
    if certain.count > room { room -= 1 }
    for row in certain.prefix(max(0, room)) {
      text.add(Wording(try line(row, casebook, situation)))
    }
    if certain.count > max(0, room) {
      text.add(room > 0 ? "其余\(certain.count - room)条照写的登记。" : "其他\(certain.count)条照写的登记。")
    }
    let shown = doubtful.first.flatMap { row in row.doubts.first.map { example($0, row) } }
    let accepts = batch.rows.contains { !$0.isHeld }
    let inside = batch.rows.count { $0.registration.inner == true }
    let readers = ClueReaders.told(inner: inside == batch.rows.count)
    let rest = inside > 0 && inside < batch.rows.count ? "，内部件\(ClueReaders.inside)" : ""
    var ending = accepts ? "\(readers)\(rest)。回“都登记”" : "先改好再登记。回"
    if let shown { ending += accepts ? "或“\(shown)”" : "“\(shown)”" }
    text.add(Wording(ending + "。"))
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.batch(batch), for: .question))
  }

  private static func line(
    _ row: Batch.Row, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let days = situation.days
    if row.registration.inner == true {
      guard try Inside.isShown(casebook, situation) else { return "\(row.label) 在内部办理，这里不显示" }
      return "\(row.label) \(Cards.brief(row.registration.title, limit: 16)) 内部件"
    }
    var parts = ["\(row.label) \(Cards.brief(row.registration.title, limit: 16))"]
    if let unit = row.registration.details.unit {
      parts.append(try People.name(of: unit, casebook))
    }
    if let due = row.registration.due { parts.append(days.short(due.day)) }
    return parts.joined(separator: " ")
  }

  /// 第1条：9月25日（周五，中秋节放假）不上班，按9月24日（周四）；也可以9月28日（周一）。
  private static func questions(_ row: Batch.Row, _ days: DayWording) -> String {
    let said = row.doubts.map { doubt -> String in
      switch doubt {
      case .whichDay(let reason, let choices):
        "\(reason)，按\(choices.map(days.full).joined(separator: "；也可以"))。"
      case .pastDay(let day): "期限\(days.full(day))已经过去，先不登记。"
      case .unreadableDay(let typed): "期限“\(Cards.brief(typed, limit: 12))”读不懂，先不登记。"
      case .unit(let typed, let proposed): "“\(Cards.brief(typed, limit: 12))”按\(proposed)。"
      case .unseen: "没有看得见的字，先不登记。"
      case .tooLong(let count): "有\(count)字，最多\(Guards.maximumText)字，先不登记。"
      }
    }
    return "\(name(row))：\(said.joined())"
  }

  private static func name(_ row: Batch.Row) -> String {
    row.label.unicodeScalars.allSatisfy { ("0"..."9").contains($0) } ? "第\(row.label)条" : row.label
  }

  private static func example(_ doubt: Batch.Doubt, _ row: Batch.Row) -> String {
    switch doubt {
    case .whichDay(_, let days): "\(row.label)改\(days.last?.day ?? 1)日"
    case .pastDay, .unreadableDay: "\(row.label)改月底前"
    case .unit(let typed, _): "\(row.label)按\(typed)"
    case .tooLong, .unseen: "去掉\(row.label)"
    }
  }

  private static func nothingLeft(_ batch: Batch, _ repeated: [CaseNumber]) -> Decision {
    var text = Wording()
    if !repeated.isEmpty { text.add("与\(NumberRange.text(repeated))相同，没有重复登记。") }
    text.add(batch.leftLines)
    if text.lines.isEmpty { text = "没有剩下要登记的事。" }
    return Decision(replies: [Reply(text: text)], dialogue: .close)
  }

  // MARK: Registering

  private static func register(
    _ batch: Batch, _ repeated: [CaseNumber], _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let ready = batch.rows.filter { !$0.isHeld }
    let held = batch.rows.filter(\.isHeld)
    let first = try casebook.nextCaseNumber().value
    var events: [Event] = []
    var numbers: [CaseNumber] = []
    var lines: [String] = []
    var inside: [(number: CaseNumber, title: String)] = []
    for (index, row) in ready.enumerated() {
      let number = CaseNumber(first + index)
      let meant = settled(row.registration, row.doubts, casebook)
      try Registering.check(meant.details)
      let details = try Registering.resolved(meant.details, casebook)
      let change = CaseRegistered(
        title: meant.title, details: details, due: meant.due, state: .registered,
        procedure: situation.rules.procedure.version, inner: meant.inner)
      if meant.inner == true { inside.append((number, meant.title)) }
      events.append(situation.event(.matter(number), .registered(change)))
      numbers.append(number)
      var shown = row
      shown.label = "\(number)"
      shown.registration.title = meant.title
      shown.registration.details = details
      shown.registration.due = meant.due
      lines.append(try line(shown, casebook, situation))
    }
    var text = Wording("已登记\(numbers.count)件：\(NumberRange.text(numbers))。")
    if !repeated.isEmpty { text.add("与\(NumberRange.text(repeated))相同的没有重复登记。") }
    for row in held.prefix(2) { text.add(Wording(questions(row, situation.days))) }
    let room = 6 - text.lines.count
    for line in lines.prefix(lines.count > room ? room - 1 : room) { text.add(Wording(line)) }
    if lines.count > room {
      text.add("看全部：\(typed: "查 \(NumberRange.typed(numbers))")")
    }
    if let row = held.first, let doubt = row.doubts.first(where: { !$0.isSettled }) {
      text.add("改好请回“\(example(doubt, row))”。")
    } else if AccessPolicy.allows(situation.actor, .assign), inside.count < numbers.count {
      let open = numbers.filter { number in !inside.contains { $0.number == number } }
      let lacksUnit = ready.allSatisfy { $0.registration.details.unit == nil }
      text.add("下一步：\(typed: "交办 \(NumberRange.typed(open))\(lacksUnit ? " 单位" : "") 期限")")
    } else {
      text.add("专班会安排人办。")
    }
    let waiting = Batch(rows: held)
    var decision = Decision(
      events: events,
      replies: [Reply(text: text)] + (try Inside.told(inside, casebook, situation)),
      dialogue: held.isEmpty ? .close : situation.ask(.batch(waiting), for: .question))
    if !inside.isEmpty, try !Inside.isShown(casebook, situation) {
      decision.replies[0].quotes = false
      decision.holdsBack = decision.holdsBack || !situation.place.isPrivate
    }
    return decision
  }
}

/// Several numbers as people say them: 43至48号, 43号、45至47号.
enum NumberRange {
  static func text(_ numbers: [CaseNumber]) -> String {
    runs(numbers).map { $0.count > 1 ? "\($0[0])至\($0[$0.count - 1])号" : "\($0[0])号" }
      .joined(separator: "、")
  }

  /// As a command takes them: 43-48.
  static func typed(_ numbers: [CaseNumber]) -> String {
    runs(numbers).map { $0.count > 1 ? "\($0[0])-\($0[$0.count - 1])" : "\($0[0])" }
      .joined(separator: "、")
  }

  private static func runs(_ numbers: [CaseNumber]) -> [[CaseNumber]] {
    var runs: [[CaseNumber]] = []
    for number in Set(numbers).sorted() {
      if let last = runs.last?.last, last.value + 1 == number.value, last.series == number.series {
        runs[runs.count - 1].append(number)
      } else {
        runs.append([number])
      }
    }
    return runs
  }
}
