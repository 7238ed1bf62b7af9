/// What the rules may look at: the state of the ledger at one moment, read inside the writer's
/// transaction and already narrowed to what the reader of the answer may see.
///
/// Every call throws only what the store throws; none of them writes.
public protocol Casebook: ReportingBook, RedactionBook {
  /// The same ledger as somebody else reads it.
  func seen(by reader: Reader) -> any Casebook
  /// The case of that number; nil where there is none or the reader may not see it.
  func matter(_ number: CaseNumber) throws -> Case?
  /// Whether that number is a case's of the inner circle that the reader may not see: so much may be
  /// told of it, since its number is one of the open series.
  func isKeptInside(_ number: CaseNumber) throws -> Bool
  /// The number the next open case gets. Serials never restart and leave no gap.
  func nextCaseNumber() throws -> CaseNumber
  /// The number the next restricted case gets, in a series of its own.
  func nextRestrictedNumber() throws -> CaseNumber
  /// What a person handed over, oldest first: to whom and when, received or not. Nothing else of
  /// those cases is shown by it, and only to the person themself.
  func handedOver(by person: PersonID) throws -> [Transfer]
  /// The id the next person gets: derived from the ledger, so that a replay gives the same.
  func nextPersonID() throws -> PersonID
  func nextUnitID() throws -> UnitID

  func person(_ id: PersonID) throws -> Person?
  func person(account: AccountID) throws -> Person?
  /// Whether the IM refused what was last written to them privately, and nothing was heard there since.
  func isOutOfReach(_ person: PersonID) throws -> Bool
  /// Everybody ever registered, in the order of their ids.
  func people() throws -> [Person]
  /// How they are called, and who is taken for whom; kept until one of them changes.
  func looks(_ lookalikes: Lookalikes) throws -> Looks
  /// Whether that role was ever granted to anybody.
  func isGranted(_ role: Role) throws -> Bool
  func unit(_ id: UnitID) throws -> Unit?
  /// All units in the order of their ids.
  func units() throws -> [Unit]
  /// The chat as a group, bound or not; nil where it was never bound.
  func group(_ id: ChatID) throws -> Group?
  func groups() throws -> [Group]

  /// Cases that fit, newest number first, with the count of all that fit.
  func find(_ query: CaseQuery) throws -> CasePage
  /// Cases whose pending closing lapsed at or before that moment, by number.
  func lapsedProposals(at instant: Instant) throws -> [Case]
  /// What is left to do, the nearest day first, then by number.
  func duties(_ query: DutyQuery) throws -> [Duty]
  /// A setting as it was last given; nil where it never was.
  func setting(_ name: SettingName) throws -> Setting?
  /// The case that the instrument of that number (协同督〔2026〕9号, as `InstrumentNumber` writes it) is
  /// about; nil where there is none.
  func matter(ofInstrument number: String) throws -> CaseNumber?
  /// The last serial that was given to an instrument of that kind in that year; 0 where none was.
  func lastInstrument(_ kind: String, in year: Int) throws -> Int
  /// Whether and when something was said by the clock.
  func notice(_ id: NoticeID) throws -> Notice?
  /// The reminders filed under a chat that still wait, by their numbers; private ones only for
  /// whoever set them or is to be told.
  func reminders(of chat: ChatID, _ audience: Audience) throws -> [Reminder]
  /// The last number given among the reminders filed under a chat, and how many wait.
  func reminderCount(of chat: ChatID, _ audience: Audience) throws -> (last: Int, active: Int)
  /// The reminders due at or before that moment, the earliest first.
  func reminders(dueBy instant: Instant) throws -> [Reminder]
  /// When the first reminder after that moment falls due; nil where none does.
  func nextReminder(after instant: Instant) throws -> Instant?
  /// All entries about a record, oldest first, with those that only stand beside it: views, and that
  /// somebody vouched for a text.
  func trail(of record: RecordID) throws -> [JournalEntry]
  /// The entries that made a record, oldest first.
  func history(of record: RecordID) throws -> [JournalEntry]
  /// The cases a person registered under that very title from that moment on, newest first: their own
  /// words, so that those of the inner circle are among them for whoever sent them there.
  func registrations(
    by person: PersonID, titled title: String, since instant: Instant
  ) throws -> [Case]
  /// A person's own entries from that moment on, oldest first, refusals left out.
  func acts(of person: PersonID, since instant: Instant) throws -> [JournalEntry]

  // What the clock asks
  /// Duties with whose they are, in the order of `duties`.
  func docket(_ query: DutyQuery) throws -> [Docketed]
  /// The earliest moment at which a proposal to close lapses.
  func nextLapse() throws -> Instant?
  /// The times in which the bot was away, oldest first.
  func silences() throws -> [Silence]
  /// Entries of the open chain of these kinds, from the first moment on and before the second, oldest
  /// first.
  func entries(of kinds: Set<String>, since: Instant, before: Instant) throws -> [JournalEntry]
}

/// Who reads the answer, and so what may be met on the way to it.
public enum Reader: Sendable, Hashable {
  /// The least-cleared member: whoever nothing more is known of.
  case everyone
  /// A group: its least-cleared reader, whoever asks.
  case group(ChatID)
  /// One person in a private chat: also the restricted records that name them.
  case person(PersonID)
  /// The clock: everything; it decides for each receiver apart.
  case clock
}

/// Which duties to look for. All conditions must hold.
public struct DutyQuery: Sendable, Equatable {
  public var kinds: Set<Duty.Kind>?
  /// Only those with a day, up to and including this one.
  public var through: CivilDate?
  /// Only those of urgent cases (加急), or only those of the others.
  public var urgent: Bool?

  public init(
    kinds: Set<Duty.Kind>? = nil, through: CivilDate? = nil, urgent: Bool? = nil
  ) {
    self.kinds = kinds
    self.through = through
    self.urgent = urgent
  }
}

/// What to look for among cases. All conditions must hold.
public struct CaseQuery: Sendable, Equatable {
  /// Words, each of one character or more, found anywhere in title, fields or names.
  public var words: [String]
  /// States to keep; nil keeps all but withdrawn.
  public var states: Set<CaseState>?
  /// Only those whose last day lies before this day while their clock runs.
  public var overdueOn: CivilDate?
  /// Only those this person leads.
  public var lead: PersonID?
  /// Only those of this unit.
  public var unit: UnitID?
  /// Only those this person leads, keeps contact for, or registered.
  public var involving: PersonID?
  public var limit: Int
  public var offset: Int
  /// Oldest due day first instead of newest number first.
  public var byDue: Bool
  /// People whose cases count like those of `involving`: whoever somebody stands in for. Only the
  /// cases they lead or keep contact for.
  public var standingInFor: [PersonID] = []
  /// Of what is overdue only what may be told.
  public var lateness = LatenessScope.whole
  /// Whether the number a clue has where it came from is searched too: for who may see sources.
  public var searchesSource = false
  /// Only those nobody leads.
  public var isUnled = false
  /// Only to point at something: it may miss cases registered in the same transaction, and is not
  /// counted. Much cheaper.
  public var isHint = false

  public init(
    words: [String] = [], states: Set<CaseState>? = nil, overdueOn: CivilDate? = nil,
    lead: PersonID? = nil, unit: UnitID? = nil, involving: PersonID? = nil, limit: Int = 8,
    offset: Int = 0, byDue: Bool = false
  ) {
    self.words = words
    self.states = states
    self.overdueOn = overdueOn
    self.lead = lead
    self.unit = unit
    self.involving = involving
    self.limit = limit
    self.offset = offset
    self.byDue = byDue
  }
}

/// A part of what was found, and how many there are in all.
public struct CasePage: Sendable, Equatable {
  public var cases: [Case]
  public var total: Int

  public init(cases: [Case], total: Int) {
    self.cases = cases
    self.total = total
  }
}

extension Casebook {
  /// Whether the content of clues about persons may be kept now, sealed.
  public func sealsPersons(_ rules: Rules) throws -> Bool {
    guard rules.sealing == .allowed else { return false }
    return try ModeOfPersons.inForce(self, rules) == .sealed
  }

  /// Who speaks for a unit and is in a group now, the named contacts first.
  public func contacts(of unit: UnitID, on day: CivilDate) throws -> [Person] {
    try People.contacts(of: unit, on: day, self)
  }
}
