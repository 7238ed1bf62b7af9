import Casework

/// From triage to the instruments: who gets a case, and what is sent to a unit.
extension CommandParser {
  func handing() -> Outcome {
    .answer("“\(spec?.name ?? "")”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
  }
}
