/// Reads the Bot API's `parse_mode` HTML: text with a few tags becomes text and entities.
struct MarkupReader {
  private struct Open {
    var tag: String
    var type: String
    var offset: Int
    var url: String?
  }

  private static let types = [
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link",
    "blockquote": "blockquote",
  ]

  private let source: [Character]
  private var index = 0
  private var text = ""
  private var units = 0
  private var open: [Open] = []
  private var entities: [JSON] = []

  private init(_ html: String) { source = Array(html) }

  /// The text and its entities, in UTF-16 units.
  /// - Throws: `BotAPIError` where tags do not fit, in Telegram's words.
  static func read(html: String) throws(BotAPIError) -> (text: String, entities: JSON?) {
    var reader = MarkupReader(html)
    while reader.index < reader.source.count { try reader.step() }
    guard reader.open.isEmpty else {
      throw .bad(
        "can't parse entities: Can't find end tag corresponding to start tag \(reader.open[0].tag)")
    }
    return (reader.text, reader.entities.isEmpty ? nil : .array(reader.entities))
  }

  private mutating func step() throws(BotAPIError) {
    switch source[index] {
    case "<": try tag()
    case "&": character()
    default: append(String(source[index]), over: 1)
    }
  }

  private mutating func append(_ piece: String, over count: Int) {
    text += piece
    units += piece.utf16.count
    index += count
  }

  /// A named or numbered character; anything else that begins with & stays as it is.
  private mutating func character() {
    let rest = source[index...].prefix(12)
    guard let end = rest.firstIndex(of: ";") else { return append("&", over: 1) }
    let name = String(source[(index + 1)..<end])
    let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\""]
    let number =
      name.hasPrefix("#x")
      ? UInt32(name.dropFirst(2), radix: 16)
      : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
    guard let piece = known[name] ?? number.flatMap(Unicode.Scalar.init).map({ String($0) }) else {
      return append("&", over: 1)
    }
    append(piece, over: end - index + 1)
  }

  private mutating func tag() throws(BotAPIError) {
    guard let end = source[index...].firstIndex(of: ">") else {
      throw .bad("can't parse entities: Unclosed start tag")
    }
    let inside = String(source[(index + 1)..<end])
    index = end + 1
    if inside.hasPrefix("/") { return try close(inside.dropFirst().lowercased()) }
    let name = String(inside.prefix { !$0.isWhitespace }).lowercased()
    guard let type = MarkupReader.types[name] else {
      throw .bad("can't parse entities: Unsupported start tag \"\(name)\"")
    }
    let url = inside.firstMatch(of: /href\s*=\s*["']([^"']*)["']/).map { String($0.1) }
    open.append(Open(tag: name, type: type, offset: units, url: url))
  }

  private mutating func close(_ name: String) throws(BotAPIError) {
    guard let last = open.popLast(), last.tag == name else {
      throw .bad("can't parse entities: Unexpected end tag \"\(name)\"")
    }
    guard units > last.offset else { return }
    var entity: [String: JSON] = [
      "type": .string(last.type), "offset": .integer(Int64(last.offset)),
      "length": .integer(Int64(units - last.offset)),
    ]
    if last.type == "text_link" {
      // A link without an address is text.
      guard let url = last.url else { return }
      entity["url"] = .string(url)
    }
    entities.append(.object(entity))
  }
}
