import Casework
import Testing

@testable import Ledger

@Suite("Notices, activities and counts that leave the ledger")
struct ReportExportTests {
  private let scratch: Scratch
  private let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func rows(
    since: CivilDate? = nil, _ write: (Export, (ExportRow) throws -> Void) throws -> Void
  ) throws -> [ExportRow] {
    var rows: [ExportRow] = []
    try write(try Export(path: scratch.path, zone: .shanghai, since: since)) { rows.append($0) }
    return rows
  }

  @Test("a hand-over and its answer are one notice; a restricted one is none")
  func notices() async throws {
    let unit = UnitReference(id: nil, name: "区住建局")
    let handed = HandOver(
      unit: unit, due: Sample.deadline(try Sample.day("2026-09-20")), requirement: "夜间开放",
      by: Sample.li, at: Sample.start.adding(minutes: 5))
    try await ledger.transact { transaction in
      try transaction.append(Sample.person(Sample.li, "李明", account: "botapi:1"))
      for audience in [Audience.open, .restricted] {
        try transaction.append(Sample.registered(1, audience: audience))
        try transaction.append(
          Event(
            stamp: Sample.stamp(5), record: .matter(CaseNumber(1, series: audience)),
            change: .turned(
              CaseTurned(.handed(handed), step: Step(old: .registered, new: .handed)))))
      }
    }
    let rows = try rows { try $0.notices($1) }
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(row.keys == Export.noticeColumns)
    #expect(row["kind"] == .text("交办") && row["serial"] == .integer(0))
    #expect(row["unit"] == .text("区住建局") && row["requirement"] == .text("夜间开放"))
    #expect(row["due"] == .text("2026-09-20") && row["answered_at"] == ExportRow.Value.none)
  }

  @Test("activities that stand, by day; those taken back are gone")
  func activities() async throws {
    func visit(_ serial: Int, _ day: String, withdrawn: Bool = false) throws -> Activity {
      Activity(
        serial: serial, kind: Activity.jointVisit, day: try Sample.day(day), places: ["甲街道"],
        points: ["甲菜场"], pointCount: 2, by: Sample.li, withdrawn: withdrawn)
    }
    let visits = [
      try visit(1, "2026-09-16"), try visit(2, "2026-09-01"),
      try visit(3, "2026-09-17", withdrawn: true),
    ]
    try await ledger.transact { transaction in
      for visit in visits {
        try transaction.append(
          Event(
            stamp: Sample.stamp(), record: .activity(visit.serial),
            change: .activityRecorded(ActivityRecorded(visit))))
      }
    }
    let all = try rows { try $0.activities($1) }
    #expect(all.map { $0["serial"] } == [.integer(2), .integer(1)])
    #expect(all.first?["points"] == .list(["甲菜场"]))
    let late = try rows(since: try Sample.day("2026-09-10")) { try $0.activities($1) }
    #expect(late.map { $0["serial"] } == [.integer(1)])
  }

  @Test("counts by unit add up to the whole, restricted cases left out")
  func stats() async throws {
    let unit = UnitReference(id: nil, name: "区住建局")
    try await ledger.transact { transaction in
      try transaction.append(
        Sample.registered(1, details: CaseDetails(unit: unit), due: try Sample.day("2026-09-11")))
      let handed = HandOver(
        unit: unit, due: Sample.deadline(try Sample.day("2026-09-11")), by: Sample.li,
        at: Sample.start)
      try transaction.append(
        Event(
          stamp: Sample.stamp(1), record: .matter(CaseNumber(1)),
          change: .turned(
            CaseTurned(.handed(handed), step: Step(old: .registered, new: .handed)))))
      try transaction.append(Sample.registered(2))
      try transaction.append(Sample.registered(3))
      try transaction.append(Sample.withdrawn(3))
      try transaction.append(Sample.registered(1, audience: .restricted))
    }
    let today = try Sample.day("2026-09-20")
    let rows = try rows { try $0.stats(today: today, $1) }
    #expect(rows.map { $0["unit"] } == [.text(""), .text("区住建局"), .text("*")])
    #expect(rows.map { $0["registered"] } == [.integer(1), .integer(1), .integer(2)])
    #expect(rows.map { $0["overdue"] } == [.integer(0), .integer(1), .integer(1)])
  }
}
