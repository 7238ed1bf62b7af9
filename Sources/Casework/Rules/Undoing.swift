/// 撤回: undoing one's own last act within ten minutes, by compensating entries. Nothing is deleted;
/// what held before holds again. What one message brought about is undone as one.
enum Undoing {
  static func undo(
    _ named: CaseNumber?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.undo, situation, what: "撤回")
    let length = situation.rules.procedure.seconds(.undo)
    let since = situation.now.adding(seconds: -length)
    // Half a day back is enough to tell "too late" from "nothing there".
    let earlier = Visiting.standing(
      try casebook.acts(
        of: situation.actor.id, since: situation.now.adding(seconds: -43_200)))
    let last = UndoBatch.standing(in: earlier).last
    if named == nil, let answered = situation.answered, let last {
      try check(answered, brought: last, earlier)
    }
    if let entry = last, let decision = try Visiting.undone(entry, casebook, situation) {
      if let named {
        throw Refusal(
          .nothingToUndo, "您最后办的是走访，不是\(named)号，没有撤回。\n要撤回走访，请发：\(typed: "撤回")")
      }
      return decision
    }
    guard let batch = UndoBatch.last(of: earlier), let stamp = batch.stamp else {
      throw nothing(length)
    }
    if let entry = batch.final { throw stamp.at >= since ? final(entry) : nothing(length) }
    if let named, !batch.numbers.contains(named) {
      throw Refusal(
        .nothingToUndo,
        "您最后办的是\(batch.title)，不是\(named)号，没有撤回。\n要撤回\(batch.title)，请发：\(typed: "撤回")")
    }
    guard stamp.at >= since else { throw try tooLate(batch, length, casebook, situation) }
    // Whoever sent something to the inner circle takes it back himself, though it is not shown to him.
    let known = batch.isRegistration ? casebook.seen(by: .clock) : casebook
    var decision = Decision(dialogue: .close)
    var restored: [(before: Case, after: Case)] = []
    for number in batch.numbers {
      let matter = try Guards.matter(number, known)
      let history = try known.history(of: .matter(number))
      guard UndoBatch.standing(in: history).last?.event.stamp == stamp else {
        throw Refusal(
          .undoChanged,
          "\(number)号之后又有别的记录，\(batch.name)不能撤回。\n看经过：\(typed: "时间线 \(number)")")
      }
      let event = try compensation(batch.entries(about: number), of: matter, history, situation)
      guard case .matter(let after)? = try fold(.matter(matter), event) else { continue }
      decision.events.append(event)
      restored.append((matter, after))
    }
    guard !restored.isEmpty else { throw nothing(length) }
    decision.replies = [answer(batch, restored.map(\.after))]
    decision.replies += try UndoTelling.replies(batch, restored, casebook, situation)
    return decision
  }

  /// Whether 撤回 of whoever acts would take back what was last done about that case.
  static func takesBack(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    let since = situation.now.adding(seconds: -situation.rules.procedure.seconds(.undo))
    let own = Visiting.standing(try casebook.acts(of: situation.actor.id, since: since))
    guard let batch = UndoBatch.last(of: own), batch.final == nil,
      batch.numbers.contains(matter.number)
    else { return false }
    let history = try casebook.history(of: .matter(matter.number))
    return UndoBatch.standing(in: history).last?.event.stamp == batch.stamp
  }

  private static func answer(_ batch: UndoBatch, _ cases: [Case]) -> Reply {
    var text: Wording = "已撤回：\(batch.title)。"
    let states = Set(cases.map(\.state))
    text.add(
      states.count == 1
        ? Wording("现在：\(cases[0].state.name)。原记录留在时间线里。") : "都和以前一样了。原记录留在时间线里。")
    let isCard = cases.count == 1 && cases[0].state != .withdrawn
    return Reply(text: text, card: isCard ? cases[0].number : nil)
  }

  // MARK: What cannot be undone

  /// Said to a message, it is about what that message brought about and nothing else.
  private static func check(
    _ answered: String, brought entry: JournalEntry, _ earlier: [JournalEntry]
  ) throws(Refusal) {
    guard entry.event.stamp.message != answered else { return }
    let batch = UndoBatch.last(of: earlier)
    let what =
      batch.map { $0.final == nil && !$0.numbers.isEmpty ? $0.title : "刚办的" } ?? "刚办的"
    throw Refusal(
      .nothingToUndo,
      "那条不是您最后办的，没有撤回。\n要撤回\(what)，请单独发：\(typed: "撤回")\n那条消息请发的人自己撤回；已记进台账的，请回复它写“遮盖”。")
  }

  private static func nothing(_ length: Int64) -> Refusal {
    Refusal(.nothingToUndo, "没有可以撤回的事。\n撤回只管您自己\(length / 60)分钟内办的一件事。")
  }

  private static func tooLate(
    _ batch: UndoBatch, _ length: Int64, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Refusal {
    if batch.isRegistration, AccessPolicy.allows(situation.actor, .void) {
      return Refusal(
        .undoTooLate,
        "已过\(length / 60)分钟，不能撤回。\n要作废\(NumberWords.list(batch.numbers))，请发：\(typed: "作废 \(NumberWords.typed(batch.numbers)) 理由")"
      )
    }
    let late: Wording = "已过\(length / 60)分钟，\(batch.title)不能撤回。"
    // The team need not be sent to itself: what was said wrong is set right by a further entry.
    if let number = batch.numbers.first, AccessPolicy.allows(situation.actor, .void) {
      guard let matter = try casebook.matter(number),
        try NextStep.isOpen(
          .progress, .progress, on: matter, to: situation.actor, casebook, now: situation.now,
          situation.rules)
      else {
        return Refusal(.undoTooLate, late + "\n看现在的情况：\(typed: "查 \(number)")")
      }
      return Refusal(.undoTooLate, late + "\n说错的请补一条：\(typed: "进展 \(number) 内容")")
    }
    return Refusal(.undoTooLate, late + "\n要改请联系专班。")
  }

  /// The last act is one that 撤回 does not undo, and does not pass over either.
  private static func final(_ entry: JournalEntry) -> Refusal {
    func no(_ text: Wording) -> Refusal { Refusal(.nothingToUndo, text) }
    return switch entry.event.change {
    case .closed: no("销号已经两个人确认，不能撤回。\n情况有变化，请联系专班。")
    case .turned(let turned):
      if case .issued = turned.turn {
        no("文书已经签发，不能撤回。\n要改请由专班另发一份。")
      } else {
        no("移送已经办出，不能撤回。\n情况有变化，请联系接收的同志。")
      }
    case .personGranted: no("您最后办的是授权，不能撤回。\n要取消请发：\(typed: "授权 取消 @某人 角色")")
    case .personAmended: no("您最后办的是成员登记，不能撤回。\n要改请再发一次：\(typed: "成员")")
    case .personDeputed: no("您最后办的是代理安排，不能撤回。\n要取消请发：\(typed: "代理 取消")")
    case .unitRegistered, .unitAmended: no("您最后办的是单位登记，不能撤回。\n要改请再发一次：\(typed: "单位")")
    case .settingChanged: no("您最后办的是设置，不能撤回。\n要改请再发一次：\(typed: "设置")")
    case .reminderSet, .reminderCancelled:
      no("您最后办的是提醒，不能撤回。\n要取消请发：\(typed: "提醒 列表")")
    case .textHidden, .textReceived, .textRedacted: no("遮盖和抹除不能撤回。\n遮错了的，请重新写一条。")
    case .activityRecorded: no("您最后办的是活动记录，不能撤回。\n要改请联系专班。")
    default: no("您最后办的是绑定工作群，不能撤回。\n要改请再发一次：\(typed: "绑定")")
    }
  }

  // MARK: What held before

  /// The entry that makes one case again what it was.
  private static func compensation(
    _ entries: [JournalEntry], of matter: Case, _ history: [JournalEntry], _ situation: Situation
  ) throws -> Event {
    let record = RecordID.matter(matter.number)
    if entries.count == 1, let change = simple(entries[0], of: matter, history) {
      return situation.event(record, .undone(change))
    }
    guard let first = entries.first, let before = try before(first, in: history, of: matter)
    else {
      // It was registered by that very act.
      let entry = entries.first
      let change = CaseUndone(
        sequence: entry?.sequence ?? 0, kind: entry?.event.change.kind ?? "",
        step: Step(old: matter.state, new: .withdrawn), leadership: matter.leadership,
        progressCount: matter.progressCount, lastProgress: matter.lastProgress)
      return situation.event(record, .undone(change))
    }
    let restoring = Restoring(
      sequence: first.sequence, kind: first.event.change.kind, matter: before,
      isPrivate: entries.contains(where: \.isAboutPrivateInstrument) ? true : nil)
    return situation.event(
      record,
      .turned(
        CaseTurned(.restored(restoring), step: Step(old: matter.state, new: before.state))))
  }

  /// The case as it stood before that entry; nil where the entry began it.
  private static func before(
    _ entry: JournalEntry, in history: [JournalEntry], of matter: Case
  ) throws -> Case? {
    var record: Record?
    for earlier in history where earlier.sequence < entry.sequence {
      record = try fold(record, earlier.event)
    }
    guard case .matter(var before)? = record else { return nil }
    // What the program has learned of a file since is still so.
    for index in (before.handling?.evidence ?? []).indices {
      let file = before.handling?.evidence[index].file
      guard let now = matter.handling?.evidence.first(where: { $0.file == file }) else { continue }
      before.handling?.evidence[index] = now
    }
    return before
  }

  /// The values that held before one of the spine's own changes that left nothing but them.
  private static func simple(
    _ entry: JournalEntry, of matter: Case, _ history: [JournalEntry]
  ) -> CaseUndone? {
    var change = CaseUndone(
      sequence: entry.sequence, kind: entry.event.change.kind,
      step: Step(old: matter.state, new: matter.state), leadership: matter.leadership,
      progressCount: matter.progressCount, lastProgress: matter.lastProgress)
    let files = entry.event.change.files.map(\.reference)
    if !files.isEmpty { change.files = files }
    switch entry.event.change {
    case .registered:
      change.step.new = .withdrawn
    case .led(let led) where led.late == nil:
      change.step.new = led.step.old
      change.leadership = led.old
    case .progressed(let progressed) where progressed.evidence == nil && progressed.signs == nil:
      change.step.new = progressed.step.old
      change.progressCount -= 1
      change.lastProgress = progressBefore(entry, in: history)
    case .closeProposed(let proposed):
      change.step.new = proposed.step.old
    default:
      return nil
    }
    return change
  }

  private static func progressBefore(
    _ entry: JournalEntry, in history: [JournalEntry]
  ) -> Case.Progress? {
    let standing = UndoBatch.standing(in: history)
    for earlier in standing.reversed() where earlier.sequence < entry.sequence {
      guard case .progressed(let progressed) = earlier.event.change,
        let actor = earlier.event.stamp.actor
      else { continue }
      return Case.Progress(text: progressed.text, by: actor, at: earlier.event.stamp.at)
    }
    return nil
  }
}

extension Case {
  fileprivate var leadership: CaseLed.Leadership {
    CaseLed.Leadership(lead: lead, contacts: contacts, due: due)
  }
}
