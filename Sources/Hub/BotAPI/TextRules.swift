import Foundation

/// What of a text a message may hold: Telegram's limits, so that a bot that fits there fits here.
enum TextRules {
  static let maximumText = 4096
  static let maximumCaption = 1024
  static let maximumEntities = 100

  private static let known: Set<String> = [
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold",
    "italic", "underline", "strikethrough", "spoiler", "blockquote", "code", "pre", "text_link",
    "text_mention",
  ]

  /// The text as kept.
  /// - Throws: `BotAPIError` in Telegram's words.
  static func check(_ text: String?, limit: Int = maximumText) throws(BotAPIError) -> String {
    guard let text, !text.allSatisfy(\.isWhitespace) else {
      throw .bad("message text is empty")
    }
    guard text.utf16.count <= limit else {
      throw .bad(limit == maximumCaption ? "message caption is too long" : "message is too long")
    }
    return text.replacing("\0", with: "")
  }

  /// The entities that fit the text; others are left out, as Telegram does.
  static func entities(_ given: JSON?, in text: String) -> JSON? {
    guard let list = given?.list, !list.isEmpty else { return nil }
    let length = Int64(text.utf16.count)
    let kept = list.prefix(maximumEntities).filter { entity in
      guard let type = entity["type"]?.text, known.contains(type),
        let offset = entity["offset"]?.int,
        let count = entity["length"]?.int
      else { return false }
      return offset >= 0 && count > 0 && offset <= length && count <= length - offset
    }
    return kept.isEmpty ? nil : .array(Array(kept))
  }

  /// What the server finds by itself in what people type: /commands, @handles of bots, and @ with the
  /// name of somebody in the room, a bot's too, whatever script the name is in.
  static func found(in text: String, bots: [HubBot], people: [HubPerson] = []) -> JSON? {
    let handles = Set(bots.map { $0.handle.lowercased() })
    var found: [JSON] = []
    let units = Array(text.utf16)
    // Longest first: 张三丰 before 张三.
    let names =
      (people.map { Named(id: $0.id, name: $0.name, isBot: false) }
      + bots.map { Named(id: $0.id, name: $0.name, isBot: true) })
      .map { ($0, Array($0.name.utf16)) }.sorted { $0.1.count > $1.1.count }
    var index = 0
    func isNameUnit(_ unit: UInt16) -> Bool {
      (48...57).contains(unit) || (65...90).contains(unit) || (97...122).contains(unit)
        || unit == 95
    }
    while index < units.count {
      let unit = units[index]
      let startsWord = index == 0 || !isNameUnit(units[index - 1])
      if unit == 64,
        let (somebody, name) = names.first(where: { units[(index + 1)...].starts(with: $0.1) })
      {
        found.append(mention(of: somebody, index, name.count + 1))
        index += name.count + 1
        continue
      }
      guard startsWord, unit == 47 || unit == 64 else {
        index += 1
        continue
      }
      var end = index + 1
      while end < units.count, isNameUnit(units[end]) || (unit == 47 && units[end] == 64) {
        end += 1
      }
      let name = String(decoding: units[(index + 1)..<end], as: UTF16.self)
      if unit == 47, end > index + 1, index == 0 || units[index - 1] == 32 || units[index - 1] == 10
      {
        found.append(entity("bot_command", index, end - index))
      } else if unit == 64, handles.contains(name.lowercased()) {
        found.append(entity("mention", index, end - index))
      }
      index = max(end, index + 1)
    }
    return found.isEmpty ? nil : .array(found)
  }

  private struct Named {
    var id: Int64
    var name: String
    var isBot: Bool
  }

  private static func mention(of somebody: Named, _ offset: Int, _ length: Int) -> JSON {
    .object([
      "type": "text_mention", "offset": .integer(Int64(offset)), "length": .integer(Int64(length)),
      "user": .object([
        "id": .integer(somebody.id), "is_bot": .bool(somebody.isBot),
        "first_name": .string(somebody.name),
      ]),
    ])
  }

  private static func entity(_ type: String, _ offset: Int, _ length: Int) -> JSON {
    .object([
      "type": .string(type), "offset": .integer(Int64(offset)), "length": .integer(Int64(length)),
    ])
  }
}
