import Casework
import Chat
import Foundation

@testable import Bot

/// Who and which groups a transcript has, and their ids on the stage's IM.
struct Cast {
  private var people: [String] = []
  private var groups: [String: String] = [:]
  private var moves = 0

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
    User(id: try id(of: person), name: person)
  }

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

  /// `@联督` and `@` with a name of the cast are mentions.
  func mentions(in text: String) -> (String, [Mention]) {
    let scalars = Array(text.unicodeScalars)
    var mentions: [Mention] = []
    var index = 0
    let names = ([Transcript.bot] + people).sorted { $0.count > $1.count }
    while index < scalars.count {
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
      mentions.append(Mention(range: index..<end, target: .account(id: account, name: name)))
      index = end
    }
    return (text, mentions)
  }
}

extension Stage {
  /// `@群 监督群=内部 新群=未绑定`; without a kind 含单位.
  func seedGroups(_ words: [String]) async throws {
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      let id = cast.add(group: parts[0])
      if parts.last == "未绑定" { continue }
      let kind: Group.Kind = parts.last == "内部" ? .inner : .units
      try await seed { round in
        let chat = round.pipeline.names.chat(id)
        try round.system(.group(chat), .groupBound(GroupBound(kind: kind, title: parts[0])))
      }
    }
  }

  /// `@单位 区住房和城乡建设局=住建局、区住建局`.
  func seedUnits(_ words: [String]) async throws {
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      let aliases = parts.count > 1 ? parts[1].split(separator: "、").map(String.init) : []
      try await seed { round in
        let id = try round.casebook.nextUnitID()
        let change = UnitRegistered(name: parts[0], aliases: aliases, contacts: [])
        try round.system(.unit(id), .unitRegistered(change))
      }
    }
  }

  /// `@人 小周=专 李工=单:住建局 赵某=员 新人=生`: 生 was never heard, 私 is in no group; several
  /// signs are joined by 、.
  func seedPeople(_ words: [String]) async throws {
    for word in words {
      let parts = word.split(separator: "=").map(String.init)
      let name = parts[0]
      let signs = parts.count > 1 ? parts[1].split(separator: "、").map(String.init) : ["员"]
      cast.add(person: name)
      if signs == ["生"] { continue }
      let account = try cast.id(of: name)
      try await seed { round in
        let casebook = round.casebook
        let id = try casebook.nextPersonID()
        try round.system(
          .person(id),
          .personRegistered(
            PersonRegistered(
              name: name, account: round.pipeline.names.account(account), handle: nil)))
        if !signs.contains("私"), let group = try casebook.groups().first(where: \.bound) {
          try round.system(.person(id), .personJoined(PersonMoved(group: group.id)))
        }
        var roles: [Role] = []
        for sign in signs {
          let sides = sign.split(separator: ":").map(String.init)
          if let role = Role.allCases.first(where: { $0.sign == sides[0] }), role != .member {
            roles.append(role)
          }
          if sides.count > 1,
            let unit = try casebook.units().first(where: {
              $0.name == sides[1] || $0.aliases.contains(sides[1])
            })
          {
            let old = PersonAmended.Card(name: name, title: nil, handle: nil, unit: nil)
            var new = old
            new.unit = unit.id
            try round.system(.person(id), .personAmended(PersonAmended(new: new, old: old)))
          }
        }
        if !roles.isEmpty {
          let granted = PersonGranted(
            newRoles: Role.allCases.filter(roles.contains), oldRoles: [], newRights: [],
            oldRights: [])
          try round.system(.person(id), .personGranted(granted))
        }
      }
    }
  }
}
