/// What the model looks at in a run of tokens: runs of characters, of sounds and of classes, and
/// which classes stand together in a clause.
struct PersonsFeatures {
  private let mask: UInt32
  private var found: [UInt32] = []

  init(bits: Int) { mask = (1 << UInt32(bits)) - 1 }

  private mutating func add(_ kind: UInt32, _ values: UInt32...) { add(kind, values[...]) }

  private mutating func add(_ kind: UInt32, _ values: ArraySlice<UInt32>) {
    var hash: UInt32 = 0x811c_9dc5 ^ kind
    for value in values {
      hash = (hash ^ value) &* 0x0100_0193
      hash ^= hash >> 15
    }
    hash = (hash ^ (hash >> 13)) &* 0x5bd1_e995
    found.append((hash ^ (hash >> 15)) & mask)
  }

  /// The features of these tokens, each once.
  mutating func collect(_ tokens: ArraySlice<PersonsToken>) -> [UInt32] {
    found.removeAll(keepingCapacity: true)
    let values = tokens.map(\.value)
    runs(1, values, 1...4)
    runs(2, tokens.map(\.sound), 2...3)
    var symbols: [UInt32] = []
    var kinds: [(kind: UInt32, place: Int, clause: Int)] = []
    var clause = 0
    for (place, token) in tokens.enumerated() {
      if let kind = token.kind {
        guard token.isHead else { continue }
        let symbol = 0x20_0000 + UInt32(kind.rawValue)
        symbols.append(symbol)
        kinds.append((symbol, place, clause))
      } else {
        symbols.append(token.value)
        if token.isComma || token.isStop { clause += 1 }
      }
    }
    runs(3, symbols, 1...4) { $0.contains { $0 >= 0x20_0000 } }
    pairs(kinds)
    around(kinds, Array(tokens))
    found.sort()
    var last: UInt32?
    return found.filter { bucket in
      defer { last = bucket }
      return bucket != last
    }
  }

  private mutating func runs(
    _ kind: UInt32, _ values: [UInt32], _ lengths: ClosedRange<Int>,
    where isKept: (ArraySlice<UInt32>) -> Bool = { _ in true }
  ) {
    for start in values.indices {
      for length in lengths where start + length <= values.count {
        let run = values[start..<(start + length)]
        if isKept(run) { add(kind * 16 + UInt32(length), run) }
      }
    }
  }

  private mutating func pairs(_ kinds: [(kind: UInt32, place: Int, clause: Int)]) {
    for (index, first) in kinds.enumerated() {
      for second in kinds[(index + 1)...].prefix(6) {
        let isSame: UInt32 = first.clause == second.clause ? 1 : 0
        add(64 + isSame, first.kind, second.kind)
        guard isSame == 1 else { continue }
        for third in kinds[(index + 1)...].prefix(5)
        where third.place > second.place && third.clause == first.clause {
          add(66, first.kind, second.kind, third.kind)
        }
      }
    }
  }

  /// A person's word and the two characters of what stands beside it in the clause.
  private mutating func around(
    _ kinds: [(kind: UInt32, place: Int, clause: Int)], _ tokens: [PersonsToken]
  ) {
    for one in kinds where PersonsFeatures.persons.contains(one.kind) {
      for ahead in [true, false] {
        var place = one.place
        for _ in 0..<14 {
          place += ahead ? 1 : -1
          guard place >= 0, place + 1 < tokens.count, !tokens[place].isStop,
            !tokens[place].isComma
          else { break }
          guard tokens[place].kind == nil || tokens[place].isHead else { continue }
          add(ahead ? 67 : 68, one.kind, tokens[place].value, tokens[place + 1].value)
        }
      }
    }
  }

  private static let persons = Set(
    [PersonsClass.office, .hint, .name, .kin, .likelyName].map { 0x20_0000 + UInt32($0.rawValue) })
}
