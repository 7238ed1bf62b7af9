/// 挂起 and 恢复: the clock stands still for a stated reason, and somebody looks at it again on a
/// stated day.
enum Pausing {
  static func suspend(
    _ number: CaseNumber, review: Deadline, reason: String, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.suspend, on: matter, situation, what: "挂起")
    let transition = try Guards.transition(.suspend, of: matter, situation)
    try Guards.text(reason, what: "理由")
    let suspension = Suspension(
      reason: reason, since: situation.now, from: situation.today, review: review,
      previous: matter.state)
    let days = situation.days
    var answer: Wording = "\(number)号已挂起，期限停表。"
    answer.add("理由：\(Cards.brief(reason, limit: 60))")
    answer.add("下次核实：\(days.full(review.day))。恢复请发：\(typed: "恢复 \(number)")")
    var notice: Wording = "\(Telling.naming(matter))已挂起，期限停表。"
    notice.add("理由：\(Cards.brief(reason, limit: 60))；下次核实：\(days.full(review.day))")
    notice.add("经办：\(situation.actor.person.address)")
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
    let transition = try Guards.transition(.resume, of: matter, situation)
    guard let suspension = matter.handling?.suspension else {
      throw Guards.wrongState(matter, "恢复")
    }
    let days = situation.days
    let workdays = stoodStill(suspension, until: situation.today, days.calendar)
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
    if let old = resumption.old, let new = resumption.new, new != old {
      answer.add("原定\(days.full(old.day))，顺延\(workdays)个工作日。")
    }
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
