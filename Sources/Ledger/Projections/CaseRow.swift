import Casework
import Foundation
import GRDB

/// A case as the table `cases` and its side tables hold it.
enum CaseRow {
  /// The name under which a restricted case has its data key.
  static func record(_ id: Int) -> String { RecordID.matter(CaseNumber(key: id)).description }

  static func write(_ db: Database, _ new: Case, old: Case?, ring: KeyRing) throws {
    let id = new.number.key
    var body = try CaseBody.encode(new)
    if id < 0 { body = try ring.seal(body, of: record(id), as: "case") }
    if let old {
      if columnsEqual(old, new) {
        // Naming an indexed column would rewrite its index entry even where nothing changes.
        try db.run("UPDATE cases SET body = ? WHERE id = ?", [body, id])
      } else {
        try db.run(
          """
          UPDATE cases SET state = ?, running = ?, lead = ?, unit = ?, due = ?, closed_at = ?,
            proposal_lapses = ?, inside = ?, body = ? WHERE id = ?
          """,
          [
            new.state.rawValue, new.state.clockRuns, try lead(new), try unit(new),
            new.due?.day.dayNumber, new.closedAt?.milliseconds,
            new.proposal?.lapses.milliseconds, new.isInner, body, id,
          ])
      }
    } else {
      try db.run(
        """
        INSERT INTO cases (id, audience, state, running, lead, unit, due, registered_at, closed_at,
          proposal_lapses, inside, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id, new.number.series.rawValue, new.state.rawValue, new.state.clockRuns, try lead(new),
          try unit(new), new.due?.day.dayNumber, new.registeredAt.milliseconds,
          new.closedAt?.milliseconds, new.proposal?.lapses.milliseconds, new.isInner, body,
        ])
    }
    try writePeople(db, new, old: old, id: id)
    try writeDuties(db, new, old: old)
    if new.number.series == .open { try FactRow.write(db, new, old: old) }
    try InstrumentRow.write(db, new, old: old)
  }

  private static func writeDuties(_ db: Database, _ new: Case, old: Case?) throws {
    let before = old.map(Duty.of) ?? []
    let after = Duty.of(new)
    let urgent = new.details.urgent
    if let old, old.details.urgent != urgent {
      try db.run("UPDATE duties SET urgent = ? WHERE case_id = ?", [urgent, new.number.key])
    }
    guard before != after else { return }
    for duty in before where !after.contains(duty) {
      try db.run(
        "DELETE FROM duties WHERE case_id = ? AND kind = ?", [new.number.key, duty.kind.rawValue])
    }
    for duty in after where !before.contains(duty) {
      try db.run(
        "INSERT OR REPLACE INTO duties (case_id, kind, day, since, urgent) VALUES (?, ?, ?, ?, ?)",
        [
          new.number.key, duty.kind.rawValue, duty.day?.dayNumber, duty.since.milliseconds, urgent,
        ])
    }
  }

  private static func lead(_ matter: Case) throws(LedgerError) -> String? {
    try bindable(optional: matter.lead?.text, "lead")
  }

  private static func unit(_ matter: Case) throws(LedgerError) -> String? {
    try bindable(optional: matter.details.unit?.id?.text, "unit")
  }

  private static func columnsEqual(_ old: Case, _ new: Case) -> Bool {
    old.state == new.state && old.lead == new.lead
      && old.details.unit?.id == new.details.unit?.id && old.due?.day == new.due?.day
      && old.isInner == new.isInner && old.closedAt == new.closedAt
      && old.proposal?.lapses == new.proposal?.lapses
  }

  private static func writePeople(_ db: Database, _ new: Case, old: Case?, id: Int) throws {
    if let old, old.lead == new.lead, old.contacts == new.contacts,
      old.registrant == new.registrant, old.handling?.receivers == new.handling?.receivers,
      old.handling?.transfers == new.handling?.transfers
    {
      return
    }
    let before = old.map(parts) ?? []
    let after = parts(new)
    for part in before.subtracting(after) {
      try db.run(
        "DELETE FROM case_people WHERE person = ? AND part = ? AND case_id = ?",
        [part.person, part.name, id])
    }
    for part in after.subtracting(before) {
      try db.run(
        "INSERT INTO case_people (person, part, case_id) VALUES (?, ?, ?)",
        [try bindable(part.person, "person"), part.name, id])
    }
  }

  private struct Part: Hashable {
    var person: String
    var name: String
  }

  private static func parts(_ matter: Case) -> Set<Part> {
    // Who began a restricted case may not see it: of them stands only what was handed over.
    var parts: Set<Part> = []
    if matter.number.series == .open {
      parts.insert(Part(person: matter.registrant.text, name: "registrant"))
    }
    if let lead = matter.lead { parts.insert(Part(person: lead.text, name: "lead")) }
    for contact in matter.contacts { parts.insert(Part(person: contact.text, name: "contact")) }
    for receiver in matter.handling?.receivers ?? [] {
      parts.insert(Part(person: receiver.text, name: "receiver"))
    }
    for transfer in matter.handling?.transfers ?? [] where matter.number.series == .restricted {
      parts.insert(Part(person: transfer.from.text, name: "sender"))
    }
    return parts
  }
}
