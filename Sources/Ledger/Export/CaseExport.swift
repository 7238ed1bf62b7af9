import Casework

/// A case as a row.
enum CaseExport {
  static let columns = [
    "number", "title", "state", "kind", "area", "source", "unit", "lead", "contacts",
    "registered_at", "due", "closed_at", "overdue_workdays", "restricted", "chat", "message",
  ]

  static func row(
    _ matter: Case, snapshot: Snapshot, zone: Zone, overdue: (Deadline) -> Int
  ) throws -> ExportRow {
    let people = try snapshot.people().register
    func name(_ id: PersonID) -> String { people[id]?.name ?? id.text }
    let late = matter.due.map { matter.state.clockRuns ? overdue($0) : 0 } ?? 0
    let values: [ExportRow.Value] = [
      .integer(matter.number.value),
      .text(matter.title),
      .text(matter.state.rawValue),
      // Matters only so far: cases about persons come with the restricted series.
      .text("matter"),
      .init(matter.details.area),
      .init(matter.details.source),
      .init(try unit(matter, snapshot)),
      .init(matter.lead.map(name)),
      .list(matter.contacts.map(name)),
      .text(zone.rfc3339(matter.registeredAt)),
      .init(matter.due?.day.description),
      .init(matter.closedAt.map(zone.rfc3339)),
      .integer(late),
      .flag(false),
      .init(matter.chat?.text),
      .init(matter.message),
    ]
    return ExportRow(Array(zip(columns, values)))
  }

  // The registered name of today, else the name as typed.
  private static func unit(_ matter: Case, _ snapshot: Snapshot) throws -> String? {
    guard let unit = matter.details.unit else { return nil }
    guard let id = unit.id else { return unit.name }
    return try snapshot.units()[id]?.name ?? unit.name
  }
}
