/// 回头看: a closed case is looked at again: 巩固, it holds; 反弹, it is there again and reopens.
enum LookingBack {
  static func decide(
    _ number: CaseNumber, _ wish: LookbackWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.lookBack, on: matter, situation, what: "\(number)号的回头看")
    switch wish {
    case .show: return try show(matter, situation)
    case .schedule(let due): return try schedule(due, of: matter, situation)
    case .held(let note): return try held(matter, note: note, casebook, situation)
    case .relapsed(let note): return try relapsed(matter, note: note, casebook, situation)
    }
  }

  private static func show(_ matter: Case, _ situation: Situation) throws -> Decision {
    _ = try Guards.transition(.lookBack, of: matter, situation)
    let number = matter.number
    var text: Wording
    if let lookback = matter.handling?.lookback {
      text = "\(number)号回头看：\(situation.days.full(lookback.due.day))"
      if let held = lookback.held {
        text.add("\(situation.days.short(situation.rules.zone.day(of: held.at)))看过：巩固")
      }
    } else {
      text = "\(number)号还没有定回头看的日期。"
    }
    text.add("没有反复请发：\(typed: "回头看 \(number) 巩固")")
    text.add("又有问题请发：\(typed: "回头看 \(number) 反弹 情况")")
    return Decision(replies: [Reply(text: text, card: number)])
  }

  private static func schedule(
    _ due: Deadline, of matter: Case, _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(.lookBack, of: matter, situation)
    return Decision(
      events: [
        situation.turned(
          matter, .lookbackSet(Lookback(due: due)), Guards.step(transition, of: matter))
      ],
      replies: [
        Reply(
          text: "\(matter.number)号回头看定在\(situation.days.full(due.day))。", card: matter.number)
      ], dialogue: .close)
  }

  private static func held(
    _ matter: Case, note: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(.lookBack, of: matter, situation)
    try Guards.text(note ?? "", what: "情况")
    let step = Guards.step(transition, of: matter)
    var decision = Decision(dialogue: .close)
    if matter.handling?.lookback == nil {
      let today = Deadline(
        day: situation.today, rule: "今天", from: situation.today,
        calendar: situation.rules.calendar.version)
      decision.events.append(situation.turned(matter, .lookbackSet(Lookback(due: today)), step))
    }
    decision.events.append(
      situation.turned(
        matter, .lookbackHeld(LookbackFinding(by: situation.actor.id)), step, note: note))
    var text: Wording = "\(matter.number)号回头看已记：巩固。"
    if let note { text.add("情况：\(Cards.brief(note, limit: 60))") }
    text.add("要再看一次请发：\(typed: "回头看 \(matter.number) 日期")")
    decision.replies = [Reply(text: text, card: matter.number)]
    return decision
  }

  private static func relapsed(
    _ matter: Case, note: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(.relapse, of: matter, reason: note, situation)
    try Guards.text(note, what: "情况")
    let number = matter.number
    let count = (matter.handling?.relapses ?? 0) + 1
    var text: Wording = "\(number)号已重新打开，反弹第\(count)次。"
    if let report = matter.handling?.report {
      text.add("上次办结：\(Cards.brief(report.text, limit: 40))")
    }
    text.add(
      try NextStep.mayTerm(of: matter, casebook, situation)
        ? "请定新的期限：\(typed: NextStep.term(of: matter))" : "新的期限由专班来定。")
    text.add(try UnitNotices.unheard(of: matter, casebook, situation))
    var notice: Wording = "\(Telling.naming(matter))回头看有反弹，已重新打开，第\(count)次。"
    notice.add("情况：\(Cards.brief(note, limit: 60))")
    notice.add("新的期限由专班来定。有困难请直接说，我们一起协调。")
    var told = [matter.lead].compactMap { $0 }
    if let contact = try Telling.unitContact(of: matter, casebook, situation) {
      told.append(contact)
    }
    // Whoever registered it was told that it is closed.
    if matter.number.series == .open { told.append(matter.registrant) }
    return Decision(
      events: [
        situation.turned(
          matter, .relapsed(LookbackFinding(by: situation.actor.id)),
          Guards.step(transition, of: matter), note: note)
      ],
      replies: [Reply(text: text, card: number)]
        + Telling.privately(Telling.distinct(told, situation), notice, about: matter),
      dialogue: .close)
  }
}
