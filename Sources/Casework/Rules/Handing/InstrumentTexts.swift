/// The printable text of an instrument, made from the case alone: the same case gives the same text.
enum InstrumentTexts {
  /// What signers agree to: everything but number, date of issue and signers.
  static func body(
    _ kind: Procedure.Instrument, _ instrument: Instrument, of matter: Case,
    _ grounds: Ladder.Grounds, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    let indent = "　　"
    let unit = try fullName(instrument.unit, casebook)
    let you = Self.you(unit)
    var matters = "一、办理要求：\(sentence(instrument.requirement))"
    if !instrument.assisting.isEmpty {
      let names = try instrument.assisting.map { try fullName($0, casebook) }
      matters += "配合单位：\(names.joined(separator: "、"))。"
    }
    let contact = try casebook.firstPresent(of: matter.contacts) ?? situation.actor.person
    let paragraphs = [
      "\(source(matter))\(sentence(title(matter)))"
        + "\(standing(grounds, of: matter, you, situation))\(kind.purpose)。",
      matters,
      "二、办理期限：\(full(instrument.due.day, situation))前办结，含当日。",
      "三、反馈方式：书面反馈办理结果，经主要负责人审签并加盖公章，纸质件送\(situation.rules.procedure.office(of: .team))。",
      "四、确需延期的，请在到期前书面说明理由。",
      "联系人：\(contact.name)，电话：（由专班填写）",
    ]
    let offices = kind.sides.map { situation.rules.procedure.office(of: $0) }
    return ([kind.kind, "", "\(unit)："] + paragraphs.map { indent + $0 } + [""] + offices)
      .joined(separator: "\n")
  }

  /// The whole text as it is shown and printed: a draft says that it is one.
  static func printed(
    _ instrument: Instrument, _ casebook: any Casebook, _ zone: Zone
  ) throws -> Wording {
    var lines = instrument.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let code = "核验码：\(TextDigest.code(instrument.digest))"
    guard instrument.state == .issued, let issued = instrument.issuedAt else {
      lines.append(code)
      lines.append("（草稿，签发后编号。内部使用，请勿转发。）")
      return Wording(lines.joined(separator: "\n"))
    }
    if let number = instrument.number { lines.insert("编号：\(number)", at: min(1, lines.count)) }
    lines.append(day(zone.day(of: issued)))
    let signers = try instrument.consents.map { try casebook.person($0.by)?.name ?? "已离开的成员" }
    lines.append("签发：\(signers.joined(separator: "、"))；\(code)")
    lines.append("（本文本供查阅，以加盖印章的纸质件为准。内部使用，请勿转发。）")
    return Wording(lines.joined(separator: "\n"))
  }

  /// What another text says that this one did not: at most two lines of it.
  static func changes(from old: String, to new: String) -> String {
    let before = Set(old.split(separator: "\n"))
    let lines = new.split(separator: "\n").filter { !before.contains($0) }
    let shown = lines.prefix(2).map { line in
      Cards.brief(String(line.drop { $0 == "　" }), limit: 50)
    }
    return shown.isEmpty ? "只删了字句" : shown.joined(separator: "；")
  }

  /// The contact whom a text names; nil where it names none.
  static func contact(in text: String) -> String? {
    let head = "　　联系人："
    return text.split(separator: "\n").last { $0.hasPrefix(head) }.map { line in
      String(line.dropFirst(head.count).prefix { $0 != "，" })
    }
  }

  /// 小周已经离开; 小周不再经办: the contact whom a text names and who does not answer for it any more.
  static func goneContact(
    in instrument: Instrument, of matter: Case, _ casebook: any Casebook
  ) throws -> String? {
    guard let name = contact(in: instrument.text) else { return nil }
    let called = try casebook.people().filter { $0.name == name }
    guard !called.isEmpty,
      try !called.contains(where: { try answers($0, for: instrument, of: matter, casebook) })
    else { return nil }
    return name + (called.allSatisfy(\.groups.isEmpty) ? "已经离开" : "不再经办")
  }

  /// Whether somebody may be asked about it: he keeps the line to the unit, or may draft such a one.
  static func answers(
    _ person: Person, for instrument: Instrument, of matter: Case, _ casebook: any Casebook
  ) throws -> Bool {
    guard !person.groups.isEmpty else { return false }
    return try matter.contacts.contains(person.id)
      || Issuing.mayDraft(person, instrument, casebook)
  }

  /// The drafts that name him as whom to ask, with the command that changes them: nobody can sign them any more.
  /// - Parameter isGone: Which of them he does not answer for any more.
  static func drafts(
    naming person: Person, to receivers: Reply.Destination, _ casebook: any Casebook,
    _ rules: Rules, where isGone: (Instrument, Case) throws -> Bool = { _, _ in true }
  ) throws -> Wording {
    // Administrators do not know of those of a private kind.
    let kinds: Set<Duty.Kind> =
      receivers == .team ? [.consent, .consentPrivately] : [.consent]
    var names: [String] = []
    var first: String?
    for duty in try casebook.duties(DutyQuery(kinds: kinds)) {
      guard let matter = try casebook.matter(duty.matter) else { continue }
      for draft in matter.handling?.instruments ?? []
      where draft.state == .draft && draft.isPrivate == (duty.kind == .consentPrivately) {
        guard contact(in: draft.text) == person.name, try isGone(draft, matter),
          let kind = rules.procedure.instrument(draft.kind)
        else { continue }
        names.append("\(duty.matter)号的\(kind.shortName)")
        first = first ?? "\(kind.command) \(duty.matter) 期限：…"
      }
    }
    guard let first else { return Wording() }
    return
      "草稿里写的联系人是他：\(names.joined(separator: "、"))，改了才能签。\n改稿请发：\(typed: first)"
  }

  // MARK: How a term ended

  private enum Lapse: String, CaseIterable {
    case silent = "到期未收到办结反馈"
    case sentBack = "反馈验收不合格，已经退回，到期仍未办结"
    case relapsed = "办结以后又有反弹，到期仍未办结"
  }

  /// What became of the term since the unit got the case.
  private static func lapse(of matter: Case) -> Lapse {
    guard let handling = matter.handling, let returned = handling.returnedAt,
      handling.handed.map({ $0.at <= returned }) ?? true
    else { return .silent }
    return handling.relapsedAt == returned ? .relapsed : .sentBack
  }

  /// What a text says of the term that is so no longer: the unit reported meanwhile.
  static func staleLapse(in text: String, of matter: Case) -> String? {
    let now = lapse(of: matter)
    return Lapse.allCases.first { $0 != now && text.contains($0.rawValue) }?.rawValue
  }

  // MARK: Parts

  private static func fullName(
    _ reference: UnitReference, _ casebook: any Casebook
  ) throws -> String {
    try reference.id.flatMap { try casebook.unit($0) }?.name ?? reference.name
  }

  /// 你局, 你街道 …, after the unit's own name.
  private static func you(_ unit: String) -> String {
    let endings = [
      ("局", "你局"), ("街道", "你街道"), ("街道办事处", "你街道"), ("镇", "你镇"), ("镇人民政府", "你镇"),
      ("乡", "你乡"), ("乡人民政府", "你乡"), ("委员会", "你委"), ("委", "你委"), ("办公室", "你办"),
      ("办", "你办"), ("大队", "你队"), ("公司", "你公司"),
    ]
    return endings.first { unit.hasSuffix($0.0) }?.1 ?? "你单位"
  }

  /// A station is named; who else may have raised it is not for a paper that goes to the unit.
  private static func source(_ matter: Case) -> String {
    guard let source = matter.details.source, source.contains("联络站") else { return "据反映，" }
    return "据\(source)反映，"
  }

  private static func title(_ matter: Case) -> String { Cards.brief(matter.title, limit: 300) }

  private static func standing(
    _ grounds: Ladder.Grounds, of matter: Case, _ you: String, _ situation: Situation
  ) -> String {
    let zone = situation.rules.zone
    var clauses: [String] = []
    if let handed = matter.handling?.handed {
      clauses.append("该问题已于\(day(zone.day(of: handed.at)))交\(you)办理")
    } else if grounds.ground == .handOverLapsed, grounds.sent.isEmpty {
      clauses.append("该问题已交\(you)办理")
    }
    clauses += grounds.sent.map { named($0, situation) }
    var text = clauses.joined(separator: "；")
    // A term that was given anew since the last one ran out is still to come.
    let last = matter.due?.day ?? grounds.sent.last?.due.day
    let isLapsed = grounds.ground == .handOverLapsed || grounds.ground == .predecessorLapsed
    if !text.isEmpty, isLapsed || (last.map { $0 < situation.today } ?? false) {
      text += "，\(lapse(of: matter).rawValue)"
      // What ran out is not the term that the last instrument named, but a later one that was given since.
      if let due = matter.due?.day,
        let named = grounds.sent.last(where: { !$0.isPrivate })?.due.day,
        due > named, due < situation.today
      {
        text += "（期限后改为\(day(due))）"
      }
    }
    return [text, grounds.reason].compactMap { $0 }.filter { !$0.isEmpty }.map(sentence).joined()
  }

  /// 9月21日发出问题督办单（协同督〔2026〕9号），要求恢复运行，9月29日前办结: a link of the chain, as the next
  /// instrument names it.
  private static func named(_ sent: Instrument, _ situation: Situation) -> String {
    let issued = situation.rules.zone.day(of: sent.issuedAt ?? sent.draftedAt)
    let number = sent.number.map { "（\($0)）" } ?? ""
    var demand = Skeleton.readable(sent.requirement) ?? ""
    while let last = demand.last, "。.；;，,".contains(last) { demand.removeLast() }
    let asked = demand.isEmpty ? "" : "，要求\(demand)"
    return "\(day(issued))发出\(sent.kind)\(number)\(asked)，\(day(sent.due.day))前办结"
  }

  /// With one full stop at its end.
  private static func sentence(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, "。.，,；;！!".contains(last) || last.isWhitespace {
      text = text.dropLast()
    }
    return "\(text)。"
  }

  /// 2026年9月20日（周日，调休上班）.
  private static func full(_ day: CivilDate, _ situation: Situation) -> String {
    let full = situation.days.full(day)
    return day.year == situation.today.year ? "\(day.year)年\(full)" : full
  }

  /// 2026年9月29日: always with its year.
  private static func day(_ day: CivilDate) -> String {
    let (year, month, number) = day.parts
    return "\(year)年\(month)月\(number)日"
  }
}
