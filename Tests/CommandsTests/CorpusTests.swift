import Casework
import Foundation
import Testing

@testable import Commands

/// What members type, with its meaning from a second implementation (Corpus/generate.py).
@Suite("The corpora of dates and numbers")
struct CorpusTests {
  private static func rows(_ name: String) throws -> [[String]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus/\(name)")
    return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }.map { $0.components(separatedBy: "\t") }
  }

  @Test("every expression for a day or a time means what it should")
  func dates() throws {
    let rows = try CorpusTests.rows("dates.tsv")
    #expect(rows.count >= 600)
    let calendar = try Heard.rules().calendar
    for row in rows {
      try #require(row.count == 4, "\(row)")
      let (typed, now) = (row[1], row[2].split(separator: " "))
      let today = try #require(CivilDate(iso: now[0]))
      let clock = now[1].split(separator: ":").compactMap { Int($0) }
      let minute = clock[0] * 60 + clock[1]
      let read: String
      switch row[0] {
      case "due":
        let reader = DateReader(today: today, calendar: calendar, minute: minute)
        read = CorpusTests.text(reader.read(typed))
      default:
        let moment = Zone.shanghai.moment(on: today, minute: minute)
        let reader = TimeReader(now: moment, calendar: calendar, zone: .shanghai)
        read = CorpusTests.text(reader.read(typed), after: moment, calendar)
      }
      #expect(read == row[3], "“\(typed)” as \(row[0]), said \(row[2])")
    }
  }

  private static func text(_ reading: DateReading) -> String {
    switch reading {
    case .deadline(let deadline): "day \(deadline.day)"
    case .question(let question):
      "ask " + question.answers.map(\.day.description).joined(separator: " ")
    case .past(let day): "past \(day)"
    case .unpublished(let holiday, let year): "unpublished \(holiday.name) \(year)"
    case .unreadable: "unreadable"
    }
  }

  private static func text(
    _ reading: TimeReading, after now: Instant, _ calendar: WorkCalendar
  ) -> String {
    switch reading {
    case .at(let recurrence):
      let time = TimeOfDay.text(recurrence.minute)
      if let day = recurrence.day { return "at \(day) \(time)" }
      let next = recurrence.next(after: now, calendar: calendar, zone: .shanghai)
      let day = next.map { Zone.shanghai.day(of: $0).description } ?? "never"
      return "every \(name(of: recurrence)) \(time) next \(day)"
    case .question(let question):
      return "ask "
        + question.answers.map { "\($0.day) \($0.minute.map(TimeOfDay.text) ?? "")" }
        .joined(separator: " ")
    case .past(let day, let minute): return "past \(day) \(TimeOfDay.text(minute))"
    case .unpublished(let holiday, let year): return "unpublished \(holiday.name) \(year)"
    case .unreadable: return "unreadable"
    }
  }

  private static func name(of recurrence: Recurrence) -> String {
    switch recurrence.pattern {
    case .once: "once"
    case .daily: "day"
    case .workdays: "workday"
    case .weekly: "week \(recurrence.weekday?.rawValue ?? 0)"
    case .monthly: "month \(recurrence.dayOfMonth ?? 0)"
    case .lastDay: "lastday"
    case .lastWorkday: "lastworkday"
    }
  }

  @Test("every number is the case it should be, or none")
  func numbers() throws {
    let rows = try CorpusTests.rows("numbers.tsv")
    #expect(rows.count >= 300)
    for row in rows {
      try #require(row.count == 4, "\(row)")
      let text = FoldedText(row[1])
      if row[0] == "numeral" {
        let read = Numerals.read(text.folded, at: 0)
        let whole = read.flatMap { $0.next == text.count ? "\($0.value)" : nil } ?? "-"
        #expect(whole == row[2], "“\(row[1])”")
        continue
      }
      var scanner = Scanner(text)
      let numbers = CaseNumbers.leading(&scanner).map(\.description)
      #expect(
        (numbers.isEmpty ? "-" : numbers.joined(separator: " ")) == row[2], "“\(row[1])”")
      #expect(scanner.rest == row[3], "what is left of “\(row[1])”")
    }
  }

  @Test("what answers offer is read again as the day they offer")
  func answersAreReadable() throws {
    let calendar = try Heard.rules().calendar
    for row in try CorpusTests.rows("dates.tsv") where row[0] == "due" {
      let today = try #require(CivilDate(iso: row[2].prefix(10)))
      let reader = DateReader(today: today, calendar: calendar)
      guard case .question(let question) = reader.read(row[1]) else { continue }
      for answer in question.answers {
        let place = "“\(answer.typed)” of “\(row[1])”, said \(row[2])"
        switch (reader.read(answer.typed), question.reason) {
        case (.deadline(let deadline), _): #expect(deadline.day == answer.day, "\(place)")
        // Which of the two it is comes first; that nobody works then is asked after.
        case (.question(let next), .contradiction):
          #expect(next.reason == .restDay(answer.day), "\(place)")
        default: Issue.record("\(place)")
        }
      }
    }
  }
}
