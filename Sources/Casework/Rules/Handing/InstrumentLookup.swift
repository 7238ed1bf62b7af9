/// Showing an instrument: its whole text in private to those it concerns, one line in a group.
enum InstrumentLookup {
  static func show(
    _ query: InstrumentQuery, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "查询")
    switch query {
    case .numbered(let typed):
      guard let found = try find(typed, casebook) else { throw Refusal.unavailable }
      return try show(found, casebook, situation)
    case .serial(let serial, let command):
      return try show(serial, of: command, casebook, situation)
    }
  }

  private struct Found {
    var matter: Case
    var instrument: Instrument
  }

  private static func find(_ typed: String, _ casebook: any Casebook) throws -> Found? {
    guard let number = InstrumentNumber.canonical(typed),
      let of = try casebook.matter(ofInstrument: number), let matter = try casebook.matter(of),
      let instrument = matter.handling?.instruments.first(where: {
        $0.number.map { InstrumentNumber.canonical($0) ?? $0 } == number
      })
    else { return nil }
    return Found(matter: matter, instrument: instrument)
  }

  private static func show(
    _ found: Found, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let kind = try Ladder.kind(of: found.instrument, situation)
    // In a group a private kind does not exist.
    if kind.isPrivate, !mayKnow(found.instrument, kind, of: found.matter, situation) {
      throw Refusal.unavailable
    }
    return try shown(found.instrument, kind, of: found.matter, casebook, situation)
  }

  /// 督办单 9 may be the ninth of this year, or that of case 9.
  private static func show(
    _ serial: Int, of command: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let kind = situation.rules.procedure.instrument(command) else {
      throw Refusal.unavailable
    }
    let letterhead = try casebook.setting(.letterhead)?.value
    var found: [Found] = []
    if let number = InstrumentNumber.written(
      kind, year: situation.today.year, serial: serial, letterhead: letterhead),
      let numbered = try find(number, casebook)
    {
      found.append(numbered)
    }
    if let matter = try casebook.matter(CaseNumber(serial)), let latest = latest(kind, of: matter),
      !found.contains(where: {
        $0.matter.number == matter.number && $0.instrument.serial == latest.serial
      })
    {
      found.append(Found(matter: matter, instrument: latest))
    }
    found.removeAll { kind.isPrivate && !mayKnow($0.instrument, kind, of: $0.matter, situation) }
    guard let first = found.first else { throw Refusal.unavailable }
    guard found.count > 1 else { return try show(first, casebook, situation) }
    var text = Wording("\(serial)是哪一份\(kind.shortName)？")
    var commands: [String] = []
    for item in found {
      let command =
        item.instrument.number.map { "/督办单 \($0)" } ?? "/\(kind.command) \(item.matter.number)"
      commands.append(command)
      let name = item.instrument.number ?? "等签发的草稿"
      text.add("回\(commands.count)：\(name)（\(item.matter.number)号）")
    }
    return Decision(
      replies: [Reply(text: text)], dialogue: situation.ask(.choice(commands), for: .question))
  }

  /// The draft of that kind, else the last one issued.
  static func latest(_ kind: Procedure.Instrument, of matter: Case) -> Instrument? {
    let own = (matter.handling?.instruments ?? []).filter {
      $0.kind == kind.kind && $0.state != .dropped
    }
    return own.first { $0.state == .draft } ?? own.last
  }

  static func shown(
    _ instrument: Instrument, _ kind: Procedure.Instrument, of matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let name = instrument.number ?? "\(matter.number)号的\(kind.shortName)草稿"
    let unit = try People.name(of: instrument.unit, casebook)
    var text = Wording("\(name)（\(matter.number)号）：\(unit)")
    text.add("期限：\(situation.days.full(instrument.due.day))")
    if let ended = instrument.ended {
      text.add("已终止：\(situation.days.full(situation.rules.zone.day(of: ended)))起改由别的单位办理。")
    }
    if instrument.state == .draft {
      text.lines[0] = Wording("\(name)：\(unit)").lines[0]
      let missing = try Signing.missing(instrument, kind, matter, casebook)
      text.add(
        instrument.isHidden
          ? "文字已经遮盖，不能再签，请专班重新拟稿。"
          : "还差：\(try Signing.names(of: missing, in: instrument, kind, matter, casebook))"
      )
    }
    if !instrument.isHidden, mayRead(instrument, kind, of: matter, situation) {
      text.add(try InstrumentTexts.printed(instrument, casebook, situation.rules.zone))
      if try Signing.side(of: instrument, kind, matter, situation.actor, casebook) != nil {
        text.add("同意请回：\(typed: "同意 \(matter.number)")")
      }
    } else {
      if kind.isPrivate { text.add("正文在纸质件上。") }
      text.add("事项：\(Cards.brief(matter.title, limit: 40))")
      text.add("看这件事：\(typed: "查 \(matter.number)")")
    }
    return Decision(replies: [Reply(text: text, card: matter.number)])
  }

  /// Whether whoever asks may know here that there is such a paper: of a private kind the unit too that it went
  /// to, for which its text stands on paper alone.
  static func mayKnow(
    _ instrument: Instrument, _ kind: Procedure.Instrument, of matter: Case, _ situation: Situation
  ) -> Bool {
    if mayRead(instrument, kind, of: matter, situation) { return true }
    return situation.place.isPrivate && situation.actor.roles.contains(.unit)
      && instrument.state == .issued && instrument.unit.id != nil
      && instrument.unit.id == situation.actor.person.unit
  }

  /// Whether the whole text may be read here by whoever asks.
  static func mayRead(
    _ instrument: Instrument, _ kind: Procedure.Instrument, of matter: Case, _ situation: Situation
  ) -> Bool {
    guard situation.place.isPrivate, situation.actor.roles.contains(.member) else { return false }
    let roles = situation.actor.roles
    if roles.contains(.team) || roles.contains(.discipline) { return true }
    if kind.isPrivate { return false }
    if roles.contains(.congress) || matter.lead == situation.actor.id
      || matter.contacts.contains(situation.actor.id)
    {
      return true
    }
    return instrument.state == .issued && instrument.unit.id != nil && roles.contains(.unit)
      && instrument.unit.id == situation.actor.person.unit
  }
}
