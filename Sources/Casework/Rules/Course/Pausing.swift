/// 挂起 and 恢复: the clock stands still for a stated reason, and somebody looks at it again on a
/// stated day.
enum Pausing {
  static func suspend(
    _ number: CaseNumber, review: Deadline, reason: String, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    if let decision = try Seconding.pending(
      .suspend, review: review.day, on: matter, casebook, situation)
    {
      return decision
    }
    try Guards.allow(.suspend, on: matter, situation, what: "挂起")
    _ = try Guards.transition(.suspend, of: matter, reason: reason, situation)
    try Guards.text(reason, what: "理由")
    let planned = situation.rules.calendar.workdays(
      after: situation.today.adding(days: -1), through: review.day.adding(days: -1))
    let before = try stoodStillBefore(matter, casebook)
    let most = try longest(casebook)
    if before + planned > most || Seconding.isAlwaysNeeded(.suspend, of: matter, situation) {
      let asked = AskedAct(
        .suspend, by: situation.actor.id, at: situation.now, reason: reason, review: review)
      let (event, line, notices) = try Seconding.ask(asked, on: matter, casebook, situation)
      var text = line
      text.lines.insert(
        [.plain("到核实那天共停表\(before + planned)个工作日，超过\(most)个要两个人。")], at: 1)
      return Decision(
        events: [event], replies: [Reply(text: text, card: number)] + notices, dialogue: .close)
    }
    return try suspended(
      matter, review, reason, agreedBy: nil, "经办：\(situation.actor.person.address)", casebook,
      situation)
  }

  /// The working days for which one person alone may hang a case up, all in all.
  private static func longest(_ casebook: any Casebook) throws -> Int {
    let set = try casebook.setting(.longestPause)?.value.flatMap { Int($0) }
    return set ?? Int(SettingName.longestPause.fallback) ?? 60
  }

  /// The working days for which it stood still until now.
  private static func stoodStillBefore(_ matter: Case, _ casebook: any Casebook) throws -> Int {
    UndoBatch.standing(in: try casebook.history(of: .matter(matter.number)))
      .reduce(0) { sum, entry in
        guard case .turned(let turned) = entry.event.change,
          case .resumed(let resumption) = turned.turn
        else { return sum }
        return sum + resumption.workdays
      }
  }

  /// What two people agreed on.
  static func carryOut(
    _ asked: AskedAct, _ matter: Case, _ people: Wording, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    guard let review = asked.review else { throw Refusal.unavailable }
    return try suspended(
      matter, review, asked.reason ?? "", agreedBy: situation.actor.id, people, casebook, situation)
  }

  private static func suspended(
    _ matter: Case, _ review: Deadline, _ reason: String, agreedBy second: PersonID?,
    _ people: Wording, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    let transition = try Guards.transition(.suspend, of: matter, situation)
    let suspension = Suspension(
      reason: reason, since: situation.now, from: situation.today, review: review,
      previous: matter.state, agreedBy: second)
    let days = situation.days
    var answer: Wording = "\(number)号已挂起，期限停表。"
    answer.add("理由：\(Cards.brief(reason, limit: 60))")
    answer.add("下次核实：\(days.full(review.day))。恢复请发：\(typed: "恢复 \(number)")")
    var notice: Wording = "\(Telling.naming(matter))已挂起，期限停表。"
    notice.add("理由：\(Cards.brief(reason, limit: 60))；下次核实：\(days.full(review.day))")
    notice.add(people)
    if second != nil { answer.add(people) }
    answer.add(try UnitNotices.unheard(of: matter, casebook, situation))
    let told = try Telling.concerned(matter, casebook, situation)
    return Decision(
      events: [
        situation.turned(
          matter, .suspended(suspension), Guards.step(transition, of: matter), note: reason)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(told, notice, about: matter), dialogue: .close)
  }

  static func resume(
    _ number: CaseNumber, note: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.resume, on: matter, situation, what: "恢复")
    let transition = try Guards.transition(.resume, of: matter, reason: note, situation)
    guard let suspension = matter.handling?.suspension else {
      throw Guards.wrongState(matter, "恢复")
    }
    let days = situation.days
    let stood = stoodStill(suspension, until: situation.today, days.calendar)
    // What nobody agreed to beyond what one person may decide is not left out of the term.
    let most = try longest(casebook) - stoodStillBefore(matter, casebook)
    let workdays = suspension.agreedBy == nil ? min(stood, max(0, most)) : stood
    let resumption = Resumption(
      new: moved(matter.due, by: workdays, days.calendar), old: matter.due, workdays: workdays)
    let leave = try Viewer.of(situation, casebook).leave(for: matter)
    var answer = Wording(first(number, resumption, leave, days))
    let last = situation.today.adding(days: -1)
    if workdays > 0 {
      answer.add(
        "停表：\(days.short(suspension.from))至\(days.short(last))，共\(workdays)个工作日，不计入期限。")
    } else {
      answer.add("挂起期间没有工作日，期限不变。")
    }
    if stood > workdays { answer.add("超出的\(stood - workdays)个工作日没有第二人同意，照算。") }
    if let old = resumption.old, let new = resumption.new, new != old {
      answer.add("原定\(days.full(old.day))，顺延\(workdays)个工作日。")
    }
    answer.add(try UnitNotices.unheard(of: matter, casebook, situation))
    var notice: Wording = "\(Telling.naming(matter))已恢复办理。"
    if let due = resumption.new {
      notice.add("期限：\(days.full(due.day))（停表\(workdays)个工作日，不计入）")
    }
    notice.add("经办：\(situation.actor.person.address)")
    // The table leaves the state open: it is the one before.
    let step = Step(old: matter.state, new: transition.to ?? suspension.previous)
    let told = try Telling.concerned(matter, casebook, situation)
    return Decision(
      events: [situation.turned(matter, .resumed(resumption), step, note: note)],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(told, notice, about: matter), dialogue: .close)
  }

  private static func first(
    _ number: CaseNumber, _ resumption: Resumption, _ leave: LatenessLeave?, _ days: DayWording
  ) -> String {
    guard let due = resumption.new else { return "\(number)号已恢复办理，还没有期限。" }
    if days.isOverdue(due), let leave {
      return "\(number)号已恢复办理，\(days.overdueNote(due, leave))。"
    }
    return "\(number)号已恢复办理，期限\(days.full(due.day))。"
  }

  /// The working days from the first one of the suspension to the day before it ends: the day on
  /// which work goes on counts again.
  static func stoodStill(
    _ suspension: Suspension, until day: CivilDate, _ calendar: WorkCalendar
  ) -> Int {
    calendar.workdays(
      after: suspension.from.adding(days: -1), through: day.adding(days: -1))
  }

  private static func moved(
    _ due: Deadline?, by workdays: Int, _ calendar: WorkCalendar
  ) -> Deadline? {
    guard let due, workdays > 0 else { return due }
    return Deadline(
      day: calendar.adding(workdays: workdays, to: due.day), rule: "挂起顺延\(workdays)个工作日",
      from: due.day, calendar: calendar.version)
  }
}
