import Casework

/// What stands behind the numbers of 交办, 督办 and their like, in the order people write it: a unit, a
/// term, who helps, and what is to be done, with or without the names of the fields.
struct HandingParts {
  /// The fields, those found without their names among them: what a question writes out again.
  var fields: FieldedText

  static let known: [Field] = [.unit, .assisting, .due, .requirement, .reason, .instrument]

  /// - Parameter takesUnit: whether the first word may be a unit.
  init(_ text: FoldedText, from start: Int, takesUnit: Bool = true, _ reader: DateReader) {
    fields = FieldedText(text, from: start, known: HandingParts.known)
    var left: [String] = []
    for word in HandingParts.words(FoldedText(fields.rest)) { take(word, takesUnit, &left, reader) }
    if let requirement = fields[.requirement], !requirement.isEmpty {
      left.insert(requirement, at: 0)
    }
    if !left.isEmpty { fields.values[.requirement] = left.joined(separator: "，") }
    fields.rest = ""
  }

  private mutating func take(
    _ word: String, _ takesUnit: Bool, _ left: inout [String], _ reader: DateReader
  ) {
    if fields[.due] == nil, let term = HandingParts.term(word, atHead: left.isEmpty, reader) {
      fields.values[.due] = term
      // 5个工作日内修好: what is glued to the term is the requirement.
      let rest = String(word.unicodeScalars.dropFirst(term.unicodeScalars.count))
      if !rest.isEmpty { left.append(rest) }
    } else if let name = HandingParts.name(in: word, before: "配合") {
      let before = fields[.assisting].map { "\($0)、" } ?? ""
      fields.values[.assisting] = before + name
    } else if takesUnit, let name = HandingParts.name(in: word, before: "牵头"), fields[.unit] == nil
    {
      fields.values[.unit] = name
    } else if takesUnit, fields[.unit] == nil, left.isEmpty {
      fields.values[.unit] = word
    } else {
      left.append(word.hasPrefix("要求") && word.count > 2 ? String(word.dropFirst(2)) : word)
    }
  }

  func value(_ field: Field) -> String? {
    guard let typed = fields[field], !typed.isEmpty else { return nil }
    return MentionToken.readable(typed)
  }

  var assisting: [String] { Names.split(value(.assisting) ?? "") }

  /// 甲街道配合: the name before that word.
  private static func name(in word: String, before ending: String) -> String? {
    guard word.hasSuffix(ending), word.count > ending.count + 1 else { return nil }
    var name = word.dropLast(ending.count)
    if let first = name.first, "请由".contains(first), name.count > 2 { name = name.dropFirst() }
    return String(name)
  }

  /// The words for a day that a word is, or at the head begins with.
  private static func term(_ word: String, atHead: Bool, _ reader: DateReader) -> String? {
    func reads(_ text: String) -> Bool {
      if case .unreadable = reader.read(text) { false } else { true }
    }
    let scalars = Array(word.unicodeScalars)
    guard scalars.count <= 40 else { return nil }
    if reads(word) { return word }
    guard atHead, scalars.count > 2 else { return nil }
    for length in (2..<scalars.count).reversed()
    where ["前", "内", "底"].contains(scalars[length - 1]) {
      let head = String(String.UnicodeScalarView(scalars[..<length]))
      if reads(head) { return head }
    }
    return nil
  }

  /// Runs between blanks and commas, as typed; 甲街道、交警大队 is one.
  static func words(_ text: FoldedText) -> [String] {
    var words: [String] = []
    var scanner = Scanner(text)
    while true {
      scanner.skipSeparators()
      let start = scanner.index
      while let scalar = scanner.current, !scalar.isBlank,
        scalar != "," || text.original[scanner.index] == "、"
      {
        scanner.index += 1
      }
      guard scanner.index > start else { return words }
      words.append(text.typed(start..<scanner.index))
    }
  }
}
