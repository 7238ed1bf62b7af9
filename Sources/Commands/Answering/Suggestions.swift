import Casework

/// 您是要…吗: commands near to what was typed, by spelling and by toneless pinyin, among those the
/// caller may use. A suggestion is never run by itself.
struct Suggestions {
  let pinyin: Pinyin

  /// At most three, nearest first.
  func near(_ word: String, for actor: Actor) -> [CommandSpec] {
    let typed = Array(word.unicodeScalars.prefix(24).map(Folding.fold))
    guard !typed.isEmpty else { return [] }
    var found: [(distance: Int, spec: CommandSpec)] = []
    for spec in Catalogue.all where AccessPolicy.offers(spec.verb, to: actor) {
      guard ![.confirm, .next].contains(spec.verb),
        let distance = spec.allNames.compactMap({ distance(typed, $0) }).min()
      else { continue }
      found.append((distance, spec))
    }
    // A stable order: by distance, then as declared.
    return found.enumerated()
      .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .prefix(3).map(\.element.spec)
  }

  /// How far a typed word is from a command's name; nil where it is too far to suggest.
  private func distance(_ typed: [Unicode.Scalar], _ name: String) -> Int? {
    let scalars = Array(name.unicodeScalars)
    if scalars.first?.isLetter ?? false {
      // Short initials are near to everything.
      guard scalars.count >= 4 else { return nil }
      let edits = editDistance(typed, scalars)
      return edits <= 1 + scalars.count / 5 ? edits : nil
    }
    guard scalars.count > 1, typed.count >= scalars.count else { return nil }
    let head = Array(typed.prefix(scalars.count))
    let sounds = pinyin.spell(text(head))
    if sounds == pinyin.spell(name) { return 0 }
    if typed.count > scalars.count + 1 { return nil }
    // One character of two right, or the sounds one letter apart (shangxian, shangxiang).
    let same = zip(head, scalars).count { $0 == $1 }
    if same == scalars.count - 1 { return 1 }
    let edits = editDistance(
      Array(sounds.joined().unicodeScalars), Array(pinyin.spell(name).joined().unicodeScalars))
    return edits <= 1 ? 2 : nil
  }

  private func text(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}

extension Suggestions {
  /// The command whose sounds a word begins with, letter for letter.
  func exact(_ word: String, for actor: Actor) -> CommandSpec? {
    exact(word, among: Catalogue.all.filter { AccessPolicy.offers($0.verb, to: actor) })
  }

  func exact(_ word: String, among specs: [CommandSpec]) -> CommandSpec? {
    let sounds = pinyin.spell(word)
    return specs.first { spec in
      guard spec.name.unicodeScalars.count > 1 else { return false }
      let name = pinyin.spell(spec.name)
      return sounds.count >= name.count && Array(sounds.prefix(name.count)) == name
    }
  }
}

/// How many scalars to insert, drop or replace to make one of the other.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let next = min(diagonal + (a == b ? 0 : 1), row[j] + 1, row[j + 1] + 1)
      diagonal = row[j + 1]
      row[j + 1] = next
    }
  }
  return row[right.count]
}
