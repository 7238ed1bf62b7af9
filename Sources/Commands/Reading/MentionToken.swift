import Casework

/// A mention inside a text, as `PersonToken` writes it. Private-use scalars cannot come from a
/// member, since `guarded` takes them away; so a mention survives being stored in an open question
/// and is never made up by typing.
public enum MentionToken {
  static let start = PersonToken.start
  static let end = PersonToken.end
  /// Where the missing part of a stored command belongs.
  static let gap: Unicode.Scalar = "\u{FFFC}"

  /// The token of a mention. An account is unknown where the IM gives a user name only.
  public static func text(account: AccountID?, name: String) -> String {
    PersonToken.text(account: account, name: name)
  }

  /// The place behind the token that begins there; nil where none does.
  static func end(in scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard index < scalars.count, scalars[index] == start else { return nil }
    return scalars[index...].firstIndex(of: end).map { $0 + 1 }
  }

  /// The text with each of those scalars replaced, so that every other one keeps its place.
  public static func guarded(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isReserved) else { return text }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.map { isReserved($0) ? "\u{FFFD}" : $0 })
    return String(kept)
  }

  /// The text as members read it: each token as `@name`.
  static func readable(_ text: String) -> String {
    guard text.unicodeScalars.contains(start) else { return text }
    var result = String.UnicodeScalarView()
    var rest = Array(text.unicodeScalars)[...]
    while let begin = rest.firstIndex(of: start) {
      result.append(contentsOf: rest[..<begin])
      guard let (reference, next) = read(rest, at: begin) else {
        rest = rest[(begin + 1)...]
        continue
      }
      result.append(contentsOf: "@\(reference.typed)".unicodeScalars)
      rest = rest[next...]
    }
    result.append(contentsOf: rest)
    return String(result)
  }

  /// The person a token at that place names, and the place after it.
  static func read(
    _ scalars: ArraySlice<Unicode.Scalar>, at index: Int
  ) -> (PersonReference, next: Int)? {
    guard scalars[index] == start, let close = scalars[index...].firstIndex(of: end),
      let bar = scalars[index..<close].firstIndex(of: "|")
    else { return nil }
    let account = String(String.UnicodeScalarView(scalars[(index + 1)..<bar]))
    let name = String(String.UnicodeScalarView(scalars[(bar + 1)..<close]))
    return (PersonToken.reference(account: account, name: name), close + 1)
  }

  private static func isReserved(_ scalar: Unicode.Scalar) -> Bool {
    scalar == start || scalar == end || scalar == gap
  }
}
