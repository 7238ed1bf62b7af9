import Casework

/// Photos and files.
extension CommandParser {
  func evidence() -> Outcome {
    .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
  }
}
