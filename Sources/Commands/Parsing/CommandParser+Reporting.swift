import Casework

/// Projects, statistics, the register, activities, who stands in for whom.
extension CommandParser {
  func reporting() -> Outcome {
    .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
  }
}
