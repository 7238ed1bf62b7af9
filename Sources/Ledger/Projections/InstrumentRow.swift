import Casework
import GRDB

/// Issued instruments of a case as the table `instruments` holds them.
enum InstrumentRow {
  static func write(_ db: Database, _ new: Case, old: Case?) throws {
    let before = issued(old)
    let after = issued(new)
    guard before != after else { return }
    for instrument in before where !after.contains(instrument) {
      try db.run(
        "DELETE FROM instruments WHERE kind = ? AND year = ? AND serial = ?",
        [instrument.kind, instrument.year, instrument.serial])
    }
    for instrument in after where !before.contains(instrument) {
      try db.run(
        "INSERT INTO instruments (kind, year, serial, number, case_id) VALUES (?, ?, ?, ?, ?)",
        [
          try bindable(instrument.kind, "instrument"), instrument.year, instrument.serial,
          try bindable(optional: instrument.number, "instrument"), new.number.key,
        ])
    }
  }

  private struct Issued: Hashable {
    var kind: String
    var year: Int
    var serial: Int
    var number: String?
  }

  private static func issued(_ matter: Case?) -> [Issued] {
    (matter?.handling?.instruments ?? []).compactMap { instrument in
      guard instrument.state == .issued, let year = instrument.year,
        let serial = instrument.yearSerial
      else { return nil }
      return Issued(
        kind: instrument.kind, year: year, serial: serial,
        number: instrument.number.map { InstrumentNumber.canonical($0) ?? $0 })
    }
  }
}
