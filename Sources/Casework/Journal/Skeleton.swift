import Foundation

/// A payload without what people wrote: what is read of an entry that is hidden, and what stays of one
/// that was struck out. It has the same shape and is read by the same kind.
///
/// What stays is an allow-list: numbers, marks, days, ids, and the words that the program itself has
/// put there. A text under any other key goes, so that a new field goes unless somebody lists it.
public enum Skeleton {
  /// What stands in the place of a text.
  public static let marker = "该内容已按规定处理"

  /// Whether a text is hidden, or was made of one that is.
  static func isMarked(_ text: String) -> Bool { text.contains(marker) }

  /// The text where it may be read.
  static func readable(_ text: String?) -> String? {
    text.flatMap { isMarked($0) ? nil : $0 }
  }

  /// Whether entries of that kind hold what people wrote about a matter.
  public static func holdsTexts(kind: String) -> Bool {
    ["case.", "instrument.", "activity.", "reminder.", "unit."].contains { kind.hasPrefix($0) }
  }

  /// The payload without its texts; nil where it is no JSON as this program writes it.
  public static func of(_ payload: Data) -> Data? {
    SkeletonWriter.read(payload).map { Data($0.output) }
  }

  /// The sentences that go: titles, texts, notes, reasons. Names of fields and units are not among them.
  public static func sentences(in payload: Data) -> [String] {
    guard let writer = SkeletonWriter.read(payload), !writer.sentences.isEmpty else { return [] }
    let list = [UInt8(ascii: "[")] + writer.sentences.joined(separator: [UInt8(ascii: ",")])
    let texts = try? JSONDecoder().decode([String].self, from: Data(list + [UInt8(ascii: "]")]))
    return (texts ?? []).filter { $0 != marker }
  }

  fileprivate enum Sort { case kept, sentence, text, dropped }

  fileprivate static func sort(_ key: String) -> Sort { sorts[key] ?? .text }

  private static let sorts: [String: Sort] = {
    var sorts: [String: Sort] = [:]
    for key in kept { sorts[key] = .kept }
    for key in dropped { sorts[key] = .dropped }
    for key in sentences { sorts[key] = .sentence }
    return sorts
  }()

  /// Stays as it is: ids and moments, states and other words of the program's, terms as they were
  /// reckoned, what a file is fetched by.
  private static let kept = [
    "answerBy", "at", "audience", "by", "calendar", "chat", "contacts", "day", "drafter", "failed",
    "files", "from", "id", "kind", "lead", "message", "new", "number", "old", "outcome", "owner",
    "pattern", "person", "previous", "procedure", "proposer", "receivers", "reference",
    "registrant", "result",
    "rule", "sha256", "side", "state", "to", "unique", "until",
  ]
  /// Need not be there.
  private static let dropped = [
    "area", "basis", "place", "programme", "project", "source", "sourceNumber", "suggestion",
  ]
  private static let sentences = ["grounds", "note", "reason", "requirement", "text", "title"]
}

extension Change {
  /// Whether the entry holds what somebody wrote about a matter.
  var holdsText: Bool {
    guard Skeleton.holdsTexts(kind: kind), let payload = try? stored().payload,
      let skeleton = Skeleton.of(payload)
    else { return false }
    return skeleton != payload
  }

  /// What somebody wrote in it, sentence by sentence.
  var sentences: [String] {
    guard Skeleton.holdsTexts(kind: kind), let payload = try? stored().payload else { return [] }
    return Skeleton.sentences(in: payload)
  }
}

/// Walks JSON without blanks once, from the first byte to the last.
private struct SkeletonWriter {
  private struct Malformed: Error {}

  private(set) var output: [UInt8] = []
  /// As they stand there, in quotes.
  private(set) var sentences: [ArraySlice<UInt8>] = []
  private let source: [UInt8]
  private var place = 0
  private var depth = 0

  private static let marker = [UInt8]("\"\(Skeleton.marker)\"".utf8)

  static func read(_ payload: Data) -> SkeletonWriter? {
    var writer = SkeletonWriter(source: [UInt8](payload))
    do {
      try writer.value(.text)
    } catch {
      return nil
    }
    return writer.place == writer.source.count ? writer : nil
  }

  private init(source: [UInt8]) {
    self.source = source
    output.reserveCapacity(source.count)
  }

  private func peek() throws(Malformed) -> UInt8 {
    guard place < source.count else { throw Malformed() }
    return source[place]
  }

  private mutating func take(_ byte: UInt8) throws(Malformed) {
    guard try peek() == byte else { throw Malformed() }
    place += 1
  }

  private mutating func value(_ sort: Skeleton.Sort) throws(Malformed) {
    switch try peek() {
    case UInt8(ascii: "{"): try nested { writer throws(Malformed) in try writer.object() }
    case UInt8(ascii: "["): try nested { writer throws(Malformed) in try writer.array(sort) }
    case UInt8(ascii: "\""): try string(sort)
    default: try literal()
    }
  }

  private mutating func nested(
    _ body: (inout SkeletonWriter) throws(Malformed) -> Void
  ) throws(Malformed) {
    guard depth < 64 else { throw Malformed() }
    depth += 1
    try body(&self)
    depth -= 1
  }

  private mutating func object() throws(Malformed) {
    try take(UInt8(ascii: "{"))
    output.append(UInt8(ascii: "{"))
    defer { output.append(UInt8(ascii: "}")) }
    guard try peek() != UInt8(ascii: "}") else {
      place += 1
      return
    }
    var isFirst = true
    var hasID = false
    while true {
      let quoted = try token()
      guard let key = String(validating: quoted.dropFirst().dropLast(), as: UTF8.self) else {
        throw Malformed()
      }
      try take(UInt8(ascii: ":"))
      var sort = Skeleton.sort(key)
      // The registered name of a unit that is known.
      if key == "name", hasID { sort = .kept }
      if key == "id" { hasID = true }
      if sort == .dropped, try peek() == UInt8(ascii: "\"") {
        _ = try token()
      } else {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        output.append(contentsOf: quoted)
        output.append(UInt8(ascii: ":"))
        try value(sort)
      }
      if try peek() == UInt8(ascii: "}") { break }
      try take(UInt8(ascii: ","))
    }
    place += 1
  }

  /// Texts in a list go without a trace.
  private mutating func array(_ sort: Skeleton.Sort) throws(Malformed) {
    try take(UInt8(ascii: "["))
    output.append(UInt8(ascii: "["))
    defer { output.append(UInt8(ascii: "]")) }
    guard try peek() != UInt8(ascii: "]") else {
      place += 1
      return
    }
    var isFirst = true
    while true {
      if sort != .kept, try peek() == UInt8(ascii: "\"") {
        _ = try token()
      } else {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        try value(sort)
      }
      if try peek() == UInt8(ascii: "]") { break }
      try take(UInt8(ascii: ","))
    }
    place += 1
  }

  private mutating func string(_ sort: Skeleton.Sort) throws(Malformed) {
    let quoted = try token()
    guard sort != .kept else { return output.append(contentsOf: quoted) }
    if sort == .sentence { sentences.append(quoted) }
    output.append(contentsOf: SkeletonWriter.marker)
  }

  private mutating func token() throws(Malformed) -> ArraySlice<UInt8> {
    let start = place
    try take(UInt8(ascii: "\""))
    while try peek() != UInt8(ascii: "\"") {
      place += source[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    place += 1
    return source[start..<place]
  }

  private mutating func literal() throws(Malformed) {
    let start = place
    while place < source.count, !SkeletonWriter.ends(source[place]) { place += 1 }
    guard place > start else { throw Malformed() }
    output.append(contentsOf: source[start..<place])
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ":")
  }
}
