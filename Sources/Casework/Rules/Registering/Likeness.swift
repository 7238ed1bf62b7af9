/// How alike two matters are: what they have in common of place and thing, by pairs of Han
/// characters. One place alone makes no two cases alike.
enum Likeness {
  /// The open case most like a new one; nil where none is near.
  static func nearest(
    _ title: String, place: String?, _ casebook: any Casebook
  ) throws -> Case? {
    let text = [title, place ?? ""].joined(separator: "\n")
    let mine = pairs(text)
    guard mine.count >= minimum else { return nil }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    var seen: Set<CaseNumber> = []
    var best: (score: Int, matter: Case)?
    for piece in pieces(text) {
      var query = CaseQuery(words: [piece], states: open, limit: 6)
      query.isHint = true
      for matter in try casebook.find(query).cases where seen.insert(matter.number).inserted {
        // A restricted one is like nothing.
        guard matter.number.series == .open, let score = score(mine, matter) else { continue }
        if best.map({ score > $0.score }) ?? true { best = (score, matter) }
      }
      // The same in all that counts: nothing is nearer.
      if best?.score == mine.count * 1000 + 1000 { break }
    }
    return best?.matter
  }

  /// How many pairs a sentence and a case have in common.
  static func shared(_ text: String, _ matter: Case) -> Int {
    pairs(text).intersection(pairs(words(of: matter))).count
  }

  /// Fewer pairs than that say nothing.
  private static let minimum = 3

  /// What is shared goes before how much of the whole it is; nil where they are not alike: less than half of the shorter one is shared.
  private static func score(_ mine: Set<Pair>, _ matter: Case) -> Int? {
    let theirs = pairs(words(of: matter))
    let shared = mine.intersection(theirs).count
    let shorter = min(mine.count, theirs.count)
    guard shared >= minimum, shared * 2 > shorter else { return nil }
    return shared * 1000 + shared * 1000 / max(mine.count, theirs.count)
  }

  private static func words(of matter: Case) -> String {
    [matter.title, matter.details.place ?? ""].joined(separator: "\n")
  }

  struct Pair: Hashable {
    private let scalars: UInt64

    init(first: Unicode.Scalar, second: Unicode.Scalar) {
      scalars = UInt64(first.value) << 32 | UInt64(second.value)
    }
  }

  static func pairs(_ text: String) -> Set<Pair> {
    var found: Set<Pair> = []
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars.prefix(longest) {
      guard scalar.isHan else {
        before = nil
        continue
      }
      if let before { found.insert(Pair(first: before, second: scalar)) }
      before = scalar
    }
    return found.subtracting(common)
  }

  private static let longest = 120

  /// What so many places and things have in common that it says nothing.
  private static let common: Set<Pair> = Set(
    ["小区", "街道", "社区", "村口", "门口", "附近", "问题", "没有", "不能", "有人", "反映"].compactMap { word in
      let scalars = Array(word.unicodeScalars)
      return scalars.count == 2 ? Pair(first: scalars[0], second: scalars[1]) : nil
    })

  /// What to look for: pieces of four characters, from each run of Han the first and the last, so
  /// that place and thing are both tried; few, since each is a search.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    let runs = text.unicodeScalars.prefix(longest).split { !$0.isHan }
    for run in runs where run.count >= 3 && pieces.count < 4 {
      let length = min(4, run.count)
      for part in [run.prefix(length), run.suffix(length)] {
        let piece = String(Substring(part))
        if !pieces.contains(piece) { pieces.append(piece) }
      }
    }
    return Array(pieces.prefix(4))
  }
}
