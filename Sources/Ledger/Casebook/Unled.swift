import Casework

/// Cases whose lead is in no group any more: nobody answers for them, as `Casebook.leader(of:)` has it.
extension Snapshot {
  /// Whether nobody answers for a case, of its column with the lead.
  func unled(_ lead: String) throws -> String {
    let gone = try gone()
    return gone.isEmpty ? "\(lead) IS NULL" : "(\(lead) IS NULL OR \(lead) IN (\(gone)))"
  }

  /// The duties, where a case whose lead left waits for one: a table by that name to select from.
  /// - Parameter kinds: Those that are looked for; nil for any. Only who looks for `lead` asks who left.
  func duties(of kinds: Set<Duty.Kind>? = nil) throws -> String {
    if let kinds, !kinds.contains(.lead) { return "duties" }
    let gone = try gone()
    guard !gone.isEmpty else { return "duties" }
    // Those in which `Duty.of` puts it where there never was a lead.
    let states = CaseState.allCases.filter { $0.isOpen && $0 != .suspended }
      .map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return """
      (SELECT case_id, kind, day, since, urgent FROM duties
        UNION ALL
        SELECT cases.id, '\(Duty.Kind.lead.rawValue)', NULL, registered_at, max(urgent)
        FROM cases JOIN duties ON duties.case_id = cases.id
        WHERE cases.id IN (
            SELECT case_id FROM case_people WHERE person IN (\(gone)) AND part = 'lead')
          AND cases.state IN (\(states))
        GROUP BY cases.id) AS duties
      """
  }

  /// People in no group, as a list of SQL.
  private func gone() throws -> String {
    try people().register.values
      .filter { $0.groups.isEmpty && !$0.id.text.utf8.contains(0) }
      .map { "'\($0.id.text.replacing("'", with: "''"))'" }.joined(separator: ", ")
  }
}
