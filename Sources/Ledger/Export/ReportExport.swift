import Casework
import GRDB

/// Hand-overs and instruments, activities, and counts as rows; of the open series alone.
extension Export {
  /// The columns of a notice, in order.
  public static let noticeColumns = [
    "case", "serial", "kind", "number", "unit", "assisting", "requirement", "issued_at", "due",
    "received_at", "answered_at", "signers", "ended_at",
  ]

  /// All hand-overs and issued instruments, by case and by place.
  public func notices(_ body: (ExportRow) throws -> Void) throws {
    try read { snapshot in
      let people = try snapshot.people().register
      let rows = try snapshot.db.rows(Export.casesSQL)
      while let row = try rows.next() {
        let matter = try Stored.decode(Case.self, from: row[0], table: "cases")
        guard let handling = matter.handling else { continue }
        func write(
          _ serial: Int, _ kind: String, _ number: String?, _ unit: UnitReference,
          _ assisting: [UnitReference], _ requirement: String?, _ at: Instant, _ due: Deadline?,
          _ received: Receipt?, _ signers: [String], answer: Instant?, ended: Instant? = nil
        ) throws {
          guard includes(at) else { return }
          let values: [ExportRow.Value] = [
            .integer(matter.number.value), .integer(serial), .text(kind), .init(number),
            .text(unit.name), .list(assisting.map(\.name)), .init(requirement),
            .text(zone.rfc3339(at)), .init(due?.day.description),
            .init(received.map { zone.rfc3339($0.at) }), .init(answer.map { zone.rfc3339($0) }),
            .list(signers), .init(ended.map { zone.rfc3339($0) }),
          ]
          try body(ExportRow(Array(zip(Export.noticeColumns, values))))
        }
        if let handed = handling.handed {
          try write(
            0, IssueFacts.handOver, nil, handed.unit, handed.assisting, handed.requirement,
            handed.at, handed.due, handed.received, [], answer: handling.answer(to: handed.at))
        }
        for instrument in handling.instruments {
          guard let at = instrument.issuedAt, !instrument.isPrivate else { continue }
          try write(
            instrument.serial, instrument.kind, instrument.number, instrument.unit,
            instrument.assisting, instrument.requirement, at, instrument.due,
            instrument.received, instrument.consents.map { people[$0.by]?.name ?? $0.by.text },
            answer: handling.answer(to: instrument), ended: instrument.ended)
        }
      }
    }
  }

  /// The columns of an activity, in order.
  public static let activityColumns = [
    "serial", "kind", "day", "places", "points", "point_count", "units", "unit_count",
    "participants", "cases", "note", "recorded_by",
  ]

  /// All activities that stand, the oldest first.
  public func activities(_ body: (ExportRow) throws -> Void) throws {
    try read { snapshot in
      let people = try snapshot.people().register
      for activity in try snapshot.casebook(for: .everyone).activities(nil)
      where includes(activity.day) {
        let values: [ExportRow.Value] = [
          .integer(activity.serial), .text(activity.kind), .text(activity.day.description),
          .list(activity.places), .list(activity.points), .integer(activity.pointCount),
          .list(activity.units.map(\.name)), .integer(activity.unitCount),
          .list(activity.participants), .list(activity.cases.map(\.description)),
          .text(activity.note), .init(activity.by.map { people[$0]?.name ?? $0.text }),
        ]
        try body(ExportRow(Array(zip(Export.activityColumns, values))))
      }
    }
  }

  /// The columns of a count, in order.
  public static let statsColumns = [
    "unit", "registered", "solved", "otherwise_closed", "in_hand", "overdue", "timed", "on_time",
    "relapsed",
  ]

  /// Cases registered in the days of the export, counted for each unit and in all, by the same
  /// definitions as 统计.
  public func stats(today: CivilDate, _ body: (ExportRow) throws -> Void) throws {
    try read { snapshot in
      let units = try snapshot.units()
      let facts = try snapshot.casebook(for: .everyone).facts(FactQuery())
        .filter { includes($0.registeredAt) }
      var parts: [String: [CaseFacts]] = [:]
      for fact in facts {
        let name = fact.unit.map { unit in unit.id.flatMap { units[$0]?.name } ?? unit.name } ?? ""
        parts[name, default: []].append(fact)
      }
      func write(_ name: String, _ facts: [CaseFacts]) throws {
        let count = FigureCount(facts, today: today, zone: zone)
        let numbers = [
          count.registered, count.solved, count.otherwise, count.inHand, count.overdue,
          count.timed, count.onTime, count.relapsed,
        ]
        let values: [ExportRow.Value] = [.text(name)] + numbers.map { .integer($0) }
        try body(ExportRow(Array(zip(Export.statsColumns, values))))
      }
      for name in parts.keys.sorted() { try write(name, parts[name] ?? []) }
      try write("*", facts)
    }
  }
}
