/// Who hears of an issued instrument, and how much.
enum Issuing {
  static func tell(
    _ issued: Instrument, _ kind: Procedure.Instrument, _ matter: Case, _ decision: inout Decision,
    _ casebook: any Casebook, _ situation: Situation
  ) throws {
    let name = issued.number ?? kind.shortName
    let whole = try InstrumentTexts.printed(issued, casebook, situation.rules.zone)
    let line = try short(name, issued, matter, casebook, situation)
    if situation.place.isPrivate {
      var text = Wording("\(name)已签发。")
      text.add(whole)
      decision.replies.append(Reply(text: text, card: matter.number))
      // The group hears that there is one, never of a kind that is private.
      if !kind.isPrivate, let chat = matter.chat, try casebook.group(chat)?.bound == true {
        decision.replies.append(Reply(to: .group(chat), text: line, card: matter.number))
      }
    } else {
      decision.replies.append(Reply(text: line, card: matter.number))
    }
    let drafter = try drafter(of: issued, casebook)
    for person in issued.consents.map(\.by)
    where person != situation.actor.id && drafter != .person(person) {
      let read = issued.number.map { "\(kind.command) \($0)" } ?? "\(kind.command) \(matter.number)"
      decision.replies.append(
        Reply(
          to: .person(person),
          text: "您同意的\(name)已签发（\(matter.number)号）。\n看全文请回：\(typed: read)", card: matter.number))
    }
    // Whoever drafted it has it printed and sealed.
    if drafter != .person(situation.actor.id) || !situation.place.isPrivate {
      let isHis = drafter == .person(issued.drafter)
      let who =
        isHis ? "请" : "拟稿人\(try People.address(of: issued.drafter, casebook))不再经办，请专班"
      var text = Wording("\(name)已签发，\(who)打印盖章送达。")
      text.add(whole)
      decision.replies.append(
        Reply(to: drafter, text: text, card: matter.number)
          .alsoForDeputy(!kind.isPrivate))
    }
    if issued.waits != true {
      try tellUnit(issued, matter, &decision, casebook, Occasion(situation))
    }
  }

  /// Who sees to what becomes of an instrument: whoever drafted it while he may draft one, else the team.
  static func drafter(
    of instrument: Instrument, _ casebook: any Casebook
  ) throws -> Reply.Destination {
    if let person = try casebook.person(instrument.drafter),
      try mayDraft(person, instrument, casebook)
    {
      return .person(person.id)
    }
    return try Telling.ours(casebook)
  }

  /// Whether he may draft such a one.
  static func mayDraft(
    _ person: Person, _ instrument: Instrument, _ casebook: any Casebook
  ) throws -> Bool {
    AccessPolicy.allows(
      Actor(person: person, teamExists: try casebook.isGranted(.team)),
      instrument.isPrivate ? .caution : .order)
  }

  private static func short(
    _ name: String, _ issued: Instrument, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    let unit = try People.name(of: issued.unit, casebook)
    var text = Wording("\(name)已签发：\(matter.number)号，\(unit)。")
    text.add("期限：\(situation.days.full(issued.due.day))下班前")
    if let contact = try UnitNotices.hearer(of: issued.unit, on: situation.today, casebook) {
      text.add("请\(contact.address)回“收到”签收；以加盖印章的纸质件为准。")
      if let opening = Drafts.opening(for: matter, situation) {
        text.add("\(situation.days.moment(opening, situation.rules.zone))送到，晚上和休息日不打扰。")
      }
    } else if let unheard = try UnitNotices.unheard(issued.unit, on: situation.today, casebook) {
      text.add(Wording(unheard))
    }
    return text
  }

  /// To whoever speaks for the unit that it is for.
  static func tellUnit(
    _ issued: Instrument, _ matter: Case, _ decision: inout Decision, _ casebook: any Casebook,
    _ occasion: Occasion
  ) throws {
    guard let kind = occasion.rules.procedure.instrument(issued.kind), let unit = issued.unit.id,
      let contact = try UnitNotices.contact(of: issued.unit, on: occasion.days.today, casebook)
    else { return }
    try UnitNotices.greet(contact, about: matter, &decision, casebook, occasion)
    let name = issued.number ?? kind.shortName
    var text = Wording("\(contact.address)您好，\(name)送贵单位，纸质件另送。")
    // What a private kind says stands on the paper alone.
    if !kind.isPrivate {
      text.add("有困难请直接说，我们一起协调；期限\(occasion.days.full(issued.due.day))。")
      text.add(try InstrumentTexts.printed(issued, casebook, occasion.zone))
      if let gone = try InstrumentTexts.goneContact(in: issued, of: matter, casebook) {
        text.add("联系人\(gone)，有事请联系专班。")
      }
    }
    if issued.received == nil {
      text.add("收到请回“收到”，或发：\(typed: "签收 \(matter.number)")")
    }
    decision.replies.append(Reply(to: .contact(of: unit), text: text, card: matter.number))
  }

  /// For the answer that gives the case to another unit: what the one before was sent has ended. Of a
  /// private kind nothing is said.
  static func ended(_ matter: Case, givenTo unit: UnitReference, _ rules: Rules) -> Wording? {
    func names(_ papers: [Instrument]) -> String {
      papers.map { $0.number ?? rules.procedure.instrument($0.kind)?.shortName ?? $0.kind }
        .joined(separator: "、")
    }
    let ended = matter.papers(endingWith: unit).filter { !$0.isPrivate }
    guard !ended.isEmpty else { return nil }
    let (waiting, sent) = (ended.filter { $0.waits == true }, ended.filter { $0.waits != true })
    var text = Wording()
    if !sent.isEmpty { text.add("\(names(sent))终止，原单位不用再签收、反馈。") }
    if !waiting.isEmpty { text.add("\(names(waiting))还没有送，不再送；纸质件请不要再送。") }
    return text
  }

  /// To whoever signed and drafted what is not sent any more: its unit no longer has the case.
  static func undelivered(
    _ issued: Instrument, _ matter: Case, _ casebook: any Casebook, _ occasion: Occasion
  ) throws -> [Reply] {
    let kind = occasion.rules.procedure.instrument(issued.kind)?.shortName ?? issued.kind
    let unit = try People.name(of: issued.unit, casebook)
    let holder = try matter.details.unit.map { try People.name(of: $0, casebook) } ?? "别的单位"
    let now =
      issued.isHidden
      ? "的文字已遮盖" : matter.state.isOpen ? "已改由\(holder)办理" : matter.state.name
    var text: Wording = "\(issued.number ?? kind)没有送\(unit)：\(matter.number)号\(now)。"
    text.add("纸质件请不要再送。看现在的情况：\(typed: "查 \(matter.number)")")
    var told = [try drafter(of: issued, casebook)]
    for signer in issued.consents.map({ Reply.Destination.person($0.by) })
    where !told.contains(signer) {
      told.append(signer)
    }
    return told.map {
      Reply(to: $0, text: text, card: matter.number).alsoForDeputy(!issued.isPrivate)
    }
  }
}
