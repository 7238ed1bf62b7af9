import Casework

/// A journal entry as a row. The payload is the stored JSON itself.
enum EventExport {
  static let columns = [
    "sequence", "at", "kind", "version", "record", "actor", "actor_name", "chat", "message",
    "payload", "hash",
  ]

  static func row(_ entry: JournalRow, snapshot: Snapshot, zone: Zone) throws -> ExportRow {
    let people = try snapshot.people().register
    let actor = entry.actor.flatMap { people[PersonID($0)] }
    let values: [ExportRow.Value] = [
      .integer(entry.sequence),
      .text(zone.rfc3339(Instant(milliseconds: entry.at))),
      .text(entry.stored.kind),
      .integer(entry.stored.version),
      .init(entry.record),
      .init(entry.actor),
      .init(actor?.name),
      .init(entry.chat),
      .init(entry.message),
      .json(String(decoding: entry.shown.payload, as: UTF8.self)),
      .text(entry.hash.description),
    ]
    return ExportRow(Array(zip(columns, values)))
  }
}
