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

  /// Another day for a unit that has the case is given by 改期 once the old one is over, and before it, once the
  /// unit signed for that day, by 延期: both say why, and whom it concerns hears.
  static func check(
    _ matter: Case, givenAnew new: Deadline?, _ situation: Situation
  ) throws(Refusal) {
    guard let old = matter.due, let new, new.day != old.day, matter.holder != nil else { return }
    let number = matter.number
    let day = situation.days.full(old.day)
    if situation.days.isOverdue(old) {
      let isOpen = AccessPolicy.allows(situation.actor, .rebase, on: matter)
      throw Refusal(
        .pastDue,
        "\(number)号的期限是\(day)，换期限请用改期，写明理由；没有办。\n请\(isOpen ? "" : "专班")发：\(typed: "改期 \(number) \(new.day) 理由")"
      )
    }
    guard isSigned(matter) else { return }
    let isLater = new.day > old.day
    let move: Procedure.Move = isLater ? .extend : .instruct
    let way: Wording =
      situation.rules.procedure.transition(move, from: matter.state) == nil
      ? "看现在的情况：\(typed: "查 \(number)")"
      : isLater
        ? "请单位或领衔人发：\(typed: "延期 \(number) \(new.day) 理由")"
        : "要提前请专班拟文书：\(typed: "督办 \(number) \(new.day) 理由：…")"
    throw Refusal(
      .notPastDue, "\(number)号的期限是\(day)，单位已签收，不能这样换期限；没有办。\n" + way)
  }

  private static func isSigned(_ matter: Case) -> Bool {
    guard let handling = matter.handling else { return false }
    return handling.handed?.received != nil
      || handling.instruments.contains { $0.stands && $0.received != nil && !$0.isPrivate }
  }

  /// To those whom a day concerns that came with another act; nothing where it is the same, or no unit has
  /// the case.
  static func notices(
    to people: [PersonID], _ matter: Case, given new: Deadline?, _ situation: Situation
  ) -> [Reply] {
    guard let new, new.day != matter.due?.day, matter.holder != nil else { return [] }
    let days = situation.days
    var text: Wording = "\(Telling.naming(matter))的期限定为\(days.full(new.day))。"
    if let old = matter.due { text.add("原定：\(days.full(old.day))") }
    text.add("经办：\(situation.actor.person.address)。有困难请直接说。")
    return Telling.privately(Telling.distinct(people, situation), text, about: matter)
  }

  static func rebase(
    _ number: CaseNumber, to due: Deadline, reason: String, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.rebase, on: matter, situation, what: "改期")
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
    answer.add(try UnitNotices.unheard(of: matter, casebook, situation))
    var notice: Wording = "\(Telling.naming(matter))已改期，到\(days.full(due.day))。"
    notice.add("理由：\(Cards.brief(reason, limit: 60))")
    notice.add("经办：\(situation.actor.person.address)。有困难请直接说。")
    var told = [matter.lead].compactMap { $0 }
    if let contact = try Telling.unitContact(of: matter, casebook, situation) {
      told.append(contact)
    }
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
