/// From the unit's report to the look-back, and what changes a case on the way.
public enum CourseAct: Sendable, Equatable {
  case report(UnitReport)
  case paper(CaseNumber)
  case verify(CaseNumber, note: String?)
  case sendBack(CaseNumber, reason: String)
  case extend(ExtensionWish)
  case approve(CaseNumber, note: String?)
  case refuse(CaseNumber, reason: String?)
  case rebase(CaseNumber, to: Deadline, reason: String)
  case suspend(CaseNumber, review: Deadline, reason: String)
  case resume(CaseNumber, note: String?)
  case void(VoidWish)
  case amend(AmendWish)
  case merge([CaseNumber], into: CaseNumber)
  case lookBack(CaseNumber, LookbackWish)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .report: .report
    case .paper: .paper
    case .verify: .verify
    case .sendBack: .sendBack
    case .extend: .extend
    case .approve: .approve
    case .refuse: .refuse
    case .rebase: .rebase
    case .suspend: .suspend
    case .resume: .resume
    case .void: .void
    case .amend: .amend
    case .merge: .merge
    case .lookBack: .lookBack
    }
  }
}

/// 反馈, as typed: what is missing may come later and in another chat.
public struct UnitReport: Sendable, Equatable {
  public var number: CaseNumber
  public var text: String?
  public var signedOffBy: String?
  /// Typed without the command, as the missing part of a report that was begun: its text is a
  /// remark then.
  public var continues: Bool

  public init(
    number: CaseNumber, text: String? = nil, signedOffBy: String? = nil, continues: Bool = false
  ) {
    self.number = number
    self.text = text
    self.signedOffBy = signedOffBy
    self.continues = continues
  }
}

/// 延期, as typed.
public struct ExtensionWish: Sendable, Equatable {
  /// What to do where the day is over and no extension can be asked for any more.
  public enum Way: String, Sendable, CaseIterable {
    /// The unit explains, and the team and the lead are told.
    case explain = "说明"
    /// The team is asked for a new day.
    case rebase = "改期"
  }

  public var number: CaseNumber
  public var until: Deadline
  public var reason: String?
  public var way: Way?

  public init(number: CaseNumber, until: Deadline, reason: String? = nil, way: Way? = nil) {
    self.number = number
    self.until = until
    self.reason = reason
    self.way = way
  }
}

/// 作废, as typed.
public struct VoidWish: Sendable, Equatable {
  public var numbers: [CaseNumber]
  public var reason: String
  /// The case that the reason names as the same; merging is proposed first.
  public var duplicateOf: CaseNumber?
  /// Chosen against merging.
  public var insists: Bool

  public init(
    numbers: [CaseNumber], reason: String, duplicateOf: CaseNumber? = nil, insists: Bool = false
  ) {
    self.numbers = numbers
    self.reason = reason
    self.duplicateOf = duplicateOf
    self.insists = insists
  }
}

/// 更正, as typed; nil fields stay.
public struct AmendWish: Sendable, Equatable {
  public var number: CaseNumber
  public var title: String?
  public var unit: String?
  public var assisting: [String]?
  public var area: String?
  public var source: String?
  public var sourceNumber: String?
  public var place: String?
  public var project: String?
  public var programme: String?
  public var urgent: Bool?
  public var due: Deadline?

  public init(number: CaseNumber) { self.number = number }
}

/// 回头看, as typed.
public enum LookbackWish: Sendable, Equatable {
  case show
  case schedule(Deadline)
  /// 巩固: it holds.
  case held(note: String?)
  /// 反弹: it is there again.
  case relapsed(note: String)
}
