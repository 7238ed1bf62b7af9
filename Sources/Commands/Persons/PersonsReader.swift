import Casework

/// Reads whether a text may accuse a person, names a private one, tells who raised something, or an
/// unpublished step against somebody.
///
/// Words of the table give each part of the text a class; a linear model over runs of characters,
/// sounds and classes, learnt from labelled texts, says how much a sentence is like those that
/// were held back. What is about a private person's number or door, about who raised something
/// and about unpublished steps is told by rules.
public struct PersonsReader: Sendable {
  let table: PersonsTable

  public init(_ table: PersonsTable) {
    self.table = table
  }

  /// What is to be done with a text.
  /// - Parameter vouched: whether it says 范围：对事, which lets pass what only looks like conduct.
  public func verdict(of text: String, vouched: Bool = false) -> PersonsVerdict {
    var result = PersonsVerdict.pass
    for line in lines(of: text) {
      switch verdict(of: line) {
      case .hold(.conduct) where vouched: continue
      case .hold(let reason): return .hold(reason)
      case .inner(let word): result = .inner(phenomenon: word)
      case .pass: continue
      }
    }
    return result
  }

  /// Whether a text names a phenomenon of conduct: such a matter is the inner circle's until it is triaged.
  public func namesPhenomenon(in text: String) -> Bool {
    lines(of: PersonsReader.joined(text)).contains { phenomenon(in: $0) != nil }
  }

  /// 吃、拿、卡、要 as 吃拿卡要: commas beside a character that stands alone are left out. Only where a
  /// phenomenon is looked for: 张、王、李 is a list.
  private static func joined(_ text: String) -> String {
    let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) {
      "、，,.".unicodeScalars.contains($0)
    }
    guard parts.count > 1 else { return text }
    var joined = String.UnicodeScalarView(parts[0])
    for (before, part) in zip(parts, parts.dropFirst()) {
      if before.count > 1, part.count > 1 { joined.append("、") }
      joined += part
    }
    return String(joined)
  }

  func lines(of text: String) -> [[PersonsToken]] {
    let tagger = PersonsTagger(table: table)
    return PersonsText(table: table).lines(of: text).map { line in
      var line = line
      tagger.tag(&line)
      return line
    }
  }

  /// Whether a text means somebody: by name, office, kinship, pointing at or plate.
  public func meansSomebody(_ text: String) -> Bool {
    lines(of: text).contains { PersonsRules(line: $0, table: table).meansSomebody }
  }

  private func verdict(of line: [PersonsToken]) -> PersonsVerdict {
    let rules = PersonsRules(line: line, table: table)
    if let reason = rules.reason { return .hold(reason) }
    guard rules.saysEnough else { return .pass }
    // What happens at a unit, without anybody who could be told, is the inner circle's.
    let phenomenon = phenomenon(in: line)
    if let phenomenon, !rules.meansSomebody { return .inner(phenomenon: phenomenon) }
    guard score(of: line) > 0 || accusesInPart(line) else {
      return phenomenon.map { .inner(phenomenon: $0) } ?? .pass
    }
    return .hold(
      line.contains { $0.kind == .procedure || $0.kind == .measure } ? .procedure : .conduct)
  }

  /// The highest score of a run of sentences. The net is asked about those few that the linear part
  /// finds most like an accusation.
  func score(of line: [PersonsToken]) -> Float {
    var features = PersonsFeatures(bits: table.model.bits)
    let scored = windows(of: line).map { range in
      (range: range, linear: table.model.linear(features.collect(line[range])))
    }
    return scored.sorted { $0.linear > $1.linear }.prefix(PersonsReader.asked).map { window in
      table.model.score(window.linear, line[window.range])
    }.max() ?? -1
  }

  private static let asked = 6

  /// Whether a sentence by itself, or what is left without requests and terms, is like an accusation:
  /// harmless words around it do not make it less.
  private func accusesInPart(_ line: [PersonsToken]) -> Bool {
    guard line.contains(where: { $0.isComma || $0.isStop }) else { return false }
    let sentences = line.split(whereSeparator: \.isStop)
    let told = line.split { $0.isComma || $0.isStop }.filter { !asksOrDates($0) }
    let comma = PersonsToken(value: 0x2C)
    return (sentences.map(Array.init) + [Array(told.joined(separator: [comma]))]).contains { part in
      guard part.count < line.count else { return false }
      let rules = PersonsRules(line: part, table: table)
      return rules.saysEnough && rules.meansSomebody && score(of: part) > 0
    }
  }

  /// 请尽快核实, 建议下周看一下, 到10月20日, 9月30日前整改.
  private func asksOrDates(_ clause: ArraySlice<PersonsToken>) -> Bool {
    guard let first = clause.first else { return true }
    return first.kind == .request
      || clause.count <= 12
        && zip(clause, clause.dropFirst()).contains {
          $0.isNumber && ($1.value == 0x6708 || $1.value == 0x65E5)
        }
  }

  func features(of tokens: ArraySlice<PersonsToken>) -> [UInt32] {
    var features = PersonsFeatures(bits: table.model.bits)
    return features.collect(tokens)
  }

  /// The whole line where it is short; otherwise from each sentence as many as one takes in.
  func windows(of line: [PersonsToken]) -> [Range<Int>] {
    guard line.count > PersonsReader.width else { return [0..<line.count] }
    var starts = [0]
    for index in line.indices
    where line[index].isStop || (line[index].isComma && index - (starts.last ?? 0) > 20) {
      starts.append(index + 1)
    }
    return starts.filter { $0 < line.count }.map { start in
      let limit = start + PersonsReader.width
      let end = limit >= line.count ? line.count : starts.last { $0 <= limit && $0 > start }
      return start..<(end ?? min(limit, line.count))
    }
  }

  private static let width = 72

  /// A phenomenon of the table, unless a sign or a rule against it is spoken of.
  private func phenomenon(in line: [PersonsToken]) -> String? {
    guard !line.contains(where: { $0.kind == .frame }),
      let start = line.firstIndex(where: { $0.kind == .phenomenon })
    else { return nil }
    var word = String.UnicodeScalarView()
    for index in start..<line.count where index == start || !line[index].isHead {
      guard line[index].kind == .phenomenon else { break }
      if let scalar = Unicode.Scalar(line[index].value) { word.append(scalar) }
    }
    return String(word)
  }
}
