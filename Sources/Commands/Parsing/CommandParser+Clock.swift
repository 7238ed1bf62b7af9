import Casework

/// Reminders, digests and settings.
extension CommandParser {
  func clock() -> Outcome {
    .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
  }
}
