/// 交办: a unit gets the matter, with a term. The ordinary first step; one case or several, each to the
/// named unit or to its own.
enum HandOvers {
  static func assign(
    _ asked: Assigning, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.assign, situation, what: "交办")
    try Guards.field(asked.unit, what: "责任")
    try Guards.text(asked.requirement ?? "", what: "要求")
    try Judgments.check(asked.requirement, undone: "没有办")
    if asked.numbers.count == 1 { return try one(asked.numbers[0], asked, casebook, situation) }
    return try several(asked, casebook, situation)
  }

  private struct Plan {
    var matter: Case
    var handed: HandOver
    var event: Event
    /// The unit that had it until now, if another one.
    var released: UnitReference?
    /// The unit had it already; something was added.
    var stays: Bool
    /// The extension that was asked for while another unit had it.
    var ended: ExtensionEnding.Ended?

    /// Whoever leads hears of another day; a first one is part of the hand-over.
    func notices(_ situation: Situation) -> [Reply] {
      guard stays, matter.due != nil, let lead = matter.lead else { return [] }
      return DueMoving.notices(to: [lead], matter, given: handed.due, situation)
    }

    var events: [Event] { [ended?.event, event].compactMap { $0 } }

    var item: UnitNotices.Item {
      UnitNotices.Item(matter: matter, handed: handed, stays: stays)
    }
  }

  private enum Outcome {
    case planned(Plan)
    case unchanged(Case, HandOver)
    case withoutUnit(Case)
  }

  private static func plan(
    _ number: CaseNumber, _ asked: Assigning, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Outcome {
    let matter = try Handing.matter(number, casebook, situation, what: "交办")
    if matter.state == .disputed {
      let way: Wording =
        try NextStep.isProposed(.ruling, .ruling, on: matter, casebook, situation)
        ? "请发：\(typed: "裁定 \(number) 维持")；\(typed: "裁定 \(number) 改派 单位")" : "请另一位专班同志先裁定。"
      throw Refusal(.wrongState, "\(number)号单位有异议，裁定之后才能再交办。\n" + way)
    }
    let transition = try Guards.transition(.assign, of: matter, situation)
    guard !Skeleton.isMarked(matter.title) else { throw Handing.titleHidden(of: matter, "没有交办") }
    let old = matter.handling?.handed
    try SecondPerson.checkNotOfUnit("交办", .assign, matter, casebook, situation)
    let named = asked.unit.map { UnitReference(id: nil, name: $0) } ?? matter.details.unit
    guard let named else { return .withoutUnit(matter) }
    let unit = try People.reference(named, casebook)
    let stays = old.map { Handing.isSame($0.unit, unit) } ?? false
    let has = try matter.details.unit.map {
      Handing.isSame(try People.reference($0, casebook), unit)
    }
    if stays || has == true { try DueMoving.check(matter, givenAnew: asked.due, situation) }
    // For a unit that did not have it a day that is over already is no term.
    let goesOn = matter.isWith(unit)
    let kept = goesOn ? matter.due : matter.due.flatMap { situation.days.isOverdue($0) ? nil : $0 }
    let assisting =
      asked.assisting.isEmpty
      ? matter.details.assisting.filter { !Handing.isSame($0, unit) }
      : try Handing.assisting(asked.assisting, besides: unit, casebook)
    var handed = HandOver(
      unit: unit, assisting: assisting, due: asked.due ?? kept,
      requirement: asked.requirement ?? (stays ? Skeleton.readable(old?.requirement) : nil),
      by: situation.actor.id,
      at: stays ? old?.at ?? situation.now : situation.now, received: stays ? old?.received : nil)
    if let old, stays, handed.due == matter.due, old.requirement == handed.requirement,
      old.assisting == handed.assisting
    {
      return .unchanged(matter, old)
    }
    if goesOn { handed.late = DueMoving.late(matter, givenAnew: handed.due, situation) }
    let state = stays ? matter.state : transition.to
    return .planned(
      Plan(
        matter: matter, handed: handed,
        event: Handing.turned(.handed(handed), of: matter, to: state, situation),
        released: stays
          ? nil : matter.holder.flatMap { Handing.isSame($0, unit) ? nil : $0 },
        stays: stays,
        ended: try ExtensionEnding.by(giving: matter, to: unit, casebook, situation)))
  }

  // MARK: One

  private static func one(
    _ number: CaseNumber, _ asked: Assigning, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch try plan(number, asked, casebook, situation) {
    case .withoutUnit(let matter):
      let gap = command([number], asked, unit: "\u{FFFC}")
      return Decision(
        replies: [Reply(text: "\(number)号交给哪个单位？请回单位名称。", card: matter.number)],
        dialogue: situation.ask(.missing(text: gap, part: "单位"), for: .question))
    case .unchanged(let matter, let old):
      let name = try People.name(of: old.unit, casebook)
      var decision = Decision(
        replies: [Reply(text: "\(number)号本来就交办\(name)，没有变化。", card: number)], dialogue: .close)
      if matter.due == nil { askForTerm([matter.number], &decision, situation) }
      return decision
    case .planned(let plan):
      return try decision(plan, casebook, situation)
    }
  }

  private static func decision(
    _ plan: Plan, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let handed = plan.handed
    let name = try People.name(of: handed.unit, casebook)
    var first = "\(plan.matter.number)号\(plan.stays ? "的交办已补充：" : "已交办")\(name)"
    if !handed.assisting.isEmpty {
      first += "（配合：\(try Handing.names(handed.assisting, casebook))）"
    }
    var text = Wording(first)
    if let due = handed.due {
      text.add(
        situation.days.isOverdue(due)
          ? "期限仍为\(situation.days.full(due.day))" : "期限：\(situation.days.full(due.day))下班前")
    }
    if let requirement = handed.requirement {
      text.add("要求：\(Cards.brief(requirement, limit: 40))")
    }
    if let unheard = try UnitNotices.unheard(handed.unit, on: situation.today, casebook) {
      text.add(Wording(unheard))
    } else if handed.received == nil,
      let contact = try UnitNotices.contact(of: handed.unit, on: situation.today, casebook)
    {
      text.add("请\(contact.address)回“收到”签收。")
    }
    if let ended = plan.ended { text.add(ended.line) }
    if let ended = Issuing.ended(plan.matter, givenTo: handed.unit, situation.rules) {
      text.add(ended)
    }
    if !plan.stays, let lead = try casebook.leader(of: plan.matter),
      try OwnUnit.has(lead, plan.matter, of: handed.unit, casebook)
    {
      text.add(
        "领衔人\(lead.address)是\(name)的人，不能再定这件事，请另定：\(typed: "领衔 \(plan.matter.number) 姓名")")
    }
    var decision = Decision(
      events: plan.events, replies: [Reply(text: text, card: plan.matter.number)],
      dialogue: .close)
    if handed.due == nil { askForTerm([plan.matter.number], &decision, situation) }
    let item = plan.item
    try UnitNotices.add(handOver: [item], to: handed.unit, &decision, casebook, situation)
    try UnitNotices.add(assisting: [item], &decision, casebook, situation)
    if let released = plan.released {
      try UnitNotices.add(
        released: released, from: plan.matter, to: handed.unit, &decision, casebook, situation)
    }
    decision.replies += plan.notices(situation) + (plan.ended?.notices ?? [])
    return decision
  }

  private static func askForTerm(
    _ numbers: [CaseNumber], _ decision: inout Decision, _ situation: Situation
  ) {
    let list = Handing.list(numbers)
    decision.replies[0].text.add("\(list)号没写期限，请补，如：\(typed: "交办 \(list) 期限：10个工作日")")
    decision.dialogue = situation.ask(
      .missing(text: "/交办 \(list)\n期限：\u{FFFC}", part: "期限"), for: .question)
  }

  // MARK: Several

  private static func several(
    _ asked: Assigning, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var plans: [Plan] = []
    var left: [String] = []
    var withoutUnit: [CaseNumber] = []
    for number in asked.numbers {
      do {
        switch try plan(number, asked, casebook, situation) {
        case .planned(let plan): plans.append(plan)
        case .unchanged: left.append("\(number)号本来就交办了")
        case .withoutUnit:
          left.append("\(number)号没有责任单位")
          withoutUnit.append(number)
        }
      } catch let refusal as Refusal {
        let why: String? =
          switch refusal.code {
          case .keptInside: "还在内部办理"
          case .samePerson: "由您的单位办，要另一位专班同志来定"
          case .pastDue: "换期限请用改期"
          case .notPastDue: "已签收，换期限请用延期"
          case .changedSince: "标题已遮盖，请先更正"
          case .wrongState: try casebook.matter(number)?.state.name
          default: try casebook.matter(number).map { _ in "不能办" }
          }
        left.append("\(number)号\(why ?? "没有可以提供的内容")")
      }
    }
    guard !plans.isEmpty else {
      let first = "这\(asked.numbers.count)件都没有交办。\n\(left.prefix(5).joined(separator: "；"))"
      let known = try asked.numbers.filter { try casebook.matter($0) != nil }
      guard !known.isEmpty else { throw Refusal(.wrongState, "\(first)\n请核对编号。") }
      throw Refusal(
        .wrongState,
        withoutUnit.isEmpty
          ? "\(first)\n看现在的情况：\(typed: "查 \(Handing.list(known))")"
          : "\(first)\n写明单位请发：\(typed: "交办 \(Handing.list(withoutUnit)) 单位 期限")")
    }
    let units = grouped(plans)
    var text = Wording("\(plans.count)件已交办\(units.count)个单位。")
    for (unit, items) in units.prefix(4) {
      let contact = try UnitNotices.contact(of: unit, on: situation.today, casebook)
      let closed = try UnitNotices.outOfReach(of: unit, on: situation.today, casebook)
      let way =
        closed.isEmpty
        ? contact.map { "请\($0.address)签收" } ?? "没有联络员，请当面告知"
        : "\(closed.map(\.address).joined(separator: "、"))私聊不到，请当面告知"
      let numbers = Handing.list(items.map(\.matter.number))
      text.add("\(try People.name(of: unit, casebook))：\(numbers)（\(way)）")
    }
    if units.count > 4 {
      let rest = units.dropFirst(4).flatMap(\.items).map(\.matter.number)
      text.add("还有\(units.count - 4)个单位：\(Handing.list(rest))")
    }
    if !left.isEmpty {
      text.add("没有交办的：\(Cards.brief(left.joined(separator: "；"), limit: 80))")
    }
    let ended = plans.filter { $0.ended != nil }.map(\.matter.number)
    if !ended.isEmpty { text.add("\(Handing.list(ended))号等批的延期不再等批。") }
    let over = plans.filter {
      Issuing.ended($0.matter, givenTo: $0.handed.unit, situation.rules) != nil
    }
    if !over.isEmpty {
      text.add("\(Handing.list(over.map(\.matter.number)))号原单位的文书终止，不用再签收、反馈。")
    }
    var decision = Decision(
      events: plans.flatMap(\.events), replies: [Reply(text: text)], dialogue: .close)
    let termless = plans.filter { $0.handed.due == nil }.map(\.matter.number)
    if !termless.isEmpty {
      let list = Handing.list(termless)
      decision.replies[0].text.lines[0] =
        Wording(
          "\(plans.count)件已交办\(units.count)个单位。其中\(list)号没写期限，请补。"
        ).lines[0]
      decision.dialogue = situation.ask(
        .missing(text: "/交办 \(list)\n期限：\u{FFFC}", part: "期限"), for: .question)
    }
    for (unit, items) in units {
      try UnitNotices.add(handOver: items, to: unit, &decision, casebook, situation)
    }
    try UnitNotices.add(assisting: units.flatMap(\.items), &decision, casebook, situation)
    for plan in plans {
      guard let released = plan.released else { continue }
      try UnitNotices.add(
        released: released, from: plan.matter, to: plan.handed.unit, &decision, casebook, situation)
    }
    decision.replies += plans.flatMap { $0.notices(situation) + ($0.ended?.notices ?? []) }
    return decision
  }

  private static func grouped(
    _ plans: [Plan]
  ) -> [(unit: UnitReference, items: [UnitNotices.Item])] {
    var groups: [(unit: UnitReference, items: [UnitNotices.Item])] = []
    for plan in plans {
      let item = plan.item
      if let index = groups.firstIndex(where: { Handing.isSame($0.unit, plan.handed.unit) }) {
        groups[index].items.append(item)
      } else {
        groups.append((plan.handed.unit, [item]))
      }
    }
    return groups
  }

  /// The act written out again, to be read once more.
  static func command(_ numbers: [CaseNumber], _ asked: Assigning, unit: String?) -> String {
    var lines = ["/交办 \(Handing.list(numbers))"]
    if let unit { lines.append("责任：\(unit)") }
    if !asked.assisting.isEmpty { lines.append("配合：\(asked.assisting.joined(separator: "、"))") }
    if let due = asked.due { lines.append("期限：\(due.rule)") }
    if let requirement = asked.requirement { lines.append("要求：\(requirement)") }
    return lines.joined(separator: "\n")
  }
}
