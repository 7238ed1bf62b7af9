/// Lists of words that are no classes of the model: by them private persons and homes are told, by rule.
enum PersonsList: CaseIterable {
  case compoundSurname
  /// What stands behind a surname: 大爷, 婶.
  case calling
  /// What stands before the name of somebody at home or in need: 户主, 患者.
  case household
  /// Illness, disability and what somebody did or suffered once, where it is said of somebody.
  case condition
  /// How somebody turns to an office, said behind his name: 来信, 打热线.
  case raising
  /// That something is not said publicly yet: 先别外传, 快下来了.
  case secrecy
  /// Words that are written as a name might be: 平安, 成功.
  case lookalike
  /// What makes a name one of a shop, a street or a village: 饭店, 路.
  case business
  /// How names of places end.
  case placeEnd

  /// The name in the table.
  var title: String {
    switch self {
    case .compoundSurname: "复姓"
    case .calling: "称呼"
    case .household: "户称"
    case .condition: "病况"
    case .raising: "来反映"
    case .secrecy: "未公布"
    case .lookalike: "像姓名"
    case .business: "店家"
    case .placeEnd: "地尾"
    }
  }

  static let byTitle = Dictionary(uniqueKeysWithValues: allCases.map { ($0.title, $0) })
}

/// Words of one list, found where they stand.
struct PersonsWords: Sendable {
  private var hashes: Set<UInt64> = []
  /// The length of the longest word that begins with a scalar.
  private var reach: [UInt32: Int] = [:]

  mutating func insert(_ word: [Unicode.Scalar]) {
    guard let first = word.first else { return }
    hashes.insert(PersonsTable.hash(word))
    reach[first.value] = max(reach[first.value] ?? 0, word.count)
  }

  /// The length of the longest word that begins there; 0 for none.
  func length(at index: Int, in line: [PersonsToken]) -> Int {
    guard line.indices.contains(index), let reach = reach[line[index].value] else { return 0 }
    var hash = PersonsTable.basis
    var length = 0
    for end in index..<min(index + reach, line.count) {
      guard let scalar = Unicode.Scalar(line[end].value) else { break }
      hash = PersonsTable.hash(hash, scalar)
      if hashes.contains(hash) { length = end + 1 - index }
    }
    return length
  }

  func contains(_ word: some Sequence<Unicode.Scalar>) -> Bool {
    hashes.contains(PersonsTable.hash(word))
  }
}
