import Casework
import Ledger
import TestSupport

/// A history that could have happened: every event fits the records before it.
struct RandomHistory {
  private var generator: SeededGenerator
  private var matters: [Case] = []
  private var restricted: [Case] = []
  private var people: [PersonID] = []
  private var units = 0
  private var minute: Int64 = 0
  private var issued = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next() throws -> Event {
    minute += Int64.random(in: 0...90, using: &generator)
    switch Int.random(in: 0..<100, using: &generator) {
    case _ where people.count < 3: return registerPerson()
    case 0..<5: return registerPerson()
    case 5..<12: return amendPerson()
    case 12..<16: return unit()
    case 16..<18: return group()
    case 18..<20: return small()
    case 20..<26: return Sample.refused(by: actor(), minutes: minute, audience: audience())
    case 26..<50: return try register()
    default: return matters.isEmpty ? try register() : try change()
    }
  }

  private mutating func actor() -> PersonID {
    people.randomElement(using: &generator) ?? Sample.li
  }

  private mutating func audience() -> Audience { generator.chance(20) ? .restricted : .open }

  private mutating func text() -> String {
    let parts = [
      "文化路", "积水", "路灯", "3号楼", "占道", "abc", "𫠠", "=1+1", "\"", "\n", "①", "é", "👨‍👩‍👧", "％", "A1",
    ]
    let count = Int.random(in: 1...6, using: &generator)
    return (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
  }

  private mutating func day() -> CivilDate {
    CivilDate(dayNumber: Int.random(in: 20_600...20_800, using: &generator))
  }

  private mutating func registerPerson() -> Event {
    let id = PersonID("p\(people.count + 1)")
    people.append(id)
    return Sample.person(id, text(), account: "botapi:\(people.count)", minutes: minute)
  }

  private mutating func amendPerson() -> Event {
    let chat = ChatID("botapi:-\(Int.random(in: 1...3, using: &generator))")
    let card = PersonAmended.Card(name: text(), title: text(), handle: nil, unit: nil)
    let changes: [Change] = [
      .personJoined(PersonMoved(group: chat)), .personLeft(PersonMoved(group: chat)),
      .personAmended(PersonAmended(new: card, old: card)),
      .personGranted(
        PersonGranted(newRoles: [.team], oldRoles: [], newRights: [.approve], oldRights: [])),
    ]
    return Event(
      stamp: Sample.stamp(minute), record: .person(actor()),
      change: changes.randomElement(using: &generator) ?? changes[0])
  }

  private mutating func unit() -> Event {
    units += 1
    return Sample.unit("u\(units)", text())
  }

  private mutating func group() -> Event {
    let chat = ChatID("botapi:-\(Int.random(in: 1...3, using: &generator))")
    return Event(
      stamp: Sample.stamp(minute), record: .group(chat),
      change: .groupBound(GroupBound(kind: generator.chance(50) ? .inner : .units, title: text())))
  }

  private mutating func small() -> Event {
    let serial = Int.random(in: 1...9, using: &generator)
    let notice = NoticeID("digest/\(serial)", audience: audience())
    let at = Sample.start.adding(minutes: minute)
    let (record, change): (RecordID, Change) =
      generator.chance(50)
      ? (.notice(notice), .noticed(Notice(at: at)))
      : (.setting(.digestAt), .settingChanged(Setting(value: text(), by: actor(), at: at)))
    return Event(stamp: Sample.stamp(minute), record: record, change: change)
  }

  private mutating func register() throws -> Event {
    let audience = audience()
    let number = (audience == .open ? matters.count : restricted.count) + 1
    let unit = UnitReference(id: generator.chance(50) ? UnitID("u1") : nil, name: text())
    let details = CaseDetails(
      unit: generator.chance(60) ? unit : nil, area: generator.chance(50) ? text() : nil,
      urgent: generator.chance(10))
    let event = Sample.registered(
      number, text(), minutes: minute, by: actor(), details: details,
      due: generator.chance(50) ? day() : nil, audience: audience)
    try keep(event, old: nil)
    return event
  }

  private mutating func change() throws -> Event {
    guard let matter = matters.randomElement(using: &generator) else { return try register() }
    let step = Step(
      old: matter.state, new: CaseState.allCases.randomElement(using: &generator) ?? .closed)
    let leadership = CaseLed.Leadership(
      lead: generator.chance(80) ? actor() : nil, contacts: generator.chance(50) ? [actor()] : [],
      due: generator.chance(50) ? Sample.deadline(day()) : nil)
    let changes: [Change] = [
      .progressed(CaseProgressed(text: text(), step: step)),
      .led(CaseLed(new: leadership, old: leadership, step: step)),
      .closeProposed(
        CloseProposed(
          result: .rectified, lapses: Sample.start.adding(minutes: minute + 100), step: step)),
      .closed(CaseClosed(result: .persistent, proposer: actor(), step: step)),
      .closeLapsed(CloseLapsed(proposer: actor(), step: step)),
      .turned(
        CaseTurned(
          .handed(
            HandOver(
              unit: UnitReference(id: nil, name: text()), due: leadership.due, by: actor(),
              at: Sample.start.adding(minutes: minute))), step: step)),
      .undone(
        CaseUndone(
          sequence: 1, kind: "case.led", step: step, leadership: leadership, progressCount: 2,
          lastProgress: Case.Progress(text: text(), by: actor(), at: Sample.start))),
      instrument(of: matter, step),
    ]
    let event = Event(
      stamp: Sample.stamp(minute, by: actor()), record: .matter(matter.number),
      change: changes.randomElement(using: &generator) ?? changes[0])
    try keep(event, old: matter)
    return event
  }

  /// Drafts an instrument, or issues the draft there is.
  private mutating func instrument(of matter: Case, _ step: Step) -> Change {
    let instruments = matter.handling?.instruments ?? []
    let due = Sample.deadline(day())
    guard let draft = instruments.first(where: { $0.state == .draft }) else {
      let draft = Instrument(
        serial: instruments.count + 1, kind: "问题督办单", unit: UnitReference(id: nil, name: text()),
        requirement: text(), grounds: text(), due: due, text: text(), digest: "00",
        drafter: actor(), draftedAt: Sample.start)
      return .turned(CaseTurned(.drafted(draft), step: step))
    }
    issued += 1
    let consent = Consent(by: actor(), side: .congress, at: Sample.start)
    let issue = InstrumentIssue(
      serial: draft.serial, digest: "00", consent: consent, number: "协同督〔2026〕\(issued)号",
      year: 2026, yearSerial: issued, due: due, oldDue: matter.due)
    return .turned(CaseTurned(.issued(issue), step: step))
  }

  private mutating func keep(_ event: Event, old: Case?) throws {
    guard case .matter(let new) = try fold(old.map(Record.matter), event) else { return }
    if event.audience == .restricted {
      restricted.append(new)
    } else if old == nil {
      matters.append(new)
    } else {
      matters[new.number.value - 1] = new
    }
  }
}
