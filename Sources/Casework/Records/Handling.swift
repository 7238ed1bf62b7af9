/// What became of a case after it was registered, beyond lead, progress and closing: the hand-over,
/// instruments, requests that wait for a decision, the report and its verification.
public struct Handling: Sendable, Equatable, Codable {
  /// The hand-over to a unit in force (交办).
  public var handed: HandOver?
  public var urges: [Urge] = []
  public var instruments: [Instrument] = []
  /// What the unit says against being the one, while nobody has ruled (异议).
  public var dispute: Dispute?
  public var disputes = 0
  /// An extension that waits for a decision (延期).
  public var extensionAsked: ExtensionRequest?
  /// How many were granted.
  public var extensions = 0
  /// A report that still lacks its photos or the name of who signed it off.
  public var reportBegun: ReportDraft?
  /// The report that waits for verification, or was verified (反馈).
  public var report: Report?
  /// When it was reported before it relapsed: what was sent until then had its answer.
  public var reportedBefore: Instant?
  /// How often a report was sent back (退回).
  public var returns = 0
  /// When a report was last sent back, or the case relapsed: older photos prove nothing new.
  public var returnedAt: Instant?
  public var verification: Verification?
  /// The date before the first 改期 of the unit that has the matter: it and the days late are kept.
  public var firstDue: Deadline?
  /// The working days late at each 改期, added up.
  public var lateWorkdays = 0
  /// The terms of the units that had the matter before, the first one first; nil where there is none.
  public internal(set) var formerTerms: [FormerTerm]?
  public var suspension: Suspension?
  /// 作废, 合并 or 挂起 that waits for its second person.
  public var asked: AskedAct?
  public var mergedInto: CaseNumber?
  public var absorbed: [Absorbed] = []
  public var lookback: Lookback?
  public var relapses = 0
  public var relapsedAt: Instant?
  /// When it last began anew, by a relapse or by 改期.
  public var begunAt: Instant?
  /// When the sealed paper came in (收件).
  public var paper: Receipt?
  public var evidence: [EvidenceItem] = []
  /// 标定 marks, tags.
  public var marks: [String] = []
  /// For a clue about a person in the mode 交接: who handed it to whom, the last time.
  public internal(set) var transfer: Transfer?
  /// Those before, the first one first; nil where there is none.
  var earlierTransfers: [Transfer]?
  /// Who may see a restricted case beside lead and contacts.
  public var receivers: [PersonID] = []

  public init() {}

  /// Since when something waits for opening hours to be said; nil where nothing does.
  var held: Instant? {
    let chasers = urges.filter(\.waits).map(\.at)
    let papers = instruments.filter { $0.waits == true && $0.state != .dropped }
    return (chasers + papers.map { $0.issuedAt ?? $0.draftedAt }).min()
  }
}

extension Handling {
  // Written by hand so that what an older program wrote, which lacks later fields, is still read:
  // a restored case stands whole in the journal.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func list<T: Decodable>(_ key: CodingKeys) throws -> [T] {
      try values.decodeIfPresent([T].self, forKey: key) ?? []
    }
    func count(_ key: CodingKeys) throws -> Int {
      try values.decodeIfPresent(Int.self, forKey: key) ?? 0
    }
    self.init()
    handed = try values.decodeIfPresent(HandOver.self, forKey: .handed)
    urges = try list(.urges)
    instruments = try list(.instruments)
    dispute = try values.decodeIfPresent(Dispute.self, forKey: .dispute)
    disputes = try count(.disputes)
    extensionAsked = try values.decodeIfPresent(ExtensionRequest.self, forKey: .extensionAsked)
    extensions = try count(.extensions)
    reportBegun = try values.decodeIfPresent(ReportDraft.self, forKey: .reportBegun)
    report = try values.decodeIfPresent(Report.self, forKey: .report)
    reportedBefore = try values.decodeIfPresent(Instant.self, forKey: .reportedBefore)
    returns = try count(.returns)
    returnedAt = try values.decodeIfPresent(Instant.self, forKey: .returnedAt)
    verification = try values.decodeIfPresent(Verification.self, forKey: .verification)
    firstDue = try values.decodeIfPresent(Deadline.self, forKey: .firstDue)
    lateWorkdays = try count(.lateWorkdays)
    formerTerms = try values.decodeIfPresent([FormerTerm].self, forKey: .formerTerms)
    suspension = try values.decodeIfPresent(Suspension.self, forKey: .suspension)
    asked = try values.decodeIfPresent(AskedAct.self, forKey: .asked)
    mergedInto = try values.decodeIfPresent(CaseNumber.self, forKey: .mergedInto)
    absorbed = try list(.absorbed)
    lookback = try values.decodeIfPresent(Lookback.self, forKey: .lookback)
    relapses = try count(.relapses)
    relapsedAt = try values.decodeIfPresent(Instant.self, forKey: .relapsedAt)
    begunAt = try values.decodeIfPresent(Instant.self, forKey: .begunAt)
    paper = try values.decodeIfPresent(Receipt.self, forKey: .paper)
    evidence = try list(.evidence)
    marks = try list(.marks)
    transfer = try values.decodeIfPresent(Transfer.self, forKey: .transfer)
    earlierTransfers = try values.decodeIfPresent([Transfer].self, forKey: .earlierTransfers)
    receivers = try list(.receivers)
  }
}

/// 交办: a unit has the matter, with a term. The ordinary first step; it bears no document number.
public struct HandOver: Sendable, Equatable, Codable {
  /// The leading unit (牵头): only its lateness counts.
  public var unit: UnitReference
  public var assisting: [UnitReference]
  public var due: Deadline?
  public var requirement: String?
  public var by: PersonID
  public var at: Instant
  public var received: Receipt?
  /// A ruling upheld it: it is not disputed again.
  public var upheld: Bool?
  /// The day that was over when this one was given to the unit that had it: kept as the first one.
  public var late: Deadline?

  private enum CodingKeys: String, CodingKey {
    case unit, assisting, due, requirement, by, at, received, upheld, late
  }

  public init(
    unit: UnitReference, assisting: [UnitReference] = [], due: Deadline?,
    requirement: String? = nil, by: PersonID, at: Instant, received: Receipt? = nil
  ) {
    self.unit = unit
    self.assisting = assisting
    self.due = due
    self.requirement = requirement
    self.by = by
    self.at = at
    self.received = received
  }
}

/// The term that a unit had before another one got the matter.
public struct FormerTerm: Sendable, Equatable, Codable {
  public var unit: UnitReference
  /// Its first day.
  public var due: Deadline
  /// When the other one got the matter.
  public var until: Instant

  private enum CodingKeys: String, CodingKey {
    case unit, due, until
  }

  public init(unit: UnitReference, due: Deadline, until: Instant) {
    self.unit = unit
    self.due = due
    self.until = until
  }

  /// Whether the day was over by then.
  func isLate(_ zone: Zone) -> Bool { due.day < zone.day(of: until) }
}

/// That somebody took something in: a hand-over, an instrument, a paper.
public struct Receipt: Sendable, Equatable, Codable {
  public var by: PersonID
  public var at: Instant

  private enum CodingKeys: String, CodingKey {
    case by, at
  }

  public init(by: PersonID, at: Instant) {
    self.by = by
    self.at = at
  }
}

/// An instrument (文书) about a case: 问题督办单, 提示单 … A draft until its signers agree to the same
/// text; numbered at issue.
public struct Instrument: Sendable, Equatable, Codable {
  public enum State: String, Sendable, CaseIterable, Codable {
    case draft, issued, dropped
  }

  /// Its place among the case's instruments, from 1.
  public var serial: Int
  /// Its kind in the procedure table.
  public var kind: String
  public var state: State
  public var unit: UnitReference
  public var assisting: [UnitReference]
  public var requirement: String
  /// Why this rung: what lapsed, or the reason stated.
  public var grounds: String
  public var due: Deadline
  /// The printable text without number, date and signers; what signers agree to.
  public var text: String
  /// SHA-256 of the text, hexadecimal: consents hold for this text only.
  public var digest: String
  public var drafter: PersonID
  public var draftedAt: Instant
  public var consents: [Consent]
  /// 协同督〔2026〕9号, from issue on.
  public var number: String?
  public var year: Int?
  public var yearSerial: Int?
  public var issuedAt: Instant?
  public var received: Receipt?
  /// The reason that was stated for it, if one was.
  public var reason: String?
  /// The text before it was last changed, and the consents that were void by that.
  public var before: EarlierText?
  /// Whoever is to sign or to take it in is told in opening hours, and was not yet.
  public var waits: Bool?
  /// When another unit got the case: from then on its own has nothing to sign and to answer.
  public var ended: Instant?

  /// Whether its text must not be read any more.
  var isHidden: Bool { Skeleton.isMarked(text) }

  private enum CodingKeys: String, CodingKey {
    case serial, kind, state, unit, assisting, requirement, grounds, due, text, digest, drafter,
      draftedAt, consents, number, year, yearSerial, issuedAt, received, reason, before, waits,
      ended
  }

  public init(
    serial: Int, kind: String, state: State = .draft, unit: UnitReference,
    assisting: [UnitReference] = [], requirement: String, grounds: String, due: Deadline,
    text: String, digest: String, drafter: PersonID, draftedAt: Instant, consents: [Consent] = []
  ) {
    self.serial = serial
    self.kind = kind
    self.state = state
    self.unit = unit
    self.assisting = assisting
    self.requirement = requirement
    self.grounds = grounds
    self.due = due
    self.text = text
    self.digest = digest
    self.drafter = drafter
    self.draftedAt = draftedAt
    self.consents = consents
  }
}

/// A text that holds no longer.
public struct EarlierText: Sendable, Equatable, Codable {
  public var text: String
  public var consents: [Consent]

  private enum CodingKeys: String, CodingKey {
    case text, consents
  }

  public init(text: String, consents: [Consent]) {
    self.text = text
    self.consents = consents
  }
}

/// One side's 同意 to a text, or to a second extension.
public struct Consent: Sendable, Equatable, Codable {
  public var by: PersonID
  /// 人大 or 纪委监委.
  public var side: Role
  public var at: Instant

  private enum CodingKeys: String, CodingKey {
    case by, side, at
  }

  public init(by: PersonID, side: Role, at: Instant) {
    self.by = by
    self.side = side
    self.at = at
  }
}

/// 异议: the unit says that it is not its duty, with grounds.
public struct Dispute: Sendable, Equatable, Codable {
  public var by: PersonID
  public var at: Instant
  public var unit: UnitReference
  public var reason: String
  /// The state to go back to.
  public var previous: CaseState
  /// The day by which the team answers.
  public var answerBy: CivilDate
  /// Whose duty it is instead, by what rule, and who signed that off.
  public var suggestion: String?
  public var basis: String?
  public var signedOffBy: String?

  private enum CodingKeys: String, CodingKey {
    case by, at, unit, reason, previous, answerBy, suggestion, basis, signedOffBy
  }

  public init(
    by: PersonID, at: Instant, unit: UnitReference, reason: String, previous: CaseState,
    answerBy: CivilDate
  ) {
    self.by = by
    self.at = at
    self.unit = unit
    self.reason = reason
    self.previous = previous
    self.answerBy = answerBy
  }
}

/// 延期: asked for before the day is over; another person decides.
public struct ExtensionRequest: Sendable, Equatable, Codable {
  public var by: PersonID
  public var at: Instant
  public var until: Deadline
  public var reason: String
  /// From the second one on both sides agree.
  public var needsBothSides: Bool
  public var agreed: [Consent]

  private enum CodingKeys: String, CodingKey {
    case by, at, until, reason, needsBothSides, agreed
  }

  public init(
    by: PersonID, at: Instant, until: Deadline, reason: String, needsBothSides: Bool,
    agreed: [Consent] = []
  ) {
    self.by = by
    self.at = at
    self.until = until
    self.reason = reason
    self.needsBothSides = needsBothSides
    self.agreed = agreed
  }
}

/// A report as far as it was told: it counts once its photos and the name of who signed it off are
/// there, whichever chat they come in.
public struct ReportDraft: Sendable, Equatable, Codable {
  public var text: String
  public var by: PersonID
  public var at: Instant
  public var signedOffBy: String?

  private enum CodingKeys: String, CodingKey {
    case text, by, at, signedOffBy
  }

  public init(text: String, by: PersonID, at: Instant, signedOffBy: String? = nil) {
    self.text = text
    self.by = by
    self.at = at
    self.signedOffBy = signedOffBy
  }
}

/// 反馈: reported as rectified in the unit's name.
public struct Report: Sendable, Equatable, Codable {
  public var text: String
  public var by: PersonID
  public var at: Instant
  /// 审签: the unit's leader who signed it off.
  public var signedOffBy: String
  public var unit: UnitReference?

  private enum CodingKeys: String, CodingKey {
    case text, by, at, signedOffBy, unit
  }

  public init(
    text: String, by: PersonID, at: Instant, signedOffBy: String, unit: UnitReference?
  ) {
    self.text = text
    self.by = by
    self.at = at
    self.signedOffBy = signedOffBy
    self.unit = unit
  }
}

/// 验收: the lead found it rectified.
public struct Verification: Sendable, Equatable, Codable {
  public var by: PersonID
  public var at: Instant
  public var note: String?

  private enum CodingKeys: String, CodingKey {
    case by, at, note
  }

  public init(by: PersonID, at: Instant, note: String? = nil) {
    self.by = by
    self.at = at
    self.note = note
  }
}

/// A case that was merged into this one (合并); its source is kept.
public struct Absorbed: Sendable, Equatable, Codable {
  public var number: CaseNumber
  public var source: String?
  public var registrant: PersonID

  private enum CodingKeys: String, CodingKey {
    case number, source, registrant
  }

  public init(number: CaseNumber, source: String?, registrant: PersonID) {
    self.number = number
    self.source = source
    self.registrant = registrant
  }
}

/// 回头看: when a closed case is looked at again, and what was found.
public struct Lookback: Sendable, Equatable, Codable {
  public var due: Deadline
  /// 巩固: it holds. Nil until somebody looked; a relapse reopens the case instead.
  public var held: Receipt?
  public var note: String?

  private enum CodingKeys: String, CodingKey {
    case due, held, note
  }

  public init(due: Deadline, held: Receipt? = nil, note: String? = nil) {
    self.due = due
    self.held = held
    self.note = note
  }
}
