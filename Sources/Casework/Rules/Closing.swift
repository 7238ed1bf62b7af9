/// 销号: closing takes two people. One of the team starts it; a second person (`SecondPerson`) says 同意.
/// What was started lapses.
enum Closing {
  /// Starts a closing, or shows a started one to its second person and waits for 确认.
  static func close(
    _ number: CaseNumber, _ result: ClosingResult?, reason: String?, lookback: Deadline?,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let waiting = try casebook.matter(number).flatMap { $0.state == .closing ? $0 : nil }
    let refusal = try waiting.flatMap {
      try SecondPerson.refusal(to: situation, for: .closing, $0, casebook)
    }
    // Whoever may be the second one need be nothing else.
    if waiting == nil || refusal != nil {
      if number.series == .open { try Guards.allow(.close, situation, what: "销号") }
      try Guards.allow(
        .close, on: try Guards.matter(number, casebook), situation, what: "销号")
    }
    let matter = try Guards.matter(number, casebook)
    if let proposal = matter.proposal, matter.state == .closing {
      if let ended = try ClosingEnd.refusal(matter, casebook) { throw ended }
      if let refusal { throw refusal }
      if let result, result != proposal.result {
        throw Refusal(
          .changedSince,
          "提请的结果是“\(proposal.result.name)”，您写的是“\(result.name)”，两人要一致。\n同意请发：\(typed: "同意 \(number)")"
        )
      }
      return situation.confirmed
        ? try approve(matter, casebook, situation) : try show(matter, casebook, situation)
    }
    guard mayStart(situation.actor, matter) else {
      throw Refusal(
        .notAllowed, "销号由专班发起，您这里不能直接办；有人发起后请您来确认。\n请把情况告诉专班，由专班来办。")
    }
    let agreed = result ?? .rectified
    try checkStart(matter, agreed, reason: reason, casebook, situation)
    return try propose(
      matter, agreed, reason: reason, lookback: lookback, casebook, situation)
  }

  // MARK: The first person

  /// Whether that person may start one: of the team; a restricted case's own receiver starts what the team starts
  /// elsewhere.
  static func mayStart(_ actor: Actor, _ matter: Case) -> Bool {
    AccessPolicy.allows(actor, .close, on: matter)
      && (actor.roles.contains(.team) || matter.number.series == .restricted)
  }

  /// What the result needs: a verified report for 整改完成, for any other a lead and a reason or progress.
  private static func checkStart(
    _ matter: Case, _ result: ClosingResult, reason: String?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    let number = matter.number
    let asksLead = situation.rules.procedure.transitions.contains {
      $0.move == .proposeClosing && $0.needs.contains(.lead)
    }
    if asksLead, matter.state.isOpen, matter.state != .suspended,
      try casebook.leader(of: matter) == nil
    {
      let way = try NextStep.first(
        "定领衔人", "领衔 \(number) 姓名", .lead, .lead, on: matter, casebook, situation)
      throw Refusal(
        .missingLead,
        "\(number)号\(matter.lead == nil ? "还没有领衔人" : "的领衔人已离开")，不能销号。\n" + way)
    }
    let transition = try Guards.transition(.proposeClosing, of: matter, situation)
    try Guards.text(reason ?? "", what: "理由")
    // A restricted case goes to no unit: nobody reports it, its progress is what there is.
    if result == .rectified, number.series == .open {
      guard transition.needs.contains(.verification) else { return }
      try checkVerified(matter)
    } else if transition.needs.contains(.grounds), reason == nil,
      matter.progressCount == 0
        || matter.lastProgress.map({ Skeleton.readable($0.text) == nil }) ?? false
    {
      throw Refusal(
        .missingProgress,
        "\(number)号\(matter.progressCount > 0 ? "的进展看不到了" : "还没有进展记录")，也没有写理由，不能按“\(result.name)”销号。\n请发：\(typed: "销号 \(number) \(result.name) 理由")"
      )
    }
  }

  private static func checkVerified(_ matter: Case) throws(Refusal) {
    let number = matter.number
    if matter.state == .verified, matter.handling?.verification != nil { return }
    var text: Wording
    if matter.handling?.report != nil, matter.state == .reported {
      text = "\(number)号还没有验收，现在不能销号。"
      text.add("下一步请领衔人或专班发：\(typed: "验收 \(number)")")
    } else {
      text = "\(number)号还没有反馈和验收，现在不能销号。"
      text.add("下一步请单位发：\(typed: "反馈 \(number) 内容 审签：姓名")")
    }
    text.add("不是整改完成的，请写结果：\(typed: "销号 \(number) 不属实 理由")")
    throw Refusal(.notVerified, text)
  }

  private static func propose(
    _ matter: Case, _ result: ClosingResult, reason: String?, lookback: Deadline?,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(.proposeClosing, of: matter, situation)
    let lapses = situation.now.adding(seconds: situation.rules.procedure.seconds(.closing))
    let change = CloseProposed(
      result: result, lapses: lapses, step: Guards.step(transition, of: matter), reason: reason,
      lookback: lookback ?? defaultLookback(situation))
    let event = situation.event(.matter(matter.number), .closeProposed(change))
    guard case .matter(let proposed)? = try fold(.matter(matter), event) else {
      throw Refusal.unavailable
    }
    // Whoever is the last one that could confirm it hears that before he starts it.
    if !situation.confirmed,
      let loss = try SecondPerson.loss(
        barring: [situation.actor.person], from: matter, casebook, situation), loss.isTotal
    {
      return situation.askToConfirm(
        command(matter.number, result, reason, lookback), .close, about: [matter],
        showing: loss.text, card: matter.number)
    }
    let seconds = try SecondPerson.eligible(
      for: .closing, proposed, casebook, now: situation.now, situation.rules)
    var text: Wording = "\(matter.number)号还差一人确认"
    for line in try facts(proposed, casebook, situation) { text.add(line) }
    text.add(
      try call(
        seconds, until: situation.rules.zone.day(of: lapses), matter, casebook, situation))
    text.add("反馈、验收、发起、领衔的人不能自己确认。")
    var decision = Decision(
      events: [event], replies: [Reply(text: text, card: matter.number)], dialogue: .close)
    // Said in private, nobody else has seen it.
    if situation.place.isPrivate {
      text.lines.insert([.plain("事项：\(Cards.brief(matter.title, limit: 40))")], at: 1)
      decision.replies += Telling.privately(
        Telling.distinct(seconds.map(\.id), situation), text, about: matter)
    }
    return decision
  }

  /// The act written out again, to be confirmed.
  private static func command(
    _ number: CaseNumber, _ result: ClosingResult, _ reason: String?, _ lookback: Deadline?
  ) -> String {
    "/销号 \(number) \(result.name)" + (reason.map { " \($0)" } ?? "")
      + (lookback.map { "\n回头看：\($0.day)" } ?? "")
  }

  /// 30 days on by the shipped table, rolled to a working day.
  private static func defaultLookback(_ situation: Situation) -> Deadline {
    let days = Int(situation.rules.procedure.seconds(.lookback) / 86_400)
    let calendar = situation.rules.calendar
    return Deadline(
      day: calendar.rollForward(situation.today.adding(days: days)), rule: "\(days)天",
      from: situation.today, calendar: calendar.version)
  }

  /// Who is asked, and until when.
  private static func call(
    _ seconds: [Person], until day: CivilDate, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    let until = situation.days.full(day)
    guard let who = try SecondPerson.call(seconds, matter, casebook) else {
      return SecondPerson.nobody(for: matter)
    }
    return "\(who)在\(until)前回：\(typed: "同意 \(matter.number)")"
  }

  /// What a closing rests on, line by line.
  static func facts(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Wording] {
    guard let proposal = matter.proposal else { return [] }
    let days = situation.days
    let zone = situation.rules.zone
    var lines: [Wording] = []
    if proposal.result == .rectified, let verification = matter.handling?.verification {
      var grounds = [EvidenceWords.count(EvidenceWords.since(matter))]
      if let paper = matter.handling?.paper {
        grounds.append("纸质件\(days.short(zone.day(of: paper.at)))收到")
      } else {
        grounds.append("纸质件还没有收到")
      }
      lines.append("结果：整改完成。依据：\(grounds.joined(separator: "，"))")
      let verifier = try People.address(of: verification.by, casebook)
      let note = Skeleton.readable(verification.note).map { "，\(Cards.brief($0, limit: 30))" } ?? ""
      lines.append("验收：\(verifier)\(note)")
    } else {
      lines.append("结果：\(proposal.result.name)；进展\(matter.progressCount)条")
      if let reason = proposal.reason {
        lines.append("理由：\(Cards.brief(reason, limit: 60))")
      } else if let last = matter.lastProgress {
        lines.append("最近：\(days.short(zone.day(of: last.at)))，\(Cards.brief(last.text, limit: 40))")
      }
    }
    if let lookback = proposal.lookback { lines.append("回头看：\(days.full(lookback.day))") }
    return try lines + Objections.lines(to: .closing, on: matter, casebook, days, zone)
  }

  // MARK: The second person

  /// 同意 to the card or with the number: his own words on what was shown are the confirmation. Where
  /// something was said about the case since, the card is from before, or somebody said no to it before, that is
  /// shown first.
  static func consent(
    to matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if let ended = try ClosingEnd.refusal(matter, casebook) { throw ended }
    if let refusal = try SecondPerson.refusal(to: situation, for: .closing, matter, casebook) {
      throw refusal
    }
    if let proposal = matter.proposal,
      try matter.lastProgress.map({ $0.at > proposal.at }) ?? false
        || situation.answersCard(before: proposal.at)
        || Objections.exist(to: .closing, on: matter, casebook)
    {
      return try show(matter, casebook, situation)
    }
    return try approve(matter, casebook, situation)
  }

  /// 不同意 of one who might confirm: kept, and over. Whoever wants the closing starts it anew.
  static func decline(
    _ matter: Case, _ reason: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let proposal = matter.proposal else { throw Refusal.unavailable }
    try Guards.text(reason, what: "理由")
    let number = matter.number
    if let again = try ShownAgain.ask(
      "不同意销号", "/不同意 \(number) \(reason)", .refuse, .closing, on: matter, casebook, situation)
    {
      return again
    }
    let change = CloseLapsed(
      proposer: proposal.by, step: Step(old: matter.state, new: proposal.previous),
      by: situation.actor.id, reason: reason.isEmpty ? nil : reason)
    let starter = try casebook.person(proposal.by).flatMap { $0.groups.isEmpty ? nil : $0 }
    var answer: Wording = "\(number)号的销号没有办，现在：\(proposal.previous.name)。"
    answer.add(Objections.opinion(reason))
    answer.add(Wording(try starter.map { try Telling.reach([$0], casebook) } ?? "发起人已离开，正在转告专班。"))
    if AccessPolicy.allows(situation.actor, .sendBack, on: matter),
      situation.rules.procedure.transition(.sendBack, from: proposal.previous) != nil
    {
      answer.add("要退回整改请发：\(typed: "退回 \(number) 理由")")
    }
    var notice: Wording =
      "\(situation.actor.person.address)不同意\(number)号的销号，没有办，现在：\(proposal.previous.name)。"
    notice.add(Objections.opinion(reason))
    notice.add("第二人会看到这条意见。还要销号的，请重新提请：\(typed: "销号 \(number)")")
    var before = matter
    before.state = proposal.previous
    if let starter,
      try NextStep.isOpen(
        .sendBack, .sendBack, on: before,
        to: Actor.spokenTo(starter, on: situation.today, casebook), casebook, now: situation.now,
        situation.rules)
    {
      notice.add("要退回整改的，请发：\(typed: "退回 \(number) 理由")")
    }
    let receiver: Reply.Destination = if let starter { .person(starter.id) } else { .team }
    return Decision(
      events: [situation.event(.matter(number), .closeLapsed(change))],
      replies: [
        Reply(text: answer, card: number),
        Reply(to: receiver, text: notice, card: number).alsoForDeputy(),
      ], dialogue: .close)
  }

  /// Shows a started closing to its second person and waits for 确认.
  static func show(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let proposal = matter.proposal else { throw Refusal.unavailable }
    try Awaited.checkShown(.closing, of: matter)
    var text: Wording = "\(matter.number)号等您确认销号，请再看一遍"
    text.add("事项：\(Cards.brief(matter.title, limit: 40))")
    for line in try facts(matter, casebook, situation) { text.add(line) }
    if let last = matter.lastProgress, last.at > proposal.at {
      text.add("发起之后又有进展：\(Cards.brief(last.text, limit: 40))")
    }
    text.add("发起：\(try People.address(of: proposal.by, casebook))")
    return situation.askToConfirm(
      "/销号 \(matter.number) \(proposal.result.name)", .close, about: [matter], showing: text,
      card: matter.number)
  }

  private static func approve(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let proposal = matter.proposal else { throw Refusal.unavailable }
    try Awaited.checkShown(.closing, of: matter)
    // On a day off it has lapsed, and goes back when the next working day opens.
    guard situation.now < proposal.lapses else {
      let whose = situation.actor.roles.contains(.team) ? "" : "专班"
      throw Refusal(
        .changedSince,
        "\(matter.number)号的销号提请已过期，没有办。\n上班后它回到原来的状态，请\(whose)再发：\(typed: "销号 \(matter.number)")"
      )
    }
    let transition = try Guards.transition(.close, of: matter, situation)
    let change = CaseClosed(
      result: proposal.result, proposer: proposal.by, step: Guards.step(transition, of: matter),
      lookback: proposal.lookback)
    let result = proposal.result == .rectified ? "" : "：\(proposal.result.name)"
    let lookback = proposal.lookback.map { "回头看：\(situation.days.full($0.day))。" } ?? ""
    let first = "\(matter.number)号已销号\(result)。\(lookback)"
    let starter = try People.address(of: proposal.by, casebook)
    let people = "发起：\(starter)；确认：\(situation.actor.person.address)"
    var notice = Wording("\(Telling.naming(matter))已销号\(result)。")
    if let lookback = proposal.lookback {
      notice.add("回头看：\(situation.days.full(lookback.day))")
    }
    notice.add(Wording(people))
    // In the group whoever started it reads the answer.
    var told = [matter.handling?.report?.by, matter.lead, matter.registrant].compactMap { $0 }
    if situation.place.isPrivate {
      told.append(proposal.by)
    } else {
      told.removeAll { $0 == proposal.by }
    }
    return Decision(
      events: [situation.event(.matter(matter.number), .closed(change))],
      replies: [Reply(text: Wording("\(first)\n\(people)"), card: matter.number)]
        + Telling.privately(Telling.distinct(told, situation), notice, about: matter)
        + (try Telling.group(of: matter, Wording(first), casebook, situation)), dialogue: .close)
  }
}
