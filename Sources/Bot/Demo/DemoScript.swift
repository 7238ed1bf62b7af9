import Foundation
import Yams

/// The sixty days of the demonstration, as the embedded file tells them.
struct DemoScript: Sendable {
  /// Where something is said.
  enum Place: String, Sendable {
    case group = "群"
    case inner = "内"
    case `private` = "私"
  }

  struct Person: Sendable {
    var name: String
    var unit: String
    /// What they may do, for the list of links.
    var does: String
    var isInner: Bool
    var isAdmin: Bool
    /// The place among those whom a newcomer tries first; nil for the others.
    var first: Int?
  }

  struct Step: Sendable {
    /// Which story it belongs to.
    var story: String
    /// So many working days before the last one of the play.
    var ago: Int
    var minute: Int
    var place: Place
    var speaker: String
    var text: String
    var picture: String?
    var answersBot: Bool
    /// The working day of the story, from which `{+n}` counts.
    var storyAgo: Int
  }

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  var group: String
  var inner: String
  var people: [Person]
  /// In the order in which they are said.
  var steps: [Step]

  /// - Throws: `Malformed`, naming the story and the line.
  init(yaml: String) throws {
    guard let root = try Yams.compose(yaml: yaml)?.mapping,
      let group = root["group"]?.string, let inner = root["inner"]?.string,
      let people = root["people"]?.sequence, let stories = root["stories"]?.sequence
    else { throw Malformed(description: "expected group, inner, people and stories") }
    self.group = group
    self.inner = inner
    self.people = try people.map(DemoScript.person)
    steps = try stories.flatMap(DemoScript.steps).enumerated()
      .sorted {
        ($1.element.ago, $0.element.minute, $0.offset) < (
          $0.element.ago, $1.element.minute, $1.offset
        )
      }
      .map(\.element)
  }

  private static func person(_ node: Node) throws -> Person {
    guard let entry = node.mapping, let name = entry["name"]?.string,
      let unit = entry["unit"]?.string, let does = entry["does"]?.string
    else { throw Malformed(description: "expected a person with name, unit and does") }
    return Person(
      name: name, unit: unit, does: does, isInner: entry["inner"]?.bool ?? false,
      isAdmin: entry["admin"]?.bool ?? false, first: entry["first"]?.int)
  }

  private static func steps(_ node: Node) throws -> [Step] {
    guard let entry = node.mapping, let what = entry["what"]?.string, let ago = entry["ago"]?.int,
      let lines = entry["steps"]?.sequence
    else { throw Malformed(description: "expected a story with what, ago and steps") }
    return try lines.map { line in
      guard let text = line.string, let step = step(text, of: what, ago: ago) else {
        throw Malformed(
          description:
            "\(what), “\(line.string ?? "")”: expected day, time, place, speaker and words")
      }
      return step
    }
  }

  private static func step(_ line: String, of what: String, ago: Int) -> Step? {
    let parts = line.split(separator: " ", maxSplits: 4).map(String.init)
    guard parts.count == 5, let day = Int(parts[0]), let place = Place(rawValue: parts[2]) else {
      return nil
    }
    let time = parts[1].split(separator: ":").compactMap { Int($0) }
    guard time.count == 2 else { return nil }
    var text = parts[4]
    var picture: String?
    if let match = text.prefixMatch(of: /【照片 ([^】]+)】/) {
      picture = String(match.1)
      text = String(text[match.range.upperBound...])
    }
    let answersBot = text.hasPrefix("【回】")
    if answersBot { text = String(text.dropFirst(3)) }
    return Step(
      story: what, ago: ago - day, minute: time[0] * 60 + time[1], place: place,
      speaker: parts[3], text: text, picture: picture, answersBot: answersBot, storyAgo: ago)
  }
}
