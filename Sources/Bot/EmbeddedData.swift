import CResources
import Casework
import Commands

/// The data the binary carries.
enum EmbeddedData {
  static var workdays: String { text(cresource_cn_workdays()) }
  static var procedure: String { text(cresource_procedure()) }
  static var pinyin: String { text(cresource_pinyin()) }
  /// Names that look alike, read once.
  static let lookalikes = Lookalikes(
    groups: text(cresource_lookalikes()), simplified: text(cresource_simplified()))
  /// The embedded table of the rule on persons, read once.
  static let persons = Result { () throws(PersonsTable.Failure) in try personsTable(extra: nil) }

  /// The table of the rule on persons with what a district adds to it.
  static func personsTable(extra: String?) throws(PersonsTable.Failure) -> PersonsTable {
    let weights = cresource_persons_weights()
    return try PersonsTable(
      words: text(cresource_persons_words()), extra: extra, pinyin: Pinyin(table: pinyin),
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
