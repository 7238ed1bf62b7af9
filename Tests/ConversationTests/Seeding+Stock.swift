import Casework
import Foundation
import Synchronization

@testable import Bot

/// A stock of cases (存量) that are under way when a play begins, each with its number and with
/// what became of it, told by dated events as if it had been played.
extension Stage {
  /// `@存量 12 幸福路停车场夜间不开放 责任=区住建局 领衔=孙主任 交办=2026-08-28 期限=2026-09-11 …`
  func seedStock(_ words: [String]) async throws {
    guard words.count >= 2, let number = Int(words[0]) else {
      throw Mismatch(description: "expected @存量 number title fields")
    }
    var fields: [String: String] = [:]
    for word in words.dropFirst(2) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      fields[parts[0]] = parts.last
    }
    guard Set(fields.keys).isSubset(of: StockCase.fields) else {
      throw Mismatch(description: "expected among \(StockCase.fields.sorted())")
    }
    let title = words[1]
    // The photo of a report that is there already can be had.
    service.state.withLock { $0.files["stock-\(number)"] = Data("照片".utf8) }
    try await seed { [fields] round in
      var stock = StockCase(number: CaseNumber(number), fields: fields, round: round)
      try stock.write(title)
    }
  }
}

/// Writes one case of the stock, event by event. A date alone means 09:00 of that day.
private struct StockCase {
  static let fields: Set<String> = [
    "登记", "来源", "地点", "项目", "领域", "责任", "配合", "领衔", "联系", "交办", "签收", "期限", "进展",
    "督办单", "反馈", "审签", "延期", "催办", "销号", "回头看", "加急",
  ]

  let number: CaseNumber
  let fields: [String: String]
  let round: Round
  private var state = CaseState.registered

  init(number: CaseNumber, fields: [String: String], round: Round) {
    self.number = number
    self.fields = fields
    self.round = round
  }

  mutating func write(_ title: String) throws {
    let start = fields["登记"]?.split(separator: "@").map(String.init) ?? []
    let registrant = try person(start.first ?? "小周")
    let began = try moment(start.count > 1 ? start[1] : fields["交办"] ?? "2026-08-20")
    let due = try fields["期限"].map { try deadline($0, from: began) }
    try record(
      .registered(
        CaseRegistered(
          title: title, details: try details(), due: due, state: state,
          procedure: round.pipeline.rules.procedure.version)),
      by: registrant, at: began)
    try lead(due, at: began)
    try hand(due)
    try issue(due)
    if let text = fields["进展"] {
      let (what, day) = split(text)
      try record(
        .progressed(CaseProgressed(text: what, step: step(.progress))),
        by: try contact() ?? registrant, at: try moment(day ?? "2026-09-10"))
    }
    try turnLater()
  }

  private mutating func lead(_ due: Deadline?, at: Instant) throws {
    guard let name = fields["领衔"] else { return }
    let contacts = try fields["联系"].map { [try person($0)] } ?? []
    try record(
      .led(
        CaseLed(
          new: .init(lead: try person(name), contacts: contacts, due: due),
          old: .init(lead: nil, contacts: [], due: due), step: step(.lead))),
      by: try person("小周"), at: at)
  }

  private mutating func hand(_ due: Deadline?) throws {
    guard let day = fields["交办"], let unit = try details().unit else { return }
    let at = try moment(day)
    let team = try person("小周")
    let handed = HandOver(
      unit: unit, assisting: try details().assisting, due: due, by: team, at: at)
    try record(.turned(CaseTurned(.handed(handed), step: step(.assign))), by: team, at: at)
    guard fields["签收"] != "否" else { return }
    let receiver = try contact() ?? team
    let receipt = Receipt(by: receiver, at: at.adding(seconds: 3600))
    try record(
      .turned(CaseTurned(.received(.init(serial: nil, receipt: receipt)), step: stay)),
      by: receiver, at: receipt.at)
    for urge in (fields["催办"] ?? "").split(separator: "、") {
      let at = try moment(String(urge))
      try record(
        .turned(CaseTurned(.urged(Urge(unit: unit, by: team, at: at)), step: stay)), by: team,
        at: at)
    }
  }

  /// `督办单=7@2026-08-31`: issued by both sides under that number.
  private mutating func issue(_ due: Deadline?) throws {
    guard let text = fields["督办单"], let unit = try details().unit, let due else { return }
    let (serialText, day) = split(text)
    let at = try moment(day ?? "2026-08-31")
    let team = try person("小周")
    let serial = Int(serialText) ?? 1
    let body = "请于期限前办结并书面反馈。"
    let draft = Instrument(
      serial: 1, kind: "问题督办单", unit: unit, assisting: try details().assisting, requirement: "尽快办结",
      grounds: "交办到期未办结", due: due,
      text: body, digest: "stock-\(number)", drafter: team, draftedAt: at)
    try record(.turned(CaseTurned(.drafted(draft), step: stay)), by: team, at: at)
    let (congress, discipline) = (try person("王主任"), try person("钱七"))
    let first = Consent(by: congress, side: .congress, at: at.adding(seconds: 600))
    try record(
      .turned(
        CaseTurned(
          .consented(InstrumentConsent(serial: 1, digest: draft.digest, consent: first)),
          step: stay)), by: congress, at: first.at)
    let second = Consent(by: discipline, side: .discipline, at: at.adding(seconds: 1200))
    let issue = InstrumentIssue(
      serial: 1, digest: draft.digest, consent: second, number: "协同督〔2026〕\(serial)号", year: 2026,
      yearSerial: serial, due: due, oldDue: nil)
    try record(.turned(CaseTurned(.issued(issue), step: stay)), by: discipline, at: second.at)
    let receiver = try contact() ?? team
    try record(
      .turned(
        CaseTurned(
          .received(
            .init(serial: 1, receipt: Receipt(by: receiver, at: at.adding(seconds: 3600)))),
          step: stay)), by: receiver, at: at.adding(seconds: 3600))
  }

  private mutating func turnLater() throws {
    if let text = fields["反馈"] {
      let (what, day) = split(text)
      let at = try moment(day ?? "2026-09-10")
      let by = try contact() ?? person("小周")
      let photo = Evidence(kind: "photo", reference: "stock-\(number)", size: 1000)
      let report = Report(
        text: what, by: by, at: at, signedOffBy: fields["审签"] ?? "刘局长", unit: try details().unit)
      try record(
        .turned(CaseTurned(.reported(report), step: step(.report), evidence: [photo])), by: by,
        at: at)
    }
    if let text = fields["延期"] {
      let (until, day) = split(text)
      let at = try moment(day ?? "2026-09-11")
      let by = try contact() ?? person("小周")
      let request = ExtensionRequest(
        by: by, at: at, until: try deadline(until, from: at), reason: "配件到货晚", needsBothSides: false
      )
      try record(
        .turned(CaseTurned(.extensionAsked(request), step: step(.extend))), by: by, at: at)
    }
    if let day = fields["销号"] {
      let at = try moment(day)
      let old = state
      state = .closed
      let lookback = try fields["回头看"].map { try deadline($0, from: at) }
      try record(
        .closed(
          CaseClosed(
            result: .rectified, proposer: try person("小周"), step: Step(old: old, new: .closed),
            lookback: lookback)), by: try person("吴十"), at: at)
    }
  }

  // MARK: Parts

  private var stay: Step { Step(old: state, new: state) }

  private mutating func step(_ move: Procedure.Move) -> Step {
    let old = state
    state = round.pipeline.rules.procedure.transition(move, from: old)?.to ?? old
    return Step(old: old, new: state)
  }

  private func record(_ change: Change, by actor: PersonID, at: Instant) throws {
    let chat = try round.casebook.groups().first(where: \.bound)?.id
    let stamp = Event.Stamp(at: at, actor: actor, chat: chat)
    try round.append([Event(stamp: stamp, record: .matter(number), change: change)])
  }

  private func details() throws -> CaseDetails {
    CaseDetails(
      unit: try fields["责任"].map(unit),
      assisting: try fields["配合"].map { [try unit($0)] } ?? [], area: fields["领域"],
      source: fields["来源"], place: fields["地点"], project: fields["项目"],
      urgent: fields["加急"] == "是")
  }

  private func unit(_ typed: String) throws -> UnitReference {
    let known = try round.casebook.units().first { $0.name == typed || $0.aliases.contains(typed) }
    return UnitReference(id: known?.id, name: known?.name ?? typed)
  }

  private func contact() throws -> PersonID? {
    guard let id = try details().unit?.id else { return nil }
    return try round.casebook.contacts(of: id, on: round.today).first?.id
  }

  private func person(_ name: String) throws -> PersonID {
    guard let person = try round.casebook.people().first(where: { $0.name == name }) else {
      throw Stage.Mismatch(description: "\(name) is not in the cast (@人)")
    }
    return person.id
  }

  private func deadline(_ text: String, from: Instant) throws -> Deadline {
    guard let day = CivilDate(iso: text) else {
      throw Stage.Mismatch(description: "no day: \(text)")
    }
    return Deadline(
      day: day, rule: text, from: round.pipeline.rules.zone.day(of: from),
      calendar: round.pipeline.rules.calendar.version)
  }

  private func moment(_ text: String) throws -> Instant {
    let full = text.count == 10 ? text + " 09:00" : text
    guard let moment = SimulatedClock.instant(full) else {
      throw Stage.Mismatch(description: "no moment: \(text)")
    }
    return moment
  }

  /// `text@2026-09-10`.
  private func split(_ text: String) -> (String, String?) {
    let parts = text.split(separator: "@").map(String.init)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
  }
}
