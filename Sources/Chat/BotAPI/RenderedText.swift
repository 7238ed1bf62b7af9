/// A rich text as the Bot API takes it: plain text, and apart from it what is bold, code or a
/// mention, by offsets in UTF-16 units. No text is ever read as markup, so nothing needs escaping.
struct RenderedText {
  struct Entity: Equatable {
    enum Kind: Equatable {
      case bold, code
      case mention(user: Int64)
    }

    var kind: Kind
    var offset: Int
    var length: Int
  }

  private(set) var text = ""
  private(set) var entities: [Entity] = []
  /// UTF-16 units of `text`.
  private(set) var length = 0

  init(_ richText: RichText) {
    for (index, line) in richText.lines.enumerated() {
      if index > 0 { append("\n", nil) }
      for span in line {
        switch span {
        case .text(let text): append(text, nil)
        case .strong(let text): append(text, .bold)
        case .code(let text): append(text, .code)
        case .mention(let account, let name):
          append("@\(name)", Int64(account).map { .mention(user: $0) })
        }
      }
    }
  }

  private mutating func append(_ piece: String, _ kind: Entity.Kind?) {
    // The offsets must count what is sent.
    let piece = Sanitizer.text(piece)
    let units = piece.utf16.count
    if let kind, units > 0 {
      entities.append(Entity(kind: kind, offset: length, length: units))
    }
    text.append(piece)
    length += units
  }
}

extension JSONWriter {
  mutating func entities(_ entities: [RenderedText.Entity]) {
    beginArray()
    for entity in entities {
      beginObject()
      key("type")
      switch entity.kind {
      case .bold: string("bold")
      case .code: string("code")
      case .mention(let user):
        string("text_mention")
        key("user")
        beginObject()
        key("id")
        integer(user)
        endObject()
      }
      key("offset")
      integer(Int64(entity.offset))
      key("length")
      integer(Int64(entity.length))
      endObject()
    }
    endArray()
  }

  /// A chat's id: a number, or the name of a public chat.
  mutating func chatID(_ chat: String) {
    key("chat_id")
    if let number = Int64(chat) { integer(number) } else { string(chat) }
  }
}
