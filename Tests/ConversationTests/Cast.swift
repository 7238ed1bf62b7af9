import Casework
import Chat
import Foundation

@testable import Bot

/// Who and which groups a transcript has, and their ids on the stage's IM.
struct Cast {
  private(set) var people: [String] = []
  var groupNames: [String] { groups.keys.sorted() }
  private var groups: [String: String] = [:]
  private var moves = 0
  /// What the IM shows of somebody where that is not the name in the play.
  private var shown: [String: String] = [:]
  private var handles: [String: String] = [:]

  mutating func add(person: String) {
    if !people.contains(person) { people.append(person) }
  }

  mutating func add(group: String) -> String {
    let id = groups[group] ?? "-\(100 + groups.count)"
    groups[group] = id
    return id
  }

  mutating func moveGroup(_ place: String) {
    moves += 1
    groups[String(place.dropFirst(2))] = "-100\(moves)"
  }

  func id(of person: String) throws -> String {
    guard let index = people.firstIndex(of: person) else {
      throw Stage.Mismatch(description: "\(person) is not in the cast (@人)")
    }
    return "\(501 + index)"
  }

  func user(_ person: String) throws -> User {
    User(
      id: try id(of: person), name: Sanitizer.name(shown[person] ?? person),
      handle: handles[person])
  }

  mutating func name(_ person: String, _ name: String) { shown[person] = name }
  mutating func name(_ person: String, handle: String) { handles[person] = handle }

  func chat(_ place: String) throws -> ChatReference {
    let name = String(place.dropFirst(2))
    if place.hasPrefix("私:") { return ChatReference(id: try id(of: name), kind: .private) }
    guard let id = groups[name] else {
      throw Stage.Mismatch(description: "\(name) is no group of this play (@群)")
    }
    return ChatReference(id: id, kind: .group, title: name)
  }

  func place(ofChat id: String) -> String {
    if let name = groups.first(where: { $0.value == id })?.key { return "群:\(name)" }
    if let number = Int(id), people.indices.contains(number - 501) {
      return "私:\(people[number - 501])"
    }
    return "?:\(id)"
  }

  /// `@联督` and `@` with a name of the cast are mentions; `@` with Latin letters is one of a user name.
  func mentions(in text: String) -> (String, [Mention]) {
    let scalars = Array(text.unicodeScalars)
    var mentions: [Mention] = []
    var index = 0
    let names = ([Transcript.bot] + people).sorted { $0.count > $1.count }
    while index < scalars.count {
      if let end = handleEnd(scalars, after: index) {
        let handle = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
        mentions.append(Mention(range: index..<end, target: .handle(handle)))
        index = end
        continue
      }
      guard scalars[index] == "@",
        let name = names.first(where: { name in
          scalars[(index + 1)...].starts(with: name.unicodeScalars)
        })
      else {
        index += 1
        continue
      }
      let end = index + 1 + name.unicodeScalars.count
      let account = name == Transcript.bot ? "1" : (try? id(of: name)) ?? "0"
      mentions.append(
        Mention(range: index..<end, target: .account(id: account, name: shown[name] ?? name)))
      index = end
    }
    return (text, mentions)
  }

  private func handleEnd(_ scalars: [Unicode.Scalar], after index: Int) -> Int? {
    // Behind a letter it belongs to the word: /查@other_bot.
    guard scalars[index] == "@", index == 0 || !scalars[index - 1].properties.isAlphabetic
    else { return nil }
    let length = scalars[(index + 1)...].prefix { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_")
    }.count
    return length > 4 ? index + 1 + length : nil
  }
}
