import Testing

@testable import Casework

/// Which step a day is at: counted in working days, told once, the newest only.
@Suite("Steps of a reminder")
struct ReminderStepTests {
  private static let steps = Procedure.Reminders.Steps(
    duty: .rectify, before: [3, 1, 0], overdueEvery: 2)

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  private func name(_ due: String, on today: String, urgent: Bool = false, silent: [String] = [])
    throws -> String?
  {
    let rules = try Shipped.rules()
    let silences = try silent.map { text in
      let day = try self.day(text)
      return Silence(
        from: rules.zone.moment(on: day, minute: 0),
        to: rules.zone.moment(on: day.adding(days: 1), minute: 0))
    }
    let days = DayWording(
      calendar: rules.calendar, today: try day(today), silent: SilentDays(silences, rules))
    return ReminderStep.newest(
      ReminderStepTests.steps, due: try day(due), urgent: urgent, days)?.name
  }

  @Test("around a make-up Sunday and a holiday")
  func workingDays() throws {
    // 9月20日 (Sunday) is worked, 25 to 27 are 中秋.
    let rows: [(due: String, today: String, name: String?)] = [
      ("2026-09-22", "2026-09-17", nil), ("2026-09-22", "2026-09-18", "T-3"),
      ("2026-09-22", "2026-09-20", "T-3"), ("2026-09-22", "2026-09-21", "T-1"),
      ("2026-09-22", "2026-09-22", "T-0"), ("2026-09-22", "2026-09-23", "T+1"),
      ("2026-09-22", "2026-09-24", "T+1"), ("2026-09-22", "2026-09-27", "T+1"),
      ("2026-09-22", "2026-09-28", "T+3"), ("2026-09-27", "2026-09-24", "T-0"),
      ("2026-09-27", "2026-09-28", "T+1"), ("2026-09-30", "2026-10-07", nil),
      ("2026-09-30", "2026-10-08", "T+1"),
    ]
    for row in rows {
      #expect(try name(row.due, on: row.today) == row.name, "\(row.due) on \(row.today)")
    }
  }

  @Test("urgent: every day counts")
  func urgent() throws {
    let rows: [(today: String, name: String?)] = [
      ("2026-09-22", nil), ("2026-09-23", "T-3"), ("2026-09-24", "T-3"), ("2026-09-25", "T-1"),
      ("2026-09-26", "T-0"), ("2026-09-27", "T+1"), ("2026-09-28", "T+1"), ("2026-09-29", "T+3"),
    ]
    for row in rows {
      #expect(try name("2026-09-26", on: row.today, urgent: true) == row.name, "\(row.today)")
    }
  }

  @Test("days of silence count for nobody")
  func silent() throws {
    #expect(try name("2026-09-15", on: "2026-09-18") == "T+3")
    #expect(try name("2026-09-15", on: "2026-09-18", silent: ["2026-09-16"]) == "T+1")
    let all = ["2026-09-16", "2026-09-17", "2026-09-18"]
    #expect(try name("2026-09-15", on: "2026-09-18", silent: all) == nil)
    // A rest day is none to leave out.
    #expect(try name("2026-09-18", on: "2026-09-21", silent: ["2026-09-19"]) == "T+1")
  }

  @Test("a step that lies before the term was given is none")
  func shortTerms() throws {
    let rules = try Shipped.rules()
    let days = DayWording(calendar: rules.calendar, today: try day("2026-09-14"))
    func reached(_ step: Int, from: String, due: String) throws -> Bool {
      ReminderStep(side: .before, days: step).isReached(
        after: try day(from), due: try day(due), urgent: false, days)
    }
    #expect(try !reached(3, from: "2026-09-14", due: "2026-09-16"))
    #expect(try !reached(3, from: "2026-09-14", due: "2026-09-17"))
    #expect(try reached(1, from: "2026-09-14", due: "2026-09-16"))
    #expect(try reached(3, from: "2026-09-14", due: "2026-09-18"))
    let overdue = ReminderStep(side: .overdue, days: 1)
    #expect(
      overdue.isReached(
        after: try day("2026-09-10"), due: try day("2026-09-11"), urgent: false, days))
    #expect(
      !overdue.isReached(
        after: try day("2026-09-14"), due: try day("2026-09-11"), urgent: false, days))
  }
}
