import Casework
import Foundation
import Testing

@testable import Ledger

@Suite("Exports")
struct ExportTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func cases(since: CivilDate? = nil, until: CivilDate? = nil) throws -> [ExportRow] {
    var rows: [ExportRow] = []
    try Export(path: scratch.path, zone: .shanghai, since: since, until: until)
      .cases(overdue: { _ in 3 }) { rows.append($0) }
    return rows
  }

  private func events(since: CivilDate? = nil, until: CivilDate? = nil) throws -> [ExportRow] {
    var rows: [ExportRow] = []
    try Export(path: scratch.path, zone: .shanghai, since: since, until: until)
      .events { rows.append($0) }
    return rows
  }

  @Test("A case has the documented keys, in order, with names for people and units")
  func caseRow_isAsDocumented() async throws {
    let day = try Sample.day("2026-09-20")
    try await ledger.transact { transaction in
      try transaction.append(Sample.person(Sample.li, "李明", account: "botapi:1"))
      try transaction.append(Sample.person(Sample.wang, "王强", account: "botapi:2"))
      try transaction.append(Sample.unit("u1", "区住房和城乡建设局"))
      let details = CaseDetails(
        unit: UnitReference(id: UnitID("u1"), name: "住建局"), area: "市容", source: "联络站")
      try transaction.append(Sample.registered(1, "积水", details: details))
      try transaction.append(Sample.led(1, by: Sample.wang, contacts: [Sample.li], due: day))
    }
    let row = try #require(try cases().first)
    #expect(
      JSONLines.line(row) == """
        {"number":1,"title":"积水","state":"assigned","kind":"matter","area":"市容","source":"联络站",\
        "unit":"区住房和城乡建设局","lead":"王强","contacts":["李明"],\
        "registered_at":"2026-09-10T08:26:40.000+08:00","due":"2026-09-20","closed_at":null,\
        "overdue_workdays":3,"restricted":false,"chat":"botapi:-1001","message":"7"}
        """)
    #expect(row.keys == Export.caseColumns)
  }

  @Test("Every line of JSON is read back by another reader as it was")
  func json_isReadBack() async throws {
    let title = "引号\" 反斜杠\\ 换行\n\r\t 零\u{0} \u{2028} 𫠠 👨‍👩‍👧"
    try await ledger.transact { try $0.append(Sample.registered(1, title)) }
    let line = JSONLines.line(try #require(try cases().first))
    #expect(!line.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["title"] as? String == title)
    let event = JSONLines.line(try #require(try events().first))
    let entry = try JSONSerialization.jsonObject(with: Data(event.utf8)) as? [String: Any]
    #expect((entry?["payload"] as? [String: Any])?["title"] as? String == title)
  }

  @Test("CSV quotes what RFC 4180 asks for, and no cell is a formula")
  func csv_isQuotedAndHarmless() {
    let row = ExportRow([
      ("a", .text("one,two")), ("b", .text("say \"hi\"\nthere")), ("c", .text("=1+1")),
      ("d", .text("+86")), ("e", .text("-5")), ("f", .text("@sum")), ("g", .integer(-5)),
      ("h", .list(["=x", "y"])), ("i", .none), ("j", .flag(true)), ("k", .text("\t=1")),
      ("l", .text("plain")), ("m", .json("{\"a\":1}")), ("n", .text("＝1")),
    ])
    #expect(
      CSV.line(row)
        == "\"one,two\",\"say \"\"hi\"\"\nthere\",'=1+1,'+86,'-5,'@sum,-5,'=x、y,,true,'\t=1,plain,"
        + "\"{\"\"a\"\":1}\",'＝1\r\n")
    #expect(CSV.header(["number", "title"]) == "number,title\r\n")
    #expect(Array(CSV.byteOrderMark.utf8) == [0xEF, 0xBB, 0xBF])
  }

  @Test("Since and until take whole days in the zone, both included")
  func days_areIncluded() async throws {
    // 00:30 in Shanghai on 11 September is still the tenth in Greenwich.
    let midnight: Int64 = 15 * 60 + 34
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, minutes: 0))
      try transaction.append(Sample.registered(2, minutes: midnight + 30))
      try transaction.append(Sample.registered(3, minutes: midnight + 24 * 60))
    }
    let (tenth, eleventh) = (try Sample.day("2026-09-10"), try Sample.day("2026-09-11"))
    func numbers(_ rows: [ExportRow]) -> [ExportRow.Value?] { rows.map { $0["number"] } }
    #expect(numbers(try cases(since: tenth, until: tenth)) == [.integer(1)])
    #expect(numbers(try cases(since: eleventh, until: eleventh)) == [.integer(2)])
    #expect(try cases(since: eleventh).count == 2)
    #expect(try cases(until: eleventh).count == 2)
    #expect(try events(since: eleventh, until: eleventh).map { $0["sequence"] } == [.integer(2)])
  }

  @Test("Nothing restricted leaves: with it and without it the export is the same")
  func restricted_staysInside() async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1))
      try transaction.append(Sample.registered(1, "某某", audience: .restricted))
      try transaction.append(Sample.progressed(1, audience: .restricted))
    }
    #expect(try cases().count == 1)
    #expect(try events().count == 1)
  }

  @Test("A case whose clock has stopped is not overdue")
  func stoppedClock_isNotOverdue() async throws {
    let day = try Sample.day("2026-09-01")
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, due: day))
      try transaction.append(Sample.registered(2, due: day))
      try transaction.append(Sample.withdrawn(2))
      try transaction.append(Sample.registered(3))
    }
    #expect(
      try cases().map { $0["overdue_workdays"] } == [.integer(3), .integer(0), .integer(0)])
  }
}
