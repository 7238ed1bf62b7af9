/// Finds the mentions of a text.
enum EntityReading {
  /// - Parameters:
  ///   - entities: with offsets in UTF-16 units of `text`; those that reach out of it, are empty or
  ///     divide a surrogate pair are dropped.
  ///   - text: as the server sent it, before U+0000 is taken out; the ranges of the result count
  ///     without it.
  static func mentions(_ entities: [WireEntity], in text: String) -> [Mention] {
    let wanted = entities.filter { $0.type == "mention" || $0.type == "text_mention" }
    if wanted.isEmpty { return [] }
    let places = places(wanted, in: text)
    let scalars = Array(Sanitizer.text(text).unicodeScalars)
    return wanted.compactMap { entity in
      guard let end = end(of: entity), let from = places[entity.offset], let to = places[end],
        from < to
      else { return nil }
      if let user = entity.user {
        let account = MessageReading.user(user)
        return Mention(
          range: from..<to, target: .account(id: account.id, name: account.name))
      }
      guard entity.type == "mention", scalars[from] == "@", to - from > 1 else { return nil }
      let handle = String(String.UnicodeScalarView(scalars[from + 1..<to]))
      return Mention(range: from..<to, target: .handle(handle))
    }
  }

  /// The scalar positions at which the entities begin and end; one that lies inside a surrogate
  /// pair or behind the end has none.
  private static func places(_ entities: [WireEntity], in text: String) -> [Int: Int] {
    var wanted: Set<Int> = []
    for entity in entities {
      wanted.insert(entity.offset)
      if let end = end(of: entity) { wanted.insert(end) }
    }
    var places: [Int: Int] = [:]
    var offset = 0
    var position = 0
    for scalar in text.unicodeScalars {
      if wanted.contains(offset) { places[offset] = position }
      offset += scalar.value > 0xFFFF ? 2 : 1
      if scalar.value != 0 { position += 1 }
    }
    if wanted.contains(offset) { places[offset] = position }
    return places
  }

  private static func end(of entity: WireEntity) -> Int? {
    let (end, overflow) = entity.offset.addingReportingOverflow(entity.length)
    return overflow || entity.length <= 0 || entity.offset < 0 ? nil : end
  }
}
