/// Makes what a server says fit for operators: short, on one line, without the token, and without
/// the text that was being sent.
struct Redaction: Sendable {
  /// The token, and its secret half alone.
  private let secrets: [String]

  init(token: String) {
    let half = token.split(separator: ":").dropFirst().joined(separator: ":")
    secrets = [token, half].filter { !$0.isEmpty }
  }

  /// - Parameter content: the text of the message under way. A description that repeats a stretch
  ///   of it is withheld.
  func text(_ description: String, hiding content: String = "") -> String {
    if Self.sharesStretch(description, content) {
      return "(the server's description repeats the message and is withheld)"
    }
    var text = String(
      String.UnicodeScalarView(
        description.unicodeScalars.prefix(1000).map {
          $0.properties.generalCategory == .control ? " " : $0
        }))
    for secret in secrets {
      text = text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: "<redacted>")
    }
    text = text.replacing(/(?i)\bbot\d+:[A-Za-z0-9_-]+/, with: "bot<redacted>")
    return text.count > 200 ? text.prefix(200) + "…" : text
  }

  /// Whether a stretch of three Chinese characters' length stands in both, or all of a shorter text.
  private static func sharesStretch(_ description: String, _ content: String) -> Bool {
    let said = Array(description.utf8.prefix(4000))
    let sent = Array(content.utf8)
    let length = min(9, sent.count)
    guard length >= 6, said.count >= length else { return false }
    var stretches: Set<ArraySlice<UInt8>> = []
    for start in 0...said.count - length { stretches.insert(said[start..<start + length]) }
    for start in 0...sent.count - length
    where stretches.contains(sent[start..<start + length]) {
      return true
    }
    return false
  }
}
