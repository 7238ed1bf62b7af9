/// 延期: asked for before the day is over, decided by another person.
enum Extending {
  static func ask(
    _ wish: ExtensionWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(wish.number, casebook)
    try Guards.allow(.extend, on: matter, situation, what: "\(wish.number)号的延期申请")
    let transition = try Guards.transition(.extend, of: matter, reason: wish.reason, situation)
    try Guards.text(wish.reason ?? "", what: "理由")
    guard let due = matter.due else {
      throw Refusal(
        .wrongState, "\(matter.number)号还没有期限，不用延期。\n看现在的情况：\(typed: "查 \(matter.number)")")
    }
    if situation.days.isOverdue(due) {
      return try tooLate(wish, due, of: matter, casebook, situation)
    }
    if let waiting = matter.handling?.extensionAsked {
      let way = try ExtensionDeciding.wayOut(of: waiting, matter, casebook, situation)
      throw Refusal(
        .alreadyAsked,
        "\(matter.number)号已有一个延期申请在等批：到\(situation.days.full(waiting.until.day))。\n" + way)
    }
    guard wish.until.day > due.day else { throw notLater(wish.until, than: due, matter, situation) }
    guard let reason = wish.reason else {
      return Decision(
        replies: [
          Reply(
            text: "为什么要延到\(situation.days.full(wish.until.day))？\n请回一句理由。", card: matter.number)
        ],
        dialogue: situation.askForPart(
          "理由", of: "/延期 \(matter.number) \(PersonToken.gap)\n期限：\(wish.until.day)"))
    }
    let request = ExtensionRequest(
      by: situation.actor.id, at: situation.now, until: wish.until, reason: reason,
      needsBothSides: (matter.handling?.extensions ?? 0) > 0)
    let step = Guards.step(transition, of: matter)
    return try asked(request, due, of: matter, step, casebook, situation)
  }

  static func notLater(
    _ new: Deadline, than due: Deadline, _ matter: Case, _ situation: Situation
  ) -> Refusal {
    Refusal(
      .notLater,
      "\(situation.days.full(new.day))不晚于\(matter.number)号现在的期限\(situation.days.full(due.day))，没有办。\n请写一个更晚的日子。"
    )
  }

  /// What is asked for, and why.
  static func lines(
    _ request: ExtensionRequest, _ due: Deadline?, _ days: DayWording
  ) -> [Wording] {
    let before = due.map { "；原定：\(days.full($0.day))" } ?? ""
    return [
      "想延到：\(days.full(request.until.day))\(before)",
      "理由：\(Cards.brief(request.reason, limit: 60))",
    ]
  }

  private static func asked(
    _ request: ExtensionRequest, _ due: Deadline, of matter: Case, _ step: Step,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    let days = situation.days
    let who =
      request.needsBothSides
      ? "这是第\((matter.handling?.extensions ?? 0) + 1)次延期，要人大、纪委监委各一位同意。"
      : "请\(ExtensionDeciding.deciders(of: request))定。"
    func body(_ first: Wording) -> Wording {
      var text = first
      for line in lines(request, due, days) { text.add(line) }
      text.add(Wording(who))
      text.add("回：\(typed: "批准 \(number)")，或：\(typed: "不批 \(number) 理由")")
      return text
    }
    let event = situation.turned(matter, .extensionAsked(request), step, note: request.reason)
    guard case .matter(let asked)? = try fold(.matter(matter), event) else {
      throw Refusal.unavailable
    }
    var answer = body("\(number)号的延期申请已记下，等批准。")
    // Who asked does not decide; in a group others read it too.
    if situation.place.isPrivate { answer.lines.removeLast() }
    var replies = [Reply(text: answer, card: number)]
    let notice = body("\(Telling.naming(matter))申请延期，请您看一下。")
    let told = try deciders(
      on: request, of: asked, inPrivate: situation.place.isPrivate, casebook, situation)
    replies += Telling.privately(told, notice, about: matter)
    return Decision(events: [event], replies: replies, dialogue: .close)
  }

  /// Who is asked for a decision on what waits: the lead, and where nobody else has seen it, others who may take it.
  static func deciders(
    on request: ExtensionRequest, of matter: Case, inPrivate isPrivate: Bool,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> [PersonID] {
    // The lead decides on what the unit asks for, not on what was asked for on his own side.
    func mayDecide(_ person: Person) throws -> Bool {
      try person.id != request.by
        && Awaited.waits(
          .decideExtension, on: matter,
          for: try Actor.spokenTo(person, on: situation.today, casebook), casebook,
          now: situation.now, situation.rules)
    }
    var told = try [matter.lead].compactMap { try $0.flatMap(casebook.person) }.filter(mayDecide)
    // In private nobody else has seen it.
    if isPrivate, told.isEmpty || request.needsBothSides {
      let roles: Set<Role> = request.needsBothSides ? [.team, .congress, .discipline] : [.team]
      var others = try casebook.people().filter {
        try !$0.groups.isEmpty && !roles.isDisjoint(with: $0.roles) && mayDecide($0)
      }
      // With the whole team on the lead's side it is the two offices' turn.
      if others.isEmpty {
        others = try casebook.people().filter { try !$0.groups.isEmpty && mayDecide($0) }
      }
      told += others.filter { !told.contains($0) }
    }
    return told.map(\.id)
  }

  // MARK: After the day

  /// The day is over: explain, or have the team set a new day; never a late extension.
  private static func tooLate(
    _ wish: ExtensionWish, _ due: Deadline, of matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    let days = situation.days
    if let way = wish.way {
      return try tell(way, wish, due, of: matter, casebook, situation)
    }
    let late = days.overdueWorkdays(due)
    let isTold = try Viewer.of(situation, casebook).leave(for: matter) != nil
    let first =
      late == 0 || !isTold
      ? "\(number)号已到期，不能再办延期。" : "\(number)号已超期\(late)个工作日，不能再办延期。"
    var text = Wording(first)
    text.add("回1：说明原因和预计完成日期，我转专班和领衔人。")
    text.add("回2：请专班改期，原期限和超期天数保留。")
    text.add("“\(Cards.brief(wish.until.rule, limit: 12))”我理解为\(days.full(wish.until.day))下班前。")
    let body = "/延期 \(number) \(wish.reason ?? "")\n期限：\(wish.until.day)\n办法："
    let commands = ExtensionWish.Way.allCases.map { body + $0.rawValue }
    throw Refusal(.pastDue, text, dialogue: situation.ask(.choice(commands), for: .question))
  }

  private static func tell(
    _ way: ExtensionWish.Way, _ wish: ExtensionWish, _ due: Deadline, of matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    let day = situation.days.full(wish.until.day)
    guard let reason = wish.reason else {
      return Decision(
        replies: [Reply(text: "请回一句原因，我一并转去。", card: number)],
        dialogue: situation.askForPart(
          "理由",
          of: "/延期 \(number) \(PersonToken.gap)\n期限：\(wish.until.day)\n办法：\(way.rawValue)"))
    }
    // Where the table takes no progress any more there is nothing to be late with either.
    let transition = try Guards.transition(.progress, of: matter, situation)
    let text: String =
      switch way {
      case .explain: "说明：\(reason)。预计\(day)完成"
      case .rebase: "请求改期到\(day)：\(reason)"
      }
    let change = CaseProgressed(
      text: text, step: Guards.step(transition, of: matter), evidence: situation.evidenceKept,
      signs: Receiving.signsBy(answering: matter, situation))
    var notice: Wording =
      way == .explain ? "\(Telling.naming(matter))超期，单位有说明。" : "\(Telling.naming(matter))超期，单位请求改期。"
    notice.add("原定\(situation.days.full(due.day))，\(situation.days.overdueNote(due, .answering))")
    notice.add("原因：\(Cards.brief(reason, limit: 60))")
    switch way {
    case .explain: notice.add("预计\(day)完成。")
    case .rebase:
      notice.add(
        "同意请发：\(typed: "改期 \(number) \(wish.until.day) \(Cards.brief(reason, limit: 30))")")
    }
    var answer: Wording =
      way == .explain
      ? "\(number)号的说明已记下，已转专班。\n期限不变，超期天数照算。" : "\(number)号已请专班改期到\(day)。\n改期之前，超期天数照算。"
    var notices = [Reply(to: .team, text: notice, card: number)]
    if way == .explain, let lead = try casebook.leader(of: matter), !lead.roles.contains(.team),
      lead.id != situation.actor.id
    {
      answer.add(Wording(try Telling.reach([lead], casebook)))
      notices += Telling.privately([lead.id], notice, about: matter)
    }
    let replies = [Reply(text: answer, card: number)] + notices
    return Decision(
      events: [situation.event(.matter(number), .progressed(change))], replies: replies,
      dialogue: .close)
  }
}
