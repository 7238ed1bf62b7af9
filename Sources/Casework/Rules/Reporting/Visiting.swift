/// 联访: recording a joint visit, its names afterwards, and taking it back.
enum Visiting {
  /// What the two offices and the team record counts at once.
  private static func isOffice(_ situation: Situation) -> Bool {
    !situation.actor.roles.isDisjoint(with: [.team, .congress, .discipline])
  }

  static func record(
    _ visit: Visit, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.visit, situation, what: "记走访")
    let isOffice = isOffice(situation)
    // What goes into the official figure is nothing that a unit writes.
    guard isOffice || !situation.actor.roles.contains(.unit) else {
      throw Refusal(
        .notAllowed, "走访由专班和人大、纪委监委记，单位联络员这里不能直接办，没有记。\n请把情况告诉专班，由专班来记。")
    }
    guard visit.day <= situation.today else {
      throw Refusal(
        .valueUnknown,
        "\(situation.days.full(visit.day))还没有到，没有记。\n联访只记已经走访过的；要提醒大家请用：\(typed: "提醒 时间 内容")")
    }
    for text in visit.places + visit.names.points + visit.names.units {
      try Guards.field(text, what: "名称")
    }
    try Guards.text(visit.note, what: "走访")
    let serial = try casebook.nextActivity()
    var activity = Activity(
      serial: serial, kind: visit.kind, day: visit.day, places: visit.places,
      pointCount: visit.pointCount ?? 0, unitCount: visit.unitCount ?? 0,
      participants: try visit.participants.map { try participant($0, casebook, situation) },
      note: visit.note, by: situation.actor.id, waits: isOffice ? nil : true)
    activity = activity.adding(try more(visit.names, besides: visit.cases, casebook, situation))
    let alike = try alike(activity, casebook)
    if let first = alike.first(where: { $0.by == situation.actor.id }) {
      throw Refusal(
        .alreadyAsked,
        "这次走访您已经记过（第\(first.serial)次），没有再记。\n补名称请发：\(typed: "联访 补 \(first.serial) 点位：名称")\n确实又去了一次的，请先补第\(first.serial)次的名称，再写明这一次的名称发。"
      )
    }
    var facts: [String] = [situation.days.short(activity.day)]
    if activity.pointCount > 0 { facts.append("点位\(activity.pointCount)个") }
    if activity.unitCount > 0 { facts.append("单位\(activity.unitCount)家") }
    var text = Wording("已记\(activity.kind)（第\(serial)次）：\(facts.joined(separator: "，"))。")
    if !isOffice { text.add("专班认可以后算进统计，已转专班。") }
    if !activity.places.isEmpty {
      text.add(Wording("地点：\(activity.places.joined(separator: "、"))"))
    }
    if !activity.participants.isEmpty {
      text.add(Wording("参加：\(activity.participants.joined(separator: "、"))"))
    }
    if let first = alike.first, let by = first.by {
      text.add(
        "与第\(first.serial)次（\(try People.address(of: by, casebook))记）一样，是同一次的请撤回：\(typed: "撤回")")
    }
    var dialogue = DialogueChange.close
    if activity.lacksNames {
      text.add("请补点位和单位名称，统计才能去重。回“以后补”也行。")
      text.add("例：\(copied: "点位：甲菜场、老街 单位：住建局")")
      dialogue = situation.ask(
        .missing(text: "/联访 补 \(serial) \u{FFFC}", part: "名称"), for: .question)
    }
    var decision = Decision(
      events: [situation.event(.activity(serial), .activityRecorded(ActivityRecorded(activity)))],
      replies: [Reply(text: text)], dialogue: dialogue)
    if !isOffice {
      decision.replies.append(
        asking(
          "\(situation.actor.person.address)记了一次\(activity.kind)（第\(serial)次），请定算不算。", activity,
          situation))
    }
    return decision
  }

  /// The team is to say whether something counts.
  private static func asking(_ what: String, _ activity: Activity, _ situation: Situation) -> Reply
  {
    var notice = Wording(what)
    notice.add(VisitFigures.row(activity, situation))
    notice.add("算进统计请发：\(typed: "联访 认可 \(activity.serial)")")
    notice.add("不算请发：\(typed: "联访 不认 \(activity.serial)")")
    return Reply(to: .team, about: .open, text: notice)
  }

  /// Visits of that day that look the same, whether they count yet or not.
  private static func alike(_ activity: Activity, _ casebook: any Casebook) throws -> [Activity] {
    let others =
      try casebook.activities(activity.day...activity.day) + casebook.waitingActivities()
    return others.filter { $0.serial != activity.serial && activity.repeats($0) }
  }

  // MARK: What counts

  /// The team's yes or no: to a visit that waits for it or to what was added to one, and its no, with a
  /// reason, to any that counts.
  static func decide(
    _ serial: Int, counts: Bool, reason: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard situation.actor.roles.contains(.team) else {
      throw Refusal(.notAllowed, "走访算不算由专班定，您这里不能直接办。\n请把情况告诉专班，由专班来办。")
    }
    guard var activity = try casebook.activity(serial), !activity.withdrawn else {
      throw Refusal.unavailable
    }
    try Guards.text(reason ?? "", what: "理由")
    let (waits, more) = (activity.waits == true, activity.more)
    if waits || more != nil, activity.by == situation.actor.id {
      throw Refusal(.samePerson, "第\(serial)次走访是您自己记的，请另一位专班同志来定。")
    }
    activity.waits = nil
    activity.more = nil
    var what = counts ? "第\(serial)次走访已认可，算进统计" : "第\(serial)次走访没有认可，不算进统计"
    if let more, !waits {
      // No to what was added leaves what the team said yes to before.
      if counts { activity = activity.adding(more) }
      what = "第\(serial)次走访补的\(counts ? "已认可，算进统计" : "没有认可，仍按原来的算")"
    } else if counts {
      guard waits else {
        throw Refusal(
          .nothingPending, "第\(serial)次走访已经算进统计，不用再认可。\n看走访：\(typed: "联访 列表")")
      }
    } else {
      guard waits || reason != nil else {
        return Decision(
          replies: [Reply(text: "第\(serial)次走访已经算进统计，为什么不认？\n请回一句理由。")],
          dialogue: situation.askForPart("理由", of: "/联访 不认 \(serial) \(PersonToken.gap)"))
      }
      if !waits { what = "第\(serial)次走访不认，现在起不再算进统计" }
      activity.withdrawn = true
    }
    let note: Wording = reason.map { "\n理由：\($0)" } ?? ""
    var decision = Decision(
      events: [
        situation.event(
          .activity(serial), .activityRecorded(ActivityRecorded(activity, reason: reason)))
      ],
      replies: [Reply(text: "\(what)。" + note)], dialogue: .close)
    if let by = activity.by, by != situation.actor.id {
      decision.replies.append(
        Reply(
          to: .person(by), about: .open,
          text: "您记的\(what)。" + note + "\n经办：\(situation.actor.person.address)"))
    }
    return decision
  }

  /// 另有走访2次等专班认可.
  static func waiting(_ casebook: any Casebook, _ situation: Situation) throws -> Wording? {
    let waiting = try casebook.waitingActivities()
    guard let first = waiting.first else { return nil }
    guard situation.actor.roles.contains(.team) else {
      return "另有走访\(waiting.count)次等专班认可。"
    }
    return "另有走访\(waiting.count)次等认可，如：\(typed: "联访 认可 \(first.serial)")"
  }

  /// A member by surname and office, else the name as typed: guests take part too.
  private static func participant(
    _ reference: PersonReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    do {
      return try People.resolve(reference, casebook, situation).address
    } catch is Refusal {
      try Guards.field(reference.typed, what: "参加")
      return reference.typed
    } catch is NameDoubt {
      return reference.typed
    }
  }

  /// Names and cases as they are kept.
  private static func more(
    _ names: VisitNames, besides cases: [CaseNumber] = [], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Activity.More {
    for number in names.cases + cases {
      // An activity is open to all: what it brought up is an open case.
      guard number.series == .open else { throw Refusal.unavailable }
      try Guards.opened(try Guards.matter(number, casebook), what: "记进走访", situation)
    }
    return Activity.More(
      points: names.points,
      units: try names.units.map {
        try People.reference(UnitReference(id: nil, name: $0), casebook)
      }, cases: names.cases + cases)
  }

  // MARK: Names afterwards

  static func name(
    _ serial: Int?, _ names: VisitNames, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.visit, situation, what: "补走访")
    let number: Int
    if let serial { number = serial } else { number = try casebook.nextActivity() - 1 }
    guard var activity = try casebook.activity(number), !activity.withdrawn else {
      throw Refusal.unavailable
    }
    guard !names.isEmpty else {
      return Decision(
        replies: [
          Reply(text: "好，以后补。\n到时请发：\(typed: "联访 补 \(number) 点位：名称 单位：名称")")
        ], dialogue: .close)
    }
    for text in names.points + names.units { try Guards.field(text, what: "名称") }
    guard
      activity.by == situation.actor.id || situation.actor.roles.contains(.team)
    else {
      throw Refusal(.notAllowed, "补名称由记这次走访的人或专班办，您这里不能直接办。\n请把名称告诉专班，由专班来办。")
    }
    let old = activity
    let isOffice = isOffice(situation)
    let before = isOffice ? activity : activity.more.map(activity.adding) ?? activity
    let more = try more(names, casebook, situation)
    let new = before.adding(more)
    guard new != before else {
      return Decision(replies: [Reply(text: "第\(number)次走访已有这些名称，没有变化。")], dialogue: .close)
    }
    // What a member adds goes into the figures as the visit itself did: with the team's yes.
    let asks = !isOffice && new.exceeds(old)
    if asks, old.waits != true {
      activity.more = Activity.More(points: new.points, units: new.units, cases: new.cases)
    } else {
      activity = new
    }
    var text = Wording(
      "已补第\(number)次走访：点位\(new.points.count)个、单位\(new.units.count)家有名称。")
    if new.lacksNames {
      let points = new.pointCount - new.points.count
      let units = new.unitCount - new.units.count
      text.add(Wording("还差：点位\(points)个、单位\(units)家。"))
    }
    var decision = Decision(
      events: [situation.event(.activity(number), .activityRecorded(ActivityRecorded(activity)))],
      replies: [], dialogue: .close)
    if asks {
      text.add("比原来多，专班认可以后算进统计，已转专班。")
      decision.replies.append(
        asking(
          "\(situation.actor.person.address)补了第\(number)次走访，比原来多，请定算不算。", new, situation))
    }
    decision.replies.insert(Reply(text: text), at: 0)
    return decision
  }

  static func list(
    page: Int, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.visit, situation, what: "看走访")
    let found = try casebook.activities(
      newest: Lists.pageLength, offset: (page - 1) * Lists.pageLength)
    let waiting = try waiting(casebook, situation)
    guard found.total > 0 else {
      if let waiting { return Decision(replies: [Reply(text: "还没有算进统计的走访。\n" + waiting)]) }
      return Decision(
        replies: [Reply(text: "还没有记过走访。\n记一次请发：\(typed: "联访 今天 甲街道 点位4个 单位3家")")])
    }
    guard !found.activities.isEmpty else { throw Refusal.unavailable }
    var decision = Lists.page(
      "走访\(found.total)次", rows: found.activities.map { VisitFigures.row($0, situation) },
      page: page, total: found.total, measure: "次", next: "联访 列表", situation)
    if let waiting { decision.replies[0].text.add(waiting) }
    return decision
  }

  // MARK: Taking it back

  /// Acts that 撤回 may look at: figures that were given are none, nor are visits taken back.
  static func standing(_ acts: [JournalEntry]) -> [JournalEntry] {
    var withdrawn: Set<Int> = []
    var kept: [JournalEntry] = []
    for entry in acts.reversed() {
      switch entry.event.change {
      case .figureGiven, .exportGiven: continue
      case .activityRecorded(let new):
        if new.activity.withdrawn { withdrawn.insert(new.activity.serial) }
        if !withdrawn.contains(new.activity.serial) { kept.append(entry) }
      default: kept.append(entry)
      }
    }
    return kept.reversed()
  }

  /// 撤回 right after 联访: first the names that were added, then the visit; the record stays and
  /// counts no longer. Nil where the entry is no visit.
  static func undone(
    _ entry: JournalEntry, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    guard case .activityRecorded(let recorded) = entry.event.change else { return nil }
    let serial = recorded.activity.serial
    let length = situation.rules.procedure.seconds(.undo)
    let steps = steps(try casebook.history(of: .activity(serial)))
    guard let last = steps.last, last.by == situation.actor.id else {
      throw Refusal(
        .undoChanged, "第\(serial)次走访之后又有别的记录，不能撤回。\n看走访：\(typed: "联访 列表")")
    }
    guard last.at >= situation.now.adding(seconds: -length) else {
      throw Refusal(.undoTooLate, "已过\(length / 60)分钟，第\(serial)次走访不能撤回。\n要改请联系专班。")
    }
    var before = last.activity
    before.withdrawn = true
    if steps.count > 1 { before = steps[steps.count - 2].activity }
    if steps.count > 1, (before.waits, before.more) != (last.activity.waits, last.activity.more),
      let recorder = last.activity.by, recorder != situation.actor.id
    {
      return unsaid(serial, before, undoes: last.sequence, to: recorder, situation)
    }
    return Decision(
      events: [
        situation.event(
          .activity(serial), .activityRecorded(ActivityRecorded(before, undoes: last.sequence)))
      ],
      replies: [
        Reply(
          text: steps.count > 1
            ? "已撤回：第\(serial)次走访补的名称。\n走访本身还在，再撤回请再发一次。" : "已撤回：第\(serial)次走访。\n统计里不再算它。")
      ],
      dialogue: .close)
  }

  /// The team takes its yes back: the visit, or what was added to it, waits again.
  private static func unsaid(
    _ serial: Int, _ before: Activity, undoes sequence: Int, to recorder: PersonID,
    _ situation: Situation
  ) -> Decision {
    let what = before.waits == true ? "走访" : "走访补的内容"
    let text = "第\(serial)次\(what)的认可已撤回，现在不算进统计，等专班再定。"
    return Decision(
      events: [
        situation.event(
          .activity(serial), .activityRecorded(ActivityRecorded(before, undoes: sequence)))
      ],
      replies: [
        Reply(text: Wording(text)),
        Reply(
          to: .person(recorder), about: .open,
          text: Wording("您记的\(text)\n经办：\(situation.actor.person.address)")),
      ],
      dialogue: .close)
  }

  private struct Step {
    var sequence: Int
    var activity: Activity
    var by: PersonID?
    var at: Instant
  }

  /// What was recorded and still holds, oldest first.
  private static func steps(_ history: [JournalEntry]) -> [Step] {
    var steps: [Step] = []
    for entry in history {
      guard case .activityRecorded(let new) = entry.event.change else { continue }
      // Entries of older programs do not name what they take back: what equals the last but one did.
      let undoes =
        new.undoes
        ?? (steps.count > 1 && steps[steps.count - 2].activity == new.activity
          ? steps.last?.sequence : nil)
      if new.activity.withdrawn {
        steps = []
      } else if let undoes {
        steps.removeAll { $0.sequence == undoes }
      } else {
        steps.append(
          Step(
            sequence: entry.sequence, activity: new.activity, by: entry.event.stamp.actor,
            at: entry.event.stamp.at))
      }
    }
    return steps
  }
}

extension Activity {
  /// Points or units that were only counted.
  var lacksNames: Bool { points.count < pointCount || units.count < unitCount }
}
