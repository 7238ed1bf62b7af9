/// 改期: a new day after the old one was over, or where none is set. The first one and the days late
/// are kept.
enum DueMoving {
  /// The day of a case that is over and gives way to another one, where none was kept yet: whatever
  /// brings the new day, the first one is never lost.
  static func late(
    _ matter: Case, givenAnew new: Deadline?, _ situation: Situation
  ) -> Deadline? {
    guard let old = matter.due, let new, new != old, matter.handling?.firstDue == nil,
      situation.days.isOverdue(old)
    else { return nil }
    return old
  }

  static func rebase(
    _ number: CaseNumber, to due: Deadline, reason: String, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.rebase, on: matter, situation, what: "改期")
    try SecondPerson.checkNotOfUnit("改期", matter, casebook, situation)
    let transition = try Guards.transition(.rebase, of: matter, reason: reason, situation)
    try Guards.text(reason, what: "理由")
    let days = situation.days
    if let old = matter.due, !days.isOverdue(old) {
      throw Refusal(
        .notPastDue,
        "\(number)号的期限是\(days.full(old.day))，还没有过期，不用改期。\n到期前请单位或领衔人发：\(typed: "延期 \(number) 到几号 理由")"
      )
    }
    let late = days.overdueWorkdays(matter.due)
    let rebasing = Rebasing(new: due, old: matter.due, overdueWorkdays: late)
    var answer: Wording = "\(number)号已改期，到\(days.full(due.day))。"
    if let first = matter.handling?.firstDue ?? matter.due {
      let leave = try Viewer.of(situation, casebook).leave(for: matter)
      let all = leave == nil ? 0 : (matter.handling?.lateWorkdays ?? 0) + late
      let days = all > 0 ? "和超期\(all)个工作日都" : ""
      answer.add("首次期限\(situation.days.full(first.day))\(days)保留。")
    }
    answer.add("理由：\(Cards.brief(reason, limit: 60))")
    var notice: Wording = "\(Telling.naming(matter))已改期，到\(days.full(due.day))。"
    notice.add("理由：\(Cards.brief(reason, limit: 60))")
    notice.add("经办：\(situation.actor.person.address)。有困难请直接说。")
    var told = [matter.lead].compactMap { $0 }
    if let contact = try Telling.unitContact(of: matter, casebook) { told.append(contact) }
    return Decision(
      events: [
        situation.turned(
          matter, .rebased(rebasing), Guards.step(transition, of: matter), note: reason)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(Telling.distinct(told, situation), notice, about: matter),
      dialogue: .close)
  }
}
