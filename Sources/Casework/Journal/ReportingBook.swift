/// What reports read beyond single cases. All of it is narrowed to the reader as the rest is:
/// facts, projects and figures are of the open series alone.
public protocol ReportingBook {
  /// Facts of open cases that fit, by number.
  func facts(_ query: FactQuery) throws -> [CaseFacts]
  /// Hand-overs and instruments issued from the first moment on and before the second.
  func issues(from: Instant?, before: Instant?) throws -> [IssueFacts]
  /// A part of the duties that one of the claims covers, the nearest day first, and how many there
  /// are in all.
  func duties(claimed claims: [DutyClaim], limit: Int, offset: Int) throws -> DutyPage
  /// What fell through the meshes, by number.
  func gaps() throws -> Gaps
  /// Activities that stand, the oldest first.
  func activities(_ days: ClosedRange<CivilDate>?) throws -> [Activity]
  /// A part of the activities that stand, the newest first, and how many there are in all.
  func activities(newest limit: Int, offset: Int) throws -> (activities: [Activity], total: Int)
  /// Activities that wait for the team's yes, in their order.
  func waitingActivities() throws -> [Activity]
  func activity(_ serial: Int) throws -> Activity?
  func figure(_ serial: Int) throws -> Figure?
  /// The numbers that the next ones get; they leave no gap.
  func nextActivity() throws -> Int
  func nextFigure() throws -> Int
}

/// Which facts to read. All conditions must hold.
public struct FactQuery: Sendable, Equatable {
  public enum Moment: Sendable, Hashable {
    case registered, closed
  }

  /// Words found anywhere in title and fields.
  public var words: [String]
  public var moment: Moment
  /// From this moment on.
  public var from: Instant?
  /// Before this moment.
  public var before: Instant?
  public var unit: UnitID?
  public var lead: PersonID?
  public var project: String?
  /// Only those that belong to some project.
  public var inProjects = false
  /// States to keep; nil keeps all but those that count for nothing (撤回, 作废, 并入).
  public var states: Set<CaseState>?

  public init(
    words: [String] = [], moment: Moment = .registered, from: Instant? = nil,
    before: Instant? = nil, unit: UnitID? = nil, lead: PersonID? = nil, project: String? = nil,
    states: Set<CaseState>? = nil
  ) {
    self.words = words
    self.moment = moment
    self.from = from
    self.before = before
    self.unit = unit
    self.lead = lead
    self.project = project
    self.states = states
  }

  /// What 登记 counts: a case that was taken back, voided or merged into another is none.
  public static let counted = Set(CaseState.allCases).subtracting([.withdrawn, .voided, .merged])
}

/// Duties somebody answers for. All conditions of one claim must hold; of several claims one is
/// enough.
public struct DutyClaim: Sendable, Equatable {
  public var kinds: Set<Duty.Kind>
  /// Only of cases one of these leads or keeps contact for.
  public var tied: [PersonID]?
  /// Only of cases one of these leads.
  public var led: [PersonID]?
  /// Only of restricted cases that were handed to them.
  public var received: PersonID?
  /// Only of cases of this unit, and of those only what was sent.
  public var unit: UnitID?
  /// Only those with a day, up to and including this one.
  public var through: CivilDate?
  /// Only those that wait since before that moment.
  public var since: Instant?
  /// Not of cases of this unit.
  public var besides: UnitID?
  /// Not of cases that wait to be handed over.
  public var sentOnly: Bool

  public init(
    kinds: Set<Duty.Kind>, tied: [PersonID]? = nil, led: [PersonID]? = nil,
    received: PersonID? = nil, unit: UnitID? = nil, through: CivilDate? = nil,
    since: Instant? = nil, besides: UnitID? = nil, sentOnly: Bool = false
  ) {
    self.sentOnly = sentOnly
    self.besides = besides
    self.since = since
    self.received = received
    self.kinds = kinds
    self.tied = tied
    self.led = led
    self.unit = unit
    self.through = through
  }
}

extension DutyClaim {
  /// A paper of a private kind hands nothing over: it is only to be signed for.
  public var isPrivate: Bool { kinds == [.signPrivately] }

  private func wasSent(_ matter: Case) -> Bool {
    IssueFacts.of(matter).contains { isPrivate || $0.serial < Instrument.firstPrivateSerial }
  }

  /// Whether that duty of that case meets all conditions.
  public func covers(_ duty: Duty, of matter: Case) -> Bool {
    let people = [matter.lead].compactMap { $0 } + matter.contacts
    return kinds.contains(duty.kind)
      && (through.map { last in duty.day.map { $0 <= last } ?? false } ?? true)
      && (since.map { duty.since < $0 } ?? true)
      && (tied.map { $0.contains(where: people.contains) } ?? true)
      && (led.map { people in matter.lead.map(people.contains) ?? false } ?? true)
      && (received.map { matter.handling?.receivers.contains($0) ?? false } ?? true)
      && (unit.map { matter.details.unit?.id == $0 && wasSent(matter) } ?? true)
      && (besides.map { matter.details.unit?.id != $0 } ?? true)
      && !(sentOnly && Duty.of(matter).contains { $0.kind == .assign })
  }
}

public struct DutyPage: Sendable, Equatable {
  public var duties: [Duty]
  public var total: Int
  /// The cases that all of them are about.
  public var cases: Set<CaseNumber>

  public init(duties: [Duty], total: Int, cases: Set<CaseNumber>) {
    self.duties = duties
    self.total = total
    self.cases = cases
  }
}

/// Open cases that nobody would meet again by date or by person.
public struct Gaps: Sendable, Equatable {
  /// In hand, without a term and without any other day to come.
  public var undated: [CaseNumber]
  /// In hand, and nobody answers for them.
  public var unled: [CaseNumber]
  /// In hand, with a unit and a term, and the unit was not sent them.
  public var unhanded: [CaseNumber]

  public init(undated: [CaseNumber], unled: [CaseNumber], unhanded: [CaseNumber] = []) {
    self.undated = undated
    self.unled = unled
    self.unhanded = unhanded
  }
}
