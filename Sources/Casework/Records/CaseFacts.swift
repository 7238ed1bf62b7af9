/// What statistics, projects and registers read of an open case: few values, so that ten thousand
/// of them are read without decoding a case. Derived from the case alone.
public struct CaseFacts: Sendable, Equatable {
  public var number: CaseNumber
  public var registeredAt: Instant
  public var closedAt: Instant?
  /// When the unit reported it as rectified, if that report stands.
  public var reportedAt: Instant?
  public var state: CaseState
  public var result: ClosingResult?
  public var due: CivilDate?
  /// The day before the first 改期, where there was one: what lateness is measured by.
  public var firstDue: CivilDate?
  public var unit: UnitReference?
  public var lead: PersonID?
  public var area: String?
  public var place: String?
  public var project: String?
  public var source: String?
  public var relapses: Int
  public var urges: Int
  /// Only the inner circle knows of it.
  public var isInner: Bool

  public init(
    number: CaseNumber, registeredAt: Instant, closedAt: Instant? = nil,
    reportedAt: Instant? = nil, state: CaseState, result: ClosingResult? = nil,
    due: CivilDate? = nil, firstDue: CivilDate? = nil, unit: UnitReference? = nil,
    lead: PersonID? = nil, area: String? = nil, place: String? = nil, project: String? = nil,
    source: String? = nil, relapses: Int = 0, urges: Int = 0, isInner: Bool = false
  ) {
    self.isInner = isInner
    self.number = number
    self.registeredAt = registeredAt
    self.closedAt = closedAt
    self.reportedAt = reportedAt
    self.state = state
    self.result = result
    self.due = due
    self.firstDue = firstDue
    self.unit = unit
    self.lead = lead
    self.area = area
    self.place = place
    self.project = project
    self.source = source
    self.relapses = relapses
    self.urges = urges
  }

  public init(_ matter: Case) {
    self.init(
      number: matter.number, registeredAt: matter.registeredAt, closedAt: matter.closedAt,
      reportedAt: matter.handling?.report?.at, state: matter.state, result: matter.result,
      due: matter.due?.day, firstDue: matter.handling?.firstDue?.day,
      unit: matter.details.unit, lead: matter.lead, area: matter.details.area,
      place: matter.details.place, project: matter.details.project,
      source: matter.details.source, relapses: matter.handling?.relapses ?? 0,
      urges: matter.handling?.urges.count(where: \.counts) ?? 0,
      isInner: matter.isInner)
  }
}

/// What statistics read of a hand-over or an instrument that was issued.
public struct IssueFacts: Sendable, Equatable {
  public var matter: CaseNumber
  /// 0: the hand-over.
  public var serial: Int
  /// 交办, or the kind in the procedure table.
  public var kind: String
  public var issuedAt: Instant
  /// Whether the unit reported after it was issued.
  public var isAnswered: Bool

  public init(
    matter: CaseNumber, serial: Int, kind: String, issuedAt: Instant, isAnswered: Bool
  ) {
    self.matter = matter
    self.serial = serial
    self.kind = kind
    self.issuedAt = issuedAt
    self.isAnswered = isAnswered
  }

  /// The hand-over's name among the kinds.
  public static let handOver = "交办"

  /// All that a case has, in order.
  public static func of(_ matter: Case) -> [IssueFacts] {
    guard let handling = matter.handling else { return [] }
    func facts(_ serial: Int, _ kind: String, _ at: Instant, _ answer: Instant?) -> IssueFacts {
      IssueFacts(
        matter: matter.number, serial: serial, kind: kind, issuedAt: at,
        isAnswered: answer != nil)
    }
    var all: [IssueFacts] = []
    if let handed = handling.handed {
      all.append(facts(0, handOver, handed.at, handling.answer(to: handed.at)))
    }
    for instrument in handling.instruments {
      guard let at = instrument.issuedAt else { continue }
      all.append(facts(instrument.serial, instrument.kind, at, handling.answer(to: instrument)))
    }
    return all
  }
}
