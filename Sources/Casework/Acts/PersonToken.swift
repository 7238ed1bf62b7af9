/// How a person stands inside a command's text: `U+E000 account | name U+E001`; without an account it is
/// a user name, with ! before it the person was chosen among those who look alike. Private-use scalars
/// that members type are taken away before a text is read, so that nobody makes one up.
public enum PersonToken {
  public static let start: Unicode.Scalar = "\u{E000}"
  public static let end: Unicode.Scalar = "\u{E001}"
  /// Where the missing part of a stored command belongs.
  public static let gap: Unicode.Scalar = "\u{FFFC}"

  static let chosen: Character = "!"

  /// The token. An account is unknown where the IM gives a user name only.
  public static func text(account: AccountID?, name: String) -> String {
    text(account?.text ?? "", name)
  }

  /// The token of somebody who was told apart from all who look like him.
  static func text(chosen account: AccountID, name: String) -> String {
    text("\(chosen)\(account.text)", name)
  }

  /// What a token's two parts name.
  public static func reference(account: String, name: String) -> PersonReference {
    if account.isEmpty { return .handle(name) }
    guard account.first == chosen else { return .account(AccountID(account), name: name) }
    return .chosen(AccountID(String(account.dropFirst())), name: name)
  }

  private static func text(_ account: String, _ name: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !isReserved(scalar) {
      // A name is one line, whatever its owner made of it.
      kept.append(scalar.properties.isWhitespace ? " " : scalar)
    }
    return "\(start)\(account)|\(String(kept))\(end)"
  }

  /// A command with its tokens as people type them: `@name`.
  public static func readable(_ command: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = command.unicodeScalars[...]
    while let begin = rest.firstIndex(of: start), let close = rest[begin...].firstIndex(of: end) {
      result.append(contentsOf: rest[..<begin])
      let inside = rest[rest.index(after: begin)..<close]
      let name = inside.firstIndex(of: "|").map { inside[inside.index(after: $0)...] } ?? inside
      result.append("@")
      result.append(contentsOf: name)
      rest = rest[rest.index(after: close)...]
    }
    result.append(contentsOf: rest)
    return String(result)
  }

  private static func isReserved(_ scalar: Unicode.Scalar) -> Bool {
    scalar == start || scalar == end || scalar == "\u{FFFC}"
  }
}
