import Casework

@testable import Bot

/// What a play begins with, put into the ledger by events as any other.
extension Stage {
  /// `@群 监督群=内部 新群=未绑定`; without a kind 含单位.
  func seedGroups(_ words: [String]) async throws {
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      let id = cast.add(group: parts[0])
      if parts.last == "未绑定" { continue }
      let kind: Group.Kind = parts.last == "内部" ? .inner : .units
      try await seed { round in
        let chat = round.pipeline.names.chat(id)
        try round.system(.group(chat), .groupBound(GroupBound(kind: kind, title: parts[0])))
      }
    }
  }

  /// `@单位 区住房和城乡建设局=住建局、区住建局`.
  func seedUnits(_ words: [String]) async throws {
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      let aliases = parts.count > 1 ? parts[1].split(separator: "、").map(String.init) : []
      try await seed { round in
        let id = try round.casebook.nextUnitID()
        let change = UnitRegistered(name: parts[0], aliases: aliases, contacts: [])
        try round.system(.unit(id), .unitRegistered(change))
      }
    }
  }

  /// Names of rights are signs too: `王主任=人、签发`.
  /// `@人 小周=专 李工=单:住建局 赵某=员 新人=生`: 生 was never heard, 私 is in no group; several
  /// signs are joined by 、, rights (签发, 审定, 接收) among them.
  func seedPeople(_ words: [String]) async throws {
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      let signs = parts.count > 1 ? parts[1].split(separator: "、").map(String.init) : ["员"]
      cast.add(person: parts[0])
      if signs == ["生"] { continue }
      let account = try cast.id(of: parts[0])
      try await seed { try $0.seedPerson(parts[0], account: account, signs: signs) }
    }
  }

  /// 交办=2026-09-01 is the day of the hand-over, 签收=李工 who signed for it. A unit with a term and without
  /// those has the case, handed over and signed for in the state it is in; 未交办=是 has it not.
  /// `@事项 甲路积水 登记=小周 责任=住建局 领衔=孙主任 期限=2026-09-21 进展=已抽干`: the next number.
  func seedCase(_ words: [String]) async throws {
    var fields: [String: String] = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      fields[parts[0]] = parts.last
    }
    guard let title = words.first,
      Set(fields.keys).isSubset(of: Stage.caseFields.union(Round.waitingFields))
    else {
      throw Mismatch(description: "expected @事项 title and \(Stage.caseFields.sorted())")
    }
    try await seed { [fields] in try $0.seedCase(title, fields) }
    try await seed { [fields] in try $0.seedWaiting(fields) }
  }

  private static let caseFields: Set<String> = Round.reportingFields.union([
    "登记", "责任", "配合", "来源", "领衔", "联系", "期限", "进展", "加急", "内部", "签收", "照片", "收件", "验收", "销号",
    "未交办",
  ])

  /// `@设置 加入=确认 对人=密存`.
  func seedSettings(_ words: [String]) async throws {
    let names: [String: SettingName] = ["加入": .admission, "对人": .persons]
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      guard parts.count == 2, let name = names[parts[0]] else {
        throw Mismatch(description: "expected @设置 and \(names.keys.sorted())")
      }
      try await seed { round in
        let setting = Setting(value: parts[1], by: nil, at: round.now)
        try round.system(.setting(name), .settingChanged(setting))
      }
    }
  }
}

extension Round {
  fileprivate func seedPerson(_ name: String, account: String, signs: [String]) throws {
    let id = try casebook.nextPersonID()
    try system(
      .person(id),
      .personRegistered(
        PersonRegistered(name: name, account: pipeline.names.account(account), handle: nil)))
    if !signs.contains("私"), let group = try casebook.groups().first(where: \.bound) {
      try system(.person(id), .personJoined(PersonMoved(group: group.id)))
    }
    var roles: Set<Role> = []
    var rights: Set<Right> = []
    for sign in signs {
      let sides = sign.split(separator: ":").map(String.init)
      if let right = Right.allCases.first(where: { $0.name == sign }) { rights.insert(right) }
      if let role = Role.allCases.first(where: { $0.sign == sides[0] }), role != .member {
        roles.insert(role)
      }
      guard sides.count > 1, let unit = try unit(sides[1]) else { continue }
      let old = PersonAmended.Card(name: name, title: nil, handle: nil, unit: nil)
      var new = old
      new.unit = unit.id
      try system(.person(id), .personAmended(PersonAmended(new: new, old: old)))
    }
    if !roles.isEmpty || !rights.isEmpty {
      let granted = PersonGranted(
        newRoles: Role.allCases.filter(roles.contains), oldRoles: [],
        newRights: Right.allCases.filter(rights.contains), oldRights: [])
      try system(.person(id), .personGranted(granted))
    }
  }

  fileprivate func seedCase(_ title: String, _ fields: [String: String]) throws {
    let number = try casebook.nextCaseNumber()
    let procedure = pipeline.rules.procedure
    let registrant = try person(fields["登记"] ?? "小周")
    let chat = try casebook.groups().first(where: \.bound)?.id
    func record(_ change: Change, _ actor: PersonID) throws {
      let stamp = Event.Stamp(at: now, actor: actor, chat: chat)
      try append([Event(stamp: stamp, record: .matter(number), change: change)])
    }
    var details = CaseDetails(urgent: fields["加急"] != nil)
    details.unit = try fields["责任"].map { typed in
      let unit = try unit(typed)
      return UnitReference(id: unit?.id, name: unit?.name ?? typed)
    }
    details.seed(fields)
    details.assisting = try (fields["配合"]?.split(separator: "、").map(String.init) ?? []).map {
      UnitReference(id: try unit($0)?.id, name: try unit($0)?.name ?? $0)
    }
    let due = fields["期限"].flatMap { CivilDate(iso: $0) }.map { day in
      Deadline(
        day: day, rule: day.description, from: pipeline.rules.zone.day(of: now),
        calendar: pipeline.rules.calendar.version)
    }
    var state = CaseState.registered
    func step(_ move: Procedure.Move) -> Step {
      let old = state
      state = procedure.transition(move, from: old)?.to ?? old
      return Step(old: old, new: state)
    }
    try record(
      .registered(
        CaseRegistered(
          title: title, details: details, due: due, state: state, procedure: procedure.version,
          inner: fields["内部"] == nil ? nil : true)),
      registrant)
    if let name = fields["领衔"] {
      let contacts = try fields["联系"].map { [try person($0)] } ?? []
      let new = CaseLed.Leadership(lead: try person(name), contacts: contacts, due: due)
      let old = CaseLed.Leadership(lead: nil, contacts: [], due: due)
      try record(.led(CaseLed(new: new, old: old, step: step(.lead))), registrant)
    }
    // 交办=2026-09-01: handed over on that day; 签收: and signed for.
    if let day = fields["交办"], let at = SimulatedClock.instant("\(day) 09:00"),
      let unit = details.unit
    {
      let handed = HandOver(
        unit: unit, assisting: details.assisting, due: due, by: registrant, at: at,
        received: try fields["签收"].map { Receipt(by: try person($0), at: at) })
      try record(.turned(CaseTurned(.handed(handed), step: step(.assign))), registrant)
    }
    let isToldElsewhere = ["交办", "待签", "内部", "未交办"].contains { fields[$0] != nil }
    if !isToldElsewhere, let due, let unit = details.unit {
      let handed = HandOver(
        unit: unit, assisting: details.assisting, due: due, by: registrant, at: now,
        received: Receipt(by: registrant, at: now))
      try record(
        .turned(CaseTurned(.handed(handed), step: Step(old: state, new: state))), registrant)
    }
    if let text = fields["进展"] {
      try record(
        .progressed(CaseProgressed(text: text, step: step(.progress))), registrant)
    }
    try seedSteps(fields, details, due, registrant: registrant, record: record, step: step)
    try seedCourse(of: number, fields, by: registrant)
  }

  /// `交办=小周 照片=2 反馈=李工 收件=小周 验收=孙主任 销号=小周、吴十`: who did it, in that order.
  private func seedSteps(
    _ fields: [String: String], _ details: CaseDetails, _ due: Deadline?, registrant: PersonID,
    record: (Change, PersonID) throws -> Void, step: (Procedure.Move) -> Step
  ) throws {
    func turned(_ turn: Turn, _ step: Step, by actor: PersonID, files: [Evidence]? = nil) throws {
      try record(.turned(CaseTurned(turn, step: step, evidence: files)), actor)
    }
    if let name = fields["交办"], isPerson(name), let unit = details.unit {
      let actor = try person(name)
      let handed = HandOver(
        unit: unit, due: due, by: actor, at: now, received: Receipt(by: actor, at: now))
      try turned(.handed(handed), step(.assign), by: actor)
    }
    let stay = step(.urge).old
    if let count = fields["照片"].flatMap({ Int($0) }) {
      let files = (0..<count).map { Evidence(kind: "photo", reference: "seed-\(now)-\($0)") }
      try turned(
        .evidenceAdded(EvidenceAdded(files: files)), Step(old: stay, new: stay), by: registrant)
    }
    if let name = fields["反馈"], isPerson(name) {
      let actor = try person(name)
      let report = Report(
        text: "已经办好", by: actor, at: now, signedOffBy: "何局长", unit: details.unit)
      try turned(.reported(report), step(.report), by: actor)
    }
    if let name = fields["收件"] {
      let actor = try person(name)
      let state = step(.amend).old
      try turned(
        .paperReceived(Receipt(by: actor, at: now)), Step(old: state, new: state), by: actor)
    }
    if let name = fields["验收"] {
      let actor = try person(name)
      try turned(.verified(Verification(by: actor, at: now)), step(.verify), by: actor)
    }
    if let names = fields["销号"]?.split(separator: "、").map(String.init), names.count == 2 {
      let (first, second) = (try person(names[0]), try person(names[1]))
      let today = pipeline.rules.zone.day(of: now)
      let calendar = pipeline.rules.calendar
      let lookback = Deadline(
        day: calendar.rollForward(today.adding(days: 30)), rule: "30天", from: today,
        calendar: calendar.version)
      try record(
        .closeProposed(
          CloseProposed(
            result: .rectified, lapses: now.adding(days: 7), step: step(.proposeClosing),
            lookback: lookback)), first)
      try record(
        .closed(
          CaseClosed(
            result: .rectified, proposer: first, step: step(.close), lookback: lookback)), second)
    }
  }

  /// 交办= and 反馈= take somebody of the cast who did it, or what it said.
  func isPerson(_ name: String) -> Bool {
    (try? casebook.people())?.contains { $0.name == name } ?? false
  }

  func person(_ name: String) throws -> PersonID {
    guard let person = try casebook.people().first(where: { $0.name == name }) else {
      throw Stage.Mismatch(description: "\(name) is not in the cast (@人)")
    }
    return person.id
  }

  private func unit(_ name: String) throws -> Unit? {
    try casebook.units().first { $0.name == name || $0.aliases.contains(name) }
  }
}

extension Round {
  /// Seeds by events, as any other decision.
  func append(_ events: [Event]) throws {
    _ = try commit(decided { _ in Decision(events: events) })
  }
}
