import Foundation

/// A golden conversation: a plain-text transcript of a group. The first character of a line tells
/// what it is: `#` a remark, `@` a stage direction, `|` a line of the message above, anything else
/// the header `speaker → place` of a message.
struct Transcript: Sendable {
  enum Item: Equatable, Sendable {
    case remark(String)
    case direction(String)
    case message(Spoken)
  }

  /// One message: who said it, where, and what.
  struct Spoken: Equatable, Sendable {
    var speaker: String
    var place: String
    var lines: [String]

    var text: String { lines.joined(separator: "\n") }
  }

  struct Malformed: Error, CustomStringConvertible {
    var line: Int
    var problem: String
    var description: String { "line \(line): \(problem)" }
  }

  /// How the bot is called in transcripts.
  static let bot = "联督"

  var items: [Item]

  /// The remark of the first line.
  var title: String {
    if case .remark(let text)? = items.first, text.hasPrefix("#") {
      return text.dropFirst().trimmingCharacters(in: .whitespaces)
    }
    return ""
  }

  init(_ text: String) throws {
    items = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = String(line)
      switch line.first {
      case nil, "#":
        items.append(.remark(line))
      case "@":
        items.append(.direction(String(line.dropFirst())))
      case "|":
        guard case .message(var spoken)? = items.last else {
          throw Malformed(line: index + 1, problem: "a line of a message without its header")
        }
        var body = line.dropFirst()
        if body.first == " " { body = body.dropFirst() }
        spoken.lines.append(String(body))
        items[items.count - 1] = .message(spoken)
      default:
        let parts = line.components(separatedBy: " → ")
        guard parts.count == 2, parts[1].hasPrefix("群:") || parts[1].hasPrefix("私:") else {
          throw Malformed(line: index + 1, problem: "no header such as 小周 → 群:监督群")
        }
        items.append(.message(Spoken(speaker: parts[0], place: parts[1], lines: [])))
      }
    }
    // The end of the last line is no empty line.
    if items.last == .remark("") { items.removeLast() }
  }

  var text: String {
    items.map { item in
      switch item {
      case .remark(let text): text
      case .direction(let text): "@" + text
      case .message(let spoken):
        (["\(spoken.speaker) → \(spoken.place)"]
          + spoken.lines.map { $0.isEmpty ? "|" : "| \($0)" }).joined(separator: "\n")
      }
    }.joined(separator: "\n") + "\n"
  }
}

extension Transcript {
  /// With `{200B}` as the character of that number, so that plays show what cannot be seen.
  static func unescaped(_ text: String) -> String {
    text.replacing(/\{([0-9A-F]{4,5})\}/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }

  /// The messages in it, whoever said them.
  var spoken: [Spoken] {
    items.compactMap { item in
      if case .message(let spoken) = item { spoken } else { nil }
    }
  }

  /// What the bot says in it.
  var answers: [Spoken] { spoken.filter { $0.speaker == Transcript.bot } }
}

extension Conversation {
  func read() throws -> Transcript {
    try Transcript(String(contentsOfFile: path, encoding: .utf8))
  }
}
