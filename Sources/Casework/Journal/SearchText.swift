/// The words under which a case is found. The ledger indexes them as they are.
public enum SearchText {
  /// Everything searchable about a case: title and fields as typed.
  ///
  /// People are not in it: a lead is searched by person, so that a change of name needs no new
  /// index. Unit names are, so that an unregistered unit is found as well.
  public static func of(_ matter: Case) -> String {
    let details = matter.details
    var parts: [String] = [matter.title]
    // Not the source: where units sit, finding by it would tell it.
    parts.append(contentsOf: [details.unit?.name, details.area].compactMap { $0 })
    parts.append(contentsOf: details.assisting.map(\.name))
    parts.append(
      contentsOf: [details.place, details.project, details.programme].compactMap { $0 })
    return parts.joined(separator: "\n")
  }

  /// What finds a case for those alone who may see where it came from: its number there.
  public static func ofSource(_ matter: Case) -> String { matter.details.sourceNumber ?? "" }
}
