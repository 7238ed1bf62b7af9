import Casework
import Foundation
import Ledger

/// Events and values with defaults, so that a test names only what matters to it.
enum Sample {
  static let start = Instant(milliseconds: 1_789_000_000_000)
  static let group = ChatID("botapi:-1001")
  static let li = PersonID("p1")
  static let wang = PersonID("p2")

  static func stamp(
    _ minutes: Int64 = 0, by actor: PersonID? = li, chat: ChatID? = group, message: String? = "7"
  ) -> Event.Stamp {
    Event.Stamp(at: start.adding(minutes: minutes), actor: actor, chat: chat, message: message)
  }

  static func registered(
    _ number: Int, _ title: String = "文化路积水", minutes: Int64 = 0, by actor: PersonID = li,
    details: CaseDetails = CaseDetails(), due: CivilDate? = nil, audience: Audience = .open
  ) -> Event {
    Event(
      stamp: stamp(minutes, by: actor), record: .matter(CaseNumber(number, series: audience)),
      change: .registered(
        CaseRegistered(
          title: title, details: details, due: due.map(deadline), state: .registered,
          procedure: "test")))
  }

  static func deadline(_ day: CivilDate) -> Deadline {
    Deadline(day: day, rule: "3个工作日", from: day.adding(days: -3), calendar: "test")
  }

  static func progressed(
    _ number: Int, _ text: String = "已到现场", minutes: Int64 = 1, by actor: PersonID = li,
    from old: CaseState = .registered, to new: CaseState = .registered, audience: Audience = .open
  ) -> Event {
    Event(
      stamp: stamp(minutes, by: actor), record: .matter(CaseNumber(number, series: audience)),
      change: .progressed(CaseProgressed(text: text, step: Step(old: old, new: new))))
  }

  static func led(
    _ number: Int, by lead: PersonID?, contacts: [PersonID] = [], due: CivilDate? = nil,
    minutes: Int64 = 2
  ) -> Event {
    Event(
      stamp: stamp(minutes), record: .matter(CaseNumber(number)),
      change: .led(
        CaseLed(
          new: .init(lead: lead, contacts: contacts, due: due.map(deadline)),
          old: .init(lead: nil, contacts: [], due: nil),
          step: Step(old: .registered, new: .assigned))))
  }

  static func withdrawn(_ number: Int, minutes: Int64 = 3) -> Event {
    Event(
      stamp: stamp(minutes), record: .matter(CaseNumber(number)),
      change: .undone(
        CaseUndone(
          sequence: 1, kind: "case.registered", step: Step(old: .registered, new: .withdrawn),
          leadership: .init(lead: nil, contacts: [], due: nil), progressCount: 0,
          lastProgress: nil)))
  }

  static func proposed(_ number: Int, lapsesIn minutes: Int64) -> Event {
    Event(
      stamp: stamp(4), record: .matter(CaseNumber(number)),
      change: .closeProposed(
        CloseProposed(
          result: .rectified, lapses: start.adding(minutes: minutes),
          step: Step(old: .assigned, new: .closing))))
  }

  static func person(_ id: PersonID, _ name: String, account: String, minutes: Int64 = 0) -> Event {
    Event(
      stamp: stamp(minutes, by: nil), record: .person(id),
      change: .personRegistered(
        PersonRegistered(name: name, account: AccountID(account), handle: nil)))
  }

  static func unit(_ id: String, _ name: String) -> Event {
    Event(
      stamp: stamp(), record: .unit(UnitID(id)),
      change: .unitRegistered(UnitRegistered(name: name, aliases: [], contacts: [])))
  }

  static func refused(by actor: PersonID? = li, minutes: Int64 = 0, audience: Audience = .open)
    -> Event
  {
    Event(
      stamp: stamp(minutes, by: actor), record: nil, audience: audience,
      change: .refused(ActRefused(verb: "close", code: "not-allowed", about: "case:1")))
  }

  static func draft(
    _ text: String = "已登记12号", chat: ChatID = group, card: Int? = nil, replyTo: String? = nil
  ) -> OutboxDraft {
    OutboxDraft(
      chat: chat, replyTo: replyTo, body: Data(text.utf8), card: card.map { CaseNumber(key: $0) },
      at: start)
  }

  static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(iso: text) else { throw BadSample(text: text) }
    return day
  }

  struct BadSample: Error { var text: String }
}
