/// 更正: what a case says of itself, corrected. Old and new are both kept.
enum Amending {
  static func amend(
    _ wish: AmendWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(wish.number, casebook)
    try Guards.allow(.amend, on: matter, situation, what: "更正\(wish.number)号")
    let transition = try Guards.transition(.amend, of: matter, situation)
    try check(wish)
    try checkUnit(wish, matter, casebook, situation)
    try checkDue(wish, matter, casebook, situation)
    let old = Amendment.Content(title: matter.title, details: matter.details, due: matter.due)
    let new = try content(wish, old, casebook)
    try KeptFromUnits.checkLead(of: matter, underUnit: new.details.unit, casebook, situation)
    let number = matter.number
    guard new != old else {
      return Decision(
        replies: [Reply(text: "\(number)号本来就是这样，没有变化。", card: number)], dialogue: .close)
    }
    var answer: Wording = "\(number)号已更正。"
    let lines = try changes(old, new, casebook, situation)
    for line in lines.prefix(6) { answer.add(Wording(line)) }
    var notice: Wording = "\(Telling.naming(matter))有更正。"
    for line in try changes(old, new, casebook, situation).prefix(5) { notice.add(Wording(line)) }
    notice.add("经办：\(situation.actor.person.address)")
    let told = Telling.distinct([matter.lead].compactMap { $0 }, situation)
    let ended = try new.details.unit.flatMap {
      try ExtensionEnding.by(giving: matter, to: $0, casebook, situation)
    }
    if let ended { answer.add(ended.line) }
    return Decision(
      events: [ended?.event].compactMap { $0 } + [
        situation.turned(
          matter, .amended(Amendment(new: new, old: old)), Guards.step(transition, of: matter))
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(told, notice, about: matter) + (ended?.notices ?? []), dialogue: .close)
  }

  private static func check(_ wish: AmendWish) throws(Refusal) {
    try Guards.text(wish.title ?? "", what: "标题")
    for unit in [wish.unit] + (wish.assisting ?? []) { try Guards.field(unit, what: "责任") }
    let fields = [
      ("领域", wish.area), ("来源", wish.source), ("来源号", wish.sourceNumber), ("地点", wish.place),
      ("项目", wish.project), ("专项", wish.programme),
    ]
    for (what, text) in fields { try Guards.field(text, what: what) }
  }

  /// A unit that has the matter already is changed by handing it over anew, which it is told.
  private static func checkUnit(
    _ wish: AmendWish, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let typed = wish.unit, let holder = matter.holder else { return }
    let unit = try People.reference(UnitReference(id: nil, name: typed), casebook)
    guard unit != holder else { return }
    let way = try NextStep.send(
      "交办 \(matter.number) \(try People.name(of: unit, casebook))", .assign, .assign, on: matter,
      casebook, situation)
    throw Refusal(
      .wrongState,
      "\(matter.number)号已交办\(try People.name(of: holder, casebook))，不能用更正换单位。\n换单位" + way)
  }

  /// A day that was set is moved by 延期 or 改期, which leave their trace.
  private static func checkDue(
    _ wish: AmendWish, _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let due = wish.due, let old = matter.due, due.day != old.day else { return }
    let way =
      try situation.days.isOverdue(old)
      ? NextStep.send(
        "改期 \(matter.number) \(due.day) 理由", .rebase, .rebase, on: matter, casebook, situation)
      : NextStep.send(
        "延期 \(matter.number) \(due.day) 理由", .extend, .extend, on: matter, casebook, situation)
    throw Refusal(
      .wrongState, "\(matter.number)号的期限是\(situation.days.full(old.day))，不能用更正改。\n" + way)
  }

  private static func content(
    _ wish: AmendWish, _ old: Amendment.Content, _ casebook: any Casebook
  ) throws -> Amendment.Content {
    func reference(_ name: String) throws -> UnitReference {
      try People.reference(UnitReference(id: nil, name: name), casebook)
    }
    var new = old
    if let title = wish.title { new.title = title }
    if let unit = wish.unit { new.details.unit = try reference(unit) }
    if let units = wish.assisting { new.details.assisting = try units.map(reference) }
    if let area = wish.area { new.details.area = area }
    if let source = wish.source { new.details.source = source }
    if let number = wish.sourceNumber { new.details.sourceNumber = number }
    if let place = wish.place { new.details.place = place }
    if let project = wish.project { new.details.project = project }
    if let programme = wish.programme { new.details.programme = programme }
    if let urgent = wish.urgent { new.details.urgent = urgent }
    if let due = wish.due, new.due?.day != due.day { new.due = due }
    return new
  }

  /// One line for each field that changed: `责任：区住建局；原：区交通局`.
  private static func changes(
    _ old: Amendment.Content, _ new: Amendment.Content, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [String] {
    func names(_ units: [UnitReference]) throws -> String? {
      units.isEmpty
        ? nil : try units.map { try People.name(of: $0, casebook) }.joined(separator: "、")
    }
    let (was, now) = (old.details, new.details)
    var fields: [(String, String?, String?)] = [
      ("标题", Cards.brief(old.title, limit: 30), Cards.brief(new.title, limit: 30)),
      ("责任", try names([was.unit].compactMap { $0 }), try names([now.unit].compactMap { $0 })),
      ("配合", try names(was.assisting), try names(now.assisting)),
      ("领域", was.area, now.area), ("地点", was.place, now.place),
      ("项目", was.project, now.project), ("专项", was.programme, now.programme),
      ("加急", was.urgent ? "是" : "否", now.urgent ? "是" : "否"),
      (
        "期限", old.due.map { situation.days.full($0.day) },
        new.due.map { situation.days.full($0.day) }
      ),
    ]
    if try Viewer.Standing.of(situation, casebook).showsSource {
      fields += [("来源", was.source, now.source), ("来源号", was.sourceNumber, now.sourceNumber)]
    } else if was.source != now.source || was.sourceNumber != now.sourceNumber {
      return try changedShown(fields) + ["来源已改。"]
    }
    return try changedShown(fields)
  }

  private static func changedShown(_ fields: [(String, String?, String?)]) throws -> [String] {
    fields.filter { $0.1 != $0.2 }.map { name, before, after in
      "\(name)：\(after ?? "无")；原：\(before ?? "无")"
    }
  }
}
