import Casework
import GRDB
import Testing

@testable import Ledger

@Suite("Query plans")
struct PlanTests {
  @Test("No narrowed question walks through all cases, in a page or in a count")
  func narrowedQuestions_useAnIndex() async throws {
    let ledger = try Scratch().open()
    let day = try Sample.day("2026-09-20")
    let queries = [
      CaseQuery(overdueOn: day), CaseQuery(overdueOn: day, byDue: true),
      CaseQuery(lead: Sample.li), CaseQuery(involving: Sample.li), CaseQuery(unit: UnitID("u1")),
      CaseQuery(words: ["积水"]), CaseQuery(words: ["积水", "路灯"], unit: UnitID("u1")),
      CaseQuery(words: ["积水"], byDue: true), CaseQuery(words: ["李明"]),
      CaseQuery(states: [.closing]), CaseQuery(words: ["积水"], states: [.closing]),
    ]
    try await ledger.transact { transaction in
      try transaction.append(Sample.person(Sample.li, "李明", account: "botapi:1"))
    }
    try await ledger.read { snapshot in
      let visible = VisibleCases(restricted: [], hidden: [])
      let finder = CaseFinder(snapshot: snapshot, visible: visible)
      for query in queries {
        let plan = try #require(
          try CaseSelection(query, visible, snapshot: snapshot))
        for sql in [finder.sql(plan, byDue: query.byDue), plan.countSQL] {
          try expectNoScan(sql, snapshot.db)
        }
      }
      for sql in [
        LedgerCasebook.lapsedSQL, LedgerCasebook.nextLapseSQL, LedgerCasebook.silencesSQL,
        "SELECT 1 FROM duties WHERE day IS NOT NULL AND day <= ? AND urgent = 1",
        "SELECT body FROM records WHERE \(LedgerCasebook.standing) AND day BETWEEN ? AND ?",
        "SELECT 1 FROM journal_open WHERE at >= ? AND at < ? AND kind IN ('case.closed')",
      ] {
        try expectNoScan(sql, snapshot.db)
      }
    }
  }

  @Test("Entries of a record or a person and waiting messages are found by an index")
  func lookUps_useAnIndex() async throws {
    let ledger = try Scratch().open()
    try await ledger.read { snapshot in
      for sql in [
        "SELECT 1 FROM journal_open WHERE record = ? ORDER BY sequence",
        "SELECT 1 FROM journal_open WHERE actor = ? AND at >= ? AND kind <> 'act.refused'",
        Outbox.pendingSQL, Outbox.cardSQL, Deletions.dueSQL,
      ] {
        try expectNoScan(sql, snapshot.db)
      }
    }
  }

  private func expectNoScan(_ sql: String, _ db: Database) throws {
    let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
    // Unbound, as the planner sees the arguments.
    let arguments = StatementArguments(
      Array(repeating: nil as Int?, count: sql.filter { $0 == "?" }.count))
    for row in try Row.fetchAll(statement, arguments: arguments) {
      let detail: String = row["detail"]
      let isScan = detail.hasPrefix("SCAN") && !detail.contains("VIRTUAL TABLE")
      #expect(!isScan && !detail.contains("AUTOMATIC"), "\(detail) in \(sql)")
    }
  }
}
