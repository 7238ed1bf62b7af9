/// One thing that the doctor looked at: what was found, and what to do about it.
struct Check: Sendable, Equatable, Encodable {
  /// How it turned out.
  enum Outcome: String, Sendable, Encodable {
    case ok
    /// It works, but not for ever, or not as it should.
    case warn
    /// Something does not work.
    case fail
  }

  var check: String
  var outcome: Outcome
  var found: String
  var advice: String?

  static func ok(_ check: String, _ found: String) -> Check {
    Check(check: check, outcome: .ok, found: found)
  }

  static func warn(_ check: String, _ found: String, _ advice: String) -> Check {
    Check(check: check, outcome: .warn, found: found, advice: advice)
  }

  static func fail(_ check: String, _ found: String, _ advice: String) -> Check {
    Check(check: check, outcome: .fail, found: found, advice: advice)
  }

  /// One line for people.
  var line: String {
    let word = outcome.rawValue.padded(to: 4)
    let text = "\(word)  \(check.padded(to: 12)) \(found)"
    guard let advice else { return text }
    return "\(text). \(advice)"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
