/// A name that its owner chose, as it may stand beside what the bot vouches for. It says who somebody is
/// and nothing else: what stands before or behind the name is left out, and what does not look like a
/// person's name is said in quotes, so that no name reads like a part of an answer.
public struct PersonName: Sendable, Equatable {
  /// The name alone, without blanks, punctuation and pictures around it.
  public let bare: String
  /// Looks like a person's name, claims no office, right or state, and is no word for somebody else.
  let isPlain: Bool

  public init(_ typed: String) {
    let given = PersonName.closed(typed)
    if given.unicodeScalars.count <= PersonName.usual,
      given.unicodeScalars.allSatisfy(\.isUsualHan),
      !PersonName.claims(given)
    {
      bare = given
      isPlain = true
      return
    }
    let words = PersonName.words(of: given)
    if let word = words.first(where: PersonName.isPlain) {
      bare = word
      isPlain = true
    } else {
      bare = words.first ?? PersonName.nobody
      isPlain = words.isEmpty
    }
  }

  /// What answers say.
  var said: String { isPlain ? bare : "“\(Cards.brief(bare, limit: PersonName.longest))”" }

  /// Whoever's name has no letter.
  private static let nobody = "成员"
  /// Characters of a Chinese name; with a dot in it, names of other peoples.
  private static let usual = 4
  private static let longHan = 16
  private static let longOther = 32
  /// What is quoted is cut to so many characters.
  private static let longest = 12

  /// 李 四, as short names are set beside longer ones, is 李四.
  private static func closed(_ given: String) -> String {
    let parts = given.split(separator: " ")
    guard parts.count > 1, parts.count <= usual,
      parts.allSatisfy({
        $0.unicodeScalars.count == 1 && $0.unicodeScalars.allSatisfy(\.isUsualHan)
      })
    else { return given }
    return parts.joined()
  }

  /// Whether that is one word, as user names are.
  public static func isUserName(_ handle: String) -> Bool {
    handle.unicodeScalars.allSatisfy { $0.isNamePart || $0 == "_" || $0 == "-" || $0 == "." }
  }

  // MARK: Words

  /// The stretches of letters and digits. What joins a name belongs to it: a dot anywhere, blanks, hyphens
  /// and the like between letters that are not Chinese.
  private static func words(of given: String) -> [String] {
    let scalars = Array(given.unicodeScalars)
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for (place, scalar) in scalars.enumerated() {
      if scalar.isNamePart || joins(scalar, at: place, in: scalars) {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(String(word))
        word.removeAll()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  private static func joins(
    _ scalar: Unicode.Scalar, at place: Int, in scalars: [Unicode.Scalar]
  ) -> Bool {
    guard place > 0, place + 1 < scalars.count, scalars[place - 1].isNamePart,
      scalars[place + 1].isNamePart
    else { return false }
    if scalar.isNameDot { return true }
    let isJoint = scalar == " " || scalar == "-" || scalar == "_" || scalar == "'" || scalar == "’"
    return isJoint && !scalars[place - 1].properties.isIdeographic
      && !scalars[place + 1].properties.isIdeographic
  }

  /// 李四, 阿依古丽·买买提, Li Na, zhang_real.
  private static func isPlain(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    let han = scalars.count { $0.properties.isIdeographic }
    if han == 0 {
      return 2...longOther ~= scalars.count
        && word.split(separator: " ").allSatisfy { $0.unicodeScalars.contains { !$0.isDigit } }
    }
    let dots = scalars.count { $0.isNameDot }
    return han + dots == scalars.count && han <= (dots == 0 ? usual : longHan) && !claims(word)
  }

  // MARK: Claims

  private static func claims(_ word: String) -> Bool {
    guard word.unicodeScalars.contains(where: beginnings.contains) else { return false }
    return others.contains(word) || claimed.contains { word.contains($0) }
      || word.unicodeScalars.count > 2 && offices.contains { word.hasSuffix($0) }
  }

  /// What the bot alone says of somebody or of a case.
  private static let claimed: [String] =
    Role.allCases.filter { $0 != .member }.map(\.name) + Right.allCases.map(\.name)
    + CaseState.allCases.map(\.name)
    + ["纪委", "监委", "联络员", "联系人", "领衔", "机器人", "联督", "系统", "授权", "有权", "小组", "号"]
  /// Words for whoever reads, or for everybody.
  private static let others: Set<String> = [
    "您", "你", "我", "他", "她", "本人", "大家", "各位", "全体", "本群", "没有", "暂无",
  ]
  /// How units' names end.
  private static let offices = ["局", "委", "办", "厅", "院", "群", "街道", "中心"]

  /// Scalars without which a word claims nothing.
  private static let beginnings: Set<Unicode.Scalar> = Set(
    (claimed + Array(others)).compactMap(\.unicodeScalars.first)
      + offices.compactMap(\.unicodeScalars.first))
}

extension Unicode.Scalar {
  fileprivate var isUsualHan: Bool { 0x4E00...0x9FFF ~= value }

  fileprivate var isDigit: Bool { properties.numericType != nil && !properties.isIdeographic }

  /// Letters of all scripts, their marks, digits.
  fileprivate var isNamePart: Bool {
    properties.isAlphabetic || isDigit || properties.generalCategory == .nonspacingMark
  }

  /// · as it is typed.
  fileprivate var isNameDot: Bool {
    switch value {
    case 0xB7, 0x2022, 0x2027, 0x30FB: true
    default: false
    }
  }
}
