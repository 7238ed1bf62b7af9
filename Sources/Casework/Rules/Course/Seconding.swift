/// 作废, 合并 and long 挂起: what one person asks for and a second one agrees to, once the case has gone so far
/// that one alone no longer decides it.
enum Seconding {
  /// Whether one person alone no longer takes the case out: it has gone far, or one that was merged into it
  /// had, since that goes where this one goes.
  static func isNeeded(
    for matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    if hasGoneFar(matter, situation) { return true }
    return try (matter.handling?.absorbed ?? []).contains { absorbed in
      guard let other = try casebook.matter(absorbed.number) else { return false }
      return try isNeeded(for: other, casebook, situation)
    }
  }

  /// It was handed over, and the unit signed for it, or it was overdue, urged, disputed, reported, or it carries
  /// an instrument. Of one that was merged the day is over as of any other.
  private static func hasGoneFar(_ matter: Case, _ situation: Situation) -> Bool {
    guard let handling = matter.handling else { return false }
    if handling.instruments.contains(where: { $0.state == .issued }) { return true }
    // What one unit was late with another one's hand-over does not make on time.
    let former = handling.formerTerms ?? []
    if former.contains(where: { $0.isLate(situation.rules.zone) }) { return true }
    guard let handed = handling.handed else { return false }
    return handed.received != nil || handling.urges.contains(where: \.counts)
      || handling.disputes > 0
      || handling.report != nil || handling.returns > 0 || handling.relapses > 0
      || handling.firstDue != nil || handling.lateWorkdays > 0
      || ((matter.state.clockRuns || matter.state == .merged)
        && situation.days.isOverdue(matter.due))
  }

  /// Whether the table wants a second person for that move whatever became of the case.
  static func isAlwaysNeeded(
    _ move: Procedure.Move, of matter: Case, _ situation: Situation
  ) -> Bool {
    situation.rules.procedure.transition(move, from: matter.state)?.needs.contains(.secondPerson)
      ?? false
  }

  // MARK: Asking

  /// Why a second one is needed, in a few words for the first one.
  static func why(_ kind: AskedAct.Kind) -> String {
    switch kind {
    case .void, .merge: "已签收、催办过或有反馈、文书的"
    case .suspend: "挂起时间长的"
    }
  }

  /// The entry that waits, and what is said to those who may agree.
  static func ask(
    _ asked: AskedAct, on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> (event: Event, line: Wording, notices: [Reply]) {
    try checkNoneWaits(on: matter, casebook, situation)
    let eligible = try SecondPerson.eligible(
      for: .asked(asked), matter, casebook, now: situation.now, situation.rules)
    let number = matter.number
    var line: Wording = "\(number)号\(asked.kind.name)要两个人，还差一人同意。"
    let viewer = try Viewer.of(situation, casebook)
    for fact in try facts(asked, matter, viewer, casebook, situation) { line.add(fact) }
    if let call = try SecondPerson.call(eligible, matter, casebook) {
      line.add("\(call)回：\(typed: "同意 \(number)")")
    } else {
      line.add(SecondPerson.nobody(for: matter))
    }
    line.add("您不想办了请发：\(typed: "不同意 \(number)")")
    var notices: [Reply] = []
    if situation.place.isPrivate {
      for second in Telling.distinct(eligible.map(\.id), situation) {
        let viewer = try Viewer.of(.person(second), casebook)
        var text: Wording = "\(Telling.naming(matter))要\(asked.kind.name)，请您定。"
        for fact in try facts(asked, matter, viewer, casebook, situation) { text.add(fact) }
        text.add("发起：\(situation.actor.person.address)")
        text.add("同意请回：\(typed: "同意 \(number)")")
        text.add("不同意请回：\(typed: "不同意 \(number) 理由")")
        notices += Telling.privately([second], text, about: matter)
      }
    }
    let event = situation.turned(matter, .actAsked(asked), matter.stay, note: asked.reason)
    return (event, line, notices)
  }

  /// What is asked for, how far the case has gone that is to be taken out by it, and who did not agree before.
  static func facts(
    _ asked: AskedAct, _ matter: Case, _ viewer: Viewer, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Wording] {
    var lines: [Wording] = []
    let gone = CardCourse.gone(matter, viewer.leave(for: matter), situation.days)
    if !gone.isEmpty { lines.append(Wording("这一件：\(gone.joined(separator: "；"))")) }
    if let into = asked.into {
      let title = try casebook.matter(into).map { Cards.brief($0.title, limit: 30) } ?? ""
      lines.append("并入\(into)号：\(title)")
    }
    if let review = asked.review { lines.append("核实日期：\(situation.days.full(review.day))") }
    if let reason = asked.reason { lines.append("理由：\(Cards.brief(reason, limit: 60))") }
    return try lines
      + Objections.lines(
        to: .act(asked.kind), on: matter, casebook, situation.days, situation.rules.zone)
  }

  // MARK: The second person

  /// What waits for a second person and has not ended meanwhile.
  private static func waiting(
    on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> AskedAct? {
    guard matter.state.isOpen, let asked = matter.handling?.asked,
      try SecondingEnd.of(asked, on: matter, casebook, now: situation.now, situation.rules) == nil
    else { return nil }
    return asked
  }

  /// One after the other: nothing takes the place of what somebody else asked for and others were shown.
  static func checkNoneWaits(
    on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let asked = try waiting(on: matter, casebook, situation) else { return }
    let number = matter.number
    let what = asked.kind.name + (asked.into.map { "到\($0)号" } ?? "")
    let until = asked.review.map { "（核实日期\(situation.days.short($0.day))）" } ?? ""
    let isOwn = asked.by == situation.actor.id
    let who = isOwn ? "您" : try People.address(of: asked.by, casebook)
    let mayAgree =
      try SecondPerson.refusal(to: situation, for: .asked(asked), matter, casebook) == nil
    let way: Wording =
      isOwn
      ? "那一件不想办了请发：\(typed: "不同意 \(number)")"
      : mayAgree
        ? "请先定那一件：\(typed: "同意 \(number)")；\(typed: "不同意 \(number)")"
        : "等那一件定了再办，看现在的情况：\(typed: "查 \(number)")"
    throw Refusal(
      .wrongState, "\(number)号已有\(who)提请的\(what)\(until)在等第二人，没有办。\n" + way)
  }

  /// Nothing goes into a case that somebody wants to go where it comes from: that wish is settled first.
  static func checkNoCircle(
    from source: CaseNumber, into target: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    var seen: Set<CaseNumber> = []
    var next: Case? = target
    while let matter = next, seen.insert(matter.number).inserted,
      let into = try waiting(on: matter, casebook, situation)?.into
    {
      if into == source { try checkNoneWaits(on: matter, casebook, situation) }
      next = try casebook.matter(into)
    }
  }

  /// The same was asked for already: whoever may agree is shown it, others hear who may. Another act than
  /// the one that waits is refused.
  static func pending(
    _ kind: AskedAct.Kind, into: CaseNumber? = nil, review: CivilDate? = nil, on matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    guard let asked = try waiting(on: matter, casebook, situation) else { return nil }
    guard asked.kind == kind, asked.into == into, asked.review?.day == review else {
      try Guards.allow(kind.verb, on: matter, situation, what: kind.name)
      try checkNoneWaits(on: matter, casebook, situation)
      return nil
    }
    if let refusal = try SecondPerson.refusal(
      to: situation, for: .asked(asked), matter, casebook)
    {
      // Whoever may not even ask for it hears that.
      try Guards.allow(kind.verb, situation, what: kind.name)
      throw refusal
    }
    return try show(asked, on: matter, casebook, situation)
  }

  /// Shows what was asked for, with what came since, and waits for 确认.
  private static func show(
    _ asked: AskedAct, on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    var text: Wording = "\(matter.number)号等您同意\(asked.kind.name)，请再看一遍"
    text.add("事项：\(Cards.brief(matter.title, limit: 40))（\(matter.state.name)）")
    let viewer = try Viewer.of(situation, casebook)
    for fact in try facts(asked, matter, viewer, casebook, situation) { text.add(fact) }
    let news = try news(since: asked, on: matter, casebook)
    if !news.isEmpty {
      let leave = viewer.leave(for: matter)
      text.add(news.count > 2 ? "提请之后又有\(news.count)条，最近的：" : "提请之后又有：")
      for entry in news.suffix(2) {
        text.add(Wording(try Timeline.line(entry.event, leave, casebook, situation)))
      }
    }
    text.add("发起：\(try People.address(of: asked.by, casebook))")
    return situation.askToConfirm(
      "/同意 \(matter.number) \(asked.kind.name)", .agree, about: [matter], showing: text,
      card: matter.number)
  }

  /// What happened to the case since the act was asked for, that others were shown then.
  private static func news(
    since asked: AskedAct, on matter: Case, _ casebook: any Casebook
  ) throws -> [JournalEntry] {
    let standing = UndoBatch.standing(in: try casebook.history(of: .matter(matter.number)))
    let start = standing.lastIndex { entry in
      guard case .turned(let turned) = entry.event.change, case .actAsked = turned.turn else {
        return false
      }
      return true
    }
    return standing[(start.map { $0 + 1 } ?? standing.startIndex)...].filter {
      // That a message went out is no step of the matter.
      guard case .turned(let turned) = $0.event.change, case .delivered = turned.turn else {
        return !$0.event.change.isBookkeeping
      }
      return false
    }
  }

  /// 同意: carried out in the name of both. A yes counts for what was shown: where it answers a card from
  /// before, or the case moved since, that is shown first.
  static func agree(
    to matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let asked = matter.handling?.asked else { throw Refusal.unavailable }
    if let refusal = try Awaited.refusal(
      to: situation.actor, .act(asked), on: matter, casebook, now: situation.now, situation.rules)
    {
      throw refusal
    }
    if !situation.confirmed {
      let isUnseen =
        try situation.answersCard(before: asked.at)
        || Objections.exist(to: .act(asked.kind), on: matter, casebook)
      if try isUnseen || !news(since: asked, on: matter, casebook).isEmpty {
        return try show(asked, on: matter, casebook, situation)
      }
    }
    let asker = try People.address(of: asked.by, casebook)
    let people: Wording = "发起：\(asker)；同意：\(situation.actor.person.address)"
    var decision: Decision
    switch asked.kind {
    case .void: decision = try VoidingCases.carryOut(asked, matter, people, casebook, situation)
    case .merge: decision = try Merging.carryOut(asked, matter, people, casebook, situation)
    case .suspend: decision = try Pausing.carryOut(asked, matter, people, casebook, situation)
    }
    let told = decision.replies.contains { $0.to == .person(asked.by) }
    if !told, asked.by != situation.actor.id, situation.place.isPrivate {
      let text: Wording = "\(Telling.naming(matter))\(asked.kind.name)已办。\n" + people
      decision.replies += Telling.privately([asked.by], text, about: matter)
    }
    return decision
  }

  /// 不同意 of one who might agree, or of who asked for it: it is not done.
  static func decline(
    _ matter: Case, _ reason: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let asked = matter.handling?.asked else { throw Refusal.unavailable }
    try Guards.text(reason, what: "理由")
    let number = matter.number
    let isOwn = asked.by == situation.actor.id
    if !isOwn,
      let again = try ShownAgain.ask(
        "不同意\(asked.kind.name)", "/不同意 \(number) \(reason)", .refuse, .act(asked), on: matter,
        casebook, situation)
    {
      return again
    }
    let opinion = reason.isEmpty ? "" : "\n意见：\(Cards.brief(reason, limit: 120))"
    let answer = Wording(
      "\(number)号的\(asked.kind.name)\(isOwn ? "已收回" : "没有办，已告诉发起人")，现在：\(matter.state.name)。"
        + opinion)
    let notice = Wording(
      "\(situation.actor.person.address)不同意\(number)号的\(asked.kind.name)，没有办。" + opinion)
    return Decision(
      events: [
        situation.turned(
          matter, .actDeclined(ActDeclined(asked.kind, by: situation.actor.id)), matter.stay,
          note: reason.isEmpty ? nil : reason)
      ],
      replies: [Reply(text: answer, card: number)]
        + Telling.privately(Telling.distinct([asked.by], situation), notice, about: matter),
      dialogue: .close)
  }
}

extension AskedAct.Kind {
  /// The command it is asked for by.
  var verb: Verb {
    switch self {
    case .void: .void
    case .merge: .merge
    case .suspend: .suspend
    }
  }
}

extension AskedAct {
  /// The command that asks for the same, complete.
  func command(_ number: CaseNumber) -> String {
    switch kind {
    case .void: "/作废 \(number) \(reason ?? "")"
    case .merge: "/合并 \(number) \(into.map { "\($0)" } ?? "")"
    case .suspend: "/挂起 \(number) \(review.map { "\($0.day)" } ?? "") \(reason ?? "")"
    }
  }
}
