/// The words of the rule on persons, by class, and what was learnt about them.
///
/// A table is text, one class a line, `职务：书记 主任`; `#` begins a remark. `姓氏` lists surnames,
/// `改写` pairs what is written with what is meant, `鸿包=红包`. A district's own table has the same
/// form and adds to the embedded one. `PersonsList` names the lists that are no classes.
public struct PersonsTable: Sendable {
  /// A table that cannot be used, with the line and what was expected there.
  public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
    public var line: Int
    public var found: String
    public var expected: String

    public var description: String {
      "persons table, line \(line): “\(found)” cannot be used; expected \(expected)."
    }
  }

  private(set) var words: [UInt64: PersonsClass] = [:]
  private(set) var rewritten: [UInt64: [Unicode.Scalar]] = [:]
  private(set) var surnames: Set<Unicode.Scalar> = []
  /// Characters of given names.
  private(set) var given: Set<Unicode.Scalar> = []
  /// The length of the longest word that begins with a scalar, and of the longest to be rewritten.
  private(set) var reach: [Unicode.Scalar: Int] = [:]
  private(set) var rewriteReach: [Unicode.Scalar: Int] = [:]
  /// The words of classes that are also known by their sound, spelt.
  private(set) var spelt: [(word: [Unicode.Scalar], kind: PersonsClass)] = []
  /// Words that are no classes.
  private(set) var lists: [PersonsList: PersonsWords] = [:]
  private(set) var phenomena: Set<String> = []
  /// How many words a district added.
  public private(set) var added = 0
  /// Traditional characters and variants, with the simplified one.
  private(set) var simplified: [Unicode.Scalar: Unicode.Scalar] = [:]
  /// The hash of each character's toneless syllable.
  private(set) var sounds: [Unicode.Scalar: UInt32] = [:]
  private var syllables: [UInt64: UInt32] = [:]
  /// Words by the hash of their sounds.
  private(set) var wordsBySound: [UInt64: (word: [Unicode.Scalar], kind: PersonsClass)] = [:]
  let model: PersonsModel

  /// - Parameters:
  ///   - words: the embedded table.
  ///   - extra: a district's own; nil where it has none.
  ///   - pinyin: lines of a toneless syllable and its characters.
  ///   - simplified: pairs of a traditional character and the simplified one.
  ///   - weights: what was learnt.
  /// - Throws: `Failure` naming the line.
  public init(
    words: String, extra: String? = nil, pinyin: Pinyin, simplified: String, weights: [UInt8]
  ) throws(Failure) {
    guard let model = PersonsModel(weights) else {
      throw Failure(
        line: 0, found: "weights", expected: "weights of version \(PersonsModel.version)")
    }
    self.model = model
    readSounds(pinyin)
    readSimplified(simplified)
    try read(words)
    spell()
    guard let extra else { return }
    let before = self.words.count + rewritten.count + surnames.count
    try read(extra)
    added = self.words.count + rewritten.count + surnames.count - before
    spell()
  }

  private mutating func readSounds(_ pinyin: Pinyin) {
    for (scalar, syllable) in pinyin.syllables {
      let hash = PersonsTable.hash(syllable.unicodeScalars)
      let sound = UInt32(truncatingIfNeeded: hash ^ (hash >> 32)) | 1
      sounds[scalar] = sound
      syllables[hash] = sound
    }
  }

  private mutating func readSimplified(_ text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let pairs = Array(line.unicodeScalars)
      for index in stride(from: 0, to: pairs.count - 1, by: 2) {
        simplified[pairs[index]] = pairs[index + 1]
      }
    }
  }

  private mutating func spell() {
    for (word, kind) in spelt {
      let sounds = word.compactMap { self.sounds[$0] }
      guard sounds.count == word.count else { continue }
      wordsBySound[PersonsTable.hash(sounds: sounds)] = (word, kind)
    }
    spelt = []
  }

  /// The sounds that the letters spell, from first to last; nil where they spell none.
  func syllables(in letters: ArraySlice<Unicode.Scalar>) -> [UInt32]? {
    guard letters.count >= 2, letters.count <= 24 else { return nil }
    // The longest way from the end: best[i] is the first syllable from there.
    let letters = Array(letters)
    var best: [(end: Int, sound: UInt32)?] = Array(repeating: nil, count: letters.count)
    for start in letters.indices.reversed() {
      var hash = PersonsTable.basis
      for end in start..<min(start + 6, letters.count) {
        hash = PersonsTable.hash(hash, letters[end])
        guard let sound = syllables[hash] else { continue }
        if end + 1 == letters.count || best[end + 1] != nil { best[start] = (end + 1, sound) }
      }
    }
    var sounds: [UInt32] = []
    var index = 0
    while index < letters.count {
      guard let step = best[index] else { return nil }
      sounds.append(step.sound)
      index = step.end
    }
    return sounds
  }

  private mutating func read(_ text: String) throws(Failure) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let folded = line.unicodeScalars.map(Folding.fold)
      let row = folded.prefix { $0 != "#" }
      guard row.contains(where: { !$0.isBlank }) else { continue }
      func failure(_ found: some Sequence<Unicode.Scalar>, _ expected: String) -> Failure {
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: found)
        return Failure(line: index + 1, found: String(String(shown).prefix(20)), expected: expected)
      }
      guard let colon = row.firstIndex(of: ":") else {
        throw failure(row, "a class, a colon and words, such as 职务：书记 主任")
      }
      let title = String(String.UnicodeScalarView(row[..<colon].filter { !$0.isBlank }))
      let listed = row[(colon + 1)...].split(whereSeparator: \.isBlank)
      for word in listed {
        guard title == "名字" || word.count <= PersonsTable.longest else {
          throw failure(word, "words of at most \(PersonsTable.longest) characters")
        }
        switch title {
        case "姓氏":
          guard word.count == 1, let surname = word.first else {
            throw failure(word, "surnames of one character")
          }
          surnames.insert(surname)
        case "名字": given.formUnion(word)
        case "改写":
          let sides = word.split(separator: "=")
          guard sides.count == 2 else { throw failure(word, "a pair such as 鸿包=红包") }
          if let first = sides[0].first {
            rewriteReach[first] = max(rewriteReach[first] ?? 0, sides[0].count)
          }
          rewritten[PersonsTable.hash(sides[0])] = Array(sides[1])
        default:
          if let list = PersonsList.byTitle[title] {
            lists[list, default: PersonsWords()].insert(Array(word))
            continue
          }
          guard let kind = PersonsClass.byTitle[title] else {
            let titles =
              PersonsClass.allCases.compactMap(\.title) + PersonsList.allCases.map(\.title)
            throw failure(row[..<colon], "one of \(titles.joined(separator: " ")) 姓氏 名字 改写")
          }
          enter(Array(word))
          words[PersonsTable.hash(word)] = kind
          if kind.isKnownBySound, word.count >= 2 { spelt.append((Array(word), kind)) }
          if kind == .phenomenon { phenomena.insert(String(String.UnicodeScalarView(word))) }
        }
      }
    }
  }

  private mutating func enter(_ word: [Unicode.Scalar]) {
    guard let first = word.first else { return }
    reach[first] = max(reach[first] ?? 0, word.count)
  }

  static let longest = 12

  static let basis: UInt64 = 0xcbf2_9ce4_8422_2325

  /// One scalar more of a word's hash.
  static func hash(_ hash: UInt64, _ scalar: Unicode.Scalar) -> UInt64 {
    (hash ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01b3
  }

  static func hash(sounds: some Sequence<UInt32>) -> UInt64 {
    sounds.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  static func hash(_ word: some Sequence<Unicode.Scalar>) -> UInt64 {
    word.reduce(basis) { hash($0, $1) }
  }
}

extension PersonsClass {
  /// Offices, goods and deeds are also recognised where another character of the same sound stands.
  var isKnownBySound: Bool {
    switch self {
    case .office, .goods, .phenomenon, .procedure, .taking, .embezzling, .indecency, .rigging: true
    default: false
    }
  }
}
