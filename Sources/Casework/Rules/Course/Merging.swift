/// 合并: a double goes into the case it repeats; its source is kept, and whoever looks for it is led
/// there. What has gone far takes a second person.
enum Merging {
  static func merge(
    _ numbers: [CaseNumber], into number: CaseNumber, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    if numbers.count == 1, let matter = try casebook.matter(numbers[0]),
      let decision = try Seconding.pending(.merge, into: number, on: matter, casebook, situation)
    {
      return decision
    }
    try Guards.allow(.merge, situation, what: "合并")
    let target = try target(number, for: numbers, casebook)
    var decision = Decision(dialogue: .close)
    var moved: [Case] = []
    var lines: [Wording] = []
    var seen: Set<CaseNumber> = []
    for one in numbers where seen.insert(one).inserted {
      let matter = try source(one, into: target, casebook, situation)
      let transition = try Guards.transition(.merge, of: matter, situation)
      if let refusal = hindrance(of: matter, into: target, situation.rules) { throw refusal }
      try Seconding.checkNoneWaits(on: matter, casebook, situation)
      try Seconding.checkNoCircle(from: one, into: target, casebook, situation)
      guard
        try !Seconding.isNeeded(for: matter, casebook, situation),
        !Seconding.isAlwaysNeeded(.merge, of: matter, situation)
      else {
        let asked = AskedAct(.merge, by: situation.actor.id, at: situation.now, into: number)
        let (event, line, notices) = try Seconding.ask(asked, on: matter, casebook, situation)
        decision.events.append(event)
        decision.replies += notices
        lines.append(line)
        continue
      }
      decision.events += events(matter, target, Guards.step(transition, of: matter), nil, situation)
      moved.append(matter)
    }
    var text = Wording()
    if !moved.isEmpty { text.add(answer(moved.map(\.number), target)) }
    for line in lines { text.add(line) }
    let card = moved.isEmpty && numbers.count == 1 ? numbers[0] : number
    decision.replies.insert(Reply(text: text, card: card), at: 0)
    for matter in moved {
      decision.replies += try notices(
        matter, target, "经办：\(situation.actor.person.address)", casebook, situation)
    }
    return decision
  }

  /// Where it goes. What is to go into a case that was merged itself goes where that one went.
  private static func target(
    _ number: CaseNumber, for numbers: [CaseNumber], _ casebook: any Casebook
  ) throws -> Case {
    let target = try Guards.matter(number, casebook)
    guard !target.state.isOpen else { return target }
    guard let next = try end(of: target, casebook) else {
      throw Guards.wrongState(target, "接收别的事项")
    }
    let left = try numbers.filter { source in
      try source != next.number && casebook.matter(source)?.state.isOpen ?? false
    }
    guard !left.isEmpty else {
      throw Refusal(
        .wrongState,
        "\(number)号早已并入\(next.number)号，是同一件，不用再合并。\n看现在的情况：\(typed: "查 \(next.number)")")
    }
    guard next.state.isOpen else {
      throw Refusal(
        .wrongState,
        "\(number)号已并入\(next.number)号，那一件\(next.state.name)，不能再并。\n看现在的情况：\(typed: "查 \(next.number)")"
      )
    }
    throw Refusal(
      .wrongState,
      "\(number)号已并入\(next.number)号，请并入那一件。\n请发：\(typed: "合并 \(NumberWords.typed(left)) \(next.number)")"
    )
  }

  /// The case in which a merged one goes on, however often it was merged since.
  static func end(of matter: Case, _ casebook: any Casebook) throws -> Case? {
    var found: Case?
    var seen: Set<CaseNumber> = [matter.number]
    var next = matter.handling?.mergedInto
    while let number = next, seen.insert(number).inserted, let other = try casebook.matter(number) {
      found = other
      next = other.state == .merged ? other.handling?.mergedInto : nil
    }
    return matter.state == .merged ? found : nil
  }

  private static func source(
    _ source: CaseNumber, into target: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Case {
    let number = target.number
    guard source != number else {
      throw Refusal(
        .valueUnknown, "不能把\(number)号并入它自己，没有办。\n请写清哪一件并入哪一件。\n例：\(typed: "合并 48 45")")
    }
    let matter = try Guards.matter(source, casebook)
    // The two series never meet: one of them must not be known where the other is read.
    guard source.series == number.series else { throw Refusal.unavailable }
    // Nor does what everybody knows vanish in what few do, or the other way about.
    if matter.isInner != target.isInner {
      try Guards.opened(matter.isInner ? matter : target, what: "与公开的合并", situation)
    }
    return matter
  }

  /// An instrument that its unit has not answered. It stands in its case alone: with that merged away nobody
  /// would ask for its answer any more.
  static func unanswered(in matter: Case) -> Instrument? {
    matter.handling?.instruments.last { issued in
      Handing.isStill(issued, with: matter) && matter.handling?.answer(to: issued) == nil
    }
  }

  /// Why it cannot go into that one as it stands; nil where it can. Whoever agrees to it asks here too.
  static func hindrance(of matter: Case, into target: Case, _ rules: Rules) -> Refusal? {
    guard let issued = unanswered(in: matter) else { return nil }
    let procedure = rules.procedure
    let name = issued.number ?? procedure.instrument(issued.kind)?.shortName ?? issued.kind
    let isOtherWayOpen =
      unanswered(in: target) == nil && procedure.transition(.merge, from: target.state) != nil
    let way: Wording =
      isOtherWayOpen
      ? "要合成一件，请反过来并：\(typed: "合并 \(target.number) \(matter.number)")"
      : "等单位反馈以后再并，看现在的情况：\(typed: "查 \(matter.number)")"
    return Refusal(
      .wrongState, "\(matter.number)号的\(name)还没有办结反馈，不能并走，没有办。\n" + way)
  }

  private static func events(
    _ matter: Case, _ target: Case, _ step: Step, _ asker: PersonID?, _ situation: Situation
  ) -> [Event] {
    let absorbed = Absorbed(
      number: matter.number, source: matter.details.source, registrant: matter.registrant)
    return [
      situation.turned(
        matter, .merged(Merge(into: target.number, askedBy: asker)), step),
      situation.turned(target, .absorbed(absorbed), target.stay),
    ]
  }

  private static func answer(_ numbers: [CaseNumber], _ target: Case) -> Wording {
    let names = NumberWords.list(numbers)
    let number = target.number
    return
      "\(names)已并入\(number)号，来源都保留。\n\(number)号：\(Cards.brief(target.title, limit: 30))\n以后查\(names)会指到\(number)号。"
  }

  private static func notices(
    _ matter: Case, _ target: Case, _ people: Wording, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    let number = target.number
    let notice: Wording =
      "\(Telling.naming(matter))已并入\(number)号，不再单独办。\n\(number)号：\(Cards.brief(target.title, limit: 30))\n"
      + people
    return Telling.privately(
      try Telling.concerned(matter, casebook, situation), notice, about: target)
  }

  /// What two people agreed on.
  static func carryOut(
    _ asked: AskedAct, _ matter: Case, _ people: Wording, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    guard let into = asked.into else { throw Refusal.unavailable }
    let target = try target(into, for: [matter.number], casebook)
    let transition = try Guards.transition(.merge, of: matter, situation)
    var text = answer([matter.number], target)
    text.add(people)
    text.add(try UnitNotices.unheard(of: matter, casebook, situation))
    return Decision(
      events: events(
        matter, target, Guards.step(transition, of: matter), asked.by, situation),
      replies: [Reply(text: text, card: into)]
        + (try notices(matter, target, people, casebook, situation)), dialogue: .close)
  }
}
