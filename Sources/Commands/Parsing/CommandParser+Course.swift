import Casework

/// From the unit's report to the look-back, and what changes a case on the way.
extension CommandParser {
  func course() -> Outcome {
    .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
  }
}
