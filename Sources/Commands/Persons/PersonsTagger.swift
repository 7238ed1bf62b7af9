import Casework

/// Gives each token the class of the word that it belongs to: words of the table, the longest first,
/// then words of the same sound, then names, doors, plates and numbers by their form.
struct PersonsTagger {
  let table: PersonsTable

  func tag(_ tokens: inout [PersonsToken]) {
    tagWords(&tokens)
    tagSounds(&tokens)
    tagNames(&tokens)
    tagForms(&tokens)
  }

  private func mark(
    _ range: Range<Int>, _ kind: PersonsClass, in tokens: inout [PersonsToken],
    bySound: Bool = false
  ) {
    for index in range {
      tokens[index].kind = kind
      tokens[index].isHead = index == range.lowerBound
      tokens[index].bySound = bySound
    }
  }

  private func tagWords(_ tokens: inout [PersonsToken]) {
    var index = 0
    while index < tokens.count {
      guard tokens[index].kind == nil, let first = Unicode.Scalar(tokens[index].value),
        let reach = table.reach[first]
      else {
        index += 1
        continue
      }
      var hash = PersonsTable.basis
      var found: (end: Int, kind: PersonsClass)?
      for end in index..<min(index + reach, tokens.count) {
        guard tokens[end].kind == nil, let scalar = Unicode.Scalar(tokens[end].value) else { break }
        hash = PersonsTable.hash(hash, scalar)
        if let kind = table.words[hash] { found = (end + 1, kind) }
      }
      guard let found, !isNone(index..<found.end, found.kind, tokens) else {
        index += 1
        continue
      }
      mark(index..<found.end, found.kind, in: &tokens)
      index = found.end
    }
  }

  /// 站长 in 收费站长期堵车 is no office, nor 领导 in 领导小组.
  private func isNone(_ range: Range<Int>, _ kind: PersonsClass, _ tokens: [PersonsToken]) -> Bool {
    guard kind == .office, range.upperBound < tokens.count,
      let next = Unicode.Scalar(tokens[range.upperBound].value),
      let last = Unicode.Scalar(tokens[range.upperBound - 1].value)
    else { return false }
    if last == "长" { return "期时年久达度途廊短假势约".unicodeScalars.contains(next) }
    return last == "员" && next == "会"
  }

  private func tagSounds(_ tokens: inout [PersonsToken]) {
    var index = 0
    while index < tokens.count {
      guard tokens[index].kind == nil, tokens[index].sound != 0 else {
        index += 1
        continue
      }
      var sounds: [UInt32] = []
      var found: (end: Int, kind: PersonsClass)?
      for end in index..<min(index + 6, tokens.count) {
        guard tokens[end].kind == nil, tokens[end].sound != 0 else { break }
        sounds.append(tokens[end].sound)
        guard sounds.count >= 2,
          let (word, kind) = table.wordsBySound[PersonsTable.hash(sounds: sounds)]
        else { continue }
        // 主人 is not 主任: something of the word stands there, or syllables in Latin letters do.
        let same = word.indices.count { word[$0].value == tokens[index + $0].value }
        let latin = word.indices.count { tokens[index + $0].value == PersonsToken.syllable }
        if same + latin > 0, same < word.count { found = (end + 1, kind) }
      }
      if let found {
        mark(index..<found.end, found.kind, in: &tokens, bySound: true)
        index = found.end
      } else {
        index += 1
      }
    }
  }

  // MARK: Names

  private func isSurname(_ token: PersonsToken) -> Bool {
    Unicode.Scalar(token.value).map(table.surnames.contains) ?? false
  }

  private func isGiven(_ token: PersonsToken) -> Bool {
    Unicode.Scalar(token.value).map(table.given.contains) ?? false
  }

  private func isFree(_ index: Int, _ tokens: [PersonsToken]) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].kind == nil && tokens[index].isHan
  }

  private func tagNames(_ tokens: inout [PersonsToken]) {
    for index in tokens.indices where isFree(index, tokens) {
      let scalar = Unicode.Scalar(tokens[index].value) ?? " "
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if isSurname(tokens[index]), let next {
        if next.kind == .office, next.isHead {
          mark(index..<(index + 1), .name, in: &tokens)
          continue
        }
        let following = Unicode.Scalar(next.value) ?? " "
        if next.kind == nil, following == "某" {
          let more = index + 2 < tokens.count && tokens[index + 2].value == tokens[index + 1].value
          mark(index..<(index + (more ? 3 : 2)), .name, in: &tokens)
          continue
        }
        if next.kind == nil, PersonsTagger.callings.contains(following) {
          mark(index..<(index + 2), .name, in: &tokens)
          continue
        }
        // 王阿姨: the calling is a word of the table.
        if next.kind == .kin || next.kind == .hint || next.kind == .folk, next.isHead,
          !isFree(index - 1, tokens)
        {
          mark(index..<(index + 1), .name, in: &tokens)
          continue
        }
      }
      if "小老阿".unicodeScalars.contains(scalar), let next, next.kind == nil, isSurname(next),
        !PersonsTagger.noCalling.contains(Unicode.Scalar(next.value) ?? " ")
      {
        mark(index..<(index + 2), .name, in: &tokens)
        continue
      }
      if scalar == "姓", let next, isSurname(next) {
        mark(index..<(index + 2), .name, in: &tokens)
        continue
      }
      if isSurname(tokens[index]), isFree(index + 1, tokens), !isLookalike(index, tokens),
        !isFree(index - 1, tokens) || introduces(tokens[index - 1])
      {
        // A surname where a phrase begins, and one or two characters that given names have; one of two
        // is enough right before a deed.
        var end = index + 1
        while end < min(index + 3, tokens.count), isFree(end, tokens), isGiven(tokens[end]) {
          end += 1
        }
        if end == index + 2, isFree(end, tokens), end + 1 < tokens.count,
          tokens[end + 1].kind.map(PersonsTagger.deeds.contains) ?? false
        {
          end += 1
        }
        if end == index + 3 || (end == index + 2 && !isFree(end, tokens)) {
          mark(index..<end, .likelyName, in: &tokens)
        }
      }
    }
  }

  /// 幸福小 in 幸福小区 has the form of a name.
  private func isLookalike(_ index: Int, _ tokens: [PersonsToken]) -> Bool {
    (table.lists[.lookalike]?.length(at: index, in: tokens) ?? 0) > 1
  }

  /// 叫杨有根, 患者孟菊仙.
  private func introduces(_ token: PersonsToken) -> Bool {
    Unicode.Scalar(token.value).map { "叫主名者款人是".unicodeScalars.contains($0) } ?? false
  }

  private static let deeds: Set<PersonsClass> = [
    .phenomenon, .taking, .feasting, .embezzling, .indecency,
  ]
  private static let callings: Set<Unicode.Scalar> = Set("总工科局处哥姐叔姨婶嫂爷伯妈".unicodeScalars)
  /// 小区 老师 小时 and their like call nobody.
  private static let noCalling: Set<Unicode.Scalar> = Set("区师时车路商康满白温国广应".unicodeScalars)

  // MARK: Doors, plates, numbers

  private func tagForms(_ tokens: inout [PersonsToken]) {
    for index in tokens.indices where tokens[index].isNumber && tokens[index].kind == nil {
      var end = index
      var parts = 0
      var sawRoom = false
      // 3幢2单元501, 12弄3号, 8幢301室.
      while end < tokens.count, tokens[end].isNumber {
        let length = tokens[end].value - PersonsToken.number
        let unit = doorUnit(tokens, at: end + 1)
        if unit == 0 {
          if parts > 0, (3...4).contains(length) {
            sawRoom = true
            end += 1
          }
          break
        }
        parts += 1
        end += 1 + unit
      }
      if sawRoom || parts >= 2 { mark(index..<end, .door, in: &tokens) }
    }
  }

  /// The length of 幢, 号楼, 单元, 室 … there; 0 for none.
  private func doorUnit(_ tokens: [PersonsToken], at index: Int) -> Int {
    guard index < tokens.count, let scalar = Unicode.Scalar(tokens[index].value) else { return 0 }
    let next = index + 1 < tokens.count ? Unicode.Scalar(tokens[index + 1].value) : nil
    switch scalar {
    case "号": return next == "楼" ? 2 : 1
    case "单": return next == "元" ? 2 : 0
    case "幢", "栋", "座", "室", "弄", "户", "组": return 1
    default: return 0
    }
  }
}
