/// From triage to the instruments: who gets a case, and what is sent to a unit.
public enum HandingAct: Sendable, Equatable {
  case triage(Triaging)
  case contact(ContactChange)
  case assign(Assigning)
  case urge([CaseNumber])
  /// Drafts an instrument, or changes the draft there is.
  case draft(Drafting)
  /// Passes a wish for an instrument on to the team.
  case propose(Drafting)
  /// Takes a draft back.
  case drop(Drafting)
  /// The text of an instrument.
  case show(InstrumentQuery)
  case agree(Agreement)
  case dispute(Disputing)
  case rule(Adjudging)
  /// Without numbers: whatever waits for the unit one speaks for. Quietly: 收到 said in passing,
  /// which is no command where nothing waits.
  case receive([CaseNumber], quietly: Bool)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .triage: .triage
    case .contact: .contact
    case .assign: .assign
    case .urge: .urge
    case .draft(let drafting), .propose(let drafting), .drop(let drafting): drafting.verb
    case .show: .find
    case .agree: .agree
    case .dispute: .dispute
    case .rule: .ruling
    case .receive: .receive
    }
  }
}

/// 研判: accepted, or turned away with the reason.
public struct Triaging: Sendable, Equatable {
  public var number: CaseNumber
  public var accepts: Bool
  public var area: String?
  public var marks: [String]
  public var reason: String?
  /// Of a case of the inner circle: 公开 and 范围：内部 say whether it is opened; nil where neither was
  /// said.
  public var opens: Bool?

  public init(
    number: CaseNumber, accepts: Bool, area: String? = nil, marks: [String] = [],
    reason: String? = nil
  ) {
    self.number = number
    self.accepts = accepts
    self.area = area
    self.marks = marks
    self.reason = reason
  }
}

/// 联系: who keeps the line to the unit, added or taken away.
public struct ContactChange: Sendable, Equatable {
  public var number: CaseNumber
  public var people: [PersonReference]
  public var removes: Bool

  public init(number: CaseNumber, people: [PersonReference], removes: Bool = false) {
    self.number = number
    self.people = people
    self.removes = removes
  }
}

/// 交办: one or several cases, each to the named unit or to its own.
public struct Assigning: Sendable, Equatable {
  public var numbers: [CaseNumber]
  public var unit: String?
  public var assisting: [String]
  public var due: Deadline?
  public var requirement: String?

  public init(
    numbers: [CaseNumber], unit: String? = nil, assisting: [String] = [], due: Deadline? = nil,
    requirement: String? = nil
  ) {
    self.numbers = numbers
    self.unit = unit
    self.assisting = assisting
    self.due = due
    self.requirement = requirement
  }
}

/// 督办, 提示单, 提醒单, 约谈: what an instrument is to say. Parts left out stay as they are in the draft,
/// or come from the hand-over and the procedure table.
public struct Drafting: Sendable, Equatable {
  public var verb: Verb
  /// A kind of the procedure table by its name, where the command's own is not meant (文书：).
  public var kind: String?
  public var number: CaseNumber
  public var unit: String?
  public var assisting: [String]
  public var due: Deadline?
  public var requirement: String?
  /// Why this rung, where no lapsed term says it.
  public var reason: String?

  public init(
    verb: Verb, kind: String? = nil, number: CaseNumber, unit: String? = nil,
    assisting: [String] = [], due: Deadline? = nil, requirement: String? = nil,
    reason: String? = nil
  ) {
    self.verb = verb
    self.kind = kind
    self.number = number
    self.unit = unit
    self.assisting = assisting
    self.due = due
    self.requirement = requirement
    self.reason = reason
  }
}

/// Which instrument's text is wanted.
public enum InstrumentQuery: Sendable, Equatable {
  /// 协同督〔2026〕9号, brackets as typed.
  case numbered(String)
  /// 督办单 9: the ninth of this year, or that of case 9.
  case serial(Int, command: String)
}

/// 同意: to whatever waits for one's consent.
public struct Agreement: Sendable, Equatable {
  public var number: CaseNumber?
  /// 督办单, 提示单 …, where it is said.
  public var kind: String?
  /// The code of the text that was read: 7F3A-91C2.
  public var code: String?

  public init(number: CaseNumber?, kind: String? = nil, code: String? = nil) {
    self.number = number
    self.kind = kind
    self.code = code
  }
}

/// 异议: what a unit says against being the one.
public struct Disputing: Sendable, Equatable {
  public var number: CaseNumber
  public var reason: String
  /// Whose duty it is instead.
  public var suggestion: String?
  public var basis: String?
  /// 审签: the unit's leader who signed it off.
  public var signedOffBy: String?

  /// - Parameter text: As typed; 建议 in it begins the suggestion, 依据 the basis.
  public init(
    number: CaseNumber, text: String, suggestion: String? = nil, basis: String? = nil,
    signedOffBy: String? = nil
  ) {
    self.number = number
    self.suggestion = suggestion
    self.basis = basis
    self.signedOffBy = signedOffBy
    var reasons: [Substring] = []
    for clause in text.split(whereSeparator: { "，,。；;\n".contains($0) }) {
      let clause = Disputing.trimmed(clause)
      if self.basis == nil, let after = Disputing.after(["依据", "根据"], in: clause) {
        self.basis = String(after)
      } else if self.suggestion == nil, let place = clause.firstRange(of: "建议") {
        let before = Disputing.trimmed(clause[..<place.lowerBound])
        if !before.isEmpty { reasons.append(before) }
        self.suggestion = Disputing.unit(clause[place.upperBound...])
      } else if !clause.isEmpty {
        reasons.append(clause)
      }
    }
    reason = reasons.joined(separator: "，")
  }

  /// 由交警大队办理 names 交警大队.
  private static func unit(_ text: Substring) -> String? {
    var text = trimmed(text)
    for word in ["改由", "转由", "由", "改交"] where text.hasPrefix(word) {
      text = text.dropFirst(word.count)
      break
    }
    for word in ["牵头办理", "办理", "负责", "处理", "牵头"] where text.hasSuffix(word) {
      text = text.dropLast(word.count)
      break
    }
    return text.isEmpty ? nil : String(trimmed(text))
  }

  private static func after(_ words: [String], in clause: Substring) -> Substring? {
    guard let word = words.first(where: { clause.hasPrefix($0) }) else { return nil }
    let rest = trimmed(clause.dropFirst(word.count))
    return rest.isEmpty ? nil : rest
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let marks: Set<Character> = ["：", ":", " ", "\u{3000}", "是"]
    var text = text
    while let first = text.first, marks.contains(first) { text = text.dropFirst() }
    while let last = text.last, marks.contains(last), last != "是" { text = text.dropLast() }
    return text
  }
}

/// 裁定: 维持, or 改派 to another unit.
public struct Adjudging: Sendable, Equatable {
  public var number: CaseNumber
  public var upholds: Bool
  public var unit: String?
  public var assisting: [String]
  public var due: Deadline?
  public var note: String?

  public init(
    number: CaseNumber, upholds: Bool, unit: String? = nil, assisting: [String] = [],
    due: Deadline? = nil, note: String? = nil
  ) {
    self.number = number
    self.upholds = upholds
    self.unit = unit
    self.assisting = assisting
    self.due = due
    self.note = note
  }
}
