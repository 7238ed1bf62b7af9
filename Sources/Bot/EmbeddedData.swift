import CResources
import Casework
import Commands

/// The data the binary carries, read once where it is a table.
enum EmbeddedData {
  static let calendar = Result { () throws(CalendarError) in
    try WorkCalendar(csv: text(cresource_cn_workdays()))
  }
  static let procedure = Result { () throws(ProcedureError) in
    try Procedure(yaml: text(cresource_procedure()))
  }
  static let pinyin = Pinyin(table: text(cresource_pinyin()))
  /// Names that look alike.
  static let lookalikes = Lookalikes(
    groups: text(cresource_lookalikes()), simplified: text(cresource_simplified()))
  /// The embedded table of the rule on persons.
  static let persons = Result { () throws(PersonsTable.Failure) in try personsTable(extra: nil) }

  /// The table of the rule on persons with what a district adds to it.
  static func personsTable(extra: String?) throws(PersonsTable.Failure) -> PersonsTable {
    let weights = cresource_persons_weights()
    return try PersonsTable(
      words: text(cresource_persons_words()), extra: extra, pinyin: pinyin,
      simplified: text(cresource_simplified()),
      weights: Array(UnsafeBufferPointer(start: weights.bytes, count: weights.length)))
  }

  static var sixtyDays: String { text(cresource_demo_sixty_days()) }

  // The bytes are constants of the binary: they live as long as the process and never change.
  private static func text(_ resource: cresource) -> String {
    String(
      decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.length), as: UTF8.self)
  }
}

/// The program's version, as 关于 and `--version` tell it.
enum ProgramVersion {
  static let text = "0.1.0"
}
